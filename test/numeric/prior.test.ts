import { describe, expect, test } from "vitest";
import { checkPrior, logPriorDensity, type Prior } from "../../src/numeric/prior.ts";
import { logGamma } from "../../src/numeric/special/log-gamma.ts";
import { expectRelative } from "../expect-relative.ts";

/** Priors with the integral of their kernels, which is what the log density leaves out. */
const PRIORS: readonly (readonly [Prior, number])[] = [
  [{ distribution: "log-normal", median: 3, sdLog: 0.7 }, 0.7 * Math.sqrt(2 * Math.PI)],
  [{ distribution: "gamma", shape: 2.5, rate: 0.4 }, Math.exp(logGamma(2.5) - 2.5 * Math.log(0.4))],
  [{ distribution: "gamma", shape: 0.5, rate: 3 }, Math.sqrt(Math.PI / 3)],
  [{ distribution: "exponential", rate: 0.2 }, 5],
  [{ distribution: "half-normal", sd: 4 }, 4 * Math.sqrt(Math.PI / 2)],
  [{ distribution: "half-cauchy", scale: 2 }, Math.PI],
  [{ distribution: "normal", mean: 30, sd: 1.5 }, 1.5 * Math.sqrt(2 * Math.PI)],
];

const named = PRIORS.map(([prior, integral]) => [JSON.stringify(prior), prior, integral] as const);

describe("the log density of a prior", () => {
  test.each(named)("%s is that of the distribution", (_, prior, integral) => {
    // The trapezoid rule in log x, which is exact to rounding for such densities.
    let sum = 0;
    for (let u = -90; u < 90; u += 1 / 64) {
      sum += Math.exp(logPriorDensity(prior, Math.exp(u)).value + u) / 64;
    }
    expectRelative(sum, integral, 1e-10);
  });

  test.each(named)("%s has the slope of its differences", (_, prior) => {
    for (const at of [0.01, 0.7, 3, 40]) {
      const step = 1e-5 * at;
      const [up, down] = [at + step, at - step].map((x) => logPriorDensity(prior, x).value);
      const { slope } = logPriorDensity(prior, at);
      expect(Math.abs((up - down) / (2 * step) - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    }
  });

  test.each(named)("%s has the curvature of its slopes", (_, prior) => {
    for (const at of [0.01, 0.7, 3, 40]) {
      const step = 1e-5 * at;
      const [up, down] = [at + step, at - step].map((x) => logPriorDensity(prior, x).slope);
      const { curvature } = logPriorDensity(prior, at);
      const difference = (up - down) / (2 * step);
      expect(Math.abs(difference - curvature)).toBeLessThan(1e-8 * (1 + Math.abs(curvature)));
    }
  });

  test("a normal prior also takes numbers below 0", () => {
    const prior = { distribution: "normal", mean: 1, sd: 2 } as const;
    expect(logPriorDensity(prior, -3)).toEqual({ value: -2, slope: 1, curvature: -0.25 });
  });
});

describe("a prior that makes no distribution", () => {
  test.each([
    ["an unknown name", { distribution: "cauchy" }, "invalid_option", ["p", "distribution"]],
    ["nothing", null, "invalid_option", ["p", "distribution"]],
    ["a lacking number", { distribution: "gamma", shape: 1 }, "not_a_number", ["p", "rate"]],
    ["a rate of 0", { distribution: "exponential", rate: 0 }, "out_of_range", ["p", "rate"]],
    ["a negative sd", { distribution: "normal", mean: 0, sd: -1 }, "out_of_range", ["p", "sd"]],
    [
      "an infinite mean",
      { distribution: "normal", mean: Number.POSITIVE_INFINITY, sd: 1 },
      "non_finite_value",
      ["p", "mean"],
    ],
  ])("%s is refused", (_, prior, code, path) => {
    expect(() => checkPrior(prior as unknown as Prior, ["p"])).toThrow(
      expect.objectContaining({ code, path }),
    );
  });

  test.each(named)("%s is one", (_, prior) => {
    expect(checkPrior(prior, [])).toBe(prior);
  });
});
