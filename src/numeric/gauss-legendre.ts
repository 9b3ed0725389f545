const NEWTON_STEPS = 5;
const rules: Float64Array[] = [];

/**
 * The Gauss-Legendre rule of so many points on [0, 1]: node and weight in turn, to rounding, also in
 * relative terms near 0. Computed once each, by Newton's method on the Legendre polynomial in the
 * distance from its end (Abramowitz and Stegun 1964, 22.7.10, 25.4.29).
 */
export function gaussLegendre(points: number): Float64Array {
  rules[points] ??= computeRule(points);
  return rules[points];
}

function computeRule(points: number): Float64Array {
  const rule = new Float64Array(2 * points);
  for (let i = 0; 2 * i < points; i++) {
    // P(1 - y), and what each degree adds to the one before.
    let y = 2 * Math.sin((Math.PI * (i + 0.75)) / (2 * points + 1)) ** 2;
    let weight = 0;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      let value = 1;
      let added = 0;
      for (let degree = 1; degree <= points; degree++) {
        added = ((degree - 1) * added - (2 * degree - 1) * y * value) / degree;
        value += added;
      }
      const slope = (points * (y * value - added)) / (y * (2 - y));
      weight = 1 / (y * (2 - y) * slope * slope);
      y += value / slope;
    }
    rule[2 * i] = y / 2;
    rule[2 * i + 1] = weight;
    const mirrored = 2 * (points - 1 - i);
    rule[mirrored] = 1 - y / 2;
    rule[mirrored + 1] = weight;
  }
  return rule;
}

/** The integral of a smooth function over the finite interval from a to b, by so many points. */
export function integrateBy(
  points: number,
  f: (x: number) => number,
  a: number,
  b: number,
): number {
  const rule = gaussLegendre(points);
  let total = 0;
  for (let k = 0; k < rule.length; k += 2) {
    // Weighted before they are added: neither sum nor difference can overflow.
    total += 2 * rule[k + 1] * f((1 - rule[k]) * a + rule[k] * b);
  }
  return (0.5 * b - 0.5 * a) * total;
}
