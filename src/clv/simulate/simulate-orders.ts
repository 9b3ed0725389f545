import { readOptions } from "../../core/check-names.ts";
import { checkInteger, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { DAYS_PER_UNIT } from "../../core/time-unit.ts";
import type { CovariateColumns } from "../../customers/covariates.ts";
import type { Order } from "../../customers/order.ts";
import { seedRandom, split } from "../../numeric/random/seed.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { parseDay } from "../../time/day.ts";
import { UTC_DAYS } from "../../time/day-clock.ts";
import { formatInstant } from "../../time/instant.ts";
import { covariatesAt } from "../covariates/own-parameters.ts";
import { simulateGammaGamma } from "../gamma-gamma/simulate.ts";
import type { ValueModels } from "../model.ts";
import { parametersOf } from "../predict/kinds.ts";
import { spendParametersOf } from "../value/spend-predictor.ts";
import { simulateCustomer } from "./simulate-customer.ts";

export interface SimulateOrdersOptions {
  /** How many customers are won. */
  readonly customers: number;
  /** The first day, of UTC as all of them, on which a customer is won. */
  readonly from: TimeInput;
  /** The last day observed, inclusive. */
  readonly to: TimeInput;
  /** The last day on which a customer is won; `to` unless given. */
  readonly wonUntil?: TimeInput | undefined;
  /** The same seed gives the same orders, everywhere. */
  readonly seed: number | string;
  /** Decimals that values are rounded to. */
  readonly decimals?: number | undefined;
  /** For models with covariates: a column of each, customer for customer in the order of being won. */
  readonly covariates?: CovariateColumns | undefined;
}

export const SIMULATE_ORDERS_DEFAULTS = { decimals: 2 } as const;

const MOST_CUSTOMERS = 1e7;
/**
 * What would the order history of such customers look like?
 *
 * Draws customers from the models themselves: each is won at a time spread evenly over the days
 * from `from` to `wonUntil`, which is her first order, and then buys, spends and leaves as the
 * models say, until `to`. To test a fit, to plan a sample, to try a shop that does not exist yet.
 *
 * @param models - a purchase model and a spend model
 * @param options - `customers`, a whole number; `from`, `to`, `wonUntil`; `seed`; `decimals`
 *   of the values, 0 to 15, default 2; `covariates`, columns for models that read them
 * @returns orders in the order of time, ids `c1`, `c2` … in the order of being won
 * @throws InputError `out_of_range`, `invalid_time`, `unknown_model`
 *
 * @example
 * ```ts
 * import { simulateOrders, type ValueModels } from "clientele/clv";
 *
 * const models: ValueModels = {
 *   purchases: {
 *     kind: "bg-nbd",
 *     version: 1,
 *     timeUnit: "week",
 *     params: { r: 0.8, alpha: 6, a: 0.8, b: 2.5 },
 *   },
 *   spend: { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } },
 * };
 * const year = { from: "2025-01-01", to: "2025-12-31" };
 * const orders = simulateOrders(models, { customers: 50, ...year, seed: 7 });
 * const again = simulateOrders(models, { customers: 50, ...year, seed: 7 });
 * new Set(orders.map((order) => order.customerId)).size; // => 50
 * JSON.stringify(orders) === JSON.stringify(again); // => true
 * ```
 *
 * @see Fader, Hardie & Lee (2005) and Fader & Hardie (2013), the models' own assumptions
 */
export function simulateOrders(models: ValueModels, options: SimulateOrdersOptions): Order[] {
  const purchases = parametersOf(models?.purchases);
  const spend = spendParametersOf(models?.spend);
  readOptions(options, [
    ...(["customers", "from", "to", "wonUntil"] as const),
    ...(["seed", "decimals", "covariates"] as const),
  ]);
  const count = checkInteger(options.customers, ["customers"], 0, MOST_CUSTOMERS);
  const decimals = checkInteger(
    options.decimals ?? SIMULATE_ORDERS_DEFAULTS.decimals,
    ["decimals"],
    0,
    15,
  );
  const firstDay = parseDay(options.from, UTC_DAYS, ["from"]);
  const lastDay = parseDay(options.to, UTC_DAYS, ["to"]);
  const lastWon = parseDay(options.wonUntil ?? options.to, UTC_DAYS, ["wonUntil"]);
  if (firstDay > lastWon || lastWon > lastDay) {
    throw new InputError(
      "out_of_range",
      `expected from ≤ wonUntil ≤ to, got ${show(options.from)}, ${show(options.wonUntil)}, ${show(options.to)}`,
      ["wonUntil"],
    );
  }
  const opening = firstDay * MS_PER_DAY;
  const wonBefore = (lastWon + 1) * MS_PER_DAY;
  const closing = (lastDay + 1) * MS_PER_DAY;
  const random = seedRandom(options.seed);
  const firsts = Float64Array.from({ length: count }, () =>
    Math.floor(opening + random.next() * (wonBefore - opening)),
  ).sort();

  const purchaseRow = covariatesAt(options, purchases.names, count);
  const spendRow = covariatesAt(options, spend.names, count);
  const drawn: DrawnOrder[] = [];
  const msPerUnit = DAYS_PER_UNIT[models.purchases.timeUnit] * MS_PER_DAY;
  firsts.forEach((first, index) => {
    const stream = split(random);
    const own = purchases.of(purchaseRow(index));
    const age = (closing - first) / msPerUnit;
    const repeats = simulateCustomer(models.purchases, own, stream, age);
    const values = simulateGammaGamma(spend.of(spendRow(index)), stream, repeats.length + 1);
    const customerId = `c${index + 1}`;
    [0, ...repeats].forEach((time, purchase) => {
      const instant = Math.floor(first + time * msPerUnit);
      if (instant >= closing) return;
      drawn.push({ customerId, instant, value: Number(values[purchase].toFixed(decimals)) });
    });
  });
  return drawn
    .sort((one, other) => one.instant - other.instant)
    .map(({ customerId, instant, value }) => ({ customerId, at: formatInstant(instant), value }));
}

interface DrawnOrder {
  readonly customerId: string;
  readonly instant: number;
  readonly value: number;
}
