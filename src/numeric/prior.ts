import { checkChoice, checkFinite, checkPositive } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";

/**
 * A prior distribution of one parameter, by its density over the parameter itself, on the data's own
 * scale. It is added to the whole log-likelihood once, so that it means the same in every model.
 */
export type Prior =
  | { readonly distribution: "log-normal"; readonly median: number; readonly sdLog: number }
  | { readonly distribution: "gamma"; readonly shape: number; readonly rate: number }
  | { readonly distribution: "exponential"; readonly rate: number }
  | { readonly distribution: "half-normal"; readonly sd: number }
  | { readonly distribution: "half-cauchy"; readonly scale: number }
  | { readonly distribution: "normal"; readonly mean: number; readonly sd: number };

/** Priors by the parameter's name. */
export type Priors<Parameter extends string> = {
  readonly [Name in Parameter]?: Prior | undefined;
};

const NUMBERS = {
  "log-normal": ["median", "sdLog"],
  gamma: ["shape", "rate"],
  exponential: ["rate"],
  "half-normal": ["sd"],
  "half-cauchy": ["scale"],
  normal: ["mean", "sd"],
} as const satisfies Record<Prior["distribution"], readonly string[]>;

/** A logarithm of a density and its derivatives. */
export interface LogSlope {
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * The log density of a prior at a parameter's value, above 0 unless the prior is normal, but for a
 * constant of the prior's own; and its slope and curvature there.
 */
export function logPriorDensity(prior: Prior, at: number): LogSlope {
  switch (prior.distribution) {
    case "log-normal": {
      const z = Math.log(at / prior.median) / prior.sdLog;
      const slope = -(1 + z / prior.sdLog) / at;
      const curvature = -(slope + 1 / at / prior.sdLog ** 2) / at;
      return { value: (-z * z) / 2 - Math.log(at), slope, curvature };
    }
    case "gamma": {
      const power = prior.shape - 1;
      return {
        value: power * Math.log(at) - prior.rate * at,
        slope: power / at - prior.rate,
        curvature: -power / at / at,
      };
    }
    case "exponential":
      return { value: -prior.rate * at, slope: -prior.rate, curvature: 0 };
    case "half-cauchy": {
      const z = at / prior.scale;
      const slope = -2 / (at + prior.scale / z);
      const curvature = (slope / at) * (1 + at * slope);
      return { value: -Math.log1p(z * z), slope, curvature };
    }
    default: {
      const z = (at - (prior.distribution === "normal" ? prior.mean : 0)) / prior.sd;
      return { value: (-z * z) / 2, slope: -z / prior.sd, curvature: -1 / prior.sd ** 2 };
    }
  }
}

/** A prior whose numbers make a distribution, or an error at `path`. */
export function checkPrior(prior: Prior, path: ErrorPath): Prior {
  checkChoice(prior?.distribution, Object.keys(NUMBERS), [...path, "distribution"]);
  const given = new Map<string, unknown>(Object.entries(prior));
  for (const name of NUMBERS[prior.distribution]) {
    const check = name === "mean" ? checkFinite : checkPositive;
    check(given.get(name), [...path, name]);
  }
  return prior;
}
