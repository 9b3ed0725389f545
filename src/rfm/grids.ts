/** An inclusive range of scores. */
export type RfmScoreRange = readonly [low: number, high: number];

/** Whom a segment takes: customers whose scores lie within every range given. */
export interface RfmSegmentRule {
  readonly name: string;
  readonly r?: RfmScoreRange;
  readonly f?: RfmScoreRange;
  readonly m?: RfmScoreRange;
  /** On the mean of the F and M scores, which runs in halves. */
  readonly fm?: RfmScoreRange;
  /** On dimensions beside R, F and M, by their names. */
  readonly extra?: Readonly<Record<string, RfmScoreRange>>;
}

/** Rules in order, and the number of R, F and M bins that they were written for. */
export interface RfmSegmentGrid {
  readonly bins: number;
  readonly rules: readonly RfmSegmentRule[];
}

/**
 * The ten-segment marketing grid on R and F scores from 1 to 5: a partition, so that the order of
 * the rules decides nothing. Hibernating is what the others leave, R and F from 1 to 2.
 *
 * CleverTap, "RFM analysis for customer segmentation". Putler's table of the same names scores R
 * against the mean of F and M with ranges that overlap; it is not this one.
 */
export const RFM_MARKETING_GRID = {
  bins: 5,
  rules: [
    { name: "Champions", r: [5, 5], f: [4, 5] },
    { name: "Loyal Customers", r: [3, 4], f: [4, 5] },
    { name: "Potential Loyalists", r: [4, 5], f: [2, 3] },
    { name: "New Customers", r: [5, 5], f: [1, 1] },
    { name: "Promising", r: [4, 4], f: [1, 1] },
    { name: "Need Attention", r: [3, 3], f: [3, 3] },
    { name: "About To Sleep", r: [3, 3], f: [1, 2] },
    { name: "Can't Lose Them", r: [1, 2], f: [5, 5] },
    { name: "At Risk", r: [1, 2], f: [3, 4] },
    { name: "Hibernating" },
  ],
} as const satisfies RfmSegmentGrid;

/**
 * The quartile grid on R, F and M scores from 1 to 4. As published 1 is the best score and the
 * broad rules (F = 1, M = 1) come before narrow ones that they would swallow; here 4 is the best,
 * the narrow rules come first, and Other Customers are those whom it does not name.
 *
 * Blast Analytics & Marketing, "RFM customer segmentation".
 */
export const RFM_QUARTILE_GRID = {
  bins: 4,
  rules: [
    { name: "Best Customers", r: [4, 4], f: [4, 4], m: [4, 4] },
    { name: "Almost Lost", r: [2, 2], f: [4, 4], m: [4, 4] },
    { name: "Lost Customers", r: [1, 1], f: [4, 4], m: [4, 4] },
    { name: "Lost Cheap Customers", r: [1, 1], f: [1, 1], m: [1, 1] },
    { name: "Loyal Customers", f: [4, 4] },
    { name: "Big Spenders", m: [4, 4] },
    { name: "Other Customers" },
  ],
} as const satisfies RfmSegmentGrid;
