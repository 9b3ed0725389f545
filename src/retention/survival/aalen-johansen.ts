import { checkNames } from "../../core/check-names.ts";
import { checkChoice, checkObject, show } from "../../core/checks.ts";
import type { CustomerId, NumberColumn } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { countRisk } from "./count-risk.ts";
import { rankTimes } from "./rank-times.ts";
import { checkColumn, checkData, isRows, pathsOf, readDurations } from "./read-durations.ts";
import { readLabels } from "./read-labels.ts";
import {
  hasInterval,
  SURVIVAL_INTERVALS,
  type SurvivalInterval,
  writeInterval,
} from "./survival-interval.ts";

/** A duration that may end in one of several ways. */
export interface CauseDuration {
  readonly time: number;
  /** What ended it; `null` where watching ended first. */
  readonly cause: CustomerId | null;
  readonly entry?: number | undefined;
  readonly weight?: number | undefined;
}

export interface CauseDurationColumns {
  readonly time: NumberColumn;
  readonly cause: readonly (CustomerId | null)[];
  readonly entry?: NumberColumn | undefined;
  readonly weight?: NumberColumn | undefined;
}

export interface AalenJohansenOptions {
  /** `log_log` unless given. */
  readonly interval?: SurvivalInterval | undefined;
  /** Between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link aalenJohansen} does unless told otherwise. */
export const AALEN_JOHANSEN_DEFAULTS = {
  interval: "log_log",
  level: 0.95,
} as const satisfies AalenJohansenOptions;

export interface IncidencePoint {
  readonly time: number;
  /** Watched just before it (in weights). */
  readonly atRisk: number;
  /** Of this cause. */
  readonly events: number;
  /** P(gone by then, for this cause): within [0, 1]. */
  readonly incidence: number;
  readonly standardError: number;
  /** `null` where incidence is 0, and for most kinds where it is 1. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface AalenJohansenCurves {
  readonly kind: "aalen-johansen";
  /** Rows that weigh something. */
  readonly n: number;
  readonly censored: number;
  readonly interval: SurvivalInterval;
  readonly level: number;
  /** Numbers before texts, both ascending. */
  readonly causes: readonly {
    readonly cause: CustomerId;
    readonly events: number;
    readonly points: readonly IncidencePoint[];
  }[];
  /** P(still there), at the same times: with the incidences it adds up to 1. */
  readonly survival: readonly {
    readonly time: number;
    readonly survival: number;
    readonly standardError: number;
  }[];
}

/**
 * What share leaves for each of several reasons: cancelled, failed payment, moved to a rival?
 *
 * Where one way of leaving makes the others impossible. Kaplan-Meier with the other reasons as
 * censored answers another question (were there no other reasons) and overstates every share.
 *
 * F_j(t) = Σ S(t-) d_j/n over the times up to t, S of all causes together. Covariances of S and F_j go
 * from time to time by the multinomial d_j of n: with one cause they are Greenwood's. Weights are counts.
 *
 * @param data - `time` and `cause`, `null` for censored; `entry`, `weight` as for `kaplanMeier`; rows or
 *   columns
 * @param options - `interval`, on F in place of S; `level`
 * @returns for each cause its points at all distinct times, with standard error and interval, and the
 *   survival beside them
 *
 * Edge cases: no rows, or nobody gone, make no causes.
 *
 * @throws InputError as `kaplanMeier` does, and `invalid_label`
 *
 * @example
 * ```ts
 * import { aalenJohansen } from "clientele/retention";
 *
 * const { causes } = aalenJohansen([
 *   { time: 2, cause: "cancelled" },
 *   { time: 3, cause: "card expired" },
 *   { time: 4, cause: null },
 *   { time: 6, cause: "cancelled" },
 * ]);
 * causes[0].points.map(({ incidence }) => incidence); // => [0.25, 0.25, 0.25, 0.75]
 * causes[1].points.map(({ incidence }) => incidence); // => [0, 0.25, 0.25, 0.25]
 * ```
 *
 * @see Aalen & Johansen (1978), An empirical transition matrix, Scand. J. Statist. 5; Betensky &
 * Schoenfeld (2001), Nonparametric estimation in a cure model, Biometrics 57
 */
export function aalenJohansen(
  data: readonly CauseDuration[] | CauseDurationColumns,
  options: AalenJohansenOptions = {},
): AalenJohansenCurves {
  checkNames(checkObject(options, "options"), ["interval", "level"]);
  checkData(data);
  const level = options.level ?? AALEN_JOHANSEN_DEFAULTS.level;
  const interval = checkChoice(
    options.interval ?? AALEN_JOHANSEN_DEFAULTS.interval,
    SURVIVAL_INTERVALS,
    ["interval"],
  );
  const z = criticalValue(level);
  const { durations, names, codes } = readCauses(data);
  const ranked = rankTimes(durations);
  const table = countRisk(durations, ranked);
  const { times, atRisk } = table;
  const place = placesOf(ranked.times, times);
  const byCause = names.map(() => new Float64Array(times.length));
  for (let row = 0; row < codes.length; row++) {
    if (codes[row] < 0) continue;
    byCause[codes[row]][place[ranked.end[row]]] += durations.weight?.[row] ?? 1;
  }
  const before = new Float64Array(times.length);
  const variance = new Float64Array(times.length);
  let kept = 1;
  let spread = 0;
  const survival = Array.from(times, (time, k) => {
    const left = table.survivors[k] / atRisk[k];
    before[k] = kept;
    variance[k] = spread;
    spread = left * left * spread + (kept * kept * left * (1 - left)) / atRisk[k];
    kept *= left;
    return { time, survival: kept, standardError: Math.sqrt(spread) };
  });
  const causes = names.map((cause, j) => {
    const lower = new Float64Array(1);
    const upper = new Float64Array(1);
    let incidence = 0;
    let own = 0;
    let shared = 0;
    const points = Array.from(times, (time, k): IncidencePoint => {
      const n = atRisk[k];
      const events = byCause[j][k];
      const share = events / n;
      const left = table.survivors[k] / n;
      const square = (before[k] * before[k]) / n;
      const carried = share * (2 * shared + share * variance[k]);
      const next = own + carried + square * share * (1 - share);
      // Where all are gone nothing is left to vary: what remains is rounding.
      own = next > 1e-12 * Math.max(own, -carried) ? next : 0;
      shared = left * (shared + share * variance[k]) - square * share * left;
      incidence += before[k] * share;
      const standardError = Math.sqrt(own);
      const isKnown = hasInterval(interval, incidence);
      if (isKnown)
        writeInterval(interval, incidence, standardError / incidence, z, 0, lower, upper);
      return {
        time,
        atRisk: n,
        events,
        incidence,
        standardError,
        lower: isKnown ? lower[0] : null,
        upper: isKnown ? upper[0] : null,
      };
    });
    return { cause, events: byCause[j].reduce((sum, count) => sum + count, 0), points };
  });
  return {
    kind: "aalen-johansen",
    n: durations.time.length,
    censored: table.censored.reduce((sum, count) => sum + count, 0),
    interval,
    level,
    causes,
    survival,
  };
}

/** Durations, and each row's cause by its place among the names: -1 for none. */
function readCauses(data: readonly CauseDuration[] | CauseDurationColumns) {
  const pathOf = pathsOf(data);
  if (isRows(data)) {
    data.forEach((row, index) => {
      if (typeof row === "object" && row !== null) return;
      throw new InputError("invalid_shape", `expected a row, got ${show(row)}`, [index]);
    });
  }
  const causes: unknown = isRows(data) ? data.map((row) => row.cause) : data.cause;
  checkColumn(causes, "cause");
  const isEvent = Array.from(causes, (cause) => cause !== null);
  const durations = readDurations(
    isRows(data)
      ? data.map((row, index) => ({ ...row, event: isEvent[index] }))
      : { ...data, event: isEvent },
  );
  const kept = durations.rows ?? Int32Array.from(isEvent.keys());
  const gone = kept.filter((row) => isEvent[row]);
  const labels = readLabels(causes, "cause", causes.length, pathOf, gone);
  const codes = new Int32Array(kept.length).fill(-1);
  let next = 0;
  for (let row = 0; row < kept.length; row++) {
    if (isEvent[kept[row]]) codes[row] = labels.codes[next++];
  }
  return { durations, names: labels.names, codes };
}

/** Where each of all times lies among those at which watching ends. */
function placesOf(all: Float64Array, kept: Float64Array): Int32Array {
  const places = new Int32Array(all.length);
  let next = 0;
  for (let k = 0; k < all.length; k++) {
    places[k] = next;
    if (kept[next] === all[k]) next++;
  }
  return places;
}
