import { show } from "../../core/checks.ts";
import { LedgerError } from "../../core/errors.ts";
import type { Lot, LotPoints } from "./account.ts";
import type { WalletBook } from "./book.ts";

/** When the points of a lot were earned. */
export function earnedAt(lot: Pick<Lot, "earnedAt" | "activeAt">): string {
  return lot.earnedAt ?? lot.activeAt;
}

/** Is its life over at an instant? */
export function isOver({ expiresAt }: Pick<Lot, "expiresAt">, now: string): boolean {
  return isPast(expiresAt, now);
}

/** Has an end come? */
export function isPast(end: string | null, now: string): boolean {
  return end !== null && end <= now;
}

/** The sooner end first, none (`null`) last. */
export function compareEnds(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : Number(one > other);
}

/** Soonest expiry first, none last; then first earned; then the lower id. */
export function byExpiry(one: Lot, other: Lot): number {
  return compareEnds(one.expiresAt, other.expiresAt) || byEarned(one, other);
}

/** First earned first; then the lower id. */
export function byEarned(one: Lot, other: Lot): number {
  return compareEnds(earnedAt(one), earnedAt(other)) || one.id - other.id;
}

function byActivation(one: Lot, other: Lot): number {
  return compareEnds(one.activeAt, other.activeAt) || one.id - other.id;
}

/** The same lot with other points. Written out, so that all lots are of one shape: speed. */
export function withPoints(lot: Lot, remaining: number, held: number): Lot {
  const { id, earnedAt: earned, activeAt, expiresAt, source, store } = lot;
  const same =
    earned === undefined
      ? { id, activeAt, expiresAt, remaining, held, source }
      : { id, earnedAt: earned, activeAt, expiresAt, remaining, held, source };
  return store === undefined ? same : { ...same, store };
}

/** Puts a lot where it belongs at an instant: among the active ones or the pending ones. */
export function insertLot(wallet: WalletBook, lot: Lot, now: string): void {
  if (lot.activeAt > now) insertSorted(wallet.pending, lot, byActivation);
  else insertSorted(wallet.lots, lot, byExpiry);
}

/** From the end, where most new ones belong. */
export function insertSorted<Item>(
  items: Item[],
  item: Item,
  compare: (one: Item, other: Item) => number,
): void {
  let place = items.length;
  while (place > 0 && compare(items[place - 1], item) > 0) place--;
  if (place === items.length) items.push(item);
  else items.splice(place, 0, item);
}

/** Takes an item out. The first is the commonest, and to shift takes a third of what a splice does. */
export function removeAt<Item>(items: Item[], place: number): Item {
  const item = items[place];
  if (place === 0) items.shift();
  else items.splice(place, 1);
  return item;
}

/** The same by its id. */
export function removeOf<Item extends Named>(items: Item[], id: Item["id"]): Item {
  return removeAt(items, placeOf(items, id));
}

/**
 * Lowers what is left in a lot, active or pending, and what is held of it where a hold gives it up.
 *
 * @returns the lot as it was before
 */
export function takeOf(wallet: WalletBook, id: number, points: number, heldBy = 0): Lot {
  const isActive = placeIn(wallet.lots, id) >= 0;
  return changeLot(isActive ? wallet.lots : wallet.pending, id, points, -points, heldBy);
}

/** Reserves points of active lots, or gives them free again where `sign` is -1. */
export function holdPoints(wallet: WalletBook, lots: readonly LotPoints[], sign: 1 | -1): void {
  for (const [id, points] of lots) {
    changeLot(wallet.lots, id, points, 0, sign * points);
  }
}

/**
 * Moves points into a lot or out of it, and takes out a lot that has none left.
 *
 * @returns the lot as it was before
 */
export function changeLot(
  lots: Lot[],
  id: number,
  points: number,
  remainingBy: number,
  heldBy: number,
): Lot {
  const place = placeOf(lots, id);
  const lot = lots[place];
  const remaining = lot.remaining + remainingBy;
  // What nobody could have written must not become a number here.
  let { held } = lot;
  if (heldBy !== 0) held += heldBy;
  if (!(points > 0 && Number.isInteger(points) && held >= 0 && held <= remaining)) {
    throw cannotMove(id, points);
  }
  if (remaining === 0) removeAt(lots, place);
  else lots[place] = withPoints(lot, remaining, held);
  return lot;
}

/** The lot of an id, active or pending, or nothing. */
export function findLot(wallet: WalletBook, id: number): Lot | undefined {
  const place = placeIn(wallet.lots, id);
  return place < 0 ? wallet.pending[placeIn(wallet.pending, id)] : wallet.lots[place];
}

interface Named {
  readonly id: string | number;
}

/** The place of an id in a list; -1 where it is not there. */
export function placeIn<Item extends Named>(items: readonly Item[], id: Item["id"]): number {
  for (let place = 0; place < items.length; place++) if (items[place].id === id) return place;
  return -1;
}

/** What has an id, or nothing. */
export function findIn<Item extends Named>(
  items: readonly Item[],
  id: Item["id"] | undefined,
): Item | undefined {
  return id === undefined ? undefined : items[placeIn(items, id)];
}

/** The same of what an effect names: it must be there. */
export function placeOf<Item extends Named>(items: readonly Item[], id: Item["id"]): number {
  const place = placeIn(items, id);
  if (place >= 0) return place;
  throw corrupt(`expected ${show(id)}, found none`);
}

/** What to throw where a lot has not what is asked of it. */
export function cannotMove(id: number, points: number): LedgerError {
  return corrupt(`lot ${id} cannot move ${points} points`);
}

/** What to throw at an entry that the book cannot have seen. */
export function corrupt(message: string): LedgerError {
  return new LedgerError("corrupt_entry", message);
}
