import { checkNames, withDefaults } from "../../core/check-names.ts";
import { checkChoice, checkFinite, checkNonNegative, checkObject } from "../../core/checks.ts";
import type { CustomerId } from "../../core/columns.ts";
import { chiSquareTail } from "../../numeric/distributions/chi-square.ts";
import { solveEigen, symmetricEigen } from "../../numeric/eigen.ts";
import { dot } from "../../numeric/vector.ts";
import { walkGroups } from "./count-by-group.ts";
import type { GroupedDuration, GroupedDurationColumns } from "./duration.ts";
import {
  LOG_RANK_WEIGHTS,
  type LogRankWeights,
  type TimeWeight,
  timeWeights,
} from "./log-rank-weights.ts";
import { isRows, pathsOf, readDurations } from "./read-durations.ts";
import { readLabels, sameLabel } from "./read-labels.ts";

export interface LogRankOptions {
  /** `log_rank` unless given. */
  readonly weights?: LogRankWeights | undefined;
  /** Exponents of `fleming_harrington`, at least 0: of S, and of 1 - S. 1 and 0 unless given. */
  readonly rho?: number | undefined;
  readonly gamma?: number | undefined;
}

/** What {@link logRankTest} does unless told otherwise. */
export const LOG_RANK_TEST_DEFAULTS = {
  weights: "log_rank",
  rho: 1,
  gamma: 0,
} as const satisfies LogRankOptions;

export interface LogRankGroup {
  readonly group: CustomerId;
  /** Rows that weigh something. */
  readonly n: number;
  /** Events, weighted as the test weights times. */
  readonly observed: number;
  /** What they would be if all groups left alike. */
  readonly expected: number;
}

export interface LogRankResult {
  readonly weights: LogRankWeights;
  readonly n: number;
  readonly groups: readonly LogRankGroup[];
  /** At least 0; `null` where there is nothing to compare. */
  readonly statistic: number | null;
  readonly degreesOfFreedom: number;
  /** Probability of a statistic so large where all groups leave alike; `null` as `statistic`. */
  readonly pValue: number | null;
  /** Of observed - expected, in the order of the groups. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Do these groups of customers leave at different rates, or is it chance?
 *
 * For curves that keep apart in one direction; where they cross, differences cancel: look at the
 * curves, or weight early or late times. How much they differ the test does not say: see `fitCox`.
 *
 * At each time with d events among n at risk, group j with n_j expects d n_j/n. With time weights w,
 * U_j = Σ w (d_j - d n_j/n), Cov(U_j, U_k) = Σ w² d (n - d)/(n - 1) (n_j/n) (δ_jk - n_k/n), and
 * U' Cov⁻ U is chi-square with one degree less than there are groups at risk. Weights:
 * - `log_rank` 1: all times alike; most power where hazards are proportional
 * - `gehan` n, `tarone_ware` √n: early times more, but also as censoring falls
 * - `peto` S̃, `modified_peto` S̃ n/(n + 1), with S̃(t) = Π (1 - d/(n + 1)) up to and with t: early times more
 * - `fleming_harrington` S^ρ (1 - S)^γ, S of all groups together just before the time: ρ = 1 is R's `rho = 1`
 *
 * Sums run over strata, each with its own n and S. Weights of rows are counts.
 *
 * @param data - durations with `group`, and `stratum` where groups are to be compared like with like;
 *   rows or columns; entries as for `kaplanMeier`
 * @param options - `weights`; `rho` and `gamma` for `fleming_harrington`
 * @returns per group, n, observed and expected events; the statistic, its degrees of freedom and
 *   p-value; groups sorted, numbers before texts
 *
 * Edge cases: with one group, without events, or without two groups at risk together there is nothing
 * to compare: `null`. A group never at risk at an event costs no degree of freedom.
 *
 * @throws InputError as `kaplanMeier` does, and `invalid_label`
 *
 * @example
 * ```ts
 * import { logRankTest } from "clientele/retention";
 *
 * const test = logRankTest({
 *   time: [9, 13, 18, 23, 5, 5, 8, 12],
 *   event: [1, 0, 1, 1, 1, 1, 1, 1],
 *   group: ["yearly", "yearly", "yearly", "yearly", "monthly", "monthly", "monthly", "monthly"],
 * });
 * test.groups.map(({ group, observed }) => [group, observed]); // => [["monthly", 4], ["yearly", 3]]
 * test.statistic; // => 4.922009778590453
 * test.pValue; // => 0.02651665335951298
 * ```
 *
 * @see Mantel (1966), Cancer Chemother. Rep. 50; Gehan (1965), Biometrika 52; Tarone & Ware (1977),
 * Biometrika 64; Peto & Peto (1972), JRSS A 135; Andersen et al. (1982), Int. Stat. Rev. 50;
 * Fleming & Harrington (1981), Comm. Stat. 10; formulas: Klein & Moeschberger (2003), section 7.3
 */
export function logRankTest(
  data: readonly GroupedDuration[] | GroupedDurationColumns,
  options: LogRankOptions = {},
): LogRankResult {
  checkNames(checkObject(options, "options"), ["weights", "rho", "gamma"]);
  const settings = withDefaults(options, LOG_RANK_TEST_DEFAULTS);
  const weights = checkChoice(settings.weights, LOG_RANK_WEIGHTS, ["weights"]);
  const rho = checkNonNegative(settings.rho, ["rho"]);
  const gamma = checkNonNegative(settings.gamma, ["gamma"]);
  const durations = readDurations(data);
  const length = isRows(data) ? data.length : data.time.length;
  const read = (name: "group" | "stratum") => {
    const column = isRows(data) ? data.map((row) => row[name]) : data[name];
    return readLabels(column, name, length, pathsOf(data), durations.rows);
  };
  const isStratified = isRows(data)
    ? data.some((row) => row.stratum !== undefined)
    : data.stratum !== undefined;
  const groups = read("group");
  const strata = isStratified ? read("stratum") : sameLabel(durations.time.length);
  const size = groups.names.length;
  const sums = {
    observed: new Float64Array(size),
    expected: new Float64Array(size),
    covariance: new Float64Array(size * size),
  };
  const weightsOf = strata.names.map(() => timeWeights(weights, rho, gamma));
  walkGroups(durations, groups, strata, (stratum, events, atRisk, base) =>
    addTime(events, atRisk, base, sums, weightsOf[stratum]),
  );
  return {
    weights,
    n: durations.time.length,
    ...resultOf(sums, groups.names, countsOf(groups.codes, size)),
  };
}

interface Sums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly covariance: Float64Array;
}

