import { checkNames } from "../core/check-names.ts";
import { checkFinite, checkNonNegative } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { DAYS_PER_UNIT } from "../core/time-unit.ts";
import { type ContractModel, contractParamsOf } from "./contract-model.ts";
import {
  checkPeriods,
  type RenewalColumns,
  type RenewalHistory,
  readRenewals,
} from "./renewal-targets.ts";
import { sumRenewals } from "./survival-sum.ts";

export interface ResidualValueOptions {
  /** Effective a year: 0.1 makes 1.10 in a year worth 1 now. */
  readonly discountRate: number;
  /** What a renewal brings once its costs are paid, the same each time. */
  readonly netCashFlow?: number | undefined;
  /** Periods until the next renewal is due, from 0 (now) to 1 (the last one was just paid). */
  readonly untilRenewal?: number | undefined;
  /** Only the next so many renewals count; all of them unless given. */
  readonly horizon?: number | undefined;
}

/** A value of 1 a renewal gives the discounted expected residual lifetime itself. */
export const RESIDUAL_VALUE_DEFAULTS = { netCashFlow: 1, untilRenewal: 0 } as const;

/**
 * What is a customer under contract still worth?
 *
 * The expected present value of the renewals still to come of a customer who has made so many and is
 * still there. Each is paid when it is made, at the start of the period that it buys. What she has paid
 * before is not in it, neither what it cost to win her.
 *
 * With d the discount of a period, and u of it until the next renewal is due,
 *
 * value = netCashFlow · (1+d)^-u · Σ_(j=1)^horizon S(renewals+j)/S(renewals) (1+d)^-(j-1)
 *
 * Now (u = 0, the default) is just before the next renewal, which is not discounted: this is the
 * discounted expected residual lifetime of Fader & Hardie, DERL. A new customer who has just paid her
 * first period is worth `residualValue` with `renewals: 0, untilRenewal: 1`; one to be won, whose first
 * payment is still to come, that plus `netCashFlow`: their DEL.
 *
 * @param model - a contract model, fitted or typed in
 * @param customer - `renewals` made so far, whole, 0 for a new customer; or a column of these
 * @param options - `discountRate`, effective a year, at least 0, whatever the model's unit: the rate of
 *   a month is (1 + discountRate)^(1/12) - 1; `netCashFlow`, default 1; `untilRenewal`, 0 to 1, default
 *   0; `horizon`, a whole number of renewals
 * @returns money; for a column a `Float64Array`. `null`, for the column as a whole too, where it is
 *   infinite: without discount or horizon, where `residualLifetime` is
 * @throws InputError `unknown_model`, `out_of_range`, `negative_value`, `not_a_number`,
 *   `invalid_option`
 *
 * @example
 * ```ts
 * import { residualValue, type ShiftedBetaGeometricModel } from "clientele/retention";
 *
 * const model: ShiftedBetaGeometricModel = {
 *   kind: "shifted-beta-geometric",
 *   version: 1,
 *   timeUnit: "year",
 *   params: { alpha: 0.668, beta: 3.806 },
 * };
 * const rate = { discountRate: 0.1, netCashFlow: 100 };
 * const ofNew = residualValue(model, { renewals: 0 }, { ...rate, untilRenewal: 1 });
 * const ofLoyal = residualValue(model, { renewals: 5 }, { ...rate, untilRenewal: 1 });
 * ofNew?.toFixed(2); // => "492.26"
 * ofLoyal?.toFixed(2); // => "648.73"
 * ```
 *
 * @see Fader & Hardie (2010), Customer-base valuation in a contractual setting: the perils of ignoring
 *   heterogeneity, Marketing Science 29(1), eq. 3 and 5
 */
export function residualValue(
  model: ContractModel,
  customer: RenewalHistory,
  options: ResidualValueOptions,
): number | null;
export function residualValue(
  model: ContractModel,
  customers: RenewalColumns,
  options: ResidualValueOptions,
): Float64Array | null;
export function residualValue(
  model: ContractModel,
  target: RenewalHistory | RenewalColumns,
  options: ResidualValueOptions,
): number | null | Float64Array {
  const params = contractParamsOf(model);
  const years = DAYS_PER_UNIT[model.timeUnit] / DAYS_PER_UNIT.year;
  const delta = years * Math.log1p(checkNonNegative(options?.discountRate, ["discountRate"]));
  checkNames(options, ["discountRate", "netCashFlow", "untilRenewal", "horizon"]);
  const horizon = checkPeriods(options.horizon);
  const { netCashFlow = RESIDUAL_VALUE_DEFAULTS.netCashFlow } = options;
  const { untilRenewal = RESIDUAL_VALUE_DEFAULTS.untilRenewal } = options;
  const worth = checkFinite(netCashFlow, ["netCashFlow"]) * Math.exp(-delta * share(untilRenewal));
  return readRenewals(target, (renewals) => worth * sumRenewals(params, renewals, delta, horizon));
}

function share(untilRenewal: number): number {
  const left = checkNonNegative(untilRenewal, ["untilRenewal"]);
  if (left <= 1) return left;
  const message = `expected 0 to 1 periods until the next renewal, got ${left}`;
  throw new InputError("out_of_range", message, ["untilRenewal"]);
}
