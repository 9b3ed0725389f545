import { applyTierEffect } from "../tiers/apply.ts";
import { EMPTY_TIER } from "../tiers/record.ts";
import type { Hold, LotPoints, Voucher } from "./account.ts";
import { type Book, openWalletOf } from "./book.ts";
import { applyCounters } from "./counters.ts";
import type { Effect } from "./effect.ts";
import { fault } from "./fault.ts";
import {
  changeLot,
  compareEnds,
  corrupt,
  holdPoints,
  insertLot,
  insertSorted,
  placeOf,
  removeAt,
  removeOf,
  takeOf,
} from "./lots.ts";
import {
  addLapsed,
  byUntil,
  changeOrder,
  noteLapsed,
  noteRefunded,
  openOrder,
} from "./open-orders.ts";
import { applyRestored, lessOf } from "./restore.ts";

/**
 * Writes what an effect says into the book, as of the instant of its entry.
 *
 * @throws LedgerError `corrupt_entry` where the book cannot have seen it, `unknown_effect`
 */
export function applyEffect(book: Book, effect: Effect, now: string): void {
  // The commonest first: each case is a comparison of texts.
  switch (effect.type) {
    case "awarded":
    case "budget_used":
    case "settled":
      return;
    case "order_opened":
      openOrder(book, effect);
      return;
    case "counted":
      applyCounters(book, effect.counters);
      return;
    case "issued":
    case "received":
    case "reinstated": {
      const wallet = openWalletOf(book, effect.currency);
      const { lot } = effect;
      if (lot.id !== book.nextLot) {
        throw corrupt(`expected lot ${book.nextLot}, got ${lot.id}`);
      }
      book.nextLot++;
      if (effect.type === "reinstated") {
        wallet.totals.expired -= lot.remaining;
        // It can lapse, or be taken, once more.
        noteLapsed(book, effect.currency, lot, -lot.remaining);
      } else wallet.totals[effect.type] += lot.remaining;
      insertLot(wallet, lot, now);
      return;
    }
    case "spent": {
      const { redemption, hold } = effect;
      const wallet = openWalletOf(book, redemption.currency);
      const { takes } = redemption;
      for (let index = 0; index < takes.length; index++) {
        const { lot, points } = takes[index];
        takeOf(wallet, lot, points, hold === undefined ? 0 : -points);
        wallet.totals.spent += points;
      }
      if (hold !== undefined) {
        const lots = takes.map(({ lot, points }): LotPoints => [lot, points]);
        shrinkHold(book, hold, lots);
      }
      insertSorted(book.redemptions, redemption, byUntil);
      return;
    }
    case "sent":
    case "expired":
    case "repaid":
    case "revoked": {
      const wallet = openWalletOf(book, effect.currency);
      const lapse = effect.type === "expired" || isEnd(effect);
      const repaid = effect.type === "repaid";
      const total = repaid ? "revoked" : effect.type;
      const { lots } = effect;
      for (let index = 0; index < lots.length; index++) {
        const part = lots[index];
        const points = part[1];
        const lot = takeOf(wallet, part[0], points);
        if (lapse) noteLapsed(book, effect.currency, lot, points);
        if (repaid) wallet.debt -= points;
        wallet.totals[total] += points;
      }
      if (effect.type === "expired" && effect.cause === "inactivity") wallet.lapsesAt = null;
      return;
    }
    default:
      applyRare(book, effect, now);
  }
}

type Common =
  | "awarded"
  | "budget_used"
  | "settled"
  | "order_opened"
  | "counted"
  | "issued"
  | "received"
  | "reinstated"
  | "spent"
  | "sent"
  | "expired"
  | "repaid"
  | "revoked";

