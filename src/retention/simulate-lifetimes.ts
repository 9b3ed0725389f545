import { checkNames } from "../core/check-names.ts";
import { checkInteger } from "../core/checks.ts";
import type { TimeUnit } from "../core/time-unit.ts";
import { sampleBeta } from "../numeric/random/beta.ts";
import { sampleExponential } from "../numeric/random/exponential.ts";
import { seedRandom, split } from "../numeric/random/seed.ts";
import type { ContractHistory } from "./contract-data.ts";
import { type ContractModel, contractParamsOf } from "./contract-model.ts";

export interface SimulateLifetimesOptions {
  /** How many customers are won. */
  readonly customers: number;
  /** How many renewals are observed of each. */
  readonly periods: number;
  /** The same seed gives the same lifetimes, everywhere. */
  readonly seed: number | string;
}

/** Customers with how far they came, ready to be fitted. */
export interface SimulatedLifetimes {
  readonly timeUnit: TimeUnit;
  readonly customers: readonly ContractHistory[];
}

const MOST_CUSTOMERS = 1e7;

/**
 * How long would such customers stay?
 *
 * Draws customers from the model: each gets a chance to leave of her own, and leaves at a renewal or is
 * still there after `periods` of them. To test a fit, to plan a sample, for a parametric bootstrap.
 *
 * Given her chance θ, spread as Beta(α, β), she is there after t renewals with (1-θ)^(t^c), c = 1 for
 * shifted beta geometric.
 *
 * @param model - a contract model, fitted or typed in
 * @param options - `customers`, a whole number up to 10,000,000; `periods`, a whole number; `seed`
 * @returns `{ timeUnit, customers }` as the fits take it: `renewals` from 0 to `periods` and `lost`,
 *   which is false just where all renewals were made
 * @throws InputError `unknown_model`, `out_of_range`, `not_a_number`, `invalid_option`
 *
 * @example
 * ```ts
 * import { type ShiftedBetaGeometricModel, simulateLifetimes } from "clientele/retention";
 *
 * const model: ShiftedBetaGeometricModel = {
 *   kind: "shifted-beta-geometric",
 *   version: 1,
 *   timeUnit: "month",
 *   params: { alpha: 1, beta: 4 },
 * };
 * const { customers } = simulateLifetimes(model, { customers: 200, periods: 12, seed: 7 });
 * customers.length; // => 200
 * customers.every(({ renewals, lost }) => lost === renewals < 12); // => true
 * ```
 *
 * @see Fader & Hardie (2007), How to project customer retention: the model's own assumptions
 */
export function simulateLifetimes(
  model: ContractModel,
  options: SimulateLifetimesOptions,
): SimulatedLifetimes {
  const { alpha, beta, c } = contractParamsOf(model);
  const count = checkInteger(options?.customers, ["customers"], 0, MOST_CUSTOMERS);
  checkNames(options, ["customers", "periods", "seed"]);
  const periods = checkInteger(options.periods, ["periods"]);
  const random = seedRandom(options.seed);
  const customers = Array.from({ length: count }, (): ContractHistory => {
    const stream = split(random);
    const leaving = sampleBeta(stream, alpha, beta);
    // The lifetime of which only whole periods are seen.
    const lifetime = (sampleExponential(stream, 1) / -Math.log1p(-leaving)) ** (1 / c);
    const renewals = Math.max(0, Math.min(periods, Math.ceil(lifetime) - 1));
    return { renewals, lost: renewals < periods };
  });
  return { timeUnit: model.timeUnit, customers };
}
