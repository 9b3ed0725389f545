import { check, checkInteger, isObject, show } from "../../../core/checks.ts";
import { InputError, LedgerError } from "../../../core/errors.ts";
import { parseUnits } from "../../../money/scaled.ts";
import { formatInstant } from "../../../time/instant.ts";
import { keepAward } from "../../earning/keep-award.ts";
import { scaleOf } from "../../earning/read-order.ts";
import type { OpenOrder, RefundedLine } from "../../ledger/account.ts";
import type { Award, AwardSnapshot } from "../../ledger/award.ts";
import { printIn, printOf } from "../../ledger/award-print.ts";
import type { Entry } from "../../ledger/entry.ts";
import { findIn } from "../../ledger/lots.ts";
import { piecesOf, unitsOf } from "../../ledger/refunded-lines.ts";
import type { RefundLine } from "../../order.ts";
import { countAlike } from "../../tiers/level-of.ts";
import { checkId } from "../check-command.ts";
import { clawBack, keepLess } from "../clawback.ts";
import type { CommandOf } from "../command.ts";
import type { Refusal } from "../decision.ts";
import { programOf } from "../program-of.ts";
import { refuse } from "../refuse.ts";
import type { Session } from "../session.ts";
import { credit } from "../tier-credit.ts";
import { giveBackCounts, moneyOf, payBack, takeBackRewards } from "./give-back.ts";
import { type AwardedLot, isOwn, lotsOf } from "./order.ts";
import { referralOrder, takeBackReferral } from "./referral.ts";

/** All that is left of an order comes back. */
export function decideCancellation(
  session: Session,
  command: CommandOf<"cancelOrder">,
  endReferral: EndReferral = endOwnReferral,
): Refusal | null {
  const found = findAward(session, command.order, command.entry);
  if ("ok" in found) return found;
  const { open, snapshot, refunded } = found;
  const scale = scaleOf(snapshot.order, moneyOf(session, snapshot));
  const before = unitsOf(refunded);
  const lines = snapshot.order.lines.map(({ id, amount }): RefundedLine => {
    return [id, parseUnits(amount, scale, ["entry", "order", "lines", id])];
  });
  // An order that cost nothing comes back once.
  const isFree = lines.every(([, units]) => units === 0);
  const isOver = lines.every(([id, units]) => units === (before.get(id) ?? 0));
  if (isOver && (!isFree || refunded !== undefined)) {
    return refuse("exceeds_remaining", `all of order ${open.id} was refunded`);
  }
  return settleRefund(session, found, cancellationOf(found), lines, endReferral);
}

/** Some of an order comes back. */
export function decideRefund(
  session: Session,
  command: CommandOf<"refundOrder">,
  endReferral: EndReferral = endOwnReferral,
): Refusal | null {
  const refund = checkId(command.refund, ["refund"]);
  const found = findAward(session, command.order, command.entry);
  if ("ok" in found) return found;
  const { open } = found;
  if (refund === `cancel:${open.id}` || refund.startsWith(`cancel:${open.id}:`)) {
    const message = `expected another id than ${refund}`;
    throw new InputError("invalid_id", message, ["refund"]);
  }
  if (open.refunds?.includes(refund) === true) {
    return refuse("idempotency_conflict", `refund ${refund} was decided already`);
  }
  const lines = addRefund(session, found, command.lines);
  if ("ok" in lines) return lines;
  return settleRefund(session, found, refund, lines, endReferral);
}

/** Takes back what a referral brought the referrer, whose account knows the order by that id. */
export type EndReferral = (
  session: Session,
  id: string,
  referral: NonNullable<Award["referral"]>,
  atMs: number,
) => Refusal | null;

/** Of members who were merged, one account may be both. */
function endOwnReferral(
  session: Session,
  id: string,
  referral: Parameters<EndReferral>[2],
  atMs: number,
): null {
  if (takeBackReferral(session, id, referral, atMs) !== null) return null;
  const { referrer } = referral;
  const message = `it is about ${referrer} too: decide it by decideReferral`;
  throw new InputError("needs_referrer", message, ["order"]);
}

/** An award of an open order, and what came back of it so far. */
interface KnownAward {
  readonly open: OpenOrder;
  readonly snapshot: AwardSnapshot;
  /** The account that it was awarded to. */
  readonly member: string;
  /** Which of the order's awards, from 1 on; `null`: the first. */
  readonly again: number | null;
  readonly refunded: readonly RefundedLine[] | undefined;
}

/** The award that a refund brings along, which must be one that the account knows of. */
function findAward(session: Session, order: string, entry: Entry): KnownAward | Refusal {
  checkId(order, ["order"]);
  const open = findIn(session.book.orders, order);
  if (open === undefined) return refuse("folded", `no order ${order} can be refunded now`);
  const isEntry = isObject(entry) && Array.isArray(entry.effects);
  check(isEntry, "invalid_argument", ["entry"], "an entry", entry);
  if (entry.format !== 1) {
    const message = `expected an entry of format 1, got ${show(entry.format)}`;
    throw new LedgerError("newer_format", message, ["entry", "format"]);
  }
  for (const effect of entry.effects) {
    // A hole, which no entry has: there may be billions more.
    if (effect === undefined) break;
    if (effect?.type !== "awarded" || effect.award?.order?.id !== order) continue;
    const print = printIfSound(entry.account, effect.award);
    const known = [open, ...(open.again ?? [])];
    const places = known.flatMap((one, place) => (one.print === print ? [place] : []));
    const place = places.find((one) => known[one].version === entry.version) ?? places[0];
    if (place === undefined) {
      const message = `expected the entry that awarded order ${order} as it was written`;
      throw new LedgerError("corrupt_entry", message, ["entry"]);
    }
    const again = place === 0 ? null : place;
    const { refunded } = known[place];
    return { open, snapshot: effect.award, member: entry.account, again, refunded };
  }
  const message = `expected the entry that awarded order ${order}`;
  throw new InputError("wrong_entry", message, ["entry"]);
}

