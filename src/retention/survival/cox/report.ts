import { chiSquareTail } from "../../../numeric/distributions/chi-square.ts";
import { solveEigen, symmetricEigen } from "../../../numeric/eigen.ts";
import { normalCdf } from "../../../numeric/special/normal.ts";
import { dot } from "../../../numeric/vector.ts";
import type { Arranged } from "./arrange.ts";
import { type Maximum, multiply } from "./maximize.ts";
import type { CoxCoefficient, CoxModel, CoxTest } from "./model.ts";

/** A covariance of standardized coefficients on the covariates' own scales. */
export function ownScale(
  covariance: Float64Array,
  { width, scales }: Arranged,
  diverging: Int8Array,
): number[][] {
  return Array.from(scales, (scale, i) =>
    Array.from(scales, (other, j) =>
      diverging[i] !== 0 || diverging[j] !== 0 ? 0 : covariance[i * width + j] / (scale * other),
    ),
  );
}

export function describeCoefficients(
  names: readonly string[],
  arranged: Arranged,
  { beta, covariance, diverging }: Maximum,
  robust: Float64Array | undefined,
  z: number,
): CoxCoefficient[] {
  const used = robust ?? covariance;
  return names.map((covariate, j) => {
    if (diverging[j] !== 0) {
      const none = { hazardRatio: null, standardError: null, lower: null, upper: null };
      return { covariate, estimate: null, ...none, pValue: null };
    }
    const scale = arranged.scales[j];
    const estimate = beta[j] / scale;
    const standardError = Math.sqrt(used[j * names.length + j]) / scale;
    const finite = (value: number) => (value < Infinity ? value : null);
    return {
      covariate,
      estimate,
      hazardRatio: finite(Math.exp(estimate)),
      standardError,
      lower: finite(Math.exp(estimate - z * standardError)),
      upper: finite(Math.exp(estimate + z * standardError)),
      pValue: standardError > 0 ? 2 * normalCdf(-Math.abs(estimate / standardError)) : null,
    };
  });
}

type Tests = Pick<CoxModel["fit"], "likelihoodRatioTest" | "scoreTest" | "waldTest">;

export function testsOf(maximum: Maximum, robust: Float64Array | undefined): Tests {
  const { beta, likelihood, covariance, diverging } = maximum;
  const width = beta.length;
  const test = (statistic: number): CoxTest => ({
    statistic,
    degreesOfFreedom: width,
    pValue: chiSquareTail(statistic, width),
  });
  const origin = symmetricEigen(maximum.null.information, width);
  const { gradient } = maximum.null;
  const information = robust === undefined ? likelihood.information : inverseOf(robust, width);
  const isBounded = !diverging.some((sign) => sign !== 0);
  return {
    likelihoodRatioTest: test(Math.max(0, 2 * (likelihood.value - maximum.null.value))),
    scoreTest: test(dot(gradient, solveEigen(origin, gradient, Number.MIN_VALUE))),
    waldTest:
      isBounded && covariance.every(Number.isFinite)
        ? test(dot(beta, multiply(information, beta)))
        : null,
  };
}

function inverseOf(matrix: Float64Array, width: number): Float64Array {
  const eigen = symmetricEigen(matrix, width);
  const inverse = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    const unit = new Float64Array(width);
    unit[j] = 1;
    inverse.set(solveEigen(eigen, unit, Number.MIN_VALUE), j * width);
  }
  return inverse;
}

export function warningsOf(
  names: readonly string[],
  { diverging }: Maximum,
): CoxModel["fit"]["warnings"] {
  const unbounded = names.filter((_, j) => diverging[j] !== 0);
  if (unbounded.length === 0) return [];
  const signs = unbounded.map((name) => (diverging[names.indexOf(name)] > 0 ? "+" : "-"));
  const covariates = unbounded.join(", ");
  return [
    {
      code: "monotone_likelihood",
      message: `the data put no bound to the coefficients of ${covariates}: they tell events from the rest without fail`,
      details: { covariates, directions: signs.join(", ") },
    },
  ];
}
