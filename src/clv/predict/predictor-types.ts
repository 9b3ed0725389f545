/**
 * What a purchase model with given parameters says of one customer of a checked history. Times are
 * in the model's unit; `ahead`, `from`, `to` and `horizon` count from now, which is the customer's
 * age. All but `alive` are given that she is alive now.
 */
export interface Predictor {
  /** Does what is said of living customers depend on frequency and age alone? */
  readonly ignoresRecency: boolean;
  /** The time over which these change smoothly with age; absent where each is cheap to compute. */
  readonly ageScale?: number;
  /** P(alive now), in [0, 1]. */
  readonly alive: (frequency: number, recency: number, age: number) => number;
  /** P(alive at `ahead` | alive now): 1 at 0, falling. */
  readonly survival: (frequency: number, recency: number, age: number, ahead: number) => number;
  /** Expected purchases in (from, to]. */
  readonly purchasesBetween: (
    frequency: number,
    recency: number,
    age: number,
    from: number,
    to: number,
  ) => number;
  /**
   * Expected purchases in (0, horizon], each counted e^(-delta t); horizon may be Infinity, and the
   * outcome too where that has no finite value.
   */
  readonly discountedPurchases: (
    frequency: number,
    recency: number,
    age: number,
    delta: number,
    horizon: number,
  ) => number;
  /** P(n purchases in (0, horizon]) for n = 0 … maximum. */
  readonly probabilities: (
    frequency: number,
    recency: number,
    age: number,
    horizon: number,
    maximum: number,
  ) => Float64Array;
}
