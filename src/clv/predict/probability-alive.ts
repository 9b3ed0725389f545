import { check, checkObject } from "../../core/checks.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import type { PurchaseModel } from "../model.ts";
import { type Horizon, horizonOf } from "./horizon.ts";
import { checkPredictionOptions } from "./options.ts";
import { readTarget, type Target } from "./read-customers.ts";

export interface ProbabilityAliveOptions {
  /** How long after `age`: in the model's unit, or a span such as `{ months: 12 }`. */
  readonly after?: Horizon | undefined;
}

export const PROBABILITY_ALIVE_DEFAULTS = { after: 0 } as const satisfies ProbabilityAliveOptions;

/**
 * Is the customer still a customer?
 *
 * The probability, given the purchases seen, that she has not dropped out by `age`; or by a time
 * `after` it. Under BG/NBD a customer without a repeat purchase has had no occasion to leave: the
 * answer is 1. Under BG/BB it is that she is there for the opportunity after `age`. Under NBD, where
 * nobody leaves, it is 1.
 *
 * BG/NBD: P = 1 / (1 + [x>0] a/(b+x-1) ((α+T)/(α+t_x))^(r+x)), and for a time t after T
 * P ₂F₁(r+x, a; a+b+x; -t/(α+T)). Pareto/NBD: P ((β+T)/(β+T+t))^s. For the others see the models' pages.
 *
 * @param model - a purchase model, fitted or typed in
 * @param customer - frequency (x), recency (t_x) and age (T) in the model's unit; or columns of
 *   these, or a customer base
 * @param options - `after`: how long after `age`, in the model's unit or as a span, for BG/BB a whole
 *   number of opportunities; default 0
 * @returns a probability in [0, 1]; for columns and bases a `Float64Array` in the customers' order
 * @throws InputError `invalid_summary` for an impossible history, `unit_mismatch` for a base in
 *   another unit than the model's, `unknown_model`, `out_of_range`, `negative_value` or
 *   `invalid_option` for the time after, also where it is called `horizon`
 *
 * @example
 * ```ts
 * import { type BgNbdModel, probabilityAlive } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 },
 * };
 * const alive = probabilityAlive(model, { frequency: 2, recency: 30.43, age: 38.86 });
 * alive.toFixed(4); // => "0.7266"
 * ```
 *
 * @see Fader, Hardie & Lee (2008), Computing P(alive) using the BG/NBD model, eq. 1
 */
export function probabilityAlive(
  model: PurchaseModel,
  customer: PurchaseHistory,
  options?: ProbabilityAliveOptions,
): number;
export function probabilityAlive(
  model: PurchaseModel,
  customers: PurchaseColumns | PurchaseBase,
  options?: ProbabilityAliveOptions,
): Float64Array;
export function probabilityAlive(
  model: PurchaseModel,
  target: Target,
  options: ProbabilityAliveOptions = {},
): number | Float64Array {
  checkPredictionOptions(options);
  return readTarget(model, target, ({ alive, survival }) => {
    const { after = PROBABILITY_ALIVE_DEFAULTS.after } = checkObject(options, "options");
    const hasAfter = options.after !== undefined || !("horizon" in options);
    check(
      hasAfter,
      "invalid_option",
      ["horizon"],
      "the time ahead by the name of after",
      "horizon",
    );
    const ahead = horizonOf(model, after, ["after"]);
    if (ahead === 0) return alive;
    return (frequency, recency, age) =>
      alive(frequency, recency, age) * survival(frequency, recency, age, ahead);
  });
}
