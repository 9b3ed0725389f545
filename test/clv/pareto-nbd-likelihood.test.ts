import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { weightedHistoriesOf } from "../../src/clv/fitting/purchase-data.ts";
import { paretoNbdFamily } from "../../src/clv/pareto-nbd/family.ts";
import { expectRelative } from "../expect-relative.ts";
import { expectInformation } from "./expect-information.ts";
import { goldenFitsOf, goldenPatterns } from "./golden-sets.ts";
import { paretoExtremes } from "./pareto-nbd-extremes.ts";

const historyLogLikelihood = historyLogLikelihoodOf(paretoNbdFamily);

const anyParameters = fc
  .tuple(...[0, 1, 2, 3].map(() => fc.double({ min: -16, max: 16, noNaN: true })))
  .map((logs) => Float64Array.from(logs, Math.exp));

const anyHistory = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3000 })),
    fc.oneof(fc.constant(1), fc.double({ min: 1e-9, max: 1, noNaN: true })),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([frequency, share, age]) => {
    const recency = frequency === 0 ? 0 : share * age;
    return { frequency: recency === 0 ? 0 : frequency, recency, age };
  });

describe("the Pareto/NBD likelihood", () => {
  it.each(goldenFitsOf("pareto-nbd"))(
    "has the value and slope of $data away from the optimum",
    (set) => {
      const { r, alpha, s, beta } = set.elsewhere.params;
      const parameters = Float64Array.of(r, alpha, s, beta);
      const gradient = new Float64Array(4);
      const logLikelihood = paretoNbdFamily.logLikelihood(
        weightedHistoriesOf(goldenPatterns(set.data)),
      );
      expectRelative(logLikelihood(parameters, gradient), set.elsewhere.logLikelihood, 1e-13);
      set.elsewhere.gradientLog.forEach((slope, i) => {
        expectRelative(parameters[i] * gradient[i], slope, 1e-11);
      });
    },
  );

  it.each(paretoExtremes.histories)(
    "is exact at $params for frequency $frequency, recency $recency, age $age",
    ({ params, frequency, recency, age, logLikelihood, gradientLog }) => {
      const parameters = Float64Array.from(params);
      const gradient = new Float64Array(4);
      const value = historyLogLikelihood(parameters, frequency, recency, age, gradient);
      // Each part of it is known to rounding, and is up to frequency · ln α.
      const size = 1 + Math.abs(logLikelihood) + frequency;
      expect(Math.abs(value - logLikelihood) / size).toBeLessThan(2e-14);
      gradientLog.forEach((slope, i) => {
        const error = Math.abs(params[i] * gradient[i] - slope);
        expect(error / (1 + Math.abs(slope) + frequency)).toBeLessThan(3e-13);
      });
    },
  );

  it.each([
    ["pareto-nbd-daily", [0.7, 5, 0.3, 2.2]],
    ["pareto-nbd-daily", [0.05, 400, 3, 0.1]],
    ["pareto-nbd-daily", [20, 0.5, 1e-3, 50]],
    ["pareto-nbd-daily", [3, 2, 1e4, 1e4]],
  ] as const)("over %s at %j has the information of its slopes", (name, params) => {
    const whole = paretoNbdFamily.logLikelihood(weightedHistoriesOf(goldenPatterns(name)));
    expectInformation(whole, Float64Array.from(params));
  });

  it("is finite, with its slopes, all over the box of the search", () => {
    fc.assert(
      fc.property(anyParameters, anyHistory, (parameters, { frequency, recency, age }) => {
        const gradient = new Float64Array(4);
        const value = historyLogLikelihood(parameters, frequency, recency, age, gradient);
        expect(Number.isFinite(value)).toBe(true);
        expect(gradient.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("changes as its slopes say", () => {
    const moderate = fc
      .tuple(...[0, 1, 2, 3].map(() => fc.double({ min: -3, max: 3, noNaN: true })))
      .map((logs) => Float64Array.from(logs, Math.exp));
    const valueAt = (parameters: Float64Array, history: Float64Array) => {
      const [frequency, recency, age] = history;
      return historyLogLikelihood(parameters, frequency, recency, age, new Float64Array(4));
    };
    fc.assert(
      fc.property(moderate, anyHistory, (parameters, { frequency, recency, age }) => {
        const gradient = new Float64Array(4);
        const history = Float64Array.of(frequency, recency, age);
        const value = historyLogLikelihood(parameters, frequency, recency, age, gradient);
        for (let i = 0; i < 4; i++) {
          const moved = (share: number) =>
            valueAt(
              parameters.map((at, j) => (i === j ? at * Math.exp(share) : at)),
              history,
            );
          const slope = (8 * (moved(1e-3) - moved(-1e-3)) - (moved(2e-3) - moved(-2e-3))) / 12e-3;
          const error = Math.abs(slope - parameters[i] * gradient[i]);
          expect(error / (1 + Math.abs(value) + frequency)).toBeLessThan(1e-8);
        }
      }),
    );
  });

  it("is the weighted sum of its histories", () => {
    const histories = weightedHistoriesOf(goldenPatterns("pareto-nbd-daily"));
    const parameters = Float64Array.of(0.8, 3, 1.4, 30);
    const gradient = new Float64Array(4);
    const total = paretoNbdFamily.logLikelihood(histories)(parameters, gradient);
    const { frequency, recency, age, weight } = histories;
    const slopes = new Float64Array(4);
    const own = new Float64Array(4);
    let sum = 0;
    for (let i = 0; i < weight.length; i++) {
      const [x, seen, T] = [frequency[i], recency[i], age[i]];
      sum += weight[i] * historyLogLikelihood(parameters, x, seen, T, own);
      for (let j = 0; j < 4; j++) slopes[j] += weight[i] * own[j];
    }
    expectRelative(sum, total, 1e-13);
    for (let j = 0; j < 4; j++) expectRelative(slopes[j], gradient[j], 1e-11);
  });

  it("does not jump where the quadrature changes its rule", () => {
    const gradient = new Float64Array(4);
    const at = (log: number) =>
      historyLogLikelihood(Float64Array.of(0.6, 0.3, Math.exp(log), 0.4), 6, 0.3, 1, gradient);
    let jump = 0;
    for (let log = -6; log < 6; log += 0.001) {
      jump = Math.max(
        jump,
        Math.abs(at(log + 1e-9) - at(log) - 1e-9 * Math.exp(log) * gradient[2]),
      );
    }
    expect(jump).toBeLessThan(5e-13);
  });
});
