import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussLegendre, integrateBy } from "../../src/numeric/gauss-legendre.ts";
import { golden } from "./golden.ts";

/** P_n and its derivative at x, by the three-term recurrence. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; k += 1) {
    const next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
    before = value;
    value = next;
  }
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}

/** The rule on [-1, 1], as tables have it. */
function ruleOf(n: number) {
  const pairs = gaussLegendre(n);
  const at = (offset: number) => Array.from({ length: n }, (_, k) => pairs[2 * k + offset]);
  return {
    nodes: at(0).map((node) => 2 * node - 1),
    weights: at(1).map((weight) => 2 * weight),
  };
}

const integrate16 = (f: (x: number) => number, a: number, b: number) => integrateBy(16, f, a, b);
const integrate24 = (f: (x: number) => number, a: number, b: number) => integrateBy(24, f, a, b);

describe.each([
  { n: 16, reference: golden.quadrature[16], integrate: integrate16 },
  { n: 24, reference: golden.quadrature[24], integrate: integrate24 },
])("Gauss-Legendre of $n points", ({ n, reference, integrate }) => {
  const rule = ruleOf(n);

  it("is the rule of 60-digit arithmetic, to rounding", () => {
    for (let k = 0; k < n; k++) {
      expect(Math.abs(rule.nodes[k] - reference.nodes[k])).toBeLessThan(2.3e-16);
      expect(Math.abs(rule.weights[k] / reference.weights[k] - 1)).toBeLessThan(3e-15);
    }
  });

  it("has as nodes the roots of the Legendre polynomial", () => {
    for (const [at, node] of rule.nodes.entries()) {
      const { value, slope } = legendre(n, node);
      // A Newton step from the node leads nowhere.
      expect(Math.abs(value / slope)).toBeLessThan(4e-16);
      if (at > 0) expect(node).toBeGreaterThan(rule.nodes[at - 1]);
      expect(Math.abs(node + rule.nodes[n - 1 - at])).toBeLessThan(1.2e-16);
    }
  });

  it("weighs by 2 / ((1 - x^2) P'(x)^2)", () => {
    for (const [at, node] of rule.nodes.entries()) {
      const expected = 2 / ((1 - node * node) * legendre(n, node).slope ** 2);
      expect(Math.abs(rule.weights[at] / expected - 1)).toBeLessThan(3e-14);
      expect(rule.weights[at]).toBe(rule.weights[n - 1 - at]);
    }
  });

  it("is exact for every power up to 2 n - 1, and not beyond", () => {
    const error = (power: number): number => integrate((x) => x ** power, 0, 1) * (power + 1) - 1;
    for (let power = 0; power < 2 * n; power += 1) {
      expect(Math.abs(error(power))).toBeLessThan(2e-15);
    }
    // x^2n is missed by the square of the monic Legendre polynomial, a matter of 1 / binomial(2n, n)^2.
    const monic = (x: number): number =>
      rule.nodes.reduce((product, node) => product * (x - node), 1);
    expect(integrate((x) => monic(x) ** 2, -1, 1)).toBeLessThan(1e-20);
  });
});

describe("integrateBy of 16 and 24 points", () => {
  it("know integrals of smooth functions", () => {
    for (const integrate of [integrate16, integrate24]) {
      expect(integrate(Math.exp, 0, 1)).toBeCloseTo(Math.E - 1, 14);
      expect(integrate(Math.sin, 0, Math.PI)).toBeCloseTo(2, 13);
      expect(integrate((x) => 1 / x, 1, 2)).toBeCloseTo(Math.LN2, 14);
    }
    // Where 16 points fall short, 24 do better: 2 atan(5) / 5.
    const peak = (x: number): number => 1 / (1 + 25 * x * x);
    const truth = (2 * Math.atan(5)) / 5;
    expect(Math.abs(integrate24(peak, -1, 1) - truth)).toBeLessThan(
      Math.abs(integrate16(peak, -1, 1) - truth) / 10,
    );
  });

  it("turn their sign with the interval and vanish without one", () => {
    const end = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(end, end, (a, b) => {
        expect(integrate16(Math.cos, a, b)).toBeCloseTo(-integrate16(Math.cos, b, a), 12);
      }),
    );
    expect(integrate16(Math.exp, 3, 3)).toBe(0);
  });

  it("do not overflow on the widest interval", () => {
    const widest = Number.MAX_VALUE;
    expect(integrate16(() => 0.25, -widest, widest)).toBeCloseTo(widest / 2, -296);
    expect(integrate16((x) => x / widest, widest / 2, widest)).toBeCloseTo(0.375 * widest, -296);
  });
});
