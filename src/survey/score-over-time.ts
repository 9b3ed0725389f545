import { withDefaults } from "../core/check-names.ts";
import { checkInteger } from "../core/checks.ts";
import { check, checkOptions } from "../core/expect.ts";
import type { TimeInput } from "../core/time-input.ts";
import { formatDay, parseDay } from "../time/day.ts";
import type { WeekStart } from "../time/week-start.ts";
import { openZone } from "../time/zone.ts";
import { daysOfAnswers } from "./days.ts";
import { anyEnds } from "./ends.ts";
import { estimateScore } from "./estimate.ts";
import { resolveMeasure } from "./measure.ts";
import { layPeriods, type ScorePeriod } from "./periods.ts";
import { readAnswers } from "./read-answers.ts";
import {
  type AnySettings,
  DEFAULT_EFFECTIVE_SIZE,
  DEFAULT_LEVEL,
  resolveSettings,
} from "./settings.ts";
import { addTallies, tallyGroups } from "./tally.ts";
import type {
  MeasureUsed,
  ScoreMethod,
  SurveyColumns,
  SurveyMeasure,
  SurveyResponse,
  SurveyScore,
} from "./types.ts";

export interface ScoreOverTimeOptions
  extends Pick<AnySettings, "level" | "method" | "effectiveSize"> {
  /** The last day observed, inclusive: a period that lasts longer is not complete. */
  readonly asOf: TimeInput;
  /** The first day; that of the first answer unless given. */
  readonly from?: TimeInput | undefined;
  readonly period?: ScorePeriod | undefined;
  readonly measure?: SurveyMeasure | undefined;
  readonly timeZone?: string | undefined;
  readonly weekStartsOn?: WeekStart | undefined;
}

/** What {@link scoreOverTime} does unless told otherwise; the method is that of the metric. */
export const SCORE_OVER_TIME_DEFAULTS = {
  measure: { kind: "nps" },
  period: "month",
  timeZone: "UTC",
  weekStartsOn: 1,
  level: DEFAULT_LEVEL,
  effectiveSize: DEFAULT_EFFECTIVE_SIZE,
} as const satisfies Omit<ScoreOverTimeOptions, "asOf">;

/** A score for each period, in order of time. */
export interface PeriodScores {
  readonly measure: MeasureUsed;
  readonly timeZone: string;
  readonly asOf: string;
  readonly level: number;
  readonly method: ScoreMethod;
  readonly periods: readonly PeriodScore[];
  /** Answers outside of the days from `from` to `asOf`. */
  readonly outside: number;
}

export interface PeriodScore extends SurveyScore {
  /** Local days, from inclusive, to exclusive. */
  readonly from: string;
  readonly to: string;
  /** Are all its days observed? */
  readonly complete: boolean;
}

/**
 * How does the score move over time?
 *
 * For a chart with its band of uncertainty. Calendar periods do not overlap, so that two of them may
 * be compared (`compareScores`); rolling windows share answers with their neighbors and look smoother
 * than opinion is: never test one against the next.
 *
 * Formula: that of `scoreNps`, `scoreCsat` or `scoreCes`, within each period.
 *
 * @param answers - rows `{ score, at, weight? }` or columns, numeric times with their `atUnit`
 * @param options - `asOf`, the last day observed, inclusive; `from`, the first; `period`: `day`,
 *   `week`, `month` (default), `quarter`, `year`, or `{ days, every }` for rolling windows of so many
 *   days that end `every` days (1) apart, the last one on `asOf`; `timeZone`, default UTC;
 *   `weekStartsOn`, 0 for Sunday, default 1; `measure`, `method`, `level`, `effectiveSize`
 * @returns `periods` without a gap from the first day to `asOf`, with local days `from` (inclusive)
 *   and `to` (exclusive), and `complete`: false where `from` or `asOf` cuts the period off
 *
 * Edge cases: a period without answers has null for a score. Answers after `asOf` or before `from` are
 * in no period: `outside` counts them. Without answers and `from` there are no periods. The first of
 * the rolling windows may reach back before the first day; it then is not complete.
 *
 * @throws InputError `missing_field`, `invalid_time`, `missing_offset`, `unknown_time_zone`,
 *   `too_many_periods` (above 100,000); else as the score
 *
 * @example
 * ```ts
 * import { scoreOverTime } from "clientele/survey";
 *
 * const answers = [
 *   { score: 10, at: "2026-01-05" },
 *   { score: 3, at: "2026-01-31T23:30:00Z" },
 *   { score: 9, at: "2026-03-02" },
 * ];
 * const { periods } = scoreOverTime(answers, { asOf: "2026-03-15", timeZone: "Europe/Berlin" });
 * periods.map(({ from, score }) => ({ from, score })); // => [{ from: "2026-01-01", score: 100 }, { from: "2026-02-01", score: -100 }, { from: "2026-03-01", score: 100 }]
 * periods.map(({ complete }) => complete); // => [false, true, false]
 * scoreOverTime(answers, { asOf: "2026-03-15", period: { days: 90, every: 30 } }).periods.length; // => 1
 * ```
 *
 * Source: as the score.
 */
export function scoreOverTime(
  answers: readonly SurveyResponse[] | SurveyColumns,
  options: ScoreOverTimeOptions,
): PeriodScores {
  checkOptions(options, [
    ...["asOf", "from", "period", "timeZone", "weekStartsOn"],
    ...["measure", "level", "method", "effectiveSize"],
  ]);
  const { period, timeZone, weekStartsOn } = withDefaults(options, SCORE_OVER_TIME_DEFAULTS);
  checkInteger(weekStartsOn, ["weekStartsOn"], 0, 6);
  const measure = resolveMeasure(options.measure);
  const settings = resolveSettings(measure, options);
  const zone = openZone(timeZone);
  const last = parseDay(options.asOf, zone, ["asOf"]);
  const table = readAnswers(answers, measure.scale);
  const days = daysOfAnswers(table, zone);
  const given = options.from === undefined ? undefined : parseDay(options.from, zone, ["from"]);
  check(given === undefined || given <= last, "out_of_range", ["from"], "a day up to asOf", given);
  const first = given ?? days.reduce((least, day) => Math.min(least, day), last + 1);
  const [codes, met] = numberDays(days, first, last);
  const tallies = tallyGroups(table, measure, codes, Math.max(1, met.length));
  const [nothing] = tallyGroups(table, measure, codes.fill(-1), 1);
  const spans = first > last ? [] : layPeriods(period, first, last, weekStartsOn);
  let start = 0;
  return {
    measure,
    timeZone,
    asOf: formatDay(last),
    level: settings.level,
    method: settings.method,
    periods: spans.map(({ from, to }) => {
      while (start < met.length && met[start] < from) start++;
      let end = start;
      while (end < met.length && met[end] < to) end++;
      const tally = end > start ? addTallies(tallies.slice(start, end)) : nothing;
      return {
        from: formatDay(from),
        to: formatDay(to),
        complete: from >= first && to <= last + 1,
        ...estimateScore(measure, tally, settings, anyEnds),
      };
    }),
    outside: days.reduce((count, day) => count + (day < first || day > last ? 1 : 0), 0),
  };
}

/** The distinct days within bounds, ascending, and the place of each row's day among them, else -1. */
function numberDays(days: Int32Array, first: number, last: number): [Int32Array, number[]] {
  const within = new Set<number>();
  for (const day of days) if (day >= first && day <= last) within.add(day);
  const met = [...within].sort((a, b) => a - b);
  const places = new Map(met.map((day, place) => [day, place]));
  return [days.map((day) => places.get(day) ?? -1), met];
}
