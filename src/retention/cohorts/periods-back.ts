import { startOfPeriod } from "../../time/calendar.ts";
import type { WeekStart } from "../../time/week-start.ts";

/** The calendar periods that cohorts and columns are made of. */
export type CohortUnit = "day" | "week" | "month" | "quarter" | "year";

/** Calendar periods counted back from the one that holds the last day observed, which is 0. */
export interface PeriodsBack {
  /** How many periods ago a day was; days up to the last one observed. */
  backOf(day: number): number;
  /** The first day of a period so many ago. */
  startOf(back: number): number;
  /** The first day after a period so many ago. */
  endOf(back: number): number;
  /** Is the period so many ago over? Those to come are not. */
  isOver(back: number): boolean;
}

const LONGEST_PERIOD = 366;

/** Periods of a kind, up to the last day observed. */
export function periodsBack(
  period: CohortUnit,
  lastDay: number,
  weekStartsOn: WeekStart,
): PeriodsBack {
  const startOf =
    period === "day"
      ? (day: number) => day
      : (day: number) => startOfPeriod(day, period, { weekStartsOn });
  const starts = [startOf(lastDay)];
  let table = new Int32Array(0);

  /** The first day of the period after the one that starts with this day. */
  function next(start: number): number {
    let day = start + 1;
    while (startOf(day) === start) day += 1;
    return day;
  }

  const end = period === "week" ? starts[0] + 7 : next(starts[0]);

  /** Makes the table reach back to a day. */
  function reach(day: number): void {
    const room = Math.max(2 * table.length, lastDay - day + 1 + LONGEST_PERIOD);
    const grown = new Int32Array(room);
    let back = 0;
    for (let ago = 0; ago < room; ago++) {
      while (lastDay - ago < starts[back]) {
        back += 1;
        if (back === starts.length) starts.push(startOf(starts[back - 1] - 1));
      }
      grown[ago] = back;
    }
    table = grown;
  }

  const periods: PeriodsBack = {
    backOf(day) {
      const ago = lastDay - day;
      if (ago >= table.length) reach(day);
      return table[ago];
    },
    startOf(back) {
      while (back >= starts.length) starts.push(startOf(starts[starts.length - 1] - 1));
      return starts[back];
    },
    endOf: (back) => (back === 0 ? end : periods.startOf(back - 1)),
    isOver: (back) => back > 0 || (back === 0 && end === lastDay + 1),
  };
  return periods;
}
