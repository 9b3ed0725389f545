import { checkNames } from "../core/check-names.ts";
import { checkInteger } from "../core/checks.ts";
import { type ContractModel, contractParamsOf } from "./contract-model.ts";
import { logLoss } from "./log-loss.ts";

export interface SurvivalCurveOptions {
  /** How many renewals ahead the curve goes. */
  readonly periods: number;
}

/** A point of a survival curve. */
export interface SurvivalPoint {
  /** Renewals since the contract began. */
  readonly period: number;
  /** P(still there after this renewal), S(t). */
  readonly survival: number;
  /** P(renews | there before): S(t)/S(t-1); `null` at 0, where nothing is to be renewed. */
  readonly retention: number | null;
}

const MOST_PERIODS = 1_000_000;

/**
 * How many of the customers won today will be there after each renewal?
 *
 * To draw beside the survivors counted, to plan capacity, to read the retention rate that rises with
 * time although nobody changes: those who leave easily leave first. Beyond the periods that the model
 * was fitted to it is a forecast.
 *
 * shifted beta geometric: S(t) = B(α, β+t)/B(α, β); retention at t: (β+t-1)/(α+β+t-1)
 * beta-discrete-Weibull: S(t) = B(α, β+t^c)/B(α, β)
 *
 * @param model - a contract model, fitted or typed in
 * @param options - `periods`, a whole number from 0 to 1,000,000
 * @returns a row for each period from 0, at which survival is 1; both figures within [0, 1]
 * @throws InputError `unknown_model`, `out_of_range`, `not_a_number`, `invalid_option`
 *
 * @example
 * ```ts
 * import { type ShiftedBetaGeometricModel, survivalCurve } from "clientele/retention";
 *
 * const model: ShiftedBetaGeometricModel = {
 *   kind: "shifted-beta-geometric",
 *   version: 1,
 *   timeUnit: "year",
 *   params: { alpha: 1, beta: 3 },
 * };
 * const curve = survivalCurve(model, { periods: 2 });
 * curve[0]; // => { period: 0, survival: 1, retention: null }
 * curve[1].survival; // => 0.75
 * curve[2].survival; // => 0.6
 * curve[2].retention; // => 0.8
 * ```
 *
 * @see Fader & Hardie (2007), How to project customer retention, J. Interactive Marketing 21(1), eq. 6-8
 */
export function survivalCurve(
  model: ContractModel,
  options: SurvivalCurveOptions,
): SurvivalPoint[] {
  const params = contractParamsOf(model);
  const periods = checkInteger(options?.periods, ["periods"], 0, MOST_PERIODS);
  checkNames(options, ["periods"]);
  return Array.from({ length: periods + 1 }, (_, period) =>
    period === 0
      ? { period, survival: 1, retention: null }
      : {
          period,
          survival: Math.exp(-logLoss(params, 0, period).value),
          retention: Math.exp(-logLoss(params, period - 1, 1).value),
        },
  );
}
