import { check, checkChoice, checkObject, isObject } from "./checks.ts";

const MAKERS: { readonly [option: string]: string | undefined } = {
  priors: "parameterPriors",
  covariates: "staticCovariates",
};

/** Options of these names and no others, priors and covariates as their functions make them. */
export function checkFitOptions(options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries<unknown>({ ...checkObject(options, "options") })) {
    checkChoice(name, names, [name]);
    const maker = MAKERS[name];
    if (value === undefined || maker === undefined) continue;
    const isMade = isObject(value) && "prepare" in value;
    check(isMade, "invalid_option", [name], `${maker}({ … })`, value);
  }
}
