import type { Warning } from "../core/warning.ts";

export interface DriverAnalysisOptions {
  /** Of the resamples: a finite number or a text. */
  readonly seed: number | string;
  /** The drivers, in the order of the result; all that occur unless given. */
  readonly drivers?: readonly string[] | undefined;
  readonly level?: number | undefined;
  /** Samples drawn for the intervals of relative weights; none for no intervals. */
  readonly resamples?: number | undefined;
}

/** What `driverAnalysis` does unless told otherwise. */
export const DRIVER_ANALYSIS_DEFAULTS = { level: 0.95, resamples: 1000 } as const satisfies Omit<
  DriverAnalysisOptions,
  "seed"
>;

/** An estimate with its interval; null where it is undefined. */
export interface DriverEstimate {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface Driver {
  readonly driver: string;
  readonly mean: number | null;
  /** With the score, from -1 to 1. */
  readonly correlation: DriverEstimate;
  /** The part of R² that is the driver's. */
  readonly relativeWeight: DriverEstimate;
  /** relativeWeight / R². */
  readonly importance: DriverEstimate;
}

export type DriverWarningCode =
  | "incomplete_answers"
  | "constant_driver"
  | "constant_score"
  | "collinear_drivers"
  | "too_few_answers";

export interface DriverAnalysis {
  /** Answers that have all drivers. */
  readonly n: number;
  readonly effectiveN: number | null;
  /** Answers left out, for a driver that they lack. */
  readonly incomplete: number;
  /** Share of the score's variance that the drivers explain together. */
  readonly rSquared: number | null;
  readonly level: number;
  readonly resamples: number;
  /** By falling relative weight. */
  readonly drivers: readonly Driver[];
  readonly warnings: readonly Warning<DriverWarningCode>[];
}
