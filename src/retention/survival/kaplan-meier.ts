import { checkNames, withDefaults } from "../../core/check-names.ts";
import { checkChoice, checkObject } from "../../core/checks.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { total } from "../../numeric/vector.ts";
import { countRisk, type RiskTable } from "./count-risk.ts";
import { type KaplanMeierCurve, type KaplanMeierPointColumns, rowsOfPoints } from "./curve.ts";
import type { Duration, DurationColumns } from "./duration.ts";
import { findQuantile } from "./find-quantile.ts";
import { rankTimes } from "./rank-times.ts";
import { isRows, readDurations } from "./read-durations.ts";
import {
  hasInterval,
  SURVIVAL_INTERVALS,
  type SurvivalInterval,
  writeInterval,
} from "./survival-interval.ts";

export interface KaplanMeierOptions {
  /** `log_log` unless given. */
  readonly interval?: SurvivalInterval | undefined;
  /** Of the intervals, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link kaplanMeier} does unless told otherwise. */
export const KAPLAN_MEIER_DEFAULTS = {
  interval: "log_log",
  level: 0.95,
} as const satisfies KaplanMeierOptions;

/**
 * What share of customers is still there after each age, when many are still being watched?
 *
 * The curve to start with, and to hold every model against: it assumes nothing of the shape, only that
 * those whose watching ended (censored) would have gone on like those still watched. Leaving them out,
 * or counting them as gone or as kept, is wrong by as much as you have newcomers. It says nothing
 * beyond the last age watched: for that fit a model. Where customers can leave in several ways of
 * which one is asked, see `aalenJohansen`.
 *
 * S(t) = Π (1 - d/n) over the times up to t, d events among n at risk. Greenwood:
 * Var S = S² σ², σ² = Σ d/(n (n - d)). With z the normal quantile the intervals are
 * plain S ± zSσ; log S exp(±zσ); log_log S^exp(±zσ/log S); logit and arcsin ± z on the scale named,
 * each cut to [0, 1]. Of those log_log keeps its promise best in small samples. Weights are counts:
 * a row of weight 3 stands for three customers.
 *
 * @param data - durations as rows or columns: `time` and `entry` in any one unit, at least 0; who has
 *   an `entry` above 0 is at risk only after it (left truncation); at the same time events come before
 *   censorings; times within 1.5e-8 of each other, relative to their mean, are one
 * @param options - `interval`: `plain`, `log`, `log_log` (default), `logit`, `arcsin`; `level` (0.95)
 * @returns a point for each distinct time, ascending, with what happened at it and S just after it;
 *   the `median` (see `survivalQuantiles`); n in rows. Rows give rows, columns columns
 *
 * Edge cases: no rows make no points and a median of `null`; before the first point S is 1; where all
 * at risk leave S is 0 for good, with no error and no interval, and warning `all_gone_early` where
 * others entered later.
 *
 * @throws InputError `negative_value`, `not_a_number`, `non_finite_value`, `invalid_event`,
 *   `end_before_start`, `length_mismatch`, `invalid_column`, `sum_overflow`, `invalid_option`, `out_of_range`
 *
 * @example
 * ```ts
 * import { kaplanMeier } from "clientele/retention";
 *
 * const curve = kaplanMeier([
 *   { time: 2, event: true },
 *   { time: 3, event: false },
 *   { time: 4, event: true },
 *   { time: 6, event: false },
 * ]);
 * curve.points.map(({ time, survival }) => [time, survival]); // => [[2, 0.75], [3, 0.75], [4, 0.375], [6, 0.375]]
 * curve.points[2].standardError; // => 0.28641098093474
 * curve.median.time; // => 4
 * ```
 *
 * @see Kaplan & Meier (1958), Nonparametric estimation from incomplete observations, JASA 53; Borgan &
 * Liestøl (1990), A note on confidence intervals and bands, Scand. J. Statist. 17
 */
export function kaplanMeier(
  data: readonly Duration[],
  options?: KaplanMeierOptions,
): KaplanMeierCurve;
export function kaplanMeier(
  data: DurationColumns,
  options?: KaplanMeierOptions,
): KaplanMeierCurve<KaplanMeierPointColumns>;
export function kaplanMeier(
  data: readonly Duration[] | DurationColumns,
  options: KaplanMeierOptions = {},
): KaplanMeierCurve | KaplanMeierCurve<KaplanMeierPointColumns> {
  checkNames(checkObject(options, "options"), ["interval", "level"]);
  const { level } = withDefaults(options, KAPLAN_MEIER_DEFAULTS);
  const interval = checkChoice(
    options.interval ?? KAPLAN_MEIER_DEFAULTS.interval,
    SURVIVAL_INTERVALS,
    ["interval"],
  );
  const z = criticalValue(level);
  const durations = readDurations(data);
  const table = countRisk(durations, rankTimes(durations));
  const points = estimate(table, interval, z);
  const median = findQuantile(points, 0.5);
  const warnings = warningsOf(points);
  const shared = {
    kind: "kaplan-meier",
    n: durations.time.length,
    events: total(table.events),
    censored: total(table.censored),
    interval,
    level,
    median,
    warnings,
  } as const;
  return isRows(data) ? { ...shared, points: rowsOfPoints(points) } : { ...shared, points };
}

/** S and its Greenwood interval at each time. */
function estimate(
  table: RiskTable,
  interval: SurvivalInterval,
  z: number,
): KaplanMeierPointColumns {
  const { times, atRisk, events, censored, survivors } = table;
  const size = times.length;
  const survival = new Float64Array(size);
  const standardError = new Float64Array(size);
  const lower = new Float64Array(size);
  const upper = new Float64Array(size);
  const standardErrorValid = new Uint8Array(size);
  const intervalValid = new Uint8Array(size);
  let kept = 1;
  let spread = 0;
  for (let k = 0; k < size; k++) {
    const lost = events[k];
    if (k > 0 && lost === 0) {
      survival[k] = kept;
      standardError[k] = standardError[k - 1];
      lower[k] = lower[k - 1];
      upper[k] = upper[k - 1];
      standardErrorValid[k] = standardErrorValid[k - 1];
      intervalValid[k] = intervalValid[k - 1];
      continue;
    }
    const left = survivors[k];
    if (lost > 0 && left === 0) kept = 0;
    else if (lost > 0 && kept > 0) {
      kept *= left / atRisk[k];
      spread += lost / (atRisk[k] * left);
    }
    survival[k] = kept;
    if (kept === 0) continue;
    const logError = Math.sqrt(spread);
    standardError[k] = kept * logError;
    standardErrorValid[k] = 1;
    if (!hasInterval(interval, kept)) continue;
    intervalValid[k] = 1;
    writeInterval(interval, kept, logError, z, k, lower, upper);
  }
  return {
    time: times,
    atRisk,
    events,
    censored,
    survival,
    standardError,
    standardErrorValid,
    lower,
    upper,
    intervalValid,
  };
}

function warningsOf({
  time,
  survival,
  atRisk,
}: KaplanMeierPointColumns): KaplanMeierCurve["warnings"] {
  const zero = survival.indexOf(0);
  if (zero < 0 || zero === survival.length - 1) return [];
  const message = `all ${atRisk[zero]} at risk left at ${time[zero]}, before others entered: the curve stays at 0`;
  return [{ code: "all_gone_early", message, details: { time: time[zero], atRisk: atRisk[zero] } }];
}
