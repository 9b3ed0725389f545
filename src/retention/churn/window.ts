import type { AllNames } from "../../core/check-names.ts";
import { checkChoice, checkInteger } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { checkOptions } from "../../core/expect.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { addMonths } from "../../time/calendar.ts";
import { formatInstant, parseInstant } from "../../time/instant.ts";
import { openZone, type Zone } from "../../time/zone.ts";

/** A stretch of time: from `from` to before `to`. */
export interface TimeWindow {
  /** The first moment; a date alone is the start of that local day. */
  readonly from: TimeInput;
  /** The first moment after it. */
  readonly to: TimeInput;
  /** IANA zone whose calendar days count; "UTC" unless given. */
  readonly timeZone?: string | undefined;
}

/** Steps that a window is cut in, counted from its first day; months clamp to the month's end. */
export type WindowStep = "day" | "week" | "month" | "quarter" | "year" | { readonly days: number };

/** A window in epoch milliseconds. */
export interface OpenWindow {
  readonly zone: Zone;
  readonly from: number;
  readonly to: number;
}

/** One of the windows that a longer one is cut in. */
export interface CutWindow extends OpenWindow {
  /** Does it last a whole step? */
  readonly isComplete: boolean;
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const DAYS = { day: 1, week: 7 } as const;
const STEPS = ["day", "week", "month", "quarter", "year"] as const;
const MOST_WINDOWS = 100_000;

/** The window of options that have these names besides its own, checked. */
export function openWindow<
  Options extends TimeWindow,
  Name extends Exclude<keyof Options, keyof TimeWindow>,
>(options: Options, names: AllNames<Exclude<keyof Options, keyof TimeWindow>, Name>): OpenWindow {
  checkOptions(options, ["from", "to", "timeZone", ...names]);
  const zone = openZone(options.timeZone ?? "UTC");
  const from = parseInstant(options.from, zone, ["from"]);
  const to = parseInstant(options.to, zone, ["to"]);
  if (!(from < to)) {
    const message = `expected a moment after ${formatInstant(from)}, got ${formatInstant(to)}`;
    throw new InputError("out_of_range", message, ["to"]);
  }
  return { zone, from, to };
}

/** The steps of a window, the last one cut short where the window ends. */
export function cutWindow({ zone, from, to }: OpenWindow, step: WindowStep): CutWindow[] {
  const firstDay = zone.dayOf(from);
  const dayAfter = stepper(step, firstDay);
  const windows: CutWindow[] = [];
  let start = from;
  for (let count = 1; start < to; count++) {
    if (count > MOST_WINDOWS) {
      const message = `expected at most ${MOST_WINDOWS} windows, got more`;
      throw new InputError("out_of_range", message, ["every"]);
    }
    const end = zone.startOfDay(dayAfter(count));
    // A day that the calendar left out starts with the next one.
    if (end <= start) continue;
    windows.push({ zone, from: start, to: Math.min(end, to), isComplete: end <= to });
    start = end;
  }
  return windows;
}

function stepper(step: WindowStep, firstDay: number): (count: number) => number {
  if (typeof step === "object" && step !== null) {
    const days = checkInteger(step.days, ["every", "days"], 1, 100_000);
    return (count) => firstDay + count * days;
  }
  const choice = checkChoice(step, STEPS, ["every"]);
  if (choice === "day" || choice === "week") return (count) => firstDay + count * DAYS[choice];
  return (count) => addMonths(firstDay, count * MONTHS[choice]);
}

/** The first moment of the window, that of each local day after it, and the window's end. */
export function dayBounds({ zone, from, to }: OpenWindow): Float64Array {
  const windows = cutWindow({ zone, from, to }, { days: 1 });
  return Float64Array.from([...windows.map((day) => day.from), to]);
}
