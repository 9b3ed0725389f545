/**
 * Σ_{j<k} (s)_j/j! u^j: how much likelier it is to see no purchase in a time than no hidden event.
 * With u the time's share of the clock at its end; at least 1.
 */
export function stageSum(k: number, shape: number, share: number): number {
  let sum = 1;
  for (let j = k - 1; j > 0; j--) sum = 1 + (sum * share * (shape + (j - 1))) / j;
  return sum;
}
