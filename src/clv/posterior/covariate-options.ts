import type { CovariateEffects } from "../covariates/covariate-effects.ts";
import type { CovariateOptions } from "../covariates/options.ts";
import type { PurchaseModel } from "../model.ts";

/** What covariates do in a model; nothing in models that know none. */
export function effectsIn(model: PurchaseModel): CovariateEffects {
  return ("covariates" in model && model.covariates) || {};
}

/** The covariates that a model reads, with equal coefficients where its fit had them. */
export function covariateOptionsOf(model: PurchaseModel): CovariateOptions {
  const { transaction = {}, lifetime, lifetimeA } = effectsIn(model);
  const isEqual = (name: string) => model.fit?.estimates?.includes(`equal.${name}`) === true;
  const own = (effects: object) => Object.keys(effects).filter((name) => !isEqual(name));
  return {
    transaction: own(transaction),
    lifetime: own(lifetime ?? lifetimeA ?? {}),
    equal: Object.keys(transaction).filter(isEqual),
    dropout: lifetimeA ? "separate" : "mean",
  };
}
