import { checkFinite, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import type { SurvivalInterval } from "./survival-interval.ts";

/** One step of a survival curve. */
export interface KaplanMeierPoint {
  /** When somebody's watching ended, by the event or not. */
  readonly time: number;
  /** Watched just before it (in weights). */
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  /** S(time), just after it: within [0, 1]. */
  readonly survival: number;
  /** Of `survival`; `null` where it is 0. */
  readonly standardError: number | null;
  /** `null` where survival is 0, and for `log_log`, `logit` and `arcsin` also where it is 1. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The same steps as parallel columns; where a mask is 0 the values beside it are none. */
export interface KaplanMeierPointColumns {
  readonly time: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  readonly survival: Float64Array;
  readonly standardError: Float64Array;
  readonly standardErrorValid: Uint8Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Of `lower` and `upper`. */
  readonly intervalValid: Uint8Array;
}

/** When a share has left. */
export interface TimeQuantile {
  /** The share that has left: 0.5 for the median. */
  readonly probability: number;
  /** `null` where the curve does not fall so far. */
  readonly time: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export type CurveWarningCode = "all_gone_early";

/** A survival curve as data gave it. */
export interface KaplanMeierCurve<
  Points extends
    | readonly KaplanMeierPoint[]
    | KaplanMeierPointColumns = readonly KaplanMeierPoint[],
> {
  readonly kind: "kaplan-meier";
  /** Rows that weigh something. */
  readonly n: number;
  /** In weights, as all counts. */
  readonly events: number;
  readonly censored: number;
  readonly interval: SurvivalInterval;
  readonly level: number;
  readonly median: TimeQuantile;
  readonly points: Points;
  readonly warnings: readonly Warning<CurveWarningCode>[];
}

/** The numbers that verbs on a curve read, whatever the shape of its points. */
export interface Steps {
  readonly time: ArrayLike<number>;
  readonly atRisk: ArrayLike<number>;
  readonly events: ArrayLike<number>;
  readonly survival: ArrayLike<number>;
  readonly standardError: (step: number) => number | null;
  readonly lower: (step: number) => number | null;
  readonly upper: (step: number) => number | null;
}

export type AnyPoints = readonly KaplanMeierPoint[] | KaplanMeierPointColumns;

export function isPointRows(points: AnyPoints): points is readonly KaplanMeierPoint[] {
  return Array.isArray(points);
}

/** Refuses what is no list of numbers to ask for. */
export function checkList(list: unknown, name: string): void {
  if (Array.isArray(list) || list instanceof Float64Array) return;
  throw new InputError("invalid_column", `expected an array, got ${show(list)}`, [name]);
}

export function stepsOf(points: AnyPoints): Steps {
  if (isPointRows(points)) {
    return {
      time: points.map((point) => point.time),
      atRisk: points.map((point) => point.atRisk),
      events: points.map((point) => point.events),
      survival: points.map((point) => point.survival),
      standardError: (step) => points[step].standardError,
      lower: (step) => points[step].lower,
      upper: (step) => points[step].upper,
    };
  }
  const where = (mask: Uint8Array, values: Float64Array) => (step: number) =>
    mask[step] === 1 ? values[step] : null;
  return {
    ...points,
    standardError: where(points.standardErrorValid, points.standardError),
    lower: where(points.intervalValid, points.lower),
    upper: where(points.intervalValid, points.upper),
  };
}

export function rowsOfPoints(columns: KaplanMeierPointColumns): KaplanMeierPoint[] {
  const steps = stepsOf(columns);
  return Array.from(columns.time, (time, step) => ({
    time,
    atRisk: columns.atRisk[step],
    events: columns.events[step],
    censored: columns.censored[step],
    survival: columns.survival[step],
    standardError: steps.standardError(step),
    lower: steps.lower(step),
    upper: steps.upper(step),
  }));
}

/** The last step at or before a time, -1 before the first. */
export function stepAt(
  times: ArrayLike<number>,
  time: number,
  path: ErrorPath = ["points", "time"],
): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (checkFinite(times[middle], [...path, middle]) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
