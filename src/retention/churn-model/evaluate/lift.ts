import type { LiftBin } from "./noun.ts";
import type { RankedScores } from "./rank-scores.ts";

/** Bins of equal weight, the highest scores first; tied scores are dealt out in proportion. */
export function liftOf(
  { positive, negative, positives, negatives }: RankedScores,
  bins: number,
): LiftBin[] {
  const total = positives + negatives;
  if (positives === 0) return [];
  const rate = positives / total;
  const events = new Float64Array(bins);
  let before = 0;
  for (let k = 0; k < positive.length; k++) {
    const after = before + (positive[k] + negative[k]) / total;
    for (let bin = Math.floor(before * bins); bin < bins && bin / bins < after; bin++) {
      const part = Math.min(after, (bin + 1) / bins) - Math.max(before, bin / bins);
      if (part > 0) events[bin] += (positive[k] * part) / (after - before);
    }
    before = after;
  }
  let sum = 0;
  return Array.from(events, (count, bin) => {
    sum = Math.min(positives, sum + count);
    const n = total / bins;
    return {
      bin: bin + 1,
      n,
      events: count,
      rate: count / n,
      lift: count / n / rate,
      gain: sum / positives,
      cumulativeLift: sum / (n * (bin + 1)) / rate,
    };
  });
}
