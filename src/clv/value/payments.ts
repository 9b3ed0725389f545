import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { DAYS_PER_UNIT } from "../../core/time-unit.ts";
import { addMonths } from "../../time/calendar.ts";
import { parseDay } from "../../time/day.ts";
import { dayClock } from "../../time/day-clock.ts";
import type { PurchaseModel } from "../model.ts";
import { checkAhead, type Horizon, horizonIn } from "../predict/horizon.ts";

/** Month by month, beyond a thousand years nothing is left to count. */
const MOST_YEARS = 1000;

/** A payment for the time since the payment before it. */
export interface Payment {
  /** When it is made: in the model's unit from now. */
  readonly at: number;
  /** What a unit of money then is worth now. */
  readonly factor: number;
}

export interface PaymentOptions {
  readonly horizon: Horizon;
  readonly discountRate: number;
  readonly from?: TimeInput | undefined;
  readonly timeZone?: string | undefined;
}

/**
 * Payments at the end of each month, the last at the horizon, discounted by (1+d)^(months/12).
 * Months have 30.4375 days, or are calendar months counted from the day `from`; so are then the
 * months and years of a horizon. Opportunities that come by the month or year come with its months,
 * whatever their days.
 */
export function paymentsUntil(options: PaymentOptions, model: PurchaseModel): Payment[] {
  const { kind, timeUnit: unit } = model;
  const { horizon, discountRate, from, timeZone = "UTC" } = options;
  const years = horizonIn("year", horizon, unit);
  if (years > MOST_YEARS) {
    throw new InputError("out_of_range", `expected at most ${MOST_YEARS} years, got ${years}`, [
      "horizon",
    ]);
  }
  const start = from === undefined ? undefined : parseDay(from, dayClock(timeZone), ["from"]);
  const isByMonth = kind === "bg-bb" && (unit === "month" || unit === "year");
  const daysIn = start === undefined || isByMonth ? meanMonths : calendarMonths(start);
  const timeOf = (months: number) => daysIn(months) / DAYS_PER_UNIT[unit];
  const inMonths = typeof horizon === "object" && ("months" in horizon || "years" in horizon);
  const end = checkAhead(
    kind,
    inMonths ? timeOf(horizonIn("month", horizon, unit)) : horizonIn(unit, horizon, unit),
    ["horizon"],
  );
  const payments: Payment[] = [];
  let at = 0;
  for (let month = 1; at < end; month++) {
    const before = at;
    const monthEnd = timeOf(month);
    at = Math.min(monthEnd, end);
    const elapsed = at === monthEnd ? month : month - (monthEnd - at) / (monthEnd - before);
    payments.push({ at, factor: (1 + discountRate) ** (-elapsed / 12) });
  }
  return payments;
}

function meanMonths(months: number): number {
  return months * DAYS_PER_UNIT.month;
}

/** The days of so many months from a day on; a month cut short takes its share of the whole. */
function calendarMonths(start: number): (months: number) => number {
  return (months) => {
    const whole = Math.floor(months);
    const begins = addMonths(start, whole);
    const share = months - whole;
    const days = share === 0 ? 0 : share * (addMonths(start, whole + 1) - begins);
    return begins + days - start;
  };
}
