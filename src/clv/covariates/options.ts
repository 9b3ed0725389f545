/** Which of the customers' covariates move which process of a purchase model, by name. */
export interface CovariateOptions {
  /** On how often customers buy: alpha exp(-γ'z). */
  readonly transaction?: readonly string[] | undefined;
  /** On how soon they leave: beta exp(-γ'z), or the logit of a/(a+b) plus γ'z. */
  readonly lifetime?: readonly string[] | undefined;
  /** On both processes, by one coefficient each. */
  readonly equal?: readonly string[] | undefined;
  /** For a drop-out spread by a and b: `separate` gives each a coefficient of its own. */
  readonly dropout?: "mean" | "separate" | undefined;
  /** Subtracts λ/2 γ² for each coefficient: a normal prior around 0 with a deviation of 1/√λ. */
  readonly ridge?: number | undefined;
}

/** Which of the customers' covariates move what they spend. */
export interface SpendCovariateOptions {
  /** On the mean spend: v exp(γ'z). */
  readonly spend: readonly string[];
  /** Subtracts λ/2 γ² for each coefficient: a normal prior around 0 with a deviation of 1/√λ. */
  readonly ridge?: number | undefined;
}
