import { checkOptions } from "../../core/expect.ts";
import { openReading } from "../../customers/engine/reading.ts";
import type { Order, OrderColumns } from "../../customers/order.ts";
import { ORDER_OPTION_NAMES } from "../../customers/order-policies.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { formatDay } from "../../time/day.ts";
import type { Zone } from "../../time/zone.ts";
import { averageCohorts } from "./average-cohorts.ts";
import { openGrid } from "./cohort-grid.ts";
import type { Cohort, CohortTable } from "./cohort-noun.ts";
import {
  type CohortTableOptions,
  type CompleteCohortOptions,
  completeCohortOptions,
} from "./cohort-options.ts";
import { gridFiller } from "./fill-grid.ts";
import { layCells } from "./lay-cells.ts";
import { type PeriodsBack, periodsBack } from "./periods-back.ts";

/**
 * Do those who came in one month come back, and better than those of the month before?
 *
 * Rows are cohorts (who came when), columns the periods since. Read along a row for how a cohort holds,
 * down a column for whether the shop gets better. A fall in an overall rate may be newcomers alone; this
 * tells. For subscriptions see `netRevenueRetention`, for a forecast `fitShiftedBetaGeometric`.
 *
 * A member's column is the period of the order less that of her entry: calendar periods in `timeZone`,
 * or with `{ days: n }` windows of n · 24 hours from the instant of her entry. She counts:
 *
 * - on (default): in each period in which she bought
 * - on_or_after: in each period up to that of her last purchase (unbounded retention; later data raise it)
 * - brackets [0, 1, 3, 7]: once in each of the windows 0, 1-2 and 3-6
 *
 * retention = customers / members. The curve averages cohorts whose period is over: weighted by size
 * (Σ customers / Σ members, Wilson's interval, which takes members as alike) or simple (the mean of
 * shares, Student's interval from how cohorts differ).
 *
 * @param orders - rows or columns, as for `summarizeOrders`; complete from each customer's first one on
 * @param options - `asOf`, the last day observed, inclusive; `period` of columns (default "month");
 *   `cohortBy`, the calendar period of rows (that of `period`; "month" beside `{ days }`); `timeZone`;
 *   `weekStartsOn` (default 1, Monday); `counting`; `entry`: "first" or "recurring"; `isEntry`, a function
 *   of the row's number, where only some orders make a member (her orders before do not count);
 *   `periods`, the most columns; `incomplete`: "mark" or "exclude"; `average`; `level`; and what to make
 *   of odd rows, as for `summarizeOrders`
 * @returns cohorts from the oldest to that of `asOf`, each with its cells; the curve; money in the currency
 *   of the orders, retention as a fraction with n and interval; `warnings` and `rejected` as in a base
 *
 * Edge cases: a cell is complete once the period is over for the last who could have joined the cohort; a
 * period that has not begun has no cell. A cohort without members has size 0 and no cells. Who never had
 * an entry event is in no cohort. With "recurring" a customer is a member of many cohorts, so that the
 * interval of the curve is too narrow. A missing id is an error, not one more customer. A refund of the
 * same day lowers revenue, is no order and no entry event.
 *
 * @throws InputError as `summarizeOrders` does; `out_of_range` where there would be more than 8 million
 *   cells
 *
 * @example
 * ```ts
 * import { cohortTable } from "clientele/retention";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "bob", at: "2026-01-19", value: 35 },
 *   { customerId: "ada", at: "2026-02-03", value: 30 },
 *   { customerId: "cy", at: "2026-02-10", value: 50 },
 *   { customerId: "bob", at: "2026-03-02", value: 10 },
 * ];
 * const { cohorts, curve } = cohortTable(orders, { asOf: "2026-03-15" });
 * cohorts.map((cohort) => cohort.from); // => ["2026-01-01", "2026-02-01", "2026-03-01"]
 * cohorts[0].cells.map((cell) => cell.customers); // => [2, 1, 1]
 * cohorts[0].cells.map((cell) => cell.isComplete); // => [true, true, false]
 * cohorts[0].cells[1].retention.value; // => 0.5
 * curve[1]; // => { period: 1, retention: { value: 0.5, n: 2, lower: 0.09453120573423074, upper: 0.9054687942657693 }, revenuePerMember: 15, cohorts: 1 }
 * ```
 *
 * Source: the retention tables of Amplitude, Mixpanel and PostHog; Wilson (1927), Journal of the American
 * Statistical Association 22, for the interval.
 */
