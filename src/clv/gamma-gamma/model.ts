import type { FitReport } from "../../core/fit-report.ts";
import type { Coefficients } from "../covariates/covariate-effects.ts";

export type GammaGammaParameter = "p" | "q" | "v";

/** The parameters in the order of the paper (there gamma is called v). */
export type GammaGammaParams = Readonly<Record<GammaGammaParameter, number>>;

/**
 * The Gamma-Gamma model of spend (Fader & Hardie 2013): a purchase's value is Gamma(p, nu) with a
 * scale of the customer's own, nu spread as Gamma(q, v); spend and frequency are independent.
 * Plain data: typed in by hand it works like a fit. It has no clock, hence no unit of time.
 */
export interface GammaGammaModel {
  readonly kind: "gamma-gamma";
  readonly version: 1;
  readonly params: GammaGammaParams;
  /** How customers' covariates move `v`: v exp(γ'z). */
  readonly covariates?: { readonly spend: Coefficients };
  readonly fit?: FitReport<GammaGammaParameter>;
}
