import { checkNames } from "../../core/check-names.ts";
import { checkChoice, checkObject } from "../../core/checks.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { total } from "../../numeric/vector.ts";
import { countRisk, type RiskTable } from "./count-risk.ts";
import type { Duration, DurationColumns } from "./duration.ts";
import { rankTimes } from "./rank-times.ts";
import { isRows, readDurations } from "./read-durations.ts";

export interface NelsonAalenOptions {
  /**
   * What tied events are: `together` (default), one jump d/n; `one_by_one`, as if they came one after
   * another: 1/n + 1/(n-1) …
   */
  readonly ties?: "together" | "one_by_one" | undefined;
  /** `log` (default) or `plain`. */
  readonly interval?: "log" | "plain" | undefined;
  /** Between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link nelsonAalen} does unless told otherwise. */
export const NELSON_AALEN_DEFAULTS = {
  ties: "together",
  interval: "log",
  level: 0.95,
} as const satisfies NelsonAalenOptions;

export interface NelsonAalenPoint {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** H(time), just after it: at least 0. */
  readonly cumulativeHazard: number;
  readonly standardError: number;
  /** `null` before the first event on the `log` scale. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Where `intervalValid` is 0, `lower` and `upper` are none. */
export interface NelsonAalenPointColumns {
  readonly time: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  readonly cumulativeHazard: Float64Array;
  readonly standardError: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly intervalValid: Uint8Array;
}

export interface NelsonAalenCurve<
  Points extends
    | readonly NelsonAalenPoint[]
    | NelsonAalenPointColumns = readonly NelsonAalenPoint[],
> {
  readonly kind: "nelson-aalen";
  /** Rows that weigh something. */
  readonly n: number;
  readonly events: number;
  readonly censored: number;
  readonly points: Points;
}

/**
 * How much risk of leaving has a customer lived through by each age?
 *
 * The slope of this curve is the hazard: straight means that age does not matter, bent down that those
 * who stay become loyal, bent up that they tire. To read the risk itself; for shares that are still
 * there take `kaplanMeier`.
 *
 * H(t) = Σ d/n over the times up to t, Var H = Σ d/n²; `one_by_one`: each of d tied events meets one
 * at risk less, Σ 1/(n - j) and Σ 1/(n - j)², j < d (Fleming-Harrington). The interval is
 * H exp(±zσ/H) (`log`) or H ± zσ, at least 0 (`plain`).
 *
 * @param data - durations, rows or columns, as for `kaplanMeier`; `one_by_one` takes d events of total
 *   weight w as d of w/d each
 * @param options - `ties`, `interval`, `level`
 * @returns a point for each distinct time; H may exceed 1. Rows give rows, columns columns
 *
 * Edge cases: no rows make no points.
 *
 * @throws InputError as `kaplanMeier` does
 *
 * @example
 * ```ts
 * import { nelsonAalen } from "clientele/retention";
 *
 * const { points } = nelsonAalen([
 *   { time: 2, event: true },
 *   { time: 4, event: true },
 *   { time: 6, event: false },
 *   { time: 6, event: false },
 * ]);
 * points.map(({ cumulativeHazard }) => Math.round(cumulativeHazard * 1e4) / 1e4); // => [0.25, 0.5833, 0.5833]
 * ```
 *
 * @see Aalen (1978), Nonparametric inference for a family of counting processes, Ann. Statist. 6;
 * Fleming & Harrington (1984), Nonparametric estimation of the survival distribution, Comm. Stat. 13
 */
export function nelsonAalen(
  data: readonly Duration[],
  options?: NelsonAalenOptions,
): NelsonAalenCurve;
export function nelsonAalen(
  data: DurationColumns,
  options?: NelsonAalenOptions,
): NelsonAalenCurve<NelsonAalenPointColumns>;
export function nelsonAalen(
  data: readonly Duration[] | DurationColumns,
  options: NelsonAalenOptions = {},
): NelsonAalenCurve | NelsonAalenCurve<NelsonAalenPointColumns> {
  checkNames(checkObject(options, "options"), ["ties", "interval", "level"]);
  const { level = NELSON_AALEN_DEFAULTS.level } = options;
  const ties = options.ties ?? NELSON_AALEN_DEFAULTS.ties;
  const interval = options.interval ?? NELSON_AALEN_DEFAULTS.interval;
  checkChoice(ties, ["together", "one_by_one"], ["ties"]);
  checkChoice(interval, ["log", "plain"], ["interval"]);
  const z = criticalValue(level);
  const durations = readDurations(data);
  const ranked = rankTimes(durations);
  const table = countRisk(durations, ranked);
  const counts =
    durations.weight === undefined
      ? table.events
      : countRisk({ ...durations, weight: undefined }, ranked).events;
  const points = estimate(table, ties === "one_by_one" ? counts : undefined, interval, z);
  const shared = {
    kind: "nelson-aalen",
    n: durations.time.length,
    events: total(table.events),
    censored: total(table.censored),
  } as const;
  return isRows(data) ? { ...shared, points: rowsOf(points) } : { ...shared, points };
}

function estimate(
  { times, atRisk, events, censored }: RiskTable,
  counts: Float64Array | undefined,
  interval: "log" | "plain",
  z: number,
): NelsonAalenPointColumns {
  const cumulativeHazard = new Float64Array(times.length);
  const standardError = new Float64Array(times.length);
  const lower = new Float64Array(times.length);
  const upper = new Float64Array(times.length);
  const intervalValid = new Uint8Array(times.length);
  let hazard = 0;
  let variance = 0;
  for (let k = 0; k < times.length; k++) {
    const parts = counts === undefined ? 1 : counts[k];
    const part = events[k] / parts;
    for (let j = 0; j < parts && part > 0; j++) {
      const left = atRisk[k] - j * part;
      hazard += part / left;
      variance += part / left / left;
    }
    cumulativeHazard[k] = hazard;
    const error = Math.sqrt(variance);
    standardError[k] = error;
    if (interval === "log" && hazard === 0) continue;
    intervalValid[k] = 1;
    const factor = interval === "log" ? Math.exp((z * error) / hazard) : 1;
    lower[k] = interval === "log" ? hazard / factor : Math.max(0, hazard - z * error);
    upper[k] = interval === "log" ? hazard * factor : hazard + z * error;
  }
  return {
    time: times,
    atRisk,
    events,
    censored,
    cumulativeHazard,
    standardError,
    lower,
    upper,
    intervalValid,
  };
}

function rowsOf(columns: NelsonAalenPointColumns): NelsonAalenPoint[] {
  return Array.from(columns.time, (time, k) => ({
    time,
    atRisk: columns.atRisk[k],
    events: columns.events[k],
    censored: columns.censored[k],
    cumulativeHazard: columns.cumulativeHazard[k],
    standardError: columns.standardError[k],
    lower: columns.intervalValid[k] === 1 ? columns.lower[k] : null,
    upper: columns.intervalValid[k] === 1 ? columns.upper[k] : null,
  }));
}
