import type { Lot, OpenOrder, OrderPoints } from "./account.ts";
import type { Book } from "./book.ts";
import type { Effect } from "./effect.ts";
import { compareEnds, insertSorted, placeOf, removeOf } from "./lots.ts";

/** An order whose points lapse unspent need not give them back when it is refunded. */
export function noteLapsed(
  { orders }: Book,
  currency: string,
  { source }: Lot,
  points: number,
): void {
  for (let place = 0; place < orders.length; place++) {
    const { id } = orders[place];
    // Most ids end unlike this one, which tells more quickly than a text put together.
    if (id.charCodeAt(id.length - 1) !== source.charCodeAt(source.length - 1)) continue;
    if (source === `order:${id}`) orders[place] = addLapsed(orders[place], currency, points);
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
  { orders, redemptions, version }: Book,
  effect: Effect & { readonly type: "order_opened" },
) {
  const { order: id, at, points, until, print, redemption, again } = effect;
  if (redemption !== undefined) {
    const place = placeOf(redemptions, redemption);
    redemptions[place] = { ...redemptions[place], order: id };
  }
  if (again !== true) {
    const order = { id, version: version + 1, until, print, points };
    insertSorted(orders, at === undefined ? order : { ...order, at }, byUntil);
    return;
  }
  const known = removeOf(orders, id);
  const more = {
    ...known,
    until: known.until > until ? known.until : until,
    points: addOrderPoints(known.points, points),
    again: [...(known.again ?? []), { version: version + 1, print }],
  };
  insertSorted(orders, more, byUntil);
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

export function noteRefunded(book: Book, effect: Effect & { readonly type: "refunded" }): void {
  const { points, refund, award, lines: refunded } = effect;
  changeOrder(book, effect.order, (order) => {
    const { again = [], refunds = [] } = order;
    const next: { -readonly [Name in keyof OpenOrder]: OpenOrder[Name] } = { ...order, points };
    if (refunded !== undefined) {
      if (award === undefined) next.refunded = refunded;
      else next.again = again.map((one, at) => (at + 1 === award ? { ...one, refunded } : one));
    }
    if (refund !== undefined) next.refunds = [...refunds, refund];
    return next;
  });
}

/** The soonest end first. */
export function byUntil(
  one: { readonly until: string },
  other: { readonly until: string },
): number {
  return compareEnds(one.until, other.until);
}
