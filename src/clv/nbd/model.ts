import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";

export type NbdParameter = "r" | "alpha";

/** The parameters in the usual order. */
export type NbdParams = Readonly<Record<NbdParameter, number>>;

/**
 * The NBD model (Ehrenberg 1959): a customer buys at random at a rate of her own, rates spread as
 * Gamma(r, alpha), and never leaves. Plain data: typed in by hand it works like a fit.
 */
export interface NbdModel {
  readonly kind: "nbd";
  readonly version: 1;
  readonly params: NbdParams;
  /** The unit of `alpha`, and so of every age and horizon. */
  readonly timeUnit: TimeUnit;
  readonly fit?: FitReport<NbdParameter>;
}
