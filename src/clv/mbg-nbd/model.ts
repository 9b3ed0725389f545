import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import type { BetaGeometricParameter } from "../beta-geometric/params.ts";
import type { CovariateEffects } from "../covariates/covariate-effects.ts";

export type MbgNbdParameter = BetaGeometricParameter;

/** The parameters in the order of the paper. */
export type MbgNbdParams = Readonly<Record<MbgNbdParameter, number>>;

/**
 * The MBG/NBD model (Batislam, Denizel & Filiztekin 2007): the BG/NBD, but for a customer's first
 * chance to leave, which is right after her first purchase. Plain data: typed in by hand it works
 * like a fit.
 */
export interface MbgNbdModel {
  readonly kind: "mbg-nbd";
  readonly version: 1;
  readonly params: MbgNbdParams;
  /** The unit of `alpha`, and so of every recency, age and horizon. */
  readonly timeUnit: TimeUnit;
  /** How a customer's own attributes shift alpha and a/(a+b). */
  readonly covariates?: CovariateEffects;
  readonly fit?: FitReport<MbgNbdParameter>;
}
