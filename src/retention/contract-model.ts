import { check, checkChoice, checkPositive, checkVersion, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { DAYS_PER_UNIT } from "../core/time-unit.ts";
import type { BetaDiscreteWeibullModel } from "./beta-discrete-weibull/model.ts";
import type { ContractParams } from "./log-loss.ts";
import type { ShiftedBetaGeometricModel } from "./shifted-beta-geometric/model.ts";

/** Models of when customers end a contract that is renewed period by period. */
export type ContractModel = ShiftedBetaGeometricModel | BetaDiscreteWeibullModel;

/** A contract model that carries the report of its fit. */
export type FittedContract<Model extends ContractModel> = Model & Required<Pick<Model, "fit">>;

/** Beyond these a parameter is a mistake: no fit gives one, and sums and products of them are lost. */
const LEAST = 1e-100;
const LARGEST = 1e15;

function checkShape(value: unknown, name: string): void {
  const path = ["params", name];
  const shape = checkPositive(value, path);
  const isWithin = shape >= LEAST && shape <= LARGEST;
  check(isWithin, "out_of_range", path, `${LEAST} to ${LARGEST}`, shape);
}

/** The checked parameters of any contract model. */
export function contractParamsOf(model: ContractModel): ContractParams {
  const kind = model?.kind;
  if (kind !== undefined) {
    checkVersion(model.version);
    checkChoice(model.timeUnit, Object.keys(DAYS_PER_UNIT), ["timeUnit"]);
    checkShape(model.params?.alpha, "alpha");
    checkShape(model.params.beta, "beta");
  }
  switch (kind) {
    case "shifted-beta-geometric":
      return { ...model.params, c: 1 };
    case "beta-discrete-weibull":
      checkShape(model.params.c, "c");
      return model.params;
    default:
      kind satisfies never;
      throw new InputError("unknown_model", `expected a contract model, got ${show(kind)}`, [
        "kind",
      ]);
  }
}
