import { withDefaults } from "../../core/check-names.ts";
import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { extended } from "../../core/extended.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { ORDER_POLICIES_DEFAULTS, type OrderPolicies } from "../../customers/order-policies.ts";
import type { WeekStart } from "../../time/week-start.ts";
import { checkLevel, DEFAULT_LEVEL } from "../churn/level.ts";
import type { CohortColumn, CohortCounting, CohortEntry } from "./cohort-noun.ts";
import type { CohortUnit } from "./periods-back.ts";

export interface CohortTableOptions extends OrderPolicies {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
  /** Columns: calendar periods ("month" unless given), or `{ days }` of 24 hours from the entry. */
  readonly period?: CohortColumn | undefined;
  /** Rows: the calendar period of entry; as `period` unless given, or "month" beside `{ days }`. */
  readonly cohortBy?: CohortUnit | undefined;
  /** First day of the week: 0 for Sunday, 1 for Monday (default) … 6 for Saturday. */
  readonly weekStartsOn?: WeekStart | undefined;
  readonly counting?: CohortCounting | undefined;
  /**
   * Who enters when: each customer once, with her first entry event (`first`, the default), or anew in
   * each `cohortBy` period with one (`recurring`).
   */
  readonly entry?: CohortEntry | undefined;
  /** Which orders, by the number of their row, are entry events: all unless given. */
  readonly isEntry?: ((row: number) => boolean) | undefined;
  /** At most so many columns; all unless given. */
  readonly periods?: number | undefined;
  /** Periods that are not over: told by `isComplete` (`mark`, the default), or left out. */
  readonly incomplete?: "mark" | "exclude" | undefined;
  /** The curve: cohorts by size (`weighted`, the default), or each alike (`simple`). */
  readonly average?: "weighted" | "simple" | undefined;
  /** Confidence level of the intervals, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What `cohortTable` does unless told otherwise. */
export const COHORT_TABLE_DEFAULTS = /* @__PURE__ */ extended(ORDER_POLICIES_DEFAULTS, {
  period: "month",
  weekStartsOn: 1,
  counting: "on",
  entry: "first",
  incomplete: "mark",
  average: "weighted",
  level: DEFAULT_LEVEL,
}) satisfies Partial<CohortTableOptions>;

const SINGLE_PERIODS = ["on", "on_or_after"] as const;
const PERIODS = ["day", "week", "month", "quarter", "year"] as const;

/** The options with the defaults filled in, checked. */
export function completeCohortOptions(options: CohortTableOptions) {
  const given = withDefaults(options, COHORT_TABLE_DEFAULTS);
  const period = checkColumnPeriod(given.period);
  const cohortBy = given.cohortBy ?? (typeof period === "object" ? "month" : period);
  if (options.isEntry !== undefined && typeof options.isEntry !== "function") {
    const message = `expected a function of the row, got ${show(options.isEntry)}`;
    throw new InputError("invalid_option", message, ["isEntry"]);
  }
  return {
    period,
    cohortBy: checkChoice(cohortBy, PERIODS, ["cohortBy"]),
    weekStartsOn: checkWeekStart(given.weekStartsOn),
    counting: checkCounting(given.counting),
    entry: checkChoice(given.entry, ["first", "recurring"], ["entry"]),
    isEntry: options.isEntry,
    periods:
      options.periods === undefined ? Infinity : checkInteger(options.periods, ["periods"], 1),
    incomplete: checkChoice(given.incomplete, ["mark", "exclude"], ["incomplete"]),
    average: checkChoice(given.average, ["weighted", "simple"], ["average"]),
    level: checkLevel(given.level),
  };
}

export type CompleteCohortOptions = ReturnType<typeof completeCohortOptions>;

function checkColumnPeriod(period: CohortColumn): CohortColumn {
  if (typeof period !== "object" || period === null)
    return checkChoice(period, PERIODS, ["period"]);
  return { days: checkInteger(period.days, ["period", "days"], 1, 36_525) };
}

function checkWeekStart(weekStartsOn: WeekStart): WeekStart {
  checkInteger(weekStartsOn, ["weekStartsOn"], 0, 6);
  return weekStartsOn;
}

function checkCounting(counting: CohortCounting): CohortCounting {
  if (typeof counting !== "object" || counting === null) {
    return checkChoice(counting, SINGLE_PERIODS, ["counting"]);
  }
  const path = ["counting", "brackets"];
  const { brackets } = counting;
  if (!Array.isArray(brackets) || brackets.length < 2) {
    const message = `expected at least two edges such as [0, 1, 3, 7], got ${show(brackets)}`;
    throw new InputError("invalid_option", message, path);
  }
  const edges: readonly unknown[] = brackets;
  let least = 0;
  for (const [index, edge] of edges.entries()) {
    least = 1 + checkInteger(edge, [...path, index], least, 1_000_000);
  }
  return { brackets: [...counting.brackets] };
}
