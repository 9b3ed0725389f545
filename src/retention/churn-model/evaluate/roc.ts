import type { ClassifierEstimate, PrecisionRecallPoint, RocPoint } from "./noun.ts";
import type { RankedScores } from "./rank-scores.ts";

export const UNDEFINED = { value: null, standardError: null, lower: null, upper: null } as const;

/**
 * The area under the ROC curve as the mean placement of those who left among those who stayed, ties half;
 * its error by the spread of placements on either side (DeLong, DeLong & Clarke-Pearson, 1988).
 */
export function rocAuc(ranked: RankedScores, z: number): ClassifierEstimate {
  const { score, positive, negative, positives, negatives } = ranked;
  if (positives === 0 || negatives === 0) return UNDEFINED;
  const size = score.length;
  // Of those who stayed, the share below; of those who left, the share above; ties half.
  const below = new Float64Array(size);
  const above = new Float64Array(size);
  let left = 0;
  let stayed = 0;
  let value = 0;
  for (let k = 0; k < size; k++) {
    above[k] = (left + positive[k] / 2) / positives;
    left += positive[k];
  }
  for (let k = size - 1; k >= 0; k--) {
    below[k] = (stayed + negative[k] / 2) / negatives;
    stayed += negative[k];
    value += (positive[k] * below[k]) / positives;
  }
  value = Math.min(1, value);
  if (!(positives > 1 && negatives > 1)) return { ...UNDEFINED, value };
  let own = 0;
  let other = 0;
  for (let k = 0; k < size; k++) {
    own += positive[k] * (below[k] - value) ** 2;
    other += negative[k] * (above[k] - value) ** 2;
  }
  const standardError = Math.sqrt(
    own / (positives - 1) / positives + other / (negatives - 1) / negatives,
  );
  // Without overlap placements do not differ: that is no proof that they never will.
  if (!(standardError > 1e-12)) return { ...UNDEFINED, value };
  const lower = Math.max(0, value - z * standardError);
  return { value, standardError, lower, upper: Math.min(1, value + z * standardError) };
}

/** Σ (R_k - R_{k-1}) P_k over the distinct scores: ties are one step. */
export function averagePrecision({ positive, negative, positives }: RankedScores): number | null {
  if (positives === 0) return null;
  let left = 0;
  let stayed = 0;
  let sum = 0;
  for (let k = 0; k < positive.length; k++) {
    left += positive[k];
    stayed += negative[k];
    sum += (positive[k] / positives) * (left / (left + stayed));
  }
  return Math.min(1, sum);
}

/** Both curves, of at most so many points; none where a rate is not defined. */
export function curvesOf(
  { score, positive, negative, positives, negatives }: RankedScores,
  points: number,
): {
  readonly roc: readonly RocPoint[];
  readonly precisionRecall: readonly PrecisionRecallPoint[];
} {
  if (positives === 0 || negatives === 0) return { roc: [], precisionRecall: [] };
  const roc: RocPoint[] = [{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 }];
  const precisionRecall: PrecisionRecallPoint[] = [];
  const last = score.length - 1;
  const total = positives + negatives;
  let left = 0;
  let stayed = 0;
  let told = 0;
  for (let k = 0; k <= last; k++) {
    left += positive[k];
    stayed += negative[k];
    const due = Math.floor(((left + stayed) / total) * points);
    if (last >= points && k > 0 && k < last && due === told) continue;
    told = due;
    const recall = Math.min(1, left / positives);
    const threshold = score[k];
    roc.push({
      threshold,
      falsePositiveRate: Math.min(1, stayed / negatives),
      truePositiveRate: recall,
    });
    precisionRecall.push({ threshold, recall, precision: left / (left + stayed) });
  }
  return { roc, precisionRecall };
}
