import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";

export type BetaDiscreteWeibullParameter = "alpha" | "beta" | "c";

/** The parameters in the order of the paper. */
export type BetaDiscreteWeibullParams = Readonly<Record<BetaDiscreteWeibullParameter, number>>;

/**
 * The beta-discrete-Weibull model (Fader, Hardie, Liu, Davin & Steenburgh 2018): the shifted beta
 * geometric one in which a customer's own probability to leave may rise (c above 1) or fall (c below 1)
 * from renewal to renewal. Plain data: typed in by hand it works like a fit.
 */
export interface BetaDiscreteWeibullModel {
  readonly kind: "beta-discrete-weibull";
  readonly version: 1;
  readonly params: BetaDiscreteWeibullParams;
  /** From one renewal to the next. */
  readonly timeUnit: TimeUnit;
  readonly fit?: FitReport<BetaDiscreteWeibullParameter>;
}
