import { checkFinite, checkObject, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import {
  type Covariates,
  readCovariates,
  type WithCovariates,
} from "../../customers/covariates.ts";
import type { CovariateRoles } from "../fitting/family.ts";
import type { Coefficients, CovariateEffects } from "./covariate-effects.ts";
import { movesOf } from "./moves.ts";

/** What a model's covariates make of its parameters for one customer. */
export interface OwnParameters {
  /** The covariates that the model reads, by name. */
  readonly names: readonly string[];
  /** The parameters of a customer with these values of them. */
  readonly of: (covariates: ArrayLike<number>) => Float64Array;
}

export function ownParameters(
  values: readonly number[],
  effects: CovariateEffects | undefined,
  roles?: CovariateRoles,
): OwnParameters {
  const moves = movesOf(roles);
  const processes = Object.entries<Coefficients>({ ...effects });
  const names = [
    ...new Set(
      processes.flatMap(([, coefficients]) =>
        Object.keys(checkObject(coefficients, "coefficients")),
      ),
    ),
  ];
  const steps = processes.map(([process, coefficients]) => {
    const move = moves.find((known) => known.process === process);
    if (move === undefined) {
      throw new InputError("invalid_option", `this model has no process ${show(process)}`, [
        "covariates",
        process,
      ]);
    }
    const gammas = names.map((name) => checkFinite(coefficients[name] ?? 0, ["covariates", name]));
    return { move, gammas };
  });
  return {
    names,
    of: (covariates) => {
      const own = Float64Array.from(values);
      for (const { move, gammas } of steps) {
        let eta = 0;
        for (let k = 0; k < gammas.length; k++) eta += gammas[k] * covariates[k];
        move.apply(own, eta);
      }
      checkReach(own);
      return own;
    },
  };
}

/** The values of the named covariates of one customer, or an error at its path. */
export function covariatesOf(
  { covariates }: { readonly covariates?: Covariates | undefined },
  names: readonly string[],
  path: ErrorPath = [],
): number[] {
  return names.map((name) => {
    const value = covariates?.[name];
    const at = [...path, "covariates", name];
    if (value === undefined) {
      throw new InputError("missing_covariate", `expected a value of ${show(name)}`, at);
    }
    return checkFinite(value, at);
  });
}

/** The values of the named covariates of many customers, by their rows. */
export function covariatesAt(
  customers: WithCovariates,
  names: readonly string[],
  length: number,
): (row: number) => number[] {
  const columns = readCovariates(customers, names, length);
  return (row) => columns.map((column) => column[row]);
}

function checkReach(own: Float64Array): void {
  if (own.every((value) => value > 0 && value < Infinity)) return;
  throw new InputError("out_of_range", "the covariates move a parameter beyond all numbers", [
    "covariates",
  ]);
}
