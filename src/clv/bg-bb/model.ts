import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";

export type BgBbParameter = "alpha" | "beta" | "gamma" | "delta";

/** The parameters in the order of the paper. */
export type BgBbParams = Readonly<Record<BgBbParameter, number>>;

/**
 * The BG/BB model (Fader, Hardie & Shang 2010): at each opportunity (a day, a week, a yearly appeal) a
 * customer first leaves for good with a probability of her own, spread as Beta(gamma, delta); else she
 * buys with a probability of her own, spread as Beta(alpha, beta). Plain data: typed in by hand it
 * works like a fit.
 */
export interface BgBbModel {
  readonly kind: "bg-bb";
  readonly version: 1;
  readonly params: BgBbParams;
  /** From one opportunity to the next: the unit of every recency, age and horizon. */
  readonly timeUnit: TimeUnit;
  readonly fit?: FitReport<BgBbParameter>;
}
