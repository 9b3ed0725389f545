import { InputError } from "../../../core/errors.ts";
import { addDuration, parseDuration } from "../../../time/duration.ts";
import { awardOrder } from "../../earning/award-order.ts";
import { gatherFacts } from "../../earning/facts.ts";
import { storedOrder } from "../../earning/stored-order.ts";
import type { OrderPoints } from "../../ledger/account.ts";
import type { Award, AwardSnapshot } from "../../ledger/award.ts";
import { printIn, printOf } from "../../ledger/award-print.ts";
import { isPast, placeIn } from "../../ledger/lots.ts";
import { noteActivity } from "../activity.ts";
import { checkId } from "../check-command.ts";
import type { CommandOf } from "../command.ts";
import { currencyOf } from "../currency.ts";
import type { Refusal } from "../decision.ts";
import { issue } from "../issue.ts";
import { duplicateOrder, openOrder, pendingUntil } from "../open-order.ts";
import { refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { credit } from "../tier-credit.ts";
import { issueVoucher } from "./voucher.ts";

export function decideOrder(session: Session, command: CommandOf<"completeOrder">): Refusal | null {
  const award = awardFor(session, command);
  if ("ok" in award) return award;
  if (award.referral === null) return null;
  throw new InputError(
    "needs_referrer",
    `it is about ${award.referral.referrer} too: decide it by decideReferral`,
    ["order", "referredBy"],
  );
}

/** Awards an order to its member; what it brings the referrer is told. */
export function awardFor(
  session: Session,
  { order, context }: CommandOf<"completeOrder">,
): Award | Refusal {
  const { program, book } = session;
  const id = checkId(order?.id, ["order", "id"]);
  const known = placeIn(book.orders, id);
  if (known >= 0 && program.policies.orders.dedupe) return duplicateOrder(id);
  const facts = gatherFacts(program, book, session.atMs, context);
  const award = awardOrder(program, order, session.atMs, facts, book.id);
  if ("ok" in award) return award;
  if (isForgotten(session, award)) return refuseForgotten(`order ${id}`);
  noteActivity(session);
  const snapshot: AwardSnapshot = {
    programVersion: program.program.version,
    order: storedOrder(program.earning, order),
    at: session.at,
    facts,
    rules: award.rules,
    counters: award.counters,
    budgets: award.budgets,
    tierCredit: award.tierCredit,
  };
  emit(session, { type: "awarded", award: snapshot });
  const lots = lotsOf(session, award);
  const points = pointsOf(lots.every(isOwn) ? lots : lots.filter(isOwn));
  const source = `order:${id}`;
  // Of an order that is awarded more than once each award has rewards of its own.
  const rewards = known < 0 ? source : `${source}:${(book.orders[known].again?.length ?? 0) + 1}`;
  const print = printIn(session.book.id, printOf(snapshot, session.orderPrint));
  openOrder(session, id, points, print, order.redemption, known);
  // Only where stores settle with each other does a lot say where it was earned.
  const store = program.earning.stores === null ? undefined : order.store;
  grantAward(session, award, lots, source, store, rewards);
  return award;
}

/** An award of windows whose counters are forgotten would get round caps, and what is given once. */
export function isForgotten({ now }: Session, { counters }: Pick<Award, "counters">): boolean {
  for (const counter of counters) if (isPast(counter[2], now)) return true;
  return false;
}

export function refuseForgotten(what: string): Refusal {
  return refuse("folded", `${what} is of a time whose caps are no longer counted`);
}

/** What lots (or rules) give in each currency. */
export function pointsOf(
  parts: readonly { readonly currency: string; readonly points: number }[],
): OrderPoints[] {
  const sums: OrderPoints[] = [];
  for (const { currency, points } of parts) {
    let place = 0;
    while (place < sums.length && sums[place][0] !== currency) place++;
    const sum = place < sums.length ? sums[place][1] + points : points;
    sums[place] = [currency, sum, sum, 0];
  }
  return sums;
}

/** Issues what an award gives, and counts what it counts. */
export function grantAward(
  session: Session,
  award: Award,
  lots: readonly AwardedLot[],
  source: string,
  store?: string,
  rewardsOf = source,
): void {
  if (award.counters.length > 0) emit(session, { type: "counted", counters: award.counters });
  for (const use of award.budgets) {
    if (use.points !== 0) emit(session, { type: "budget_used", ...use });
  }
  for (const { currency: name, points, activeMs, card } of lots) {
    const currency = currencyOf(session.program, name);
    const from = card === undefined ? source : `${rewardOf(card)}${rewardsOf}`;
    issue(session, { currency, points, source: from, cause: "award", activeMs, store });
  }
  if (session.program.ladder?.compiled.metric !== "points") {
    credit(session, session.at, award.tierCredit, session.now);
  }
  for (const { rule, reward } of award.rewards) {
    issueVoucher(session, { voucher: `${rule}:${rewardsOf}`, reward });
  }
}

/** What the lots of a full card's points begin their source with. */
export function rewardOf(rule: string): string {
  return `card:${rule}:`;
}

/** Are points of this source a full card's? */
export function isReward(source: string): boolean {
  return source.startsWith("card:");
}

/** Is it the order's own? A card is filled by others too. */
export function isOwn({ card }: AwardedLot): boolean {
  return card === undefined;
}

/** A lot to be issued. */
export interface AwardedLot {
  readonly currency: string;
  readonly activeMs: number;
  /** The rule, where it is the reward of a punch card. */
  readonly card?: string;
  points: number;
}

/** One lot for all rules that award the same points at the same time. */
export function lotsOf(
  session: Pick<Session, "program" | "atMs">,
  { rules }: Pick<Award, "rules">,
): AwardedLot[] {
  const { cards } = session.program.earning;
  const lots: AwardedLot[] = [];
  let last: string | null = null;
  let usualMs = 0;
  for (const { rule, currency, points, pendingFor } of rules) {
    if (currency !== last) {
      last = currency;
      usualMs = pendingUntil(session, currencyOf(session.program, currency));
    }
    const activeMs =
      pendingFor === undefined
        ? usualMs
        : addDuration(
            session.atMs,
            parseDuration(pendingFor, ["pendingFor"]),
            session.program.zone,
          );
    if (cards.size > 0 && cards.has(rule)) {
      lots.push({ currency, activeMs, card: rule, points });
      continue;
    }
    let place = 0;
    while (place < lots.length && !isSame(lots[place], currency, activeMs)) place++;
    if (place < lots.length) lots[place].points += points;
    else lots.push({ currency, activeMs, points });
  }
  for (const lot of lots) if (lot.points < 0) takeLess(lots, lot);
  return lots.every(hasPoints) ? lots : lots.filter(hasPoints);
}

function isSame(lot: AwardedLot, currency: string, activeMs: number): boolean {
  return lot.currency === currency && lot.activeMs === activeMs;
}

function hasPoints({ points }: AwardedLot): boolean {
  return points > 0;
}

/** A factor below one takes points off: of its own lot first, then of the others, the last first. */
function takeLess(lots: readonly AwardedLot[], less: AwardedLot): void {
  for (const lot of lots.slice().reverse()) {
    if (lot.currency !== less.currency || lot.points <= 0) continue;
    const part = Math.min(lot.points, -less.points);
    lot.points -= part;
    less.points += part;
  }
}
