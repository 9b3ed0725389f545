/** c₀ xⁿ + c₁ xⁿ⁻¹ + … + cₙ by Horner's rule: highest power first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = 0; k < coefficients.length; k++) sum = sum * x + coefficients[k];
  return sum;
}

/**
 * (p(x) - p(y)) / (x - y) without the cancellation, for the polynomial above: synthetic division at
 * `x`, its quotient evaluated at `y` on the way.
 */
export function dividedDifference(coefficients: readonly number[], x: number, y: number): number {
  let sum = 0;
  let quotient = 0;
  for (let k = 0; k < coefficients.length; k++) {
    quotient = quotient * y + sum;
    sum = sum * x + coefficients[k];
  }
  return quotient;
}

/** The quotients of two lists: coefficients as books print them, which a bundle can do without. */
export function quotients(above: readonly number[], below: readonly number[]): readonly number[] {
  return above.map((value, k) => value / below[k]);
}
