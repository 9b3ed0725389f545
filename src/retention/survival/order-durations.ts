import { checkChoice, checkInteger } from "../../core/checks.ts";
import { checkOptions } from "../../core/expect.ts";
import { extended } from "../../core/extended.ts";
import type { TimeInput } from "../../core/time-input.ts";
import type { Warning } from "../../core/warning.ts";
import { firstRowOf } from "../../customers/engine/lines.ts";
import { openReading } from "../../customers/engine/reading.ts";
import type { Order, OrderColumns } from "../../customers/order.ts";
import {
  ORDER_OPTION_NAMES,
  ORDER_POLICIES_DEFAULTS,
  type OrderPolicies,
} from "../../customers/order-policies.ts";
import type { RejectedRow } from "../../customers/summary.ts";
import { formatDay } from "../../time/day.ts";

export interface OrderDurationsOptions extends OrderPolicies {
  /** The last day observed, inclusive. */
  readonly asOf: TimeInput;
  /** Days of silence after which a customer counts as gone, a whole number from 1. */
  readonly gap: number;
  /** When she was gone: as the gap is over (default), or on the day of her last order. */
  readonly dating?: "gap_over" | "last_order" | undefined;
}

/** What {@link orderDurations} does unless told otherwise. */
export const ORDER_DURATIONS_DEFAULTS = /* @__PURE__ */ extended(ORDER_POLICIES_DEFAULTS, {
  dating: "gap_over",
}) satisfies Omit<OrderDurationsOptions, "asOf" | "gap">;

/** Durations as columns, with the row of an order of each customer's first day. */
export interface OrderDurations {
  readonly timeUnit: "day";
  /** The day up to which it is known who was gone: `YYYY-MM-DD`. */
  readonly knownUntil: string;
  /** One for each customer, in the order of `firstOrder`; ready for `kaplanMeier` and the fits. */
  readonly durations: { readonly time: Float64Array; readonly event: Uint8Array };
  /** Where among the orders to find the customer of each duration: the first row of her first day. */
  readonly firstOrder: Int32Array;
  /** Customers of whom nothing is known yet: they came after that day. */
  readonly tooRecent: number;
  readonly warnings?: readonly Warning[];
  readonly rejected?: readonly RejectedRow[];
}

/**
 * How long did customers stay, when nobody says that she leaves?
 *
 * For shops: silence of more than `gap` days counts as leaving. That is a rule of yours, not a fact: the
 * curve moves with it, so state it beside every curve; models such as BG/NBD need none. Choose it from
 * the gaps that customers do come back from.
 *
 * A life runs from the first order to the first silence of more than `gap` days, whatever comes after.
 * `gap_over`: gone at last + gap, known for all up to `asOf`, censored there. `last_order`: gone at last;
 * this is known only up to asOf - gap, so that all are censored there. To date the end at the last order
 * but censor at `asOf` makes the last stretch look free of risk: it is not offered.
 *
 * @param orders - rows or columns, as for `summarizeOrders`
 * @param options - `asOf`; `gap` in days; `dating`; `timeZone` and how odd rows are read
 * @returns durations in days as columns, `firstOrder` to tell whose they are
 *
 * Edge cases: under `last_order` who ordered on one day only has a duration of 0.
 *
 * @throws InputError as `summarizeOrders` does; `out_of_range` for `gap`, `invalid_option`
 *
 * @example
 * ```ts
 * import { orderDurations } from "clientele/retention";
 *
 * const orders = [
 *   { customerId: "ann", at: "2026-01-01", value: 20 },
 *   { customerId: "bob", at: "2026-01-05", value: 30 },
 *   { customerId: "ann", at: "2026-01-21", value: 25 },
 *   { customerId: "bob", at: "2026-03-25", value: 10 },
 * ];
 * const { durations } = orderDurations(orders, { asOf: "2026-03-31", gap: 60 });
 * [...durations.time]; // => [80, 60]
 * [...durations.event]; // => [1, 1]
 * ```
 *
 * @see Klein & Moeschberger (2003), Survival Analysis, chapter 3: censoring
 */
export function orderDurations(
  orders: readonly Order[] | OrderColumns,
  options: OrderDurationsOptions,
): OrderDurations {
  checkOptions(options, [...ORDER_OPTION_NAMES, "gap", "dating"]);
  const { lastDay, tally, walk } = openReading(orders, options, "asOf");
  const gap = checkInteger(options.gap, ["gap"], 1, 36_525);
  const dating = checkChoice(
    options.dating ?? ORDER_DURATIONS_DEFAULTS.dating,
    ["gap_over", "last_order"],
    ["dating"],
  );
  const isBackdated = dating === "last_order";
  const knownUntil = isBackdated ? lastDay - gap : lastDay;
  const found: { row: number; time: number; event: boolean }[] = [];
  let tooRecent = 0;
  walk((lines, start, end) => {
    const { day } = lines;
    const first = day[start];
    let next = start + 1;
    while (next < end && day[next] === first) next++;
    const row = firstRowOf(lines, start, next);
    if (first > knownUntil) {
      tooRecent++;
      return;
    }
    let last = first;
    for (let line = start + 1; line < end && day[line] - last <= gap; line++) last = day[line];
    const gone = isBackdated ? last : last + gap;
    const event = gone <= knownUntil;
    found.push({ row, time: (event ? gone : knownUntil) - first, event });
  });
  found.sort((a, b) => a.row - b.row);
  return {
    timeUnit: "day",
    knownUntil: formatDay(knownUntil),
    durations: {
      time: Float64Array.from(found, ({ time }) => time),
      event: Uint8Array.from(found, ({ event }) => (event ? 1 : 0)),
    },
    firstOrder: Int32Array.from(found, ({ row }) => row),
    tooRecent,
    ...tally.report(),
  };
}
