import { checkChoice, checkObject, show } from "./checks.ts";
import { InputError } from "./errors.ts";

const MAKERS = { priors: "parameterPriors", covariates: "staticCovariates" } as const;

/** Options of these names and no others, priors and covariates as their functions make them. */
export function checkFitOptions(options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries<unknown>({ ...checkObject(options, "options") })) {
    checkChoice(name, names, [name]);
    if (value === undefined || (name !== "priors" && name !== "covariates")) continue;
    if (typeof value === "object" && value !== null && "prepare" in value) continue;
    const message = `expected ${MAKERS[name]}({ … }), got ${show(value)}`;
    throw new InputError("invalid_option", message, [name]);
  }
}
