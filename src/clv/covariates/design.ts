import { withDefaults } from "../../core/check-names.ts";
import { check, checkChoice, checkNonNegative, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { CovariateProcess } from "./covariate-effects.ts";
import type { CovariateOptions, SpendCovariateOptions } from "./options.ts";

/** One covariate in one process. */
export interface Term {
  readonly process: CovariateProcess;
  readonly name: string;
  /** Its place among the distinct covariates. */
  readonly covariate: number;
  /** Which of the coefficients moves it; terms of an equal coefficient share one. */
  readonly coefficient: number;
}

/** What a fit estimates beside its parameters. */
export interface Design {
  readonly terms: readonly Term[];
  /** `process.name`, or `equal.name`. */
  readonly coefficients: readonly string[];
  /** The distinct covariates. */
  readonly names: readonly string[];
  readonly ridge: number;
}

const LISTS = ["transaction", "lifetime", "equal", "spend"] as const;

export const STATIC_COVARIATES_DEFAULTS = {
  dropout: "mean",
  ridge: 0,
} as const satisfies CovariateOptions;

/** The terms of the options. */
export function designOf(given: CovariateOptions | SpendCovariateOptions): Design {
  const options: CovariateOptions & Partial<SpendCovariateOptions> = given;
  checkObject(options, "covariates");
  const { ridge, dropout } = withDefaults(options, STATIC_COVARIATES_DEFAULTS);
  for (const key of Object.keys(options)) {
    checkChoice(key, [...LISTS, "dropout", "ridge"], ["covariates"]);
  }
  checkChoice(dropout, ["mean", "separate"], ["covariates", "dropout"]);
  checkNonNegative(ridge, ["covariates", "ridge"]);
  const moved = {
    transaction: ["transaction"],
    lifetime: dropout === "mean" ? ["lifetime"] : ["lifetimeA", "lifetimeB"],
    equal: ["transaction", "lifetime"],
    spend: ["spend"],
  } as const satisfies Record<string, readonly CovariateProcess[]>;
  const names: string[] = [];
  const terms: Term[] = [];
  const coefficients: string[] = [];
  for (const list of LISTS) {
    const own = options[list] ?? [];
    if (!Array.isArray(own)) {
      const message = `expected a list of names, got ${show(own)}`;
      throw new InputError("invalid_option", message, ["covariates", list]);
    }
    for (const name of own) {
      const isName = typeof name === "string" && name !== "";
      check(isName, "invalid_option", ["covariates", list], "names", name);
      if (!names.includes(name)) names.push(name);
      for (const process of moved[list]) {
        if (terms.some((term) => term.process === process && term.name === name)) {
          const message = `${show(name)} moves ${process} twice`;
          throw new InputError("invalid_option", message, ["covariates"]);
        }
        // One coefficient for all that `equal` moves, else one for each.
        const label = `${list === "equal" ? list : process}.${name}`;
        if (coefficients.at(-1) !== label) coefficients.push(label);
        const coefficient = coefficients.length - 1;
        terms.push({ process, name, covariate: names.indexOf(name), coefficient });
      }
    }
  }
  return { terms, coefficients, names, ridge };
}
