import { checkChoice, checkInteger } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { check, checkOptions, isObject } from "../core/expect.ts";
import { addMonths, startOfPeriod } from "../time/calendar.ts";
import type { WeekStart } from "../time/week-start.ts";

/** Calendar periods, or windows of so many days that end every `every` days (1 unless given). */
export type ScorePeriod =
  | "day"
  | "week"
  | "month"
  | "quarter"
  | "year"
  | { readonly days: number; readonly every?: number };

/** Local days from `from` to before `to`. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

const MOST_PERIODS = 100_000;

/** The periods that hold the days from `first` to `last`, in order. */
export function layPeriods(
  period: ScorePeriod,
  first: number,
  last: number,
  weekStartsOn: WeekStart,
): DaySpan[] {
  const spans: DaySpan[] = [];
  const push = (from: number, to: number) => {
    if (spans.length === MOST_PERIODS) {
      throw new InputError("too_many_periods", `expected at most ${MOST_PERIODS} periods`, [
        "period",
      ]);
    }
    spans.push({ from, to });
  };
  if (isObject(period)) {
    checkOptions(period, ["days", "every"], ["period"]);
    const days = checkInteger(period.days, ["period", "days"], 1);
    const every = checkInteger(period.every ?? 1, ["period", "every"], 1);
    // Counted back from the last day, so that the latest window is a whole one. Those that lie apart
    // end on the first day or later.
    const count = Math.min(Math.ceil((last - first + 1 - days) / every), (last - first) / every);
    for (let back = Math.max(0, Math.floor(count)); back >= 0; back--) {
      push(last + 1 - back * every - days, last + 1 - back * every);
    }
    return spans;
  }
  const names = ["day", "week", "month", "quarter", "year"] as const;
  const name = checkChoice(period, names, ["period"]);
  const start = name === "day" ? first : startOfPeriod(first, name, { weekStartsOn });
  for (let from = start; from <= last; ) {
    const to = nextStart(name, from);
    check(to > from, "out_of_range", ["period"], "a later day", to);
    push(from, to);
    from = to;
  }
  return spans;
}

function nextStart(period: "day" | "week" | "month" | "quarter" | "year", from: number): number {
  if (period === "day") return from + 1;
  if (period === "week") return from + 7;
  return addMonths(from, period === "month" ? 1 : period === "quarter" ? 3 : 12);
}
