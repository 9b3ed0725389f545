import { withDefaults } from "../../core/check-names.ts";
import { InputError } from "../../core/errors.ts";
import { extended } from "../../core/extended.ts";
import type { Order, OrderColumns } from "../../customers/order.ts";
import { ORDER_POLICIES_DEFAULTS, type OrderPolicies } from "../../customers/order-policies.ts";
import { formatInstant } from "../../time/instant.ts";
import { readPurchaseBook } from "../slipping/purchase-book.ts";
import { buyingSpans, type InactiveAfter } from "./activity.ts";
import {
  type CustomerMovements,
  type CustomerMovementsRow,
  frameOf,
  tallyCustomers,
} from "./movements.ts";
import { type SegmentOf, segmentCustomers } from "./segments.ts";
import {
  cutWindow,
  type OpenWindow,
  openWindow,
  type TimeWindow,
  type WindowStep,
} from "./window.ts";

export interface BuyerMovementsOptions
  extends TimeWindow,
    Pick<OrderPolicies, "refunds" | "duplicates"> {
  /**
   * After how many days without a purchase a buyer counts as lost: `{ days: 90 }` for all, or
   * `{ expectedGap: { probability: 0.95 } }` for each, going by her own gaps.
   */
  readonly inactiveAfter: InactiveAfter;
}

export interface BuyerMovementsTableOptions extends BuyerMovementsOptions {
  /** How long a row's period is, counted from `from`; "month" unless given. */
  readonly every?: WindowStep | undefined;
  /** A customer's segment, `null` for none; rows are then by segment and period. */
  readonly segmentOf?: SegmentOf | undefined;
}

/** What {@link buyerMovements} does unless told otherwise. */
export const BUYER_MOVEMENTS_DEFAULTS = /* @__PURE__ */ movementsDefaults();

function movementsDefaults() {
  const { timeZone, refunds, duplicates } = ORDER_POLICIES_DEFAULTS;
  return { timeZone, refunds, duplicates } as const satisfies Omit<
    BuyerMovementsOptions,
    "from" | "to" | "inactiveAfter"
  >;
}

/** What {@link buyerMovementsTable} does unless told otherwise. */
export const BUYER_MOVEMENTS_TABLE_DEFAULTS = /* @__PURE__ */ extended(BUYER_MOVEMENTS_DEFAULTS, {
  every: "month",
});

/**
 * How many buyers came, went quiet and came back in a period?
 *
 * Churn where nobody says goodbye: a buyer counts as lost once she has not bought for too long. The
 * counts go to `churnRate` and `retentionRate`. What is too long decides the rate: state it beside it.
 * One gap for all takes slow buyers for lost ones and notices fast ones late; the expected gap is
 * each customer's own. For whom to write to, see `findSlipping`; for the chance that somebody is still
 * a customer, a purchase model's `probabilityAlive`.
 *
 * A purchase on day d keeps her active through day d + G; without another one she is lost with the
 * start of day d + G + 1. G is `days`, or the floor of the days by which she buys again with the given
 * probability as `expectedGap` has it, from her gaps up to that purchase.
 *
 * @param orders - rows or columns, as for `summarizeOrders`; orders from `to` on do not matter
 * @param options - `inactiveAfter`; `from` and `to`, starts of local days; `timeZone`; `refunds` and
 *   `duplicates` as for `summarizeOrders`
 * @returns counts, as `customerMovements` has them
 *
 * Edge cases: who buys on the day on which she would be lost is not. With the expected gap, the gaps of
 * all customers up to `to` tell what is common, so that later data shift old losses a little.
 *
 * @throws InputError as `summarizeOrders` does; `out_of_range` for a window that does not lie on days,
 *   for days or a probability that are none; `too_few_gaps` where nobody has bought on three days
 *
 * @example
 * ```ts
 * import { buyerMovements, churnRate } from "clientele/retention";
 *
 * const orders = [
 *   { customerId: "ada", at: "2025-12-20", value: 20 },
 *   { customerId: "bob", at: "2025-12-05", value: 35 },
 *   { customerId: "ada", at: "2026-01-12", value: 40 },
 *   { customerId: "cy", at: "2026-01-28", value: 15 },
 * ];
 * const january = buyerMovements(orders, {
 *   from: "2026-01-01",
 *   to: "2026-02-01",
 *   inactiveAfter: { days: 30 },
 * });
 * january.start; // => 2
 * january.lost; // => 1
 * january.new; // => 1
 * churnRate(january).value; // => 0.5
 * ```
 *
 * Source: the inactivity rule of shop systems, with Searle, Casella and McCulloch (1992), Variance
 * Components, for the expected gap.
 */