/** By itself, so that what most entries do is compiled as one piece. */
function applyRare(
  book: Book,
  effect: Exclude<Effect, { readonly type: Common }>,
  now: string,
): void {
  switch (effect.type) {
    case "activated": {
      const wallet = openWalletOf(book, effect.currency);
      for (const id of effect.lots) {
        const lot = removeOf(wallet.pending, id);
        insertLot(wallet, lot, lot.activeAt);
      }
      return;
    }
    case "restored":
      applyRestored(book, effect, now);
      return;
    case "held":
      holdPoints(openWalletOf(book, effect.hold.currency), effect.hold.lots, 1);
      insertSorted(book.holds, effect.hold, byUntil);
      return;
    case "released":
      holdPoints(openWalletOf(book, effect.currency), effect.lots, -1);
      shrinkHold(book, effect.hold, effect.lots);
      return;
    case "indebted":
      openWalletOf(book, effect.currency).debt += effect.points;
      return;
    case "written_off":
      openWalletOf(book, effect.currency).totals.writtenOff += effect.points;
      return;
    case "forgiven":
      changeOrder(book, effect.order, (order) => addLapsed(order, effect.currency, -effect.points));
      return;
    case "merged":
      mergeLots(book, effect.currency, effect.lots);
      return;
    case "enrolled":
      book.enrolledAt = effect.at;
      return;
    case "status_changed":
      book.status = effect.status;
      if (effect.into !== undefined) book.mergedInto = effect.into;
      else if (effect.status !== "erased") delete book.mergedInto;
      return;
    case "migrated":
      book.programVersion = effect.programVersion;
      return;
    case "active":
      for (const [currency, at] of effect.lapsesAt) openWalletOf(book, currency).lapsesAt = at;
      return;
    case "order_received":
      insertSorted(book.orders, effect.order, byUntil);
      return;
    case "redemption_sent":
    case "redemption_received":
      moveRedemption(book, effect);
      return;
    case "refunded":
      noteRefunded(book, effect);
      return;
    case "tier_credited":
    case "tier_reviewed":
      book.tier = applyTierEffect(book.tier ?? EMPTY_TIER, effect);
      return;
    case "voucher_issued":
      insertSorted(book.vouchers, effect.voucher, byVoucherExpiry);
      return;
    case "voucher_used":
    case "voucher_revoked":
      removeOf(book.vouchers, effect.voucher);
      return;
    default:
      effect satisfies never;
      throw fault("unknown_effect", "a known effect", effect);
  }
}

/** Does it take all that an account has left at its end? */
function isEnd(effect: Effect): boolean {
  return effect.type === "revoked" && (effect.cause === "closed" || effect.cause === "erased");
}

function byVoucherExpiry(one: Voucher, other: Voucher): number {
  return compareEnds(one.expiresAt, other.expiresAt);
}

function moveRedemption(
  book: Book,
  effect: Effect & { readonly type: "redemption_sent" | "redemption_received" },
): void {
  if (effect.type === "redemption_received") {
    const { redemption } = effect;
    const { totals } = openWalletOf(book, redemption.currency);
    for (const { lot, points } of redemption.takes) {
      totals.received += points;
      totals.spent += points;
      // Lots that are gone by now may come back under these ids.
      if (lot >= book.nextLot) book.nextLot = lot + 1;
    }
    insertSorted(book.redemptions, redemption, byUntil);
    return;
  }
  const { currency, takes } = removeOf(book.redemptions, effect.redemption);
  const { totals } = openWalletOf(book, currency);
  for (const { points } of takes) {
    totals.spent -= points;
    totals.sent += points;
  }
}

function shrinkHold(book: Book, id: string, lots: readonly LotPoints[]): void {
  const place = placeOf(book.holds, id);
  const hold: Hold = book.holds[place];
  const rest = lessOf(hold.lots, lots);
  if (rest.length === 0) removeAt(book.holds, place);
  else book.holds[place] = { ...hold, lots: rest };
}

function mergeLots(book: Book, currency: string, ids: readonly number[]): void {
  const { lots } = openWalletOf(book, currency);
  const [into, ...from] = ids;
  for (const id of from) {
    const { expiresAt, remaining, held } = removeOf(lots, id);
    if (changeLot(lots, into, remaining, remaining, held).expiresAt !== expiresAt) {
      throw corrupt(`expected lots ${into} and ${id} of one life`);
    }
  }
}
