import { MS_PER_DAY } from "../time/civil.ts";

/** Calendar periods that have the length of a unit. */
export type OpportunityPeriod = "day" | "week" | "month" | "year";

/** 1970-01-05, day 4, was a Monday. */
const FIRST_MONDAY = 4;
const SLOTS = 4096;

/** The number of the calendar period that holds a day; consecutive periods have consecutive numbers. */
export function periodCounter(period: OpportunityPeriod): (day: number) => number {
  switch (period) {
    case "day":
      return (day) => day;
    case "week":
      return (day) => Math.floor((day - FIRST_MONDAY) / 7);
    case "month":
      return remember((date) => 12 * date.getUTCFullYear() + date.getUTCMonth());
    case "year":
      return remember((date) => date.getUTCFullYear());
  }
}

/** Orders share days: what was read of one is kept. */
function remember(read: (date: Date) => number): (day: number) => number {
  const days = new Float64Array(SLOTS).fill(Number.NaN);
  const numbers = new Float64Array(SLOTS);
  return (day) => {
    const slot = day & (SLOTS - 1);
    if (days[slot] !== day) {
      days[slot] = day;
      numbers[slot] = read(new Date(day * MS_PER_DAY));
    }
    return numbers[slot];
  };
}
