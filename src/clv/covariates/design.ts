import { checkChoice, checkNonNegative, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { CovariateProcess } from "./covariate-effects.ts";
import type { CovariateOptions } from "./options.ts";

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

const OPTIONS = [
  "transaction",
  "lifetime",
  "equal",
  "dropout",
  "ridge",
] as const satisfies (keyof CovariateOptions)[];

export const COVARIATE_DEFAULTS = { dropout: "mean", ridge: 0 } as const;

/** The terms of the options, checked against the processes that the model has. */
export function designOf(
  options: CovariateOptions,
  processes: readonly CovariateProcess[],
): Design {
  for (const key of Object.keys(options)) checkChoice(key, OPTIONS, ["covariates"]);
  const { transaction = [], lifetime = [], equal = [], ridge = COVARIATE_DEFAULTS.ridge } = options;
  const dropout = checkChoice(
    options.dropout ?? COVARIATE_DEFAULTS.dropout,
    ["mean", "separate"],
    ["covariates", "dropout"],
  );
  checkNonNegative(ridge, ["covariates", "ridge"]);
  for (const list of [transaction, lifetime, equal]) {
    if (Array.isArray(list)) continue;
    throw new InputError("invalid_option", `expected lists of names, got ${show(list)}`, [
      "covariates",
    ]);
  }
  const leaving: CovariateProcess[] =
    dropout === "mean" ? ["lifetime"] : ["lifetimeA", "lifetimeB"];
  const names = [...new Set([...transaction, ...lifetime, ...equal])];
  const terms: Term[] = [];
  const coefficients: string[] = [];
  const add = (label: string, name: string, moved: readonly CovariateProcess[]) => {
    for (const process of moved) {
      const known = terms.some((term) => term.process === process && term.name === name);
      if (!processes.includes(process) || known) {
        throw new InputError(
          "invalid_option",
          known ? `${show(name)} moves ${process} twice` : `this model has no ${process} process`,
          ["covariates"],
        );
      }
      terms.push({
        process,
        name,
        covariate: names.indexOf(name),
        coefficient: coefficients.length,
      });
    }
    coefficients.push(`${label}.${name}`);
  };
  for (const name of transaction) add("transaction", name, ["transaction"]);
  for (const name of lifetime) for (const process of leaving) add(process, name, [process]);
  for (const name of equal) add("equal", name, ["transaction", "lifetime"]);
  return { terms, coefficients, names, ridge };
}
