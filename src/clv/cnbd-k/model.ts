import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import type { CovariateEffects } from "../covariates/covariate-effects.ts";

export type CnbdKParameter = "r" | "alpha" | "a" | "b";

/** The parameters in the order of the paper, and before them k, which is a whole number. */
export type CnbdKParams = Readonly<Record<"k" | CnbdKParameter, number>>;

/** A k that was tried, and how well the model then told of the customers. */
export interface KChoice {
  readonly k: number;
  readonly logLikelihood: number;
}

/** What both models are made of. */
interface CnbdKModel {
  readonly version: 1;
  readonly params: CnbdKParams;
  /** The unit of `alpha`, and so of every recency, age and horizon. */
  readonly timeUnit: TimeUnit;
  /** How much customers' own attributes move the parameters; absent where nothing does. */
  readonly covariates?: CovariateEffects;
  readonly fit?: FitReport<CnbdKParameter>;
  /** Present where k was chosen: each k tried, ascending. */
  readonly choice?: readonly KChoice[];
}

/**
 * The BG/CNBD-k model (Reutterer, Platzer & Schröder 2021): the BG/NBD for customers who buy more
 * regularly than at random. Hidden events come at random at a rate of her own, rates spread as Gamma(r, alpha);
 * each k-th one is a purchase; after each repeat purchase she leaves with a probability of her own,
 * spread as Beta(a, b). Plain data: typed in by hand it works like a fit.
 */
export interface BgCnbdKModel extends CnbdKModel {
  readonly kind: "bg-cnbd-k";
}

/** The MBG/CNBD-k model: {@link BgCnbdKModel}, but a customer can leave after her first purchase too. */
export interface MbgCnbdKModel extends CnbdKModel {
  readonly kind: "mbg-cnbd-k";
}