function addTime(
  events: Float64Array,
  atRisk: Float64Array,
  base: number,
  { observed, expected, covariance }: Sums,
  weightOf: TimeWeight,
): void {
  const size = observed.length;
  let lost = 0;
  let all = 0;
  for (let j = 0; j < size; j++) {
    lost += events[base + j];
    all += atRisk[base + j];
  }
  if (lost === 0) return;
  const weight = weightOf(lost, all);
  const part = weight / all;
  // Of one event the factor for those that leave together is 1: most times of continuous data.
  const together = lost === 1 ? 1 : (lost * (all - lost)) / (all - 1);
  const spread = all > 1 ? part * part * together : 0;
  const share = part * lost;
  for (let j = 0; j < size; j++) {
    const own = atRisk[base + j];
    observed[j] += weight * events[base + j];
    expected[j] += share * own;
    covariance[j * size + j] += spread * own * (all - own);
    for (let other = 0; other < j; other++) {
      covariance[j * size + other] -= spread * own * atRisk[base + other];
    }
  }
}

function countsOf(codes: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (let row = 0; row < codes.length; row++) counts[codes[row]]++;
  return counts;
}

function resultOf(
  { observed, expected, covariance }: Sums,
  names: readonly CustomerId[],
  counts: Float64Array,
): Omit<LogRankResult, "weights" | "n"> {
  const size = names.length;
  for (let j = 0; j < size; j++) {
    for (let other = 0; other < j; other++) {
      covariance[other * size + j] = covariance[j * size + other];
    }
  }
  // Those that vary, but for one that follows from the others.
  const varying = Array.from(names.keys()).filter((j) => covariance[j * size + j] > 0);
  const used = varying.slice(1);
  const df = Math.max(0, used.length);
  const matrix = Float64Array.from(
    used.flatMap((j) => used.map((other) => covariance[j * size + other])),
  );
  const difference = Float64Array.from(used, (j) => observed[j] - expected[j]);
  const solution = solveEigen(symmetricEigen(matrix, df), difference, Number.MIN_VALUE);
  const statistic = df === 0 ? null : checkFinite(dot(difference, solution), ["statistic"]);
  return {
    groups: names.map((group, j) => ({
      group,
      n: counts[j],
      observed: observed[j],
      expected: expected[j],
    })),
    statistic,
    degreesOfFreedom: df,
    pValue: statistic === null ? null : chiSquareTail(statistic, df),
    covariance: names.map((_, j) => Array.from(covariance.subarray(j * size, (j + 1) * size))),
  };
}
