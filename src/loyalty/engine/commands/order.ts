import { InputError } from "../../../core/errors.ts";
import { addDuration, parseDuration } from "../../../time/duration.ts";
import { awardOrder } from "../../earning/award-order.ts";
import { gatherFacts } from "../../earning/facts.ts";
import { storedOrder } from "../../earning/stored-order.ts";
import type { OrderPoints } from "../../ledger/account.ts";
import type { Award, AwardSnapshot } from "../../ledger/award.ts";
import { hashValue } from "../../ledger/fingerprint.ts";
import { noteActivity } from "../activity.ts";
import { checkId } from "../check-command.ts";
import type { CommandOf } from "../command.ts";
import { currencyOf } from "../currency.ts";
import type { Refusal } from "../decision.ts";
import { issue } from "../issue.ts";
import { duplicateOrder, isAwarded, openOrder, pendingUntil } from "../open-order.ts";
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
    `order ${command.order.id} also awards ${award.referral.referrer}: decide it by decideReferral`,
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
  if (isAwarded(session, id)) return duplicateOrder(id);
  const facts = gatherFacts(program, book, session.atMs, context);
  const award = awardOrder(program, order, session.atMs, facts, book.id);
  if ("ok" in award) return award;
  if (award.counters.some(([, , until]) => until !== null && until <= session.now)) {
    return refuse("folded", `order ${id} is of a time whose caps are no longer counted`);
  }
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
  openOrder(session, id, pointsOf(lots), hashValue(snapshot));
  // Only where stores settle with each other does a lot say where it was earned.
  const store = program.program.stores === undefined ? undefined : order.store;
  grantAward(session, award, lots, `order:${id}`, store);
  return award;
}

/** What lots (or rules) give in each currency. */
export function pointsOf(
  parts: readonly { readonly currency: string; readonly points: number }[],
): OrderPoints[] {
  const sums: OrderPoints[] = [];
  for (const { currency, points } of parts) {
    const place = sums.findIndex(([name]) => name === currency);
    const sum = place < 0 ? points : sums[place][1] + points;
    sums[place < 0 ? sums.length : place] = [currency, sum, sum, 0];
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
): void {
  if (award.counters.length > 0) emit(session, { type: "counted", counters: award.counters });
  for (const use of award.budgets) {
    if (use.points !== 0) emit(session, { type: "budget_used", ...use });
  }
  for (const { currency: name, points, activeMs } of lots) {
    const currency = currencyOf(session.program, name);
    issue(session, { currency, points, source, cause: "award", activeMs, store });
  }
  if (session.program.ladder?.compiled.metric !== "points") {
    credit(session, session.at, award.tierCredit, session.now);
  }
  for (const { rule, reward } of award.rewards) {
    issueVoucher(session, { voucher: `${rule}:${source}`, reward });
  }
}

/** A lot to be issued. */
export interface AwardedLot {
  readonly currency: string;
  readonly activeMs: number;
  points: number;
}

/** One lot for all rules that award the same points at the same time. */
export function lotsOf(session: Session, { rules }: Award): AwardedLot[] {
  const lots: AwardedLot[] = [];
  let last: string | null = null;
  let usualMs = 0;
  for (const { currency: name, points, pendingFor } of rules) {
    if (name !== last) {
      last = name;
      usualMs = pendingUntil(session, currencyOf(session.program, name));
    }
    const activeMs =
      pendingFor === undefined
        ? usualMs
        : addDuration(
            session.atMs,
            parseDuration(pendingFor, ["pendingFor"]),
            session.program.zone,
          );
    const same = lots.find((lot) => lot.currency === name && lot.activeMs === activeMs);
    if (same === undefined) lots.push({ currency: name, activeMs, points });
    else same.points += points;
  }
  for (const lot of lots) if (lot.points < 0) takeLess(lots, lot);
  return lots.filter(({ points }) => points > 0);
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
