/** In the logarithm of age a panel is so wide that this many points say all that doubles can hold. */
const WIDTH = 0.4;
const POINTS = 15;
/** Where the last of the coefficients are not below this share of the largest, nothing is smooth. */
const SMOOTH = 1e-14;

/** cos(π (j+½)/n): the Chebyshev points, and cos(π k (j+½)/n), their polynomials. */
const COSINES = /* @__PURE__ */ Array.from({ length: POINTS }, (_, k) =>
  Float64Array.from({ length: POINTS }, (_, j) => Math.cos((Math.PI * k * (j + 0.5)) / POINTS)),
);

/**
 * A smooth function of age by Chebyshev polynomials on panels of log(1 + age/scale). The panels are
 * the same whatever ages are asked for, so that one customer gets to the bit what many get. Where a
 * panel does not show the function to full precision the function itself is asked.
 */
export function smoothInAge(
  compute: (age: number) => number,
  scale: number,
): (age: number) => number {
  const panels = new Map<number, Float64Array | null>();
  return (age) => {
    const place = Math.log1p(age / scale) / WIDTH;
    const index = Math.floor(place);
    let panel = panels.get(index);
    if (panel === undefined) {
      panel = coefficientsOf((within) => compute(scale * Math.expm1((index + within) * WIDTH)));
      panels.set(index, panel);
    }
    return panel === null ? compute(age) : sumChebyshev(panel, 2 * (place - index) - 1);
  };
}

/** Of a function on [0, 1]; `null` where they do not fall off to rounding. */
function coefficientsOf(f: (within: number) => number): Float64Array | null {
  const values = COSINES[1].map((node) => f((node + 1) / 2));
  const coefficients = Float64Array.from({ length: POINTS }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < POINTS; j++) sum += values[j] * COSINES[k][j];
    return (k === 0 ? 1 : 2) * (sum / POINTS);
  });
  const largest = coefficients.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const last = Math.abs(coefficients[POINTS - 1]) + Math.abs(coefficients[POINTS - 2]);
  return last <= SMOOTH * largest ? coefficients : null;
}

/** Clenshaw's recurrence for Σ c_k T_k(x). */
function sumChebyshev(coefficients: Float64Array, x: number): number {
  let next = 0;
  let afterNext = 0;
  for (let k = POINTS - 1; k > 0; k--) {
    const sum = coefficients[k] + 2 * x * next - afterNext;
    afterNext = next;
    next = sum;
  }
  return coefficients[0] + x * next - afterNext;
}
