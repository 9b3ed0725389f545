/**
 * The tiers of a program. Credit for a tier is no balance: spending points never lowers it.
 * A member below the lowest threshold has no tier.
 */
export interface TierLadder {
  readonly metric: "spend" | "points" | "orders" | "visits";
  /** Which points count, with the metric `points` alone; the first currency unless named. */
  readonly currency?: string;
  readonly window: TierWindow;
  /** From the lowest threshold to the highest. */
  readonly levels: readonly TierLevel[];
  /**
   * At the review of a period: the tier that the ended period earned (default), or one step down at
   * most, kept for one period. Of calendar years and anniversaries alone.
   */
  readonly failedReview?: "requalify" | "one_step";
  /**
   * For how long after a failed review, less than a year, the tier is kept: what is earned before
   * the end of that time counts to the review, and to the new period besides. Of calendar years and
   * anniversaries alone.
   */
  readonly grace?: string;
}

/**
 * Over what time credit counts. A period's tier is kept to the end of the next period. A rolling
 * window holds what was earned at t where now - period < t <= now; its tier is never kept beyond.
 * Anniversaries are those of the enrollment, or of the first credit where there was none.
 */
export type TierWindow =
  | { readonly type: "rolling"; readonly period: string }
  | { readonly type: "calendar_year" }
  | { readonly type: "anniversary" }
  | { readonly type: "lifetime" };

export interface TierLevel {
  readonly id: string;
  /** Inclusive: a decimal string of money for `spend`, else a whole number. */
  readonly threshold: string | number;
  /**
   * A factor on base points, as a decimal string such as `1.5`: for whoever has the tier when an order
   * is decided, also one that is told late.
   */
  readonly multiplier?: string;
  /** What else it brings: free shipping, early access … for the host to honor. */
  readonly benefits?: readonly string[];
  /** Vouchers issued to whoever rises to it. */
  readonly vouchers?: readonly { readonly reward: string; readonly validFor?: string }[];
}
