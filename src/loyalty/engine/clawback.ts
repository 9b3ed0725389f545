import type { Lot, LotPoints, OpenOrder, OrderPoints } from "../ledger/account.ts";
import { type WalletBook, walletOf } from "../ledger/book.ts";
import type { Effect } from "../ledger/effect.ts";
import { findIn, placeIn } from "../ledger/lots.ts";
import type { Policies } from "../program/policies.ts";
import { takeFrom } from "./debt.ts";
import { emit, type Session } from "./session.ts";
import { freePoints } from "./spend.ts";
import { countsPoints, credit } from "./tier-credit.ts";

/**
 * Takes points of an order back: from its own pending and active lots, then (forgiven) from those
 * that lapsed unspent, then from what expires soonest, and what is left becomes debt; or as the
 * program's policies have it. Points that others hold or wait for are left alone.
 *
 * @param policies - those that the points were awarded under; the account's own unless given
 * @param activeAt - of the order's own lots the one that goes first
 * @returns what no lot could give
 */
export function clawBack(
  session: Session,
  order: OpenOrder,
  currency: string,
  points: number,
  earned: string,
  policies: Policies = session.program.policies,
  activeAt?: string,
): number {
  if (points === 0) return 0;
  const { clawback } = policies;
  const wallet = walletOf(session.book, currency);
  const source = `order:${order.id}`;
  const active = clawback.from === "expiry" ? [] : wallet.lots;
  const all = [...wallet.pending, ...active].filter((lot) => lot.source === source);
  const isIt = (lot: Lot): boolean => lot.activeAt === activeAt;
  const inOrder = [...all.filter(isIt), ...all.filter((lot) => !isIt(lot))];
  const own = takeFrom(freePoints(inOrder, session.now), points);
  const pending = own.filter(([id]) => placeIn(wallet.pending, id) >= 0);
  // Made under a ladder of other credit, it never counted on this one.
  if (order.at !== undefined && countsPoints(session, currency)) {
    credit(session, earned, sumOf(pending) - points, session.now);
  }
  let left = points - sumOf(own);
  if (clawback.expired === "forgive") left -= forgive(session, order, currency, left);
  const others = clawback.from === "own_only" ? [] : takeFrom(restOf(session, wallet, own), left);
  left -= sumOf(others);
  const lots = addLots(own, others);
  if (lots.length > 0) emit(session, { type: "revoked", currency, lots, cause: source });
  chargeRest(session, currency, left, clawback.from === "own_only" ? "clamp" : clawback.negative);
  return left;
}

/** What no lot could give becomes debt, or is written off. */
export function chargeRest(
  session: Session,
  currency: string,
  points: number,
  negative: "allow" | "clamp",
): void {
  if (points === 0) return;
  const type = negative === "allow" ? "indebted" : "written_off";
  emit(session, { type, currency, points });
}

function forgive(session: Session, order: OpenOrder, currency: string, points: number): number {
  const known = findIn(session.book.orders, order.id) ?? order;
  const lapsed = orderPoints(known, currency)?.[3] ?? 0;
  const forgiven = Math.min(lapsed, points);
  if (forgiven > 0) {
    emit(session, { type: "forgiven", currency, points: forgiven, order: order.id });
  }
  return forgiven;
}

/** Writes down what an order keeps, once `back` of each of its currencies was taken. */
export function keepLess(
  session: Session,
  order: OpenOrder,
  back: readonly number[],
  refund: Pick<Effect & { type: "refunded" }, "refund" | "award" | "lines" | "paid"> = {},
): void {
  const { points } = findIn(session.book.orders, order.id) ?? order;
  emit(session, {
    type: "refunded",
    order: order.id,
    ...refund,
    points: points.map(([currency, awarded, kept, lapsed], index) => {
      return [currency, awarded, kept - back[index], lapsed];
    }),
  });
}

/** What an order has of a currency. */
export function orderPoints(order: OpenOrder, currency: string): OrderPoints | undefined {
  return order.points.find((of) => of[0] === currency);
}

/** What others have left, by soonest expiry. */
function restOf(session: Session, wallet: WalletBook, taken: readonly LotPoints[]): LotPoints[] {
  return freePoints(wallet.lots, session.now)
    .map(([id, points]): LotPoints => {
      const part = taken.find(([lot]) => lot === id);
      return [id, points - (part?.[1] ?? 0)];
    })
    .filter(([, points]) => points > 0);
}

/** One part a lot. */
function addLots(one: readonly LotPoints[], other: readonly LotPoints[]): LotPoints[] {
  const sums = new Map(one);
  for (const [id, points] of other) sums.set(id, (sums.get(id) ?? 0) + points);
  return [...sums];
}

export function sumOf(lots: readonly LotPoints[]): number {
  let sum = 0;
  for (const [, points] of lots) sum += points;
  return sum;
}
