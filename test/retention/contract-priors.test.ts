import { expect, it } from "vitest";
import { parameterPriors } from "../../src/customers/parameter-priors.ts";
import { fitBetaDiscreteWeibull } from "../../src/retention/beta-discrete-weibull/fit.ts";
import { fitShiftedBetaGeometric } from "../../src/retention/shifted-beta-geometric/fit.ts";

const data = { timeUnit: "year", survivors: [1000, 869, 743, 653, 593, 551, 517, 491] } as const;

it("a contract model with a prior is fitted to the mode of the posterior", () => {
  const prior = { distribution: "log-normal", median: 1.5, sdLog: 0.05 } as const;
  const heightOf = (alpha: number) => {
    const held = { distribution: "log-normal", median: alpha, sdLog: 1e-7 } as const;
    const { fit } = fitShiftedBetaGeometric(data, { priors: parameterPriors({ alpha: held }) });
    return fit.logLikelihood - Math.log(alpha / 1.5) ** 2 / 2 / 0.05 ** 2 - Math.log(alpha);
  };
  const { params, fit } = fitShiftedBetaGeometric(data, {
    priors: parameterPriors({ alpha: prior }),
  });
  const height = fit.logLikelihood + (fit.logPrior ?? 0);
  expect(params.alpha).toBeGreaterThan(0.67);
  expect(params.alpha).toBeLessThan(1.5);
  expect(height).toBeGreaterThan(heightOf(params.alpha * 1.01));
  expect(height).toBeGreaterThan(heightOf(params.alpha * 0.99));
  expect(Math.abs(height - heightOf(params.alpha))).toBeLessThan(1e-6);
});

it("a prior of a parameter that is none is refused", () => {
  const prior = { distribution: "exponential", rate: 1 } as const;
  const priors = parameterPriors({ gamma: prior }) as never;
  expect(() => fitBetaDiscreteWeibull(data, { priors })).toThrowError(
    expect.objectContaining({ code: "invalid_option", path: ["priors"] }),
  );
});
