import { readOptions } from "../../core/check-names.ts";
import { check, checkInteger, checkNonNegative, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { DAYS_PER_UNIT, type TimeUnit } from "../../core/time-unit.ts";
import { checkTimeUnit } from "../../customers/check-time-unit.ts";
import { periodCounter } from "../../customers/opportunities-calendar.ts";
import type { PurchaseTrace } from "../../customers/trace-purchases.ts";
import { formatDay, parseDay } from "../../time/day.ts";
import { dayClock } from "../../time/day-clock.ts";
import type { PurchaseModel } from "../model.ts";
import { expectedPurchases } from "../predict/expected-purchases.ts";
import { type Horizon, horizonIn, horizonOf } from "../predict/horizon.ts";

/** How purchases are tracked. */
export interface TrackPurchasesOptions {
  /** The length of a period: in the model's unit, or a span such as `{ weeks: 1 }`. */
  readonly step?: Horizon | undefined;
  /** The last day of calibration, inclusive: what comes later is holdout. */
  readonly calibrationEnd?: TimeInput | undefined;
}

export const TRACK_PURCHASES_DEFAULTS = { step: 1 } as const;

/** Repeat purchases of all customers together in one period. */
export interface TrackedPeriod {
  /** From 1. */
  readonly period: number;
  /** The period's last day, inclusive: `YYYY-MM-DD`. */
  readonly until: string;
  /** Days in the period: fewer than the step where calibration or observation end within it. */
  readonly days: number;
  readonly isHoldout: boolean;
  readonly actual: number;
  readonly expected: number;
  readonly cumulativeActual: number;
  readonly cumulativeExpected: number;
}

export interface PurchaseTracking {
  /** The first purchase day of all: `YYYY-MM-DD`. */
  readonly from: string;
  readonly asOf: string;
  readonly timeZone: string;
  readonly timeUnit: TimeUnit;
  readonly customers: number;
  readonly periods: readonly TrackedPeriod[];
}

/**
 * Does the model follow the sales, week by week, and does it keep to them beyond its data?
 *
 * Repeat purchases of all customers, period by period and in sum, against what the model expects of
 * as many new customers who came on the same days. A good model runs through the middle of the
 * weekly numbers and does not bend away after `calibrationEnd`. It shows seasons and campaigns, which
 * no model here knows. It says nothing of single customers: see `evaluateHoldout`.
 *
 * cumulativeExpected(day) = Σ over customers of E[X(t)], t = (day - first purchase day) / days per
 * unit, X of a new customer; expected is its gain over the period.
 *
 * @param model - a purchase model
 * @param trace - purchases by day, from `tracePurchases`
 * @param options - `step`, at least a day, default one unit of the model; `calibrationEnd`, a day
 * @returns periods from the first purchase day on, each of whole days; a period ends with the
 *   calibration and begins anew after it. Purchases, of all customers together
 *
 * Edge cases: customers who first buy in the holdout are tracked too, from their day on; for those of
 * the calibration alone give `tracePurchases` a `cohort` up to the day after it. A model with
 * covariates is refused: a trace does not tell customers apart.
 *
 * A BG/BB needs steps of whole opportunities. These are calendar days, weeks (from Monday on), months or
 * years, as `summarizeOpportunities` has them: the first period ends with the calendar's, and t is the
 * number of those since the one of the first purchase that are over. What is actual stays purchase days:
 * of several in one opportunity the model expects but one.
 *
 * @throws InputError `empty` without purchases, `out_of_range` for a step below a day or a
 *   `calibrationEnd` outside the trace, `missing_covariate`; `not_a_number`, `non_finite_value`,
 *   `negative_value` for counts that are none
 *
 * @example
 * ```ts
 * import { type BgNbdModel, trackPurchases } from "clientele/clv";
 * import { tracePurchases } from "clientele/customers";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 },
 * };
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "bob", at: "2026-01-06", value: 35 },
 *   { customerId: "ada", at: "2026-01-13", value: 40 },
 * ];
 * const trace = tracePurchases(orders, { asOf: "2026-01-18" });
 * const { periods } = trackPurchases(model, trace, { calibrationEnd: "2026-01-11" });
 * periods.map((period) => period.until); // => ["2026-01-11", "2026-01-18"]
 * periods.map((period) => period.actual); // => [0, 1]
 * periods.map((period) => period.isHoldout); // => [false, true]
 * periods[1].cumulativeExpected.toFixed(4); // => "0.1840"
 * ```
 *
 * @see Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2),
 *   figures 2 and 3
 */
export function trackPurchases(
  model: PurchaseModel,
  trace: PurchaseTrace,
  options: TrackPurchasesOptions = {},
): PurchaseTracking {
  readOptions(options, ["step", "calibrationEnd"]);
  const { asOf, timeZone, customers, days: traced } = checkObject(trace, "a trace");
  checkNonNegative(customers, ["customers"]);
  if (!Array.isArray(traced)) {
    throw new InputError("invalid_argument", `expected a list, got ${show(traced)}`, ["days"]);
  }
  if (traced.length === 0) throw new InputError("empty", "there are no purchases to track");
  const clock = dayClock(timeZone);
  const dayOf = (day: string) => parseDay(day, clock, ["days"]);
  const days = Array.from(traced, (one, row) => {
    const { day, newCustomers, repeatPurchases } = one ?? {};
    return {
      day: dayOf(day),
      newCustomers: checkNonNegative(newCustomers, ["days", row, "newCustomers"]),
      repeatPurchases: checkNonNegative(repeatPurchases, ["days", row, "repeatPurchases"]),
    };
  });
  const start = days[0].day;
  const lastDay = parseDay(asOf, clock, ["asOf"]);
  days.forEach(({ day }, row) => {
    if (day <= lastDay && !(day <= days[row - 1]?.day)) return;
    const message = `expected days in their order, up to ${asOf}, got ${formatDay(day)}`;
    throw new InputError("out_of_range", message, ["days", row, "day"]);
  });
  const splitDay =
    options.calibrationEnd === undefined
      ? lastDay
      : parseDay(options.calibrationEnd, clock, ["calibrationEnd"]);
  if (splitDay < start || splitDay > lastDay) {
    throw new InputError(
      "out_of_range",
      `expected a day from ${formatDay(start)} to ${asOf}, got ${formatDay(splitDay)}`,
      ["calibrationEnd"],
    );
  }
  const { endOf, timeBetween } = calendarOf(model, options.step ?? TRACK_PURCHASES_DEFAULTS.step);
  const ends = [...periodEnds(start, splitDay, endOf), ...periodEnds(splitDay + 1, lastDay, endOf)];
  const expectedAfter = expectationByTime(model);
  const newcomers = days.filter(({ newCustomers }) => newCustomers > 0);
  const periods: TrackedPeriod[] = [];
  let next = 0;
  let before = { end: start - 1, actual: 0, expected: 0 };
  for (const end of ends) {
    let actual = before.actual;
    for (; next < days.length && days[next].day <= end; next++)
      actual += days[next].repeatPurchases;
    let expected = 0;
    for (const { day, newCustomers } of newcomers) {
      if (day < end) expected += newCustomers * expectedAfter(timeBetween(day, end));
    }
    periods.push({
      period: periods.length + 1,
      until: formatDay(end),
      days: end - before.end,
      isHoldout: end > splitDay,
      actual: actual - before.actual,
      expected: Math.max(0, expected - before.expected),
      cumulativeActual: actual,
      cumulativeExpected: expected,
    });
    before = { end, actual, expected };
  }
  return { from: formatDay(start), asOf, timeZone, timeUnit: model.timeUnit, customers, periods };
}

/** How time goes by for a model. */
interface Calendar {
  /** The last day of the so manyth period from the day `start`. */
  readonly endOf: (start: number, period: number) => number;
  /** What a customer who came on `day` has seen by the end of the day `end`, in the model's unit. */
  readonly timeBetween: (day: number, end: number) => number;
}

/** Opportunities are calendar periods, and are seen when they are over; other time goes by in days. */
function calendarOf(model: PurchaseModel, step: Horizon): Calendar {
  const unit = checkTimeUnit(model?.timeUnit);
  const days = horizonIn("day", step, unit);
  check(days >= 1, "out_of_range", ["step"], "at least a day", `${days} days`);
  if (model.kind !== "bg-bb") {
    return {
      endOf: (start, period) => start + Math.round(period * days) - 1,
      timeBetween: (day, end) => (end - day) / DAYS_PER_UNIT[unit],
    };
  }
  const opportunities = checkInteger(horizonOf(model, step, ["step"]), ["step"], 1);
  const numberOf = periodCounter(unit);
  return {
    endOf: (start, period) => {
      const next = numberOf(start) + period * opportunities;
      let day = start;
      while (numberOf(day) < next) {
        // Whole periods that lie between, by less than the shortest of them.
        const between = (next - numberOf(day) - 1) * DAYS_PER_UNIT[unit];
        day += Math.max(1, Math.floor(0.9 * between));
      }
      return day - 1;
    },
    timeBetween: (day, end) => Math.max(0, numberOf(end + 1) - 1 - numberOf(day)),
  };
}

/** The last days of the periods from `start` to `last`, each counted from the start. */
function periodEnds(start: number, last: number, endOf: Calendar["endOf"]): number[] {
  const ends: number[] = [];
  for (let period = 1; start <= last; period++) {
    const end = endOf(start, period);
    if (end >= last) return [...ends, last];
    ends.push(end);
  }
  return ends;
}

/** What a new customer is expected to have bought after so much time. */
function expectationByTime(model: PurchaseModel): (time: number) => number {
  const known = new Map<number, number>();
  return (horizon) => {
    const newcomer = { frequency: 0, recency: 0, age: 0 };
    const expected = known.get(horizon) ?? expectedPurchases(model, newcomer, { horizon });
    known.set(horizon, expected);
    return expected;
  };
}
