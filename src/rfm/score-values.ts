// Up to so many cuts are faster to try one by one than to search.
const FEW = 12;

/** Scores values by ascending cuts, a value that equals a cut going below it, into `scores`. */
export function scoreValues(
  values: Float64Array,
  cuts: readonly number[],
  best: "high" | "low",
  scores: Uint8Array,
): void {
  const [first, step] = best === "high" ? [1, 1] : [cuts.length + 1, -1];
  if (cuts.length > FEW) {
    for (let i = 0; i < values.length; i++) {
      let below = 0;
      for (let most = cuts.length; below < most; ) {
        const middle = (below + most) >> 1;
        if (cuts[middle] < values[i]) below = middle + 1;
        else most = middle;
      }
      scores[i] = first + step * below;
    }
    return;
  }
  scores.fill(first);
  // Four cuts at a time and without a branch: what is not there has nothing above it.
  for (let k = 0; k < cuts.length; k += 4) {
    const [a, b = Infinity, c = Infinity, d = Infinity] = cuts.slice(k, k + 4);
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const below = Number(value > a) + Number(value > b) + Number(value > c) + Number(value > d);
      scores[i] += step * below;
    }
  }
}
