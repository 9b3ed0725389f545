import { addDuration, parseDuration } from "../../time/duration.ts";
import { checkId } from "../engine/check-command.ts";
import { awardFor, isForgotten, refuseForgotten } from "../engine/commands/order.ts";
import { limitReferral, referralOrder, takeBackReferral } from "../engine/commands/referral.ts";
import { decideCancellation, decideRefund, type EndReferral } from "../engine/commands/refund.ts";
import { currencyOf } from "../engine/currency.ts";
import type { Refusal } from "../engine/decision.ts";
import type { Engine } from "../engine/engine.ts";
import { issue } from "../engine/issue.ts";
import { openOrder } from "../engine/open-order.ts";
import { refuse } from "../engine/refuse.ts";
import { emit, type Session } from "../engine/session.ts";
import type { Account } from "../ledger/account.ts";
import type { ReferralCommand } from "./pair-command.ts";
import type { PairDecision, UntakenPoints } from "./pair-decision.ts";
import { decidePair } from "./pair-session.ts";

/**
 * What does an order that a member was referred with do to both accounts? The member earns as with
 * `decide`, the referrer by the referral rule, as far as caps and a full wallet let it; the referrer's
 * points wait until the order can no longer come back, and a refund below the rule's minimum takes both
 * sides back, room in caps included.
 *
 * @param engine - of `compileProgram`
 * @param accounts - the member who ordered, and the referrer whom `order.referredBy` names
 * @param command - completeOrder, refundOrder or cancelOrder
 * @returns both entries, accounts and breakdowns; or a refusal, such as `self_referral`, or
 *   `not_eligible` for a second account that neither is the referrer's nor took it over
 * @throws InputError, LedgerError as `decide` does
 * @example
 * ```ts
 * import { compileProgram, createAccount, decideReferral } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 *   rules: [{ id: "friend", award: { type: "referral", points: 50, referrerPoints: 100 } }],
 * });
 * const pair = [createAccount(engine, "new"), createAccount(engine, "old")] as const;
 * const done = decideReferral(engine, pair, {
 *   type: "completeOrder",
 *   id: "event-1",
 *   at: "2026-01-31T15:00:00Z",
 *   order: { id: "O1", lines: [{ id: "1", amount: "80.00" }], referredBy: "old" },
 * });
 * done.ok && "entries" in done ? done.accounts[1].wallets[0].pending[0].remaining : 0; // => 100
 * ```
 */
export function decideReferral(
  engine: Engine,
  accounts: readonly [member: Account, referrer: Account],
  command: ReferralCommand,
): PairDecision {
  let untaken: UntakenPoints | null = null;
  const isRefund = command?.type === "refundOrder" || command?.type === "cancelOrder";
  const act = (member: Session, referrer: Session): Refusal | null => {
    if (member.book.id === referrer.book.id) {
      return refuse("self_referral", "a member cannot refer herself");
    }
    if (command.type === "completeOrder") return award(member, referrer, command);
    return takeBack(member, referrer, command, (points) => {
      untaken = points;
    });
  };
  // The member gets her money back, whatever became of the referrer.
  const decision = decidePair(engine, accounts, command, act, isRefund);
  return untaken !== null && "entries" in decision ? { ...decision, untaken } : decision;
}

/** Both sides earn; the referrer's points wait until the order can no longer come back. */
function award(
  member: Session,
  referrer: Session,
  command: ReferralCommand & { readonly type: "completeOrder" },
): Refusal | null {
  const id = checkId(command.order?.referredBy, ["order", "referredBy"]);
  if (id !== referrer.book.id) return referredBy(id, referrer);
  const given = awardFor(member, command);
  if ("ok" in given) return given;
  if (given.referral === null || given.referral.points === 0) return null;
  const currency = currencyOf(referrer.program, given.referral.currency);
  const limited = limitReferral(referrer, given.referral, currency);
  const { points, counters } = limited;
  const order = referralOrder(member.book.id, command.order.id);
  if (isForgotten(referrer, limited)) return refuseForgotten(`order ${order}`);
  openOrder(referrer, order, [[currency.name, points, points, 0]], 0);
  if (points === 0) return null;
  if (counters.length > 0) emit(referrer, { type: "counted", counters });
  const wait = parseDuration(given.referral.pendingFor, ["pendingFor"]);
  const activeMs = addDuration(referrer.atMs, wait, referrer.program.zone);
  issue(referrer, { currency, points, source: `order:${order}`, cause: "referral", activeMs });
  return null;
}

/** A refund below the rule's minimum takes both sides back; tells what the referrer keeps. */
function takeBack(
  member: Session,
  referrer: Session,
  command: Exclude<ReferralCommand, { readonly type: "completeOrder" }>,
  keep: (untaken: UntakenPoints) => void,
): Refusal | null {
  const endReferral: EndReferral = (_, id, referral, atMs) => {
    const { points: brought, currency, referrer: name } = referral;
    const left = takeBackReferral(referrer, id, referral, atMs);
    // An account that took the referrer's over knows the order too.
    if (left === null && name !== referrer.book.id) return referredBy(name, referrer);
    const points = left ?? brought;
    if (points > 0) keep({ account: referrer.book.id, currency, points });
    return null;
  };
  return command.type === "refundOrder"
    ? decideRefund(member, command, endReferral)
    : decideCancellation(member, command, endReferral);
}

function referredBy(name: string, { book }: Session): Refusal {
  return refuse("not_eligible", `the order was referred by ${name}, not by ${book.id}`);
}
