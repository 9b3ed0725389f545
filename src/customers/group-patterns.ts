import { readOptions } from "../core/check-names.ts";
import { checkObject, checkPositive } from "../core/checks.ts";
import type { TimeUnit } from "../core/time-unit.ts";
import { checkTimeUnit } from "./check-time-unit.ts";
import { covariateNames, readCovariates } from "./covariates.ts";
import { groupHistories } from "./engine/group-histories.ts";
import { checkHistories, type Histories, readHistories } from "./engine/read-histories.ts";
import type { PurchaseColumns, PurchaseHistory, PurchasePatterns } from "./summary.ts";

/** What the purchase models read of a base: any customer base is one. */
export interface PurchaseBase {
  readonly timeUnit: TimeUnit;
  readonly customers: readonly PurchaseHistory[] | PurchaseColumns;
}

/** How customers are grouped. */
export interface GroupPatternsOptions {
  /** Round recency and age to multiples of this, in the base's unit. */
  readonly grid?: number | undefined;
}

/**
 * Which purchase histories are there, and how many customers share each?
 *
 * Two customers with the same frequency, recency and age are one to a purchase model, so that it is
 * fitted to the distinct histories with weights: on days, a million customers have some hundred
 * thousand. Fits do this themselves; call it to fit several models to one base, to store what a fit
 * needs without storing customers, or to round with `grid`.
 *
 * Equal means exactly equal: nothing is rounded, unless a `grid` is given. Then time = grid ·
 * max(1, round(time / grid)) for times above 0: no repeat purchase falls on the first one.
 *
 * @param base - a customer base; or its `timeUnit` with `customers` as rows or columns of frequency,
 *   recency and age
 * @param options - `grid`, above 0, in the base's unit. A coarse grid biases: weeks instead of days
 *   shift the drop-out parameters of the Pareto/NBD by a fifth and more
 * @returns the distinct histories as columns of doubles, ascending by frequency, then age, then
 *   recency, whatever the order of customers; `weight`, the number of customers of each; and `grid`
 *   where times were rounded
 *
 * Edge cases: no customers make no patterns.
 *
 * @throws InputError `invalid_summary` for a history that cannot have happened: frequency whole and
 *   at least 0, 0 ≤ recency ≤ age, recency 0 where frequency is 0 and only there; `not_a_number`,
 *   `non_finite_value`; their path is `["customers", row, field]`. `length_mismatch`,
 *   `invalid_column`, `invalid_option`, `out_of_range`
 *
 * @example
 * ```ts
 * import { groupPatterns } from "clientele/customers";
 *
 * const customers = [
 *   { frequency: 0, recency: 0, age: 4 },
 *   { frequency: 1, recency: 2, age: 4 },
 *   { frequency: 0, recency: 0, age: 4 },
 * ];
 * const patterns = groupPatterns({ timeUnit: "week", customers });
 * Array.from(patterns.frequency); // => [0, 1]
 * Array.from(patterns.weight); // => [2, 1]
 * ```
 *
 * Source: the sufficient statistics of Fader, Hardie and Lee (2005), Marketing Science 24(2).
 */
export function groupPatterns(
  base: PurchaseBase,
  options: GroupPatternsOptions = {},
): PurchasePatterns {
  const timeUnit = checkTimeUnit(checkObject(base, "a base").timeUnit);
  const { customers } = base;
  const histories = readHistories(customers);
  const names = covariateNames(customers);
  const covariates = readCovariates(customers, names, histories.frequency.length);
  const { grid } = readOptions(options, ["grid"]);
  if (grid === undefined) return { timeUnit, ...group(histories, names, covariates) };
  checkPositive(grid, ["grid"]);
  const { frequency, recency, age } = histories;
  const rounded = {
    frequency,
    recency: recency.map((time) => roundTo(grid, time)),
    age: age.map((time) => roundTo(grid, time)),
  };
  // Times beyond all measure divided by a tiny grid are infinite.
  checkHistories(rounded);
  return { timeUnit, ...group(rounded, names, covariates), grid };
}

function group(
  histories: Histories,
  names: readonly string[],
  covariates: readonly Float64Array[],
): Omit<PurchasePatterns, "timeUnit"> {
  const { frequency, recency, age, columns, weight } = groupHistories(histories, covariates);
  return {
    frequency,
    recency,
    age,
    ...(names.length > 0 && {
      covariates: Object.fromEntries(names.map((name, k) => [name, columns[k]])),
    }),
    weight,
  };
}

/** The nearest multiple of the grid, but never 0 for a time above it: it is no time at all. */
function roundTo(grid: number, time: number): number {
  return time === 0 ? 0 : Math.max(1, Math.round(time / grid)) * grid;
}
