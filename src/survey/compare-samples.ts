import { checkInteger } from "../core/checks.ts";
import { check, checkOptions, isObject } from "../core/expect.ts";
import { parseDay } from "../time/day.ts";
import { openZone } from "../time/zone.ts";
import type { CompareScoresOptions, NamedPeriod, ScoreSample } from "./compare-types.ts";
import { daysOfAnswers } from "./days.ts";
import { type AnswerTable, readAnswers } from "./read-answers.ts";
import { groupBySegment } from "./segments.ts";
import { type Tally, tallyAnswers, tallyGroups } from "./tally.ts";
import type { MeasureUsed, SurveyColumns, SurveyResponse } from "./types.ts";

/** A sample read and counted. */
export interface CountedSample {
  readonly name: string;
  readonly tally: Tally;
  readonly population: number | undefined;
  /** Where each sample has answers of its own. */
  readonly table: AnswerTable | undefined;
}

export type Comparable = readonly ScoreSample[] | readonly SurveyResponse[] | SurveyColumns;

/** The samples that a caller means. */
export function readSamples(
  samples: Comparable,
  measure: MeasureUsed,
  by: NonNullable<CompareScoresOptions["by"]>,
  timeZone: string,
): CountedSample[] {
  if (!isSamples(samples)) return splitSamples(samples, measure, by, timeZone);
  return samples.map((sample, at) => {
    check(isObject(sample), "invalid_row", ["samples", at], "{ name, answers }", sample);
    checkOptions(sample, ["name", "answers", "population"], ["samples", at]);
    const { name, answers, population } = sample;
    if (population !== undefined) checkInteger(population, ["samples", at, "population"], 1);
    check(typeof name === "string", "invalid_option", ["samples", at, "name"], "a text", name);
    const table = readAnswers(answers, measure.scale, [name]);
    return { name, tally: tallyAnswers(table, measure), population, table };
  });
}

function isSamples(samples: unknown): samples is readonly ScoreSample[] {
  return (
    Array.isArray(samples) && samples.length > 0 && isObject(samples[0]) && "answers" in samples[0]
  );
}

function splitSamples(
  answers: readonly SurveyResponse[] | SurveyColumns,
  measure: MeasureUsed,
  by: "segment" | readonly NamedPeriod[],
  timeZone: string,
): CountedSample[] {
  const table = readAnswers(answers, measure.scale);
  const { names, codes } =
    by === "segment" ? groupBySegment(table) : groupByPeriod(table, by, timeZone);
  const tallies = tallyGroups(table, measure, codes, names.length);
  return names.map((name, at) => ({
    name,
    tally: tallies[at],
    population: undefined,
    table: undefined,
  }));
}

/** Answers outside of all periods belong to group -1. */
function groupByPeriod(table: AnswerTable, periods: readonly NamedPeriod[], timeZone: string) {
  check(Array.isArray(periods), "invalid_option", ["by"], '"segment" or periods', periods);
  const zone = openZone(timeZone);
  const spans = Array.from(periods, (period, at) => {
    checkOptions(period, ["name", "from", "to"], ["by", at]);
    const { name, from, to } = period;
    check(typeof name === "string", "invalid_option", ["by", at, "name"], "a text", name);
    return {
      from: parseDay(from, zone, ["by", at, "from"]),
      to: parseDay(to, zone, ["by", at, "to"]),
    };
  });
  for (const [at, { from, to }] of spans.entries()) {
    check(from < to, "out_of_range", ["by", at], "a period of at least a day", to - from);
    const clash = spans.findIndex(
      (other, place) => place < at && other.from < to && from < other.to,
    );
    check(clash < 0, "overlapping_periods", ["by", at], "periods apart", periods[at].name);
  }
  const days = daysOfAnswers(table, zone);
  return {
    names: periods.map(({ name }) => name),
    codes: days.map((day) => spans.findIndex(({ from, to }) => day >= from && day < to)),
  };
}
