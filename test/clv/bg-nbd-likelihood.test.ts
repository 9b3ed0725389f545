import { describe, expect, it } from "vitest";
import { bgNbdFamily } from "../../src/clv/bg-nbd/family.ts";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { weightedHistoriesOf } from "../../src/clv/fitting/purchase-data.ts";
import { mbgNbdFamily } from "../../src/clv/mbg-nbd/family.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";
import { expectInformation } from "./expect-information.ts";
import { goldenPatterns } from "./golden-sets.ts";

/* The BG/NBD and the MBG/NBD share their likelihood; so do these tests. */

interface GoldenHistories {
  readonly histories: readonly {
    readonly kind: string;
    readonly params: Readonly<Record<"r" | "alpha" | "a" | "b", number>>;
    readonly frequency: number;
    readonly recency: number;
    readonly age: number;
    readonly logLikelihood: number;
    readonly gradient: readonly number[];
  }[];
}

const FAMILIES = [
  ["bg-nbd", bgNbdFamily],
  ["mbg-nbd", mbgNbdFamily],
] as const;

describe.each(FAMILIES)("the likelihood of the %s", (kind, family) => {
  const { histories } = golden<GoldenHistories>("clv/beta-geometric.json");

  it.each(histories.filter((history) => history.kind === kind))(
    "of $frequency purchases by $recency of $age, with its slopes",
    ({ params, frequency, recency, age, logLikelihood, gradient: slopes }) => {
      const { r, alpha, a, b } = params;
      const at = Float64Array.of(r, alpha, a, b);
      // What is added up, of which each part is exact to rounding.
      const size =
        1 +
        (r + frequency) * (1 + Math.abs(Math.log(alpha + age)) + Math.abs(Math.log(r + frequency)));
      const check = (value: number, gradient: Float64Array) => {
        expect(Math.abs(value - logLikelihood)).toBeLessThan(1e-14 * size);
        slopes.forEach((slope, i) => {
          expect(at[i] * Math.abs(gradient[i] - slope)).toBeLessThan(1e-13 * size);
        });
      };
      const one = new Float64Array(4);
      check(historyLogLikelihoodOf(family)(at, frequency, recency, age, one), one);
      const all = new Float64Array(4);
      const columns = [frequency, recency, age, 1].map((value) => Float64Array.of(value));
      const [x, t, T, weight] = columns;
      const whole = family.logLikelihood({ frequency: x, recency: t, age: T, weight });
      check(whole(at, all), all);
    },
  );

  it.each(["bg-nbd-daily", "bg-nbd-heavy", "mbg-nbd-daily"])(
    "over %s is the weighted sum over histories, and its slope too",
    (name) => {
      const data = weightedHistoriesOf(goldenPatterns(name));
      const at = Float64Array.of(0.7, 5, 0.3, 2.2);
      const gradient = new Float64Array(4);
      const value = family.logLikelihood(data)(at, gradient);
      const single = new Float64Array(4);
      const sums = new Float64Array(4);
      let sum = 0;
      for (let row = 0; row < data.weight.length; row++) {
        const { frequency, recency, age, weight } = data;
        sum +=
          weight[row] *
          historyLogLikelihoodOf(family)(at, frequency[row], recency[row], age[row], single);
        for (let i = 0; i < 4; i++) sums[i] += weight[row] * single[i];
      }
      expectRelative(value, sum, 1e-12);
      gradient.forEach((slope, i) => {
        expectRelative(slope, sums[i], 1e-10);
      });
    },
  );

  it("has the slope of its differences", () => {
    const whole = family.logLikelihood(weightedHistoriesOf(goldenPatterns("bg-nbd-small")));
    const at = Float64Array.of(0.7, 5, 0.3, 2.2);
    const gradient = new Float64Array(4);
    whole(at, gradient);
    for (let i = 0; i < 4; i++) {
      const valueAt = (step: number) =>
        whole(
          at.map((value, j) => (i === j ? value * (1 + step) : value)),
          new Float64Array(4),
        );
      const difference = (valueAt(1e-5) - valueAt(-1e-5)) / (2e-5 * at[i]);
      expectRelative(gradient[i], difference, 1e-6);
    }
  });

  it.each([
    ["bg-nbd-small", [0.7, 5, 0.3, 2.2]],
    ["bg-nbd-heavy", [0.05, 400, 3, 0.1]],
    ["mbg-nbd-daily", [20, 0.5, 1e-3, 50]],
    ["mbg-nbd-daily", [3, 2, 1e4, 1e4]],
  ] as const)("over %s at %j has the information of its slopes", (name, params) => {
    const whole = family.logLikelihood(weightedHistoriesOf(goldenPatterns(name)));
    expectInformation(whole, Float64Array.from(params));
  });

  it("stays finite in every corner of the box of parameters", () => {
    const corners = [Math.exp(-16), 1, Math.exp(16)];
    const gradient = new Float64Array(4);
    for (const r of corners) {
      for (const alpha of corners) {
        for (const a of corners) {
          for (const b of corners) {
            for (const [frequency, recency, age] of [
              [0, 0, 0],
              [0, 0, 1],
              [1, 1e-3, 1],
              [1, 1, 1],
              [2000, 0.5, 1],
              [2000, 1, 1],
            ]) {
              const at = Float64Array.of(r, alpha, a, b);
              const one = historyLogLikelihoodOf(family)(at, frequency, recency, age, gradient);
              const slopes = Array.from(gradient);
              const [x, t, T, weight] = [frequency, recency, age, 1].map((value) =>
                Float64Array.of(value),
              );
              const all = family.logLikelihood({ frequency: x, recency: t, age: T, weight });
              const information = new Float64Array(16);
              const whole = all(at, gradient, information);
              expect(
                [one, whole, ...slopes, ...gradient, ...information].every(Number.isFinite),
              ).toBe(true);
              // They add up the same numbers in another order.
              const size = 1 + (r + frequency) * (Math.log1p(age / alpha) + 20);
              expect(Math.abs(one - whole)).toBeLessThan(2e-15 * size);
            }
          }
        }
      }
    }
  });
});
