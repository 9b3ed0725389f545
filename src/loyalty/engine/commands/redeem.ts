import { checkObject } from "../../../core/checks.ts";
import { addDuration, parseDuration } from "../../../time/duration.ts";
import type { LotPoints, Redemption, Take } from "../../ledger/account.ts";
import { type WalletBook, walletOf } from "../../ledger/book.ts";
import { findIn, findLot } from "../../ledger/lots.ts";
import { checkRedemption, findOption } from "../../redemption/check-redemption.ts";
import type { RedemptionValue } from "../../redemption/redemption-value.ts";
import { noteActivity } from "../activity.ts";
import { checkId } from "../check-command.ts";
import { sumOf } from "../clawback.ts";
import type { CommandOf } from "../command.ts";
import { checkPoints, spendableOf } from "../currency.ts";
import type { Refusal } from "../decision.ts";
import { returnsUntil } from "../open-order.ts";
import { refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { settle, storeOf } from "../settlement.ts";
import { availableOf, chooseLots } from "../spend.ts";
import { checkVelocity } from "../velocity.ts";
import { issueVoucher, voucherOf } from "./voucher.ts";

export function decideRedeem(session: Session, command: CommandOf<"redeem">): Refusal | null {
  const points = checkPoints(command.points);
  const id = checkId(command.redemption, ["redemption"]);
  if (isKnown(session, id)) return known(id);
  const value = command.option === undefined ? null : worthOf(session, command, command.option);
  if (value?.ok === false) return value;
  const currency = spendableOf(session.program, value?.currency ?? command.currency).name;
  const wallet = walletOf(session.book, currency);
  const lots = chooseLots(session, wallet, points);
  if ("ok" in lots) return lots;
  const refusal = checkVelocity(session, points);
  if (refusal !== null) return refusal;
  noteActivity(session);
  const bought = command.order === undefined ? undefined : checkObject(command.order, "an order");
  const order = bought === undefined ? undefined : checkId(bought.id, ["order", "id"]);
  const store = storeOf(session.program, command.store ?? bought?.store);
  const redemption = makeRedemption(session, wallet, id, lots, order, store);
  emit(session, { type: "spent", redemption, ...(value === null ? {} : { value }) });
  settle(session, redemption, lots, 1);
  if (value?.reward === undefined) return null;
  return issueVoucher(session, {
    voucher: voucherOf(id),
    reward: value.reward,
    expiresAt: validUntil(session, value.validFor),
  });
}

/** What the option brings for so many points, or why it may not be had so. */
function worthOf(
  session: Session,
  { points, order, redemption }: CommandOf<"redeem">,
  option: string,
): RedemptionValue | Refusal {
  const { program, book } = session;
  const found = findOption(program, option);
  const available = availableOf(walletOf(book, found.currency.name));
  const tier = program.ladder === null ? null : program.ladder.level(book.tier);
  const request = { option, points, redemption, available, tier };
  return checkRedemption(program, order === undefined ? request : { ...request, order });
}

function validUntil({ atMs, program }: Session, validFor: string | undefined): number | null {
  if (validFor === undefined) return null;
  return addDuration(atMs, parseDuration(validFor, ["validFor"]), program.zone);
}

/** A redemption, with all that is needed to give its points back. */
export function makeRedemption(
  session: Session,
  wallet: WalletBook,
  id: string,
  lots: readonly LotPoints[],
  order?: string,
  store?: string,
): Redemption {
  const takes: Take[] = [];
  for (const [lot, points] of lots) {
    const from = findLot(wallet, lot);
    if (from === undefined) continue;
    const { activeAt, expiresAt, source, earnedAt, store: origin } = from;
    takes.push({
      lot,
      points,
      activeAt,
      expiresAt,
      source,
      ...(earnedAt === undefined ? {} : { earnedAt }),
      ...(origin === undefined ? {} : { store: origin }),
    });
  }
  return {
    id,
    currency: wallet.currency,
    until: returnsUntil(session),
    points: sumOf(lots),
    takes,
    ...(order === undefined ? {} : { order }),
    ...(store === undefined ? {} : { store }),
  };
}

/** Is there a redemption of this id that can still be reversed? */
export function isKnown(session: Session, id: string): boolean {
  return findIn(session.book.redemptions, id) !== undefined;
}

export function known(id: string): Refusal {
  return refuse("idempotency_conflict", `redemption ${id} was made already`);
}
