import type { ScoreComparison } from "../survey/compare-types.ts";
import type { WaveComparison } from "../survey/compare-waves.ts";
import type { SegmentScores } from "../survey/score-by-segment.ts";
import type { PeriodScores } from "../survey/score-over-time.ts";
import type { MeasureUsed, SurveyScore } from "../survey/types.ts";
import { describeScoreComparison, describeWaves } from "./describe-survey-comparison.ts";
import { count, doubts, say, sayLevel } from "./sentences.ts";
import { scaleOf, scoreFormat, surveyTitle } from "./survey-words.ts";
import type { NumberFormat, SummaryTable, TableCell } from "./table.ts";
import { type ColumnOf, toTable } from "./to-table.ts";

const PERCENT = { percent: 1 } as const;

/** All that surveys come to names its measure. */
export function describeSurvey(
  result: SurveyScore | SegmentScores | PeriodScores | ScoreComparison | WaveComparison,
): SummaryTable {
  if ("segments" in result) return describeSegmentScores(result);
  if ("periods" in result) return describePeriodScores(result);
  if ("pairs" in result) return describeScoreComparison(result);
  if ("moves" in result) return describeWaves(result);
  return describeScore(result);
}

interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly n: number;
  readonly format: NumberFormat;
}

function describeScore(result: SurveyScore): SummaryTable {
  const { measure, score, n, groups, responseRate, effectiveN } = result;
  const confidence = sayLevel(result.level);
  const rows: Figure[] = [
    { ...result, name: "Score", value: score, format: scoreFormat(measure) },
    ...Object.entries(groups).map(([name, group]) => ({
      ...group,
      name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value: group.share,
      format: PERCENT,
    })),
    ...(responseRate === null ? [] : [{ ...responseRate, name: "Response rate", format: PERCENT }]),
  ];
  const cell = (value: number | null, format: NumberFormat): TableCell =>
    value === null ? null : { value, format };
  return toTable(rows, {
    title: surveyTitle(measure),
    columns: [
      { name: "Figure", cell: (row) => row.name },
      { name: "Value", cell: (row) => cell(row.value, row.format), align: "right" },
      { name: `Lower ${confidence}`, cell: (row) => cell(row.lower, row.format), align: "right" },
      { name: `Upper ${confidence}`, cell: (row) => cell(row.upper, row.format), align: "right" },
      { name: "n", cell: (row) => row.n },
    ],
    notes: [
      `${scaleOf(measure)} Interval of the score: ${result.method}.`,
      ...(effectiveN === null || effectiveN === n
        ? []
        : [
            `Weighted: as informative as ${say(effectiveN, { decimals: 1 })} answers of one weight.`,
          ]),
      ...doubts(result.warnings),
    ],
  });
}

function describeSegmentScores({ measure, level, method, all, segments }: SegmentScores) {
  const rows = [...segments, { ...all, segment: "All" }];
  return toTable(rows, {
    title: `${surveyTitle(measure)} by segment`,
    columns: [
      { name: "Segment", cell: (row) => row.segment, align: "left" },
      ...scoreColumns(measure, level),
    ],
    notes: [
      `${scaleOf(measure)} Intervals: ${method}.`,
      ...segments.flatMap((row) => doubtsOf(row.segment, row)),
    ],
  });
}

function describePeriodScores(result: PeriodScores): SummaryTable {
  const { measure, level, method, periods, outside } = result;
  return toTable(periods, {
    title: `${surveyTitle(measure)} as of ${result.asOf}`,
    columns: [
      { name: "From", cell: (row) => row.from },
      { name: "Before", cell: (row) => row.to },
      ...scoreColumns(measure, level),
      { name: "Complete", cell: (row) => (row.complete ? "yes" : "no") },
    ],
    notes: [
      `Days of ${result.timeZone}. ${scaleOf(measure)} Intervals: ${method}.`,
      ...(outside > 0
        ? [`${count(outside, "answer")} before the first day or after the last.`]
        : []),
      ...periods.flatMap((row) => doubtsOf(row.from, row)),
    ],
  });
}

function scoreColumns(measure: MeasureUsed, level: number): ColumnOf<SurveyScore>[] {
  const format = scoreFormat(measure);
  const confidence = sayLevel(level);
  return [
    { name: "Answers", cell: (row) => row.n },
    { name: "Score", cell: (row) => row.score, format },
    { name: `Lower ${confidence}`, cell: (row) => row.lower, format },
    { name: `Upper ${confidence}`, cell: (row) => row.upper, format },
  ];
}

function doubtsOf(name: string, { warnings }: SurveyScore): string[] {
  return doubts(warnings).map((doubt) => `${name}: ${doubt}`);
}
