import { checkNames } from "../core/check-names.ts";
import { type ContractModel, contractParamsOf } from "./contract-model.ts";
import {
  checkPeriods,
  type RenewalColumns,
  type RenewalHistory,
  readRenewals,
} from "./renewal-targets.ts";
import { sumRenewals } from "./survival-sum.ts";

export interface ResidualLifetimeOptions {
  /** Only the next so many renewals count; all of them unless given. */
  readonly horizon?: number | undefined;
}

/**
 * How many more times will a customer renew?
 *
 * The expected number of renewals still to come, of a customer who has made so many and is still there:
 * that is of the periods she will be there after the one that is running. The longer she has stayed the
 * more it is: customers who leave easily have left. For money, see `residualValue`.
 *
 * E = Σ_(j=1)^horizon S(renewals+j)/S(renewals); shifted beta geometric without horizon:
 * (β+renewals)/(α-1)
 *
 * @param model - a contract model, fitted or typed in
 * @param customer - `renewals` made so far, whole, 0 for a new customer; or a column of these
 * @param options - `horizon`, a whole number of renewals
 * @returns renewals, at least 0, at most `horizon`; for a column a `Float64Array`. Without a horizon
 *   `null`, for the column as a whole too, where the mean is infinite, as it often is: that is where
 *   α ≤ 1, with beta-discrete-Weibull α·c ≤ 1, whoever the customer
 * @throws InputError `unknown_model`, `out_of_range`, `not_a_number`, `invalid_option`
 *
 * @example
 * ```ts
 * import { residualLifetime, type ShiftedBetaGeometricModel } from "clientele/retention";
 *
 * const model: ShiftedBetaGeometricModel = {
 *   kind: "shifted-beta-geometric",
 *   version: 1,
 *   timeUnit: "year",
 *   params: { alpha: 3, beta: 5 },
 * };
 * residualLifetime(model, { renewals: 0 }); // => 2.5
 * residualLifetime(model, { renewals: 7 }); // => 6
 * residualLifetime(model, { renewals: 0 }, { horizon: 1 }); // => 0.625
 * residualLifetime({ ...model, params: { alpha: 1, beta: 5 } }, { renewals: 0 }); // => null
 * ```
 *
 * @see Fader & Hardie (2010), Customer-base valuation in a contractual setting: the perils of ignoring
 *   heterogeneity, Marketing Science 29(1), with a discount of 0
 */
export function residualLifetime(
  model: ContractModel,
  customer: RenewalHistory,
  options?: ResidualLifetimeOptions,
): number | null;
export function residualLifetime(
  model: ContractModel,
  customers: RenewalColumns,
  options?: ResidualLifetimeOptions,
): Float64Array | null;
export function residualLifetime(
  model: ContractModel,
  target: RenewalHistory | RenewalColumns,
  options: ResidualLifetimeOptions = {},
): number | null | Float64Array {
  const params = contractParamsOf(model);
  checkNames(options, ["horizon"]);
  const horizon = checkPeriods(options.horizon);
  return readRenewals(target, (renewals) => sumRenewals(params, renewals, 0, horizon));
}
