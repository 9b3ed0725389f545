import { checkOptions } from "../core/expect.ts";
import { anyEnds } from "./ends.ts";
import { estimateScore } from "./estimate.ts";
import { resolveMeasure } from "./measure.ts";
import { readAnswers } from "./read-answers.ts";
import { groupBySegment } from "./segments.ts";
import {
  type AnySettings,
  DEFAULT_EFFECTIVE_SIZE,
  DEFAULT_LEVEL,
  resolveSettings,
} from "./settings.ts";
import { addTallies, tallyAnswers, tallyGroups } from "./tally.ts";
import type {
  MeasureUsed,
  ScoreMethod,
  SurveyColumns,
  SurveyMeasure,
  SurveyResponse,
  SurveyScore,
} from "./types.ts";

export interface ScoreBySegmentOptions
  extends Pick<AnySettings, "level" | "method" | "effectiveSize"> {
  /** What is scored; NPS unless given. */
  readonly measure?: SurveyMeasure | undefined;
}

/** What {@link scoreBySegment} does unless told otherwise; the method is that of the metric. */
export const SCORE_BY_SEGMENT_DEFAULTS = {
  measure: { kind: "nps" },
  level: DEFAULT_LEVEL,
  effectiveSize: DEFAULT_EFFECTIVE_SIZE,
} as const satisfies ScoreBySegmentOptions;

/** A score for each segment, and for all. */
export interface SegmentScores {
  readonly measure: MeasureUsed;
  readonly level: number;
  readonly method: ScoreMethod;
  readonly all: SurveyScore;
  readonly segments: readonly SegmentScore[];
}

export interface SegmentScore extends SurveyScore {
  readonly segment: string;
}

/**
 * What is the score in each segment?
 *
 * For a table of regions, plans or channels. To say that segments differ, use `compareScores`, which
 * counts how many comparisons were made: among many small segments one is always best by luck.
 *
 * Formula: that of `scoreNps`, `scoreCsat` or `scoreCes`, within each segment and over all.
 *
 * @param answers - rows `{ score, segment, weight? }` or columns, `segment` strings or a dictionary
 *   column
 * @param options - `measure`: `{ kind: "nps" }` (default), or `csat` or `ces` with the options of its
 *   score; `method`, `level`, `effectiveSize`
 * @returns `all`, and `segments` in the order of their names: scores with their intervals
 *
 * Edge cases: a segment that nobody is in is not there; without answers there are none. Each answer
 * belongs to one segment: a missing name is an error, not a segment more.
 *
 * @throws InputError `missing_field`, `invalid_segment`; else as the score
 *
 * @example
 * ```ts
 * import { scoreBySegment } from "clientele/survey";
 *
 * const { all, segments } = scoreBySegment([
 *   { score: 10, segment: "web" },
 *   { score: 9, segment: "shop" },
 *   { score: 4, segment: "web" },
 * ]);
 * segments.map(({ segment, score, n }) => ({ segment, score, n })); // => [{ segment: "shop", score: 100, n: 1 }, { segment: "web", score: 0, n: 2 }]
 * all.score?.toFixed(1); // => "33.3"
 * ```
 *
 * Source: as the score.
 */
export function scoreBySegment(
  answers: readonly SurveyResponse[] | SurveyColumns,
  options: ScoreBySegmentOptions = {},
): SegmentScores {
  checkOptions(options, ["measure", "level", "method", "effectiveSize"]);
  const measure = resolveMeasure(options.measure);
  const settings = resolveSettings(measure, options);
  const table = readAnswers(answers, measure.scale);
  const { names, codes } = groupBySegment(table);
  const tallies = tallyGroups(table, measure, codes, names.length);
  const whole = tallies.length > 0 ? addTallies(tallies) : tallyAnswers(table, measure);
  return {
    measure,
    level: settings.level,
    method: settings.method,
    all: estimateScore(measure, whole, settings, anyEnds),
    segments: names.map((segment, at) => ({
      segment,
      ...estimateScore(measure, tallies[at], settings, anyEnds),
    })),
  };
}
