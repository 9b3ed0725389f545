/**
 * P(one with outcome 1 has the higher score than one with outcome 0), ties half: the Mann-Whitney
 * statistic as a share of the pairs. `null` where either outcome is missing.
 */
export function discrimination(scores: Float64Array, outcomes: Float64Array): number | null {
  const order = Int32Array.from(scores, (_, row) => row).sort((a, b) => scores[a] - scores[b]);
  let pairs = 0;
  let passed = 0;
  let bought = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let zeros = 0;
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
      if (outcomes[order[end]] === 0) zeros += 1;
    }
    const ones = end - start - zeros;
    pairs += ones * (passed + zeros / 2);
    passed += zeros;
    bought += ones;
    start = end;
  }
  return passed === 0 || bought === 0 ? null : pairs / (passed * bought);
}