/** No fingerprint where it is malformed, rather than an error of the language. */
function printIfSound(account: string, award: AwardSnapshot): number | null {
  try {
    return printIn(account, printOf(award));
  } catch {
    return null;
  }
}

/** What each line has refunded by now, with these lines. */
function addRefund(
  session: Session,
  { snapshot, refunded }: KnownAward,
  lines: readonly RefundLine[],
): readonly RefundedLine[] | Refusal {
  const { order } = snapshot;
  const areLines = Array.isArray(lines) && lines.length > 0;
  check(areLines, "invalid_argument", ["lines"], "lines", lines);
  const scale = scaleOf(order, moneyOf(session, snapshot));
  const units = unitsOf(refunded);
  const pieces = piecesOf(refunded);
  for (let index = 0; index < lines.length; index++) {
    const path = ["lines", index] as const;
    const line = findIn(order.lines, lines[index]?.line);
    if (line === undefined) {
      const message = `expected a line of the order, got ${show(lines[index]?.line)}`;
      throw new InputError("unknown_line", message, [...path, "line"]);
    }
    const { amount, quantity } = lines[index];
    const now = parseUnits(amount, scale, [...path, "amount"]);
    if (now <= 0) {
      throw new InputError("out_of_range", "expected more than 0", [...path, "amount"]);
    }
    const sum = (units.get(line.id) ?? 0) + now;
    let count = pieces.get(line.id) ?? 0;
    if (quantity !== undefined) count += checkInteger(quantity, [...path, "quantity"], 1);
    const sold = parseUnits(line.amount, scale, [...path, "amount"]);
    if (sum > sold || count > (line.quantity ?? 1)) {
      return refuse("exceeds_remaining", `more of line ${line.id} would come back than was sold`);
    }
    units.set(line.id, sum);
    pieces.set(line.id, count);
  }
  return [...units].map(([line, sum]): RefundedLine => {
    const count = pieces.get(line) ?? 0;
    return count === 0 ? [line, sum] : [line, sum, count];
  });
}

function settleRefund(
  session: Session,
  { open, snapshot, member, again, refunded }: KnownAward,
  refund: string,
  lines: readonly RefundedLine[],
  endReferral: EndReferral,
): Refusal | null {
  const program = programOf(session.engine, snapshot.programVersion);
  const before = keepAward(program, snapshot, unitsOf(refunded), piecesOf(refunded));
  const after = keepAward(program, snapshot, unitsOf(lines), piecesOf(lines));
  const then = { program, atMs: Date.parse(snapshot.at) };
  if (before.referral !== null && after.referral === null) {
    const id = referralOrder(member, open.id);
    const refusal = endReferral(session, id, before.referral, then.atMs);
    if (refusal !== null) return refusal;
  }
  const had = lotsOf(then, before).filter(isOwn);
  const left = lotsOf(then, after).filter(isOwn);
  const back = open.points.map(([currency, , kept]) => {
    const keeps = sumIn(left, currency);
    // Of an order awarded more than once, what the other awards gave stays.
    return Math.max(0, Math.min(kept - keeps, sumIn(had, currency) - keeps));
  });
  for (const [index, [currency]] of open.points.entries()) {
    let rest = back[index];
    // What waits longer than the rest is lowered by what its own rules give less.
    for (const { activeMs, points } of lotsIn(had, currency)) {
      const keeps = lotsIn(left, currency).find((lot) => lot.activeMs === activeMs)?.points ?? 0;
      const part = Math.min(rest, Math.max(0, points - keeps));
      const first = formatInstant(activeMs);
      clawBack(session, open, currency, part, snapshot.at, program.policies, first);
      rest -= part;
    }
    clawBack(session, open, currency, rest, snapshot.at, program.policies);
  }
  giveBackCounts(session, snapshot, before, after);
  takeBackRewards(session, program);
  // What points count is theirs to tell: they were taken back one by one.
  const ladder = session.program.ladder?.compiled;
  if (ladder?.metric !== "points" && countAlike(ladder, program.ladder?.compiled)) {
    credit(session, snapshot.at, after.tierCredit - before.tierCredit, session.now);
  }
  const paid = payBack(session, snapshot, unitsOf(refunded), unitsOf(lines));
  keepLess(session, open, back, {
    refund,
    ...(again === null ? {} : { award: again }),
    lines,
    ...(paid === null ? {} : { paid }),
  });
  return null;
}

/** The id under which an order's cancellation is known among its refunds. */
function cancellationOf({ open, again }: KnownAward): string {
  return again === null ? `cancel:${open.id}` : `cancel:${open.id}:${again}`;
}

function lotsIn(lots: readonly AwardedLot[], currency: string): readonly AwardedLot[] {
  return lots.filter((lot) => lot.currency === currency);
}

function sumIn(lots: readonly AwardedLot[], currency: string): number {
  return lotsIn(lots, currency).reduce((sum, { points }) => sum + points, 0);
}