export function buyerMovements(
  orders: readonly Order[] | OrderColumns,
  options: BuyerMovementsOptions,
): CustomerMovements {
  const window = wholeDays(openWindow(options, ["inactiveAfter", "refunds", "duplicates"]));
  const { spans } = read(orders, options, window);
  return { ...frameOf(window), ...tallyCustomers(spans, boundsOf(window), () => true) };
}

/**
 * How many buyers came, went quiet and came back month by month, and in which segment?
 *
 * {@link buyerMovements} for each of the periods that `from` … `to` is cut in, and for each segment.
 *
 * @param orders - rows or columns, as for `buyerMovements`
 * @param options - those of `buyerMovements`; `every` and `segmentOf` as for `customerMovementsTable`
 * @returns rows by segment, then by time
 *
 * Edge cases: as for `buyerMovements` and `customerMovementsTable`.
 *
 * @throws InputError as `buyerMovements` does; `invalid_segment` where `segmentOf` gives
 *   neither a name nor `null`
 *
 * @example
 * ```ts
 * import { buyerMovementsTable, retentionRate } from "clientele/retention";
 *
 * const orders = [
 *   { customerId: "ada", at: "2025-12-20", value: 20 },
 *   { customerId: "bob", at: "2025-12-05", value: 35 },
 *   { customerId: "ada", at: "2026-01-12", value: 40 },
 *   { customerId: "bob", at: "2026-02-10", value: 40 },
 * ];
 * const months = buyerMovementsTable(orders, {
 *   from: "2026-01-01",
 *   to: "2026-03-01",
 *   inactiveAfter: { days: 30 },
 * });
 * months.map((month) => retentionRate(month).value); // => [0.5, 0]
 * months[1].reactivated; // => 1
 * ```
 *
 * Source: as for `buyerMovements`.
 */
export function buyerMovementsTable(
  orders: readonly Order[] | OrderColumns,
  options: BuyerMovementsTableOptions,
): CustomerMovementsRow[] {
  const whole = wholeDays(
    openWindow(options, ["inactiveAfter", "refunds", "duplicates", "every", "segmentOf"]),
  );
  const windows = cutWindow(whole, options.every ?? BUYER_MOVEMENTS_TABLE_DEFAULTS.every);
  const { spans, ids } = read(orders, options, whole);
  const bounds = windows.map(boundsOf);
  return segmentCustomers(ids, options.segmentOf).flatMap(({ name, isMember }) =>
    windows.map((window, index) => ({
      segment: name,
      isComplete: window.isComplete,
      ...frameOf(window),
      ...tallyCustomers(spans, bounds[index], isMember),
    })),
  );
}

function read(
  orders: readonly Order[] | OrderColumns,
  options: BuyerMovementsTableOptions,
  { zone, to }: OpenWindow,
) {
  const { refunds, duplicates } = withDefaults(options, BUYER_MOVEMENTS_DEFAULTS);
  const book = readPurchaseBook(orders, {
    timeZone: zone.name,
    refunds,
    duplicates,
    // What comes after the window has no say in it, like a subscription that starts then.
    futureOrders: "drop",
    asOf: to - 1,
  });
  const spans = buyingSpans(book, options.inactiveAfter);
  const ids =
    options.segmentOf === undefined
      ? []
      : Array.from({ length: book.customers }, (_, customer) => book.idOf(customer));
  return { ids, spans };
}

/** The window, if it starts and ends with a local day. */
function wholeDays(window: OpenWindow): OpenWindow {
  for (const name of ["from", "to"] as const) {
    const moment = window[name];
    if (window.zone.startOfDay(window.zone.dayOf(moment)) === moment) continue;
    const message = `expected the start of a day in ${window.zone.name}, got ${formatInstant(moment)}`;
    throw new InputError("out_of_range", message, [name]);
  }
  return window;
}

/** The days of a window and the day after. */
function boundsOf({ zone, from, to }: OpenWindow): Float64Array {
  const first = zone.dayOf(from);
  const days = zone.dayOf(to) - first;
  return Float64Array.from({ length: days + 1 }, (_, day) => first + day);
}
