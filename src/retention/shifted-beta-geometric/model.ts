import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";

export type ShiftedBetaGeometricParameter = "alpha" | "beta";

/** The parameters in the order of the paper. */
export type ShiftedBetaGeometricParams = Readonly<Record<ShiftedBetaGeometricParameter, number>>;

/**
 * The shifted beta geometric model (Fader & Hardie 2007): at every renewal a customer leaves with a
 * probability of her own, the same each time, spread as Beta(alpha, beta). Plain data: typed in by hand
 * it works like a fit.
 */
export interface ShiftedBetaGeometricModel {
  readonly kind: "shifted-beta-geometric";
  readonly version: 1;
  readonly params: ShiftedBetaGeometricParams;
  /** From one renewal to the next. */
  readonly timeUnit: TimeUnit;
  readonly fit?: FitReport<ShiftedBetaGeometricParameter>;
}
