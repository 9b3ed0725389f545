import { InputError } from "../core/errors.ts";
import { checkOptions } from "../core/expect.ts";
import type { TimeInput } from "../core/time-input.ts";
import { DAYS_PER_UNIT } from "../core/time-unit.ts";
import { formatDay, parseDay } from "../time/day.ts";
import { openHoldoutTable } from "./engine/holdout-table.ts";
import { isRows } from "./engine/order-table.ts";
import { openReading } from "./engine/reading.ts";
import { idOf, summaryRows } from "./engine/summary-rows.ts";
import { openSummaryTable } from "./engine/summary-table.ts";
import type {
  HoldoutActivity,
  HoldoutBase,
  HoldoutBaseColumns,
  HoldoutColumns,
} from "./holdout.ts";
import type { Order, OrderColumns } from "./order.ts";
import { ORDER_OPTION_NAMES } from "./order-policies.ts";
import type { CustomerBase, CustomerBaseColumns } from "./summary.ts";
import {
  completeSummaryOptions,
  SUMMARY_DEFAULTS,
  type SummaryOptions,
} from "./summary-options.ts";

/** How orders are split in time. */
export interface SplitHoldoutOptions extends SummaryOptions {
  /** The last day of calibration, inclusive. */
  readonly calibrationEnd: TimeInput;
  /** The last day of the holdout, inclusive. */
  readonly holdoutEnd: TimeInput;
}

/** A period to fit models on, and the one after it to judge them by: the same customers in order. */
export interface HoldoutSplit {
  readonly calibration: CustomerBase;
  readonly holdout: HoldoutBase;
}

/** {@link HoldoutSplit} whose customers are columns. */
export interface HoldoutSplitColumns {
  readonly calibration: CustomerBaseColumns;
  readonly holdout: HoldoutBaseColumns;
}

/** What {@link splitHoldout} does unless told otherwise. */
export const SPLIT_HOLDOUT_DEFAULTS = SUMMARY_DEFAULTS;

/**
 * How would a model have done? What customers did up to a day, to fit a model on, and what the same
 * customers did after it, to judge the model by.
 *
 * For comparing models before one is trusted. For the forecast itself use `summarizeOrders` with all
 * orders: a model fitted on half of them is a worse one.
 *
 * Calibration: days up to `calibrationEnd`, summed up as `summarizeOrders` does. Holdout: days in
 * (calibrationEnd, holdoutEnd]; frequency = its distinct purchase days, monetaryValue = mean of their
 * totals, both by day as in calibration; length = (d_holdoutEnd - d_calibrationEnd) / days per unit.
 *
 * @param orders - rows or columns, as for `summarizeOrders`
 * @param options - `calibrationEnd` and `holdoutEnd`, the last days of both periods, inclusive; all
 *   options of `summarizeOrders` but `asOf`. `futureOrders` is about days after `holdoutEnd`
 * @returns `calibration`, a customer base as of `calibrationEnd`; `holdout`, which names its first day
 *   (`from`), its last day (`asOf`) and its length in the unit. Both list the same customers, those
 *   with a purchase by `calibrationEnd`, in the same order; `warnings` and `rejected`, in both, are
 *   those of all orders
 *
 * Edge cases: who first buys in the holdout is in neither. A customer without holdout purchases has
 * frequency, monetaryValue and revenue 0.
 *
 * @throws InputError `out_of_range` where `holdoutEnd` is not after `calibrationEnd`; else as
 *   `summarizeOrders` does
 *
 * @example
 * ```ts
 * import { splitHoldout } from "clientele/customers";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "ada", at: "2026-03-02", value: 30 },
 *   { customerId: "ada", at: "2026-03-09", value: 50 },
 *   { customerId: "bob", at: "2026-03-03", value: 35 },
 * ];
 * const { calibration, holdout } = splitHoldout(orders, {
 *   calibrationEnd: "2026-02-28",
 *   holdoutEnd: "2026-03-28",
 * });
 * calibration.customers.length; // => 1
 * holdout.from; // => "2026-03-01"
 * holdout.length; // => 4
 * holdout.customers[0]; // => { customerId: "ada", frequency: 2, monetaryValue: 40, revenue: 80 }
 * ```
 *
 * Source: Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science
 * 24(2), who judge the BG/NBD so.
 */
export function splitHoldout(orders: readonly Order[], options: SplitHoldoutOptions): HoldoutSplit;
export function splitHoldout(
  orders: OrderColumns,
  options: SplitHoldoutOptions,
): HoldoutSplitColumns;
export function splitHoldout(
  orders: readonly Order[] | OrderColumns,
  options: SplitHoldoutOptions,
): HoldoutSplit | HoldoutSplitColumns {
  checkOptions(options, ORDER_OPTION_NAMES);
  const { zone, lastDay, table, tally, walk } = openReading(orders, options, "holdoutEnd");
  const { timeUnit, monetaryValue, isMember } = completeSummaryOptions(options, zone);
  const splitDay = parseDay(options.calibrationEnd, zone, ["calibrationEnd"]);
  checkPeriod(splitDay, lastDay);
  const summaries = openSummaryTable({ lastDay: splitDay, timeUnit, monetaryValue });
  const activities = openHoldoutTable();
  walk((lines, start, end, key) => {
    const { day } = lines;
    if (day[start] > splitDay || !isMember(day[start])) return;
    let split = end;
    while (day[split - 1] > splitDay) split--;
    summaries.add(lines, start, split, key);
    activities.add(lines, split, end);
  }, summaries.recycle);
  const told = { timeUnit, timeZone: zone.name, ...tally.report() };
  const calibration = { asOf: formatDay(splitDay), ...told };
  const holdout = {
    from: formatDay(splitDay + 1),
    asOf: formatDay(lastDay),
    length: (lastDay - splitDay) / DAYS_PER_UNIT[timeUnit],
    ...told,
  };
  const finished = summaries.finish(table.ids);
  const activity = activities.finish(finished.places);
  if (isRows(orders)) {
    return {
      calibration: { ...calibration, customers: summaryRows(orders, finished) },
      holdout: { ...holdout, customers: activityRows(orders, finished.rows, activity) },
    };
  }
  const { customerId } = finished;
  return {
    calibration: { ...calibration, customers: { customerId, ...finished.figures } },
    holdout: { ...holdout, customers: { customerId, ...activity } },
  };
}

function checkPeriod(splitDay: number, lastDay: number): void {
  if (lastDay > splitDay) return;
  throw new InputError(
    "out_of_range",
    `expected a day after calibrationEnd (${formatDay(splitDay)}), got ${formatDay(lastDay)}`,
    ["holdoutEnd"],
  );
}

function activityRows(
  orders: readonly Order[],
  rows: Int32Array,
  { frequency, monetaryValue, revenue }: Omit<HoldoutColumns, "customerId">,
): HoldoutActivity[] {
  return Array.from(rows, (row, index) => ({
    customerId: idOf(orders[row]),
    frequency: frequency[index],
    monetaryValue: monetaryValue[index],
    revenue: revenue[index],
  }));
}
