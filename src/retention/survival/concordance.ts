import { checkNames } from "../../core/check-names.ts";
import { checkObject } from "../../core/checks.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { countConcordance, type PairCounts } from "./count-concordance.ts";
import { arrange } from "./cox/arrange.ts";
import type { Concordance } from "./cox/model.ts";
import type { Duration, DurationColumns } from "./duration.ts";
import { isRows, pathsOf, readDurations, readSigned } from "./read-durations.ts";
import { sameLabel } from "./read-labels.ts";

/** A duration with a score that claims to tell who leaves first. */
export interface ScoredDuration extends Duration {
  /** The higher, the sooner. */
  readonly score: number;
}

export interface ScoredDurationColumns extends DurationColumns {
  readonly score: ArrayLike<number>;
}

export interface ConcordanceOptions {
  /** Of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link concordance} does unless told otherwise. */
export const CONCORDANCE_DEFAULTS = { level: 0.95 } as const satisfies ConcordanceOptions;

/**
 * Of two customers, how often does the one with the higher risk score leave first?
 *
 * To judge any score of churn risk against lifetimes that are not all over yet; on customers that the
 * score was not made from. It judges the order alone, not the size of the risk.
 *
 * Harrell's C = (concordant + tied scores/2) / pairs, over the pairs of which it is known who left
 * first: one has the event while the other is at risk, who leaves later, or is censored then or later.
 * Counted in n log n. Standard error by the infinitesimal jackknife.
 *
 * @param data - durations with `score`, rows or columns; entries and weights as for `kaplanMeier`
 * @param options - `level`
 * @returns C within [0, 1] (0.5 is chance) with standard error and interval, and the pairs by kind;
 *   `null` where no pair is known
 * @throws InputError as `kaplanMeier` does
 *
 * @example
 * ```ts
 * import { concordance } from "clientele/retention";
 *
 * const { value, concordant, discordant } = concordance({
 *   time: [2, 3, 5, 8],
 *   event: [1, 1, 0, 1],
 *   score: [0.9, 0.4, 0.5, 0.1],
 * });
 * [concordant, discordant]; // => [4, 1]
 * value; // => 0.8
 * ```
 *
 * @see Harrell, Lee & Mark (1996), Multivariable prognostic models, Statistics in Medicine 15
 */
export function concordance(
  data: readonly ScoredDuration[] | ScoredDurationColumns,
  options: ConcordanceOptions = {},
): Concordance {
  checkNames(checkObject(options, "options"), ["level"]);
  const z = criticalValue(options.level ?? CONCORDANCE_DEFAULTS.level);
  const durations = readDurations(data);
  const length = isRows(data) ? data.length : data.time.length;
  const column = isRows(data) ? data.map((row) => row.score) : data.score;
  const scores = readSigned(column, "score", length, pathsOf(data));
  const strata = sameLabel(durations.time.length);
  const arranged = arrange({ durations, names: [], covariates: [], strata, clusters: undefined });
  const { rows } = durations;
  const ordered = Float64Array.from(
    arranged.rows,
    (row) => scores[rows === undefined ? row : rows[row]],
  );
  return concordanceOf(countConcordance(arranged, ordered), z);
}

/** Pairs with their interval. */
export function concordanceOf(
  { value, standardError, ...pairs }: PairCounts,
  z: number,
): Concordance {
  const margin = z * (standardError ?? 0);
  return {
    value,
    standardError,
    lower: value === null ? null : Math.max(0, value - margin),
    upper: value === null ? null : Math.min(1, value + margin),
    ...pairs,
  };
}
