/** ln(1 + x) - x for x > -1, in full relative accuracy around 0. */
export function log1pMinusX(x: number): number {
  if (Math.abs(x) > 0.4) return Math.log1p(x) - x;
  // ln(1 + x) = 2 artanh r, and 2r - x = -r x.
  const r = x / (2 + x);
  const square = r * r;
  let power = 2 * r;
  let sum = -r * x;
  for (let odd = 3; odd < 25; odd += 2) {
    power *= square;
    sum += power / odd;
  }
  return sum;
}

/**
 * n (ln(k/n) + 1 - k/n) for k, n > 0: minus half a Poisson deviance, the exponent of gamma and beta
 * densities around their mode. `excess` is k - n, by itself because it can be known better than
 * that difference.
 */
export function negativeDeviance(n: number, k: number, excess: number): number {
  return Math.abs(excess) < 0.4 * n ? n * log1pMinusX(excess / n) : n * Math.log(k / n) - excess;
}
