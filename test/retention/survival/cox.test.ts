import { describe, expect, it } from "vitest";
import { fitCox } from "../../../src/retention/survival/cox/fit.ts";
import { predictCox } from "../../../src/retention/survival/cox/predict.ts";
import { testProportionalHazards } from "../../../src/retention/survival/cox/proportional-hazards.ts";
import { coxDataOf, expectNear, reference } from "./reference.ts";

const bounded = reference.cox.filter((one) => !(one.data === "ties" && one.ties === "exact"));

describe.each(bounded)("R's coxph of $data by $covariates, $ties, stratum $stratum", (wanted) => {
  const data = coxDataOf(wanted);
  const model = fitCox(data);
  const fit = fitCox(data, {
    ties: wanted.ties,
    ...(wanted.ties !== "exact" && { robust: true }),
  }).fit;

  it("agrees on coefficients to 1e-8, on errors to 1e-7", () => {
    expect(fit.verdict).toBe("optimum");
    expectNear(
      fit.coefficients.map((one) => one.estimate),
      wanted.coefficients,
      1e-8,
      "coefficients",
    );
    expectNear(fit.covariance.flat(), wanted.variance.flat(), 1e-8, "covariance");
    const errors = (matrix: readonly (readonly number[])[]) =>
      matrix.map((row, i) => Math.sqrt(row[i]));
    expectNear(errors(fit.covariance), errors(wanted.variance), 1e-8, "errors");
    expectNear(
      [fit.nullLogLikelihood, fit.logLikelihood],
      wanted.logLikelihood,
      1e-10,
      "likelihood",
    );
    expectNear([fit.scoreTest.statistic], [wanted.score], 1e-8, "score test");
    expect(fit.n).toBe(wanted.n);
    expect(model.fit.events).toBe(fit.events);
  });

  it("agrees on robust errors to 1e-7", () => {
    if (wanted.robust === undefined) return;
    expectNear(fit.robustCovariance?.flat() ?? [], wanted.robust.flat(), 1e-8, "robust");
  });

  it("agrees on concordance", () => {
    const found = fit.concordance;
    if (found === null) expect.fail("no concordance");
    const { concordant, discordant, tiedScores, tiedTimes, tiedBoth, value, standardError } = found;
    const pairs = [concordant, discordant, tiedScores, tiedTimes, tiedBoth, value, standardError];
    expectNear(pairs, wanted.concordance, 1e-9, "concordance");
  });

  it("agrees on survival and its errors, at the means and elsewhere", () => {
    for (const one of [wanted.baseline, wanted.other]) {
      if (one === undefined) continue;
      const plain = fitCox(data, { ties: wanted.ties, robust: false });
      const at = Object.fromEntries(wanted.covariates.map((name, j) => [name, one.at[j]]));
      const { survival } = predictCox(plain, at, { times: one.time });
      expectNear(
        survival.map((point) => point.cumulativeHazard),
        one.hazard,
        1e-8,
        "hazard",
      );
      const errors = survival.map((p) => (p.standardError ?? 0) / (p.survival ?? 1));
      expectNear(errors, one.hazardError, 1e-7, "hazard error");
    }
  });

  it("agrees on the test of proportional hazards", () => {
    const plain = wanted.ties === "exact" ? undefined : fitCox(data, { ties: wanted.ties });
    for (const transform of ["km", "rank", "identity", "log"] as const) {
      const statistics = wanted.proportional?.[transform];
      if (statistics === undefined || plain === undefined) continue;
      const test = testProportionalHazards(plain, data, { transform });
      const found = [...test.covariates, test.global].map((one) => one.statistic);
      expectNear(found, statistics, 1e-7, transform);
    }
  });
});
