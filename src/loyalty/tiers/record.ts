/**
 * Where a member stands on the ladder. Its size is bounded by what was earned within a rolling
 * window; with any other window there are two sums at most.
 */
export interface TierRecord extends TierStanding {
  /**
   * What still counts, oldest first: by the instant it was earned with a rolling window, by the
   * start of its period with periods, else one sum for all.
   */
  readonly credits: readonly TierCredit[];
}

/** A record but for its credits. */
export interface TierStanding {
  /** Level id; `null` below the lowest. */
  readonly level: string | null;
  readonly since: string | null;
  /** Until when it is certain unless credit is refunded; `null` for ever or where there is none. */
  readonly until: string | null;
  /** When the clock changes something next. */
  readonly reviewAt: string | null;
  /** The level with which the running period began to be reviewed, where that can matter again. */
  readonly kept?: string;
  /** The level that a refund is to lower at the next review only. */
  readonly unlowered?: string;
  /** The end of grace, and what the running period has earned before it. */
  readonly grace?: TierCredit;
  /** What anniversaries are counted from. */
  readonly anchor?: string;
}

/** Credit (minor units of money, points, orders or visits) with its instant. */
export type TierCredit = readonly [at: string, credit: number];

/** A member who has not earned anything yet. */
export const EMPTY_TIER: TierRecord = {
  level: null,
  since: null,
  until: null,
  reviewAt: null,
  credits: [],
};
