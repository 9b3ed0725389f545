/** Coefficients by the covariate's name. */
export type Coefficients = Readonly<Record<string, number>>;

/** How much a customer's own attributes move a model's parameters; for attributes of 0 they do not. */
export interface CovariateEffects {
  /** On the purchase process: alpha exp(-γ'z). */
  readonly transaction?: Coefficients;
  /** On the drop-out process: beta exp(-γ'z), or the logit of a/(a+b) plus γ'z. */
  readonly lifetime?: Coefficients;
  /** On a alone: a exp(γ'z). With `lifetimeB` in place of `lifetime`. */
  readonly lifetimeA?: Coefficients;
  /** On b alone: b exp(γ'z). */
  readonly lifetimeB?: Coefficients;
}

/** What covariates may move; spend is that of the spend models. */
export type CovariateProcess = keyof CovariateEffects | "spend";
