import { describe, expect, it } from "vitest";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { ggompertzNbdFamily } from "../../src/clv/ggompertz-nbd/family.ts";
import { ggompertzNbdPredictor } from "../../src/clv/ggompertz-nbd/predict.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";

/* Against 40-digit arithmetic: scripts/golden/ggompertz_reference.py. */

interface Params {
  readonly r: number;
  readonly alpha: number;
  readonly b: number;
  readonly s: number;
  readonly beta: number;
}

interface GoldenHistories {
  readonly params: Readonly<Record<string, Params>>;
  /** Name of the parameters, frequency, recency, age, log-likelihood, P(alive). */
  readonly histories: readonly (readonly [string, number, number, number, number, number])[];
}

interface GoldenPareto {
  readonly models: Readonly<
    Record<string, { readonly kind: string; readonly params: Omit<Params, "b"> }>
  >;
  readonly probabilityAlive: readonly {
    readonly model: string;
    readonly frequency: number;
    readonly recency: number;
    readonly age: number;
    readonly logLikelihood: number;
  }[];
}

const { logLikelihood } = ggompertzNbdFamily;
const historyLogLikelihood = historyLogLikelihoodOf(ggompertzNbdFamily);
const { params, histories } = golden<GoldenHistories>("clv/ggompertz-nbd-histories.json");
const slopes = new Float64Array(5);

function valuesOf({ r, alpha, b, s, beta }: Params): Float64Array {
  return Float64Array.of(r, alpha, b, s, beta);
}

/** By the logarithm of a parameter, to fourth order. */
function slopeByDifferences(
  parameters: Float64Array,
  place: number,
  history: readonly [number, number, number],
): number {
  const at = (step: number) => {
    const moved = parameters.slice();
    moved[place] *= Math.exp(step);
    return historyLogLikelihood(moved, ...history, new Float64Array(5));
  };
  const step = 1e-3;
  return (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
}

describe("the Gamma-Gompertz/NBD likelihood of one history", () => {
  it.each(Object.keys(params))("is exact to 1e-10: %s", (name) => {
    const own = histories.filter(([of]) => of === name);
    expect(own.length).toBe(9);
    for (const [, frequency, recency, age, expected, alive] of own) {
      const value = historyLogLikelihood(valuesOf(params[name]), frequency, recency, age, slopes);
      // Millions of units of log-likelihood have no such digits.
      const tolerance = 1e-10 * Math.max(1, 1e-4 * Math.abs(expected));
      expect(Math.abs(value - expected)).toBeLessThan(tolerance);
      const found = ggompertzNbdPredictor(params[name]).alive(frequency, recency, age);
      expect(Math.abs(found - alive)).toBeLessThan(1e-10);
    }
  });

  it.each(Object.keys(params))("has the slopes of its differences: %s", (name) => {
    const parameters = valuesOf(params[name]);
    for (const [of, ...history] of histories) {
      if (of !== name) continue;
      const [frequency, recency, age] = history;
      historyLogLikelihood(parameters, frequency, recency, age, slopes);
      slopes.forEach((slope, place) => {
        const expected = slopeByDifferences(parameters, place, [frequency, recency, age]);
        const error = Math.abs(parameters[place] * slope - expected);
        expect(error / Math.max(1, Math.abs(expected))).toBeLessThan(1e-7);
      });
    }
  });

  it("is the Pareto/NBD's where b is next to nothing and beta/b is its beta", () => {
    const pareto = golden<GoldenPareto>("clv/predictions.json");
    let compared = 0;
    for (const {
      model,
      frequency,
      recency,
      age,
      logLikelihood: expected,
    } of pareto.probabilityAlive) {
      const { kind, params: of } = pareto.models[model];
      if (kind !== "pareto-nbd") continue;
      compared++;
      const b = 1e-15;
      const parameters = valuesOf({ ...of, b, beta: of.beta * b });
      const value = historyLogLikelihood(parameters, frequency, recency, age, slopes);
      expectRelative(value || 1, expected || 1, 1e-10);
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("stays finite and smooth wherever the search may come", () => {
    const random = seedRandom("the box of the search");
    const anywhere = () => Math.exp(16 * (2 * random.next() - 1));
    for (let trial = 0; trial < 1000; trial++) {
      const parameters = Float64Array.from({ length: 5 }, anywhere);
      const frequency = Math.floor(Math.exp(7.7 * random.next()) - 1);
      const age = trial % 3 === 0 ? 1 : random.next();
      const recency = frequency === 0 ? 0 : age * random.next();
      const value = historyLogLikelihood(parameters, frequency, recency, age, slopes);
      expect(Number.isFinite(value)).toBe(true);
      for (let place = 0; place < 5; place++) {
        const slope = parameters[place] * slopes[place];
        const expected = slopeByDifferences(parameters, place, [frequency, recency, age]);
        const scale = Math.max(1, Math.abs(expected), 1e-3 * Math.abs(value));
        expect(Math.abs(slope - expected) / scale).toBeLessThan(1e-6);
      }
    }
  });

  it("sums to the likelihood of all histories", () => {
    const own = histories.filter(([name]) => name === "growing");
    const column = (place: 1 | 2 | 3) => Float64Array.from(own, (row) => row[place]);
    const weight = Float64Array.from(own, (_, row) => row + 0.5);
    const parameters = valuesOf(params.growing);
    const gradient = new Float64Array(5);
    const all = logLikelihood({
      frequency: column(1),
      recency: column(2),
      age: column(3),
      weight,
    })(parameters, gradient);
    let total = 0;
    const sums = new Float64Array(5);
    own.forEach(([, frequency, recency, age], row) => {
      total += weight[row] * historyLogLikelihood(parameters, frequency, recency, age, slopes);
      slopes.forEach((slope, place) => {
        sums[place] += weight[row] * slope;
      });
    });
    expectRelative(all, total, 1e-13);
    gradient.forEach((slope, place) => {
      expectRelative(slope, sums[place], 1e-11);
    });
  });
});

describe("the slope by beta", () => {
  it("is exact where beta is 1 and the density has no bend", () => {
    const likelihood = ggompertzNbdFamily.logLikelihood({
      frequency: Float64Array.of(0),
      recency: Float64Array.of(0),
      age: Float64Array.of(33.65540746736678),
      weight: Float64Array.of(1),
    });
    const slopes = new Float64Array(5);
    likelihood(Float64Array.of(1, 29.390976674348124, 1, 0.023053192792024613, 1), slopes);
    // By mpmath, in 40 digits.
    expect(slopes[4] / -0.014669608634853).toBeCloseTo(1, 10);
  });
});