export function cohortTable(
  orders: readonly Order[] | OrderColumns,
  options: CohortTableOptions,
): CohortTable {
  checkOptions(options, [
    ...ORDER_OPTION_NAMES,
    "cohortBy",
    "weekStartsOn",
    "counting",
    "entry",
    "isEntry",
    "periods",
    "incomplete",
    "average",
  ]);
  const { zone, lastDay, tally, walk } = openReading(orders, options, "asOf");
  const rules = completeCohortOptions(options);
  const { period, counting, level } = rules;
  const cohortPeriods = periodsBack(rules.cohortBy, lastDay, rules.weekStartsOn);
  const columnPeriods =
    typeof period === "object"
      ? undefined
      : period === rules.cohortBy
        ? cohortPeriods
        : periodsBack(period, lastDay, rules.weekStartsOn);
  const extent = measureExtent(rules, zone, lastDay, cohortPeriods, columnPeriods);
  const grid = openGrid(extent.columnsOf);
  const fill = gridFiller(grid, cohortPeriods, columnPeriods, rules);
  walk(fill);
  const rows = grid.rows();
  const cohorts: Cohort[] = [];
  for (let back = rows.length - 1; back >= 0 && rows.length > 0; back--) {
    cohorts.push(toCohort(back));
  }

  function toCohort(back: number): Cohort {
    const row = rows[back];
    const most = row === undefined ? 0 : Math.min(extent.columnsOf(back), rules.periods);
    const isComplete = (column: number) => extent.isComplete(back, column);
    let length = most;
    if (rules.incomplete === "exclude") while (length > 0 && !isComplete(length - 1)) length -= 1;
    return {
      from: formatDay(cohortPeriods.startOf(back)),
      to: formatDay(cohortPeriods.endOf(back)),
      size: row?.size ?? 0,
      isComplete: cohortPeriods.isOver(back),
      cells: row === undefined ? [] : layCells(row, length, counting, isComplete, level),
    };
  }

  return {
    asOf: formatDay(lastDay),
    timeZone: zone.name,
    cohortBy: rules.cohortBy,
    period,
    counting,
    entry: rules.entry,
    average: rules.average,
    level,
    cohorts,
    curve: averageCohorts(cohorts, rules.average, level),
    ...tally.report(),
  };
}

/** How many columns have begun for a cohort so many periods ago, and which are over for all members. */
function measureExtent(
  { period, counting }: CompleteCohortOptions,
  zone: Zone,
  lastDay: number,
  cohorts: PeriodsBack,
  columns: PeriodsBack | undefined,
) {
  const observedEnd = zone.startOfDay(lastDay + 1);
  const width = typeof period === "object" ? period.days * MS_PER_DAY : Number.NaN;
  const edges = typeof counting === "object" ? counting.brackets : undefined;

  function periodsOf(back: number): number {
    const first = cohorts.startOf(back);
    if (columns !== undefined) return columns.backOf(first) + 1;
    return Math.ceil((observedEnd - zone.startOfDay(first)) / width);
  }

  function isPeriodOver(back: number, since: number): boolean {
    const end = cohorts.endOf(back);
    if (columns === undefined) return zone.startOfDay(end) + (since + 1) * width <= observedEnd;
    return end <= lastDay + 1 && columns.isOver(columns.backOf(end - 1) - since);
  }

  return {
    columnsOf(back: number): number {
      const begun = periodsOf(back);
      return edges === undefined
        ? begun
        : edges.filter((edge, i) => i + 1 < edges.length && edge < begun).length;
    },
    isComplete: (back: number, column: number) =>
      isPeriodOver(back, edges === undefined ? column : edges[column + 1] - 1),
  };
}
