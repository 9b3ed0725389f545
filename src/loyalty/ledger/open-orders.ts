import type { LotPoints, OpenOrder, OrderPoints } from "./account.ts";
import { type Book, openWalletOf } from "./book.ts";
import type { Effect } from "./effect.ts";
import { compareEnds, findLot, insertSorted, placeIn, placeOf } from "./lots.ts";

/** An order whose points lapse unspent need not give them back when it is refunded. */
export function noteLapsed(book: Book, currency: string, lots: readonly LotPoints[]): void {
  const { orders } = book;
  if (orders.length === 0) return;
  const wallet = openWalletOf(book, currency);
  for (const [id, points] of lots) {
    const source = findLot(wallet, id)?.source;
    if (source === undefined || !source.startsWith("order:")) continue;
    const place = placeIn(orders, source.slice(6));
    if (place >= 0) orders[place] = addLapsed(orders[place], currency, points);
  }
}

export function addLapsed(order: OpenOrder, currency: string, points: number): OpenOrder {
  return {
    ...order,
    points: order.points.map((of) =>
      of[0] === currency ? [of[0], of[1], of[2], of[3] + points] : of,
    ),
  };
}

export function openOrder(
  { orders, version }: Book,
  effect: Effect & { readonly type: "order_opened" },
) {
  const { order: id, points, until, print } = effect;
  const place = placeIn(orders, id);
  if (place < 0) {
    insertSorted(orders, { id, version: version + 1, until, print, points }, byUntil);
    return;
  }
  const known = orders[place];
  orders[place] = { ...known, points: addOrderPoints(known.points, points) };
}

function addOrderPoints(
  known: readonly OrderPoints[],
  more: readonly OrderPoints[],
): readonly OrderPoints[] {
  const sums = known.map(([currency, awarded, kept, lapsed]): OrderPoints => {
    const added = more.find((of) => of[0] === currency);
    return added === undefined
      ? [currency, awarded, kept, lapsed]
      : [currency, awarded + added[1], kept + added[2], lapsed + added[3]];
  });
  return [...sums, ...more.filter((of) => !known.some((one) => one[0] === of[0]))];
}

export function changeOrder(book: Book, id: string, change: (order: OpenOrder) => OpenOrder): void {
  const place = placeOf(book.orders, id);
  book.orders[place] = change(book.orders[place]);
}

/** The soonest end first. */
export function byUntil(
  one: { readonly until: string },
  other: { readonly until: string },
): number {
  return compareEnds(one.until, other.until);
}
