import { readOptions } from "../../core/check-names.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { DAYS_PER_UNIT } from "../../core/time-unit.ts";
import { checkTimeUnit } from "../../customers/check-time-unit.ts";
import type { Covariates } from "../../customers/covariates.ts";
import { type OnePurchase, purchaseDaysOf } from "../../customers/purchase-days.ts";
import { formatDay } from "../../time/day.ts";
import type { PurchaseModel } from "../model.ts";
import { type Horizon, horizonIn } from "../predict/horizon.ts";
import { probabilityAlive } from "../predict/probability-alive.ts";

export interface TraceAliveOptions {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
  /** IANA zone whose calendar days count; UTC unless given. */
  readonly timeZone?: string | undefined;
  /** From one point to the next: in the model's unit, or a span such as `{ days: 1 }`. */
  readonly step?: Horizon | undefined;
  /** The customer's own, for a model with covariates. */
  readonly covariates?: Covariates | undefined;
}

export const TRACE_ALIVE_DEFAULTS = { step: 1, timeZone: "UTC" } as const;

/** What was known of a customer on one day, purchases of that day included. */
export interface AlivePoint {
  /** `YYYY-MM-DD`. */
  readonly at: string;
  /** Time since the first purchase, in the model's unit. */
  readonly age: number;
  /** Repeat purchases until then. */
  readonly frequency: number;
  readonly probabilityAlive: number;
  /** Did she buy on this day? */
  readonly isPurchase: boolean;
}

/**
 * How did the customer's probability of being alive run until today?
 *
 * For a chart of one customer: it falls while she stays away and springs back as she buys. Each point
 * knows only what was known on its day; parameters are those of the model all along.
 *
 * Points: the first purchase, then every `step`, each purchase day, and `asOf`; P(alive) as
 * `probabilityAlive` has it for the frequency, recency and age of that day.
 *
 * @param model - a purchase model in days, weeks, months or years; not one that counts periods
 *   (BG/BB), unless its periods are days
 * @param purchases - one customer's orders, rows, in any order; or the times of her purchases
 * @param options - `asOf`, the last day observed, inclusive; `step`, at least a day, default one unit
 *   of the model, rounded to whole days; `timeZone`; `covariates` for a model that has them
 * @returns points in time order, one a day at most
 *
 * Edge cases: purchases of one day are one; the point of a purchase day is the one after it.
 *
 * @throws InputError `empty` without a purchase; `several_customers`; `future_order` for a purchase
 *   after `asOf`; `negative_value` for a refund, which is no purchase; `invalid_time`,
 *   `missing_offset`, `unknown_time_zone`; `out_of_range` for a step below a day; `missing_covariate`;
 *   `invalid_summary` for a BG/BB whose periods are no days
 *
 * @example
 * ```ts
 * import { type BgNbdModel, traceAlive } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 },
 * };
 * const path = traceAlive(model, ["2026-01-05", "2026-01-14"], { asOf: "2026-01-27" });
 * path.map((point) => point.at).slice(0, 3); // => ["2026-01-05", "2026-01-12", "2026-01-14"]
 * path.map((point) => point.frequency); // => [0, 0, 1, 1, 1, 1]
 * path[2].isPurchase; // => true
 * path.map((point) => point.probabilityAlive.toFixed(3)).slice(2); // => ["0.752", "0.724", "0.687", "0.682"]
 * ```
 *
 * @see Fader, Hardie & Lee (2008), Computing P(alive) using the BG/NBD model, for the BG/NBD's
 */
export function traceAlive(
  model: PurchaseModel,
  purchases: readonly OnePurchase[],
  options: TraceAliveOptions,
): AlivePoint[] {
  const { days, lastDay } = purchaseDaysOf(
    purchases,
    readOptions(options, ["asOf", "timeZone", "step", "covariates"]),
  );
  const timeUnit = checkTimeUnit(model?.timeUnit);
  const step = horizonIn("day", options.step ?? TRACE_ALIVE_DEFAULTS.step, timeUnit);
  if (step < 1) {
    throw new InputError("out_of_range", `expected at least a day, got ${step} days`, ["step"]);
  }
  const [first] = days;
  const bought = new Set(days);
  const points = [...new Set([...stepsUntil(first, lastDay, step), ...days, lastDay])].sort(
    (one, other) => one - other,
  );
  const perUnit = DAYS_PER_UNIT[timeUnit];
  const { covariates } = options;
  let frequency = -1;
  let last = first;
  return points.map((day) => {
    if (bought.has(day)) {
      frequency += 1;
      last = day;
    }
    const age = (day - first) / perUnit;
    const history = { frequency, recency: (last - first) / perUnit, age };
    return {
      at: formatDay(day),
      age,
      frequency,
      probabilityAlive: probabilityAlive(model, covariates ? { ...history, covariates } : history),
      isPurchase: bought.has(day),
    };
  });
}

function stepsUntil(first: number, last: number, step: number): number[] {
  const count = Math.floor((last - first) / step);
  return Array.from({ length: count + 1 }, (_, k) => first + Math.round(k * step)).filter(
    (day) => day <= last,
  );
}
