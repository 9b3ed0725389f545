import { show } from "../../../core/checks.ts";
import { InputError, LedgerError } from "../../../core/errors.ts";
import { parseUnits } from "../../../money/scaled.ts";
import { keepAward } from "../../earning/keep-award.ts";
import { scaleOf } from "../../earning/read-order.ts";
import type { OpenOrder, OrderPoints, RefundedLine } from "../../ledger/account.ts";
import type { Award, AwardSnapshot } from "../../ledger/award.ts";
import type { Entry } from "../../ledger/entry.ts";
import { hashValue } from "../../ledger/fingerprint.ts";
import type { RefundLine } from "../../order.ts";
import { checkId } from "../check-command.ts";
import { clawBack } from "../clawback.ts";
import type { CommandOf } from "../command.ts";
import type { Refusal } from "../decision.ts";
import { programOf } from "../program-of.ts";
import { refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { credit } from "../tier-credit.ts";
import { giveBackCounts, moneyOf, payBack, takeBackRewards } from "./give-back.ts";
import { pointsOf } from "./order.ts";
import { referralOrder, takeBackReferral } from "./referral.ts";

/** All that is left of an order comes back. */
export function decideCancellation(
  session: Session,
  command: CommandOf<"cancelOrder">,
  isPair = false,
): Refusal | null {
  const found = findAward(session, command.order, command.entry);
  if ("ok" in found) return found;
  const { open, snapshot } = found;
  const scale = scaleOf(snapshot.order, moneyOf(session, snapshot));
  const refunded = new Map(open.refunded);
  const lines = snapshot.order.lines.map(({ id, amount }): RefundedLine => {
    return [id, parseUnits(amount, scale, ["entry", "order", "lines", id])];
  });
  // An order that cost nothing comes back once.
  const isFree = lines.every(([, units]) => units === 0);
  const isOver = lines.every(([id, units]) => units === (refunded.get(id) ?? 0));
  if (isOver && (!isFree || open.refunded !== undefined)) {
    return refuse("exceeds_remaining", `all of order ${open.id} was refunded`);
  }
  // Of members who were merged, one account may be both.
  const own = isPair ? null : referralOrder(command.entry.account, open.id);
  return settleRefund(session, open, snapshot, cancellationOf(open.id), lines, own);
}

/** Some of an order comes back. */
export function decideRefund(
  session: Session,
  command: CommandOf<"refundOrder">,
  isPair = false,
): Refusal | null {
  const refund = checkId(command.refund, ["refund"]);
  const found = findAward(session, command.order, command.entry);
  if ("ok" in found) return found;
  const { open, snapshot } = found;
  if (refund === cancellationOf(open.id)) {
    const message = `expected another id: ${refund} is that of the order's cancellation`;
    throw new InputError("invalid_id", message, ["refund"]);
  }
  if (open.refunds?.includes(refund) === true) {
    return refuse("idempotency_conflict", `refund ${refund} was decided already`);
  }
  const lines = addRefund(session, open, snapshot, command.lines);
  if ("ok" in lines) return lines;
  // Of members who were merged, one account may be both.
  const own = isPair ? null : referralOrder(command.entry.account, open.id);
  return settleRefund(session, open, snapshot, refund, lines, own);
}

/** The award that a refund brings along, which must be the one that the account knows of. */
function findAward(
  session: Session,
  order: string,
  entry: Entry,
): { readonly open: OpenOrder; readonly snapshot: AwardSnapshot } | Refusal {
  checkId(order, ["order"]);
  const open = session.book.orders.find(({ id }) => id === order);
  if (open === undefined) return refuse("folded", `order ${order} can no longer be refunded`);
  if (typeof entry !== "object" || entry === null || !Array.isArray(entry.effects)) {
    throw new InputError("invalid_argument", `expected an entry, got ${show(entry)}`, ["entry"]);
  }
  for (const effect of entry.effects) {
    if (effect?.type !== "awarded" || effect.award?.order?.id !== order) continue;
    const { award } = effect;
    if (hashValue(award) !== open.print) {
      const message = `expected the entry that awarded order ${order} as it was written`;
      throw new LedgerError("corrupt_entry", message, ["entry"]);
    }
    return { open, snapshot: award };
  }
  const message = `expected the entry that awarded order ${order}`;
  throw new InputError("wrong_entry", message, ["entry"]);
}

/** What each line has refunded by now, with these lines. */
function addRefund(
  session: Session,
  open: OpenOrder,
  snapshot: AwardSnapshot,
  lines: readonly RefundLine[],
): readonly RefundedLine[] | Refusal {
  const { order } = snapshot;
  if (!Array.isArray(lines) || lines.length === 0) {
    throw new InputError("invalid_argument", `expected lines, got ${show(lines)}`, ["lines"]);
  }
  const scale = scaleOf(order, moneyOf(session, snapshot));
  const sums = new Map(open.refunded);
  for (let index = 0; index < lines.length; index++) {
    const path = ["lines", index] as const;
    const line = order.lines.find(({ id }) => id === lines[index]?.line);
    if (line === undefined) {
      const message = `expected a line of the order, got ${show(lines[index]?.line)}`;
      throw new InputError("unknown_line", message, [...path, "line"]);
    }
    const units = parseUnits(lines[index].amount, scale, [...path, "amount"]);
    if (units <= 0) {
      throw new InputError("out_of_range", "expected more than 0", [...path, "amount"]);
    }
    const sum = (sums.get(line.id) ?? 0) + units;
    if (sum > parseUnits(line.amount, scale, [...path, "amount"])) {
      return refuse("exceeds_remaining", `more of line ${line.id} would come back than was sold`);
    }
    sums.set(line.id, sum);
  }
  return [...sums];
}

function settleRefund(
  session: Session,
  open: OpenOrder,
  snapshot: AwardSnapshot,
  refund: string,
  lines: readonly RefundedLine[],
  ownReferral: string | null,
): Refusal | null {
  const program = programOf(session.engine, snapshot.programVersion);
  const before = keepAward(program, snapshot, new Map(open.refunded));
  const after = keepAward(program, snapshot, new Map(lines));
  const isLost = before.referral !== null && after.referral === null;
  if (isLost && ownReferral !== null && !takeBackReferral(session, ownReferral)) {
    const message = `the refund also takes back points of ${before.referral.referrer}`;
    throw new InputError("needs_referrer", `${message}: decide it by decideReferral`, ["order"]);
  }
  const back = open.points.map(([currency, , kept]) => {
    const keeps = keptOf(after, currency);
    // Of an order awarded more than once, what the other awards gave stays.
    return Math.max(0, Math.min(kept - keeps, keptOf(before, currency) - keeps));
  });
  for (const [index, [currency]] of open.points.entries()) {
    clawBack(session, open, currency, back[index], snapshot.at, program.policies);
  }
  giveBackCounts(session, before, after);
  takeBackRewards(session, program);
  if (session.program.ladder?.compiled.metric !== "points") {
    credit(session, snapshot.at, after.tierCredit - before.tierCredit, session.now);
  }
  const paid = payBack(session, snapshot, open, lines);
  const now = session.book.orders.find(({ id }) => id === open.id) ?? open;
  emit(session, {
    type: "refunded",
    order: open.id,
    refund,
    lines,
    points: now.points.map(([currency, awarded, kept, lapsed], index): OrderPoints => {
      return [currency, awarded, kept - back[index], lapsed];
    }),
    ...(paid === null ? {} : { paid }),
  });
  return null;
}

/** What the award still brings the referrer, by what has come back so far. */
export function referralOf(session: Session, entry: Entry): Award["referral"] {
  for (const effect of entry.effects) {
    if (effect.type !== "awarded") continue;
    const { award } = effect;
    const open = session.book.orders.find(({ id }) => id === award.order.id);
    const program = programOf(session.engine, award.programVersion);
    return keepAward(program, award, new Map(open?.refunded)).referral;
  }
  return null;
}

/** The id under which an order's cancellation is known among its refunds. */
function cancellationOf(order: string): string {
  return `cancel:${order}`;
}

function keptOf(award: Award, currency: string): number {
  return pointsOf(award.rules).find(([name]) => name === currency)?.[1] ?? 0;
}
