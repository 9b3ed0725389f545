import { check, checkInteger, checkPositive, checkVersion, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { checkTimeUnit } from "../../customers/check-time-unit.ts";
import { type OwnParameters, ownParameters } from "../covariates/own-parameters.ts";
import { BETA_GEOMETRIC_ROLES, GGOMPERTZ_ROLES, PARETO_ROLES } from "../covariates/roles.ts";
import type { CovariateRoles } from "../fitting/family.ts";
import type { PurchaseModel } from "../model.ts";
import { LARGEST_PARAMETER, LEAST_PARAMETER } from "../parameter-range.ts";

interface Kind {
  /** In the order of the paper; all positive. */
  readonly parameters: readonly string[];
  readonly roles?: CovariateRoles;
}

const BETA_GEOMETRIC: Kind = {
  parameters: ["r", "alpha", "a", "b"],
  roles: BETA_GEOMETRIC_ROLES,
};

const KINDS: Readonly<Record<PurchaseModel["kind"], Kind>> = {
  nbd: { parameters: ["r", "alpha"] },
  "bg-nbd": BETA_GEOMETRIC,
  "mbg-nbd": BETA_GEOMETRIC,
  "pareto-nbd": { parameters: ["r", "alpha", "s", "beta"], roles: PARETO_ROLES },
  "ggompertz-nbd": { parameters: ["r", "alpha", "b", "s", "beta"], roles: GGOMPERTZ_ROLES },
  "bg-cnbd-k": BETA_GEOMETRIC,
  "mbg-cnbd-k": BETA_GEOMETRIC,
  "bg-bb": { parameters: ["alpha", "beta", "gamma", "delta"] },
};

const MOST_STAGES = 1000;

function checkParameter(value: unknown, name: string): number {
  const path = ["params", name];
  const number = checkPositive(value, path);
  const isWithin = number >= LEAST_PARAMETER && number <= LARGEST_PARAMETER;
  const expected = `${LEAST_PARAMETER} to ${LARGEST_PARAMETER}`;
  check(isWithin, "out_of_range", path, expected, number);
  return number;
}

/** The parameters of a purchase model, checked, and what covariates make of them. */
export function parametersOf(model: PurchaseModel): OwnParameters {
  const kind = model?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind)) {
    throw new InputError("unknown_model", `expected a purchase model, got ${show(kind)}`, ["kind"]);
  }
  checkVersion(model.version);
  checkTimeUnit(model.timeUnit);
  const { parameters, roles } = KINDS[kind];
  const params: Readonly<Record<string, number>> = model.params;
  const values = parameters.map((name) => checkParameter(params?.[name], name));
  if (kind.endsWith("-cnbd-k")) checkInteger(params.k, ["params", "k"], 1, MOST_STAGES);
  return ownParameters(values, "covariates" in model ? model.covariates : undefined, roles);
}
