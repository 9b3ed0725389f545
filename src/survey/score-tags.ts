import { withDefaults } from "../core/check-names.ts";
import { checkChoice, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { check, checkOptions } from "../core/expect.ts";
import { adjustPValues } from "./adjust-p-values.ts";
import { checkLevel, checkRows } from "./check.ts";
import {
  COMPARE_SCORES_DEFAULTS,
  type ComparisonCorrection,
  type ScoreDifference,
} from "./compare-types.ts";
import { differenceOf } from "./differences.ts";
import { anyEnds } from "./ends.ts";
import { estimateScore, shareOf } from "./estimate.ts";
import { pointsOf, resolveMeasure } from "./measure.ts";
import { momentsOf } from "./moments.ts";
import { onScale } from "./on-scale.ts";
import { readAnswers } from "./read-answers.ts";
import { resolveSettings } from "./settings.ts";
import { addTallies, tallyAnswers, tallyGroups } from "./tally.ts";
import type { AnswerGroup, SurveyMeasure, SurveyResponse, SurveyScore } from "./types.ts";

/** An answer with the tags of its comment. */
export interface TaggedResponse extends SurveyResponse {
  readonly tags: readonly string[];
}

export interface ScoreTagsOptions {
  readonly measure?: SurveyMeasure | undefined;
  readonly level?: number | undefined;
  readonly correction?: ComparisonCorrection | undefined;
}

/** What {@link scoreTags} does unless told otherwise. */
export const SCORE_TAGS_DEFAULTS = {
  measure: { kind: "nps" },
  level: 0.95,
  correction: "holm",
} as const satisfies ScoreTagsOptions;

/** Answers with a tag, and their share of all. */
export interface TagScore extends AnswerGroup {
  readonly tag: string;
  /** Score of the answers with the tag, and of those without. */
  readonly score: number | null;
  readonly scoreWithout: number | null;
  /** Score of all minus `scoreWithout`: what the answers with the tag do to the score. */
  readonly impact: number | null;
  /** With minus without. */
  readonly difference: ScoreDifference;
  readonly adjustedPValue: number | null;
}

export interface TagScores {
  readonly all: SurveyScore;
  readonly level: number;
  readonly correction: ComparisonCorrection;
  /** By falling weight, then by name. */
  readonly tags: readonly TagScore[];
}

/**
 * What do people write about, and how do those who do score?
 *
 * For comments that were tagged, by hand or by a machine: a tag with many answers and a large
 * negative `impact` is where to look first. People choose what to write about: a low score with a tag
 * need not come from the thing.
 *
 * Formula: the answers with a tag against those without, by the defaults of `compareScores`; impact =
 * score of all - score without. P-values are adjusted over the tags.
 *
 * @param responses - rows `{ score, tags, weight? }`, tags a list of texts, each once
 * @param options - `measure` (NPS unless given); `level`, default 0.95; `correction`, default `holm`
 * @returns `tags`: n, share of all answers (a fraction) with Wilson's interval, scores, `impact` and
 *   `difference` on the published scale; `all`, the score of all answers
 *
 * Edge cases: where all answers have a tag, nothing is without: null. Answers without tags count among
 * all.
 *
 * @throws InputError `invalid_row` for tags that are no texts; `duplicate_tag`; else as the score
 *
 * @example
 * ```ts
 * import { scoreTags } from "clientele/survey";
 *
 * const { all, tags } = scoreTags([
 *   { score: 3, tags: ["delivery"] },
 *   { score: 10, tags: ["price", "delivery"] },
 *   { score: 2, tags: ["delivery"] },
 *   { score: 9, tags: [] },
 * ]);
 * all.score; // => 0
 * [tags[0].tag, tags[0].n, tags[0].share]; // => ["delivery", 3, 0.75]
 * tags[0].score?.toFixed(1); // => "-33.3"
 * tags[0].impact; // => -100
 * ```
 *
 * Source: as `compareScores`.
 */
export function scoreTags(
  responses: readonly TaggedResponse[],
  options: ScoreTagsOptions = {},
): TagScores {
  checkRows(responses);
  checkOptions(options, ["measure", "level", "correction"]);
  const given = withDefaults(options, SCORE_TAGS_DEFAULTS);
  const measure = resolveMeasure(given.measure);
  const level = checkLevel(given.level);
  const corrections = ["holm", "bonferroni", "benjamini_hochberg", "none"] as const;
  const correction = checkChoice(given.correction, corrections, ["correction"]);
  const settings = resolveSettings(measure, { level });
  const table = readAnswers(responses, measure.scale);
  const all = estimateScore(measure, tallyAnswers(table, measure), settings, anyEnds);
  const rowsOf = collectTags(responses);
  const method = COMPARE_SCORES_DEFAULTS.method[measure.metric];
  const codes = new Int32Array(responses.length);
  const found = [...rowsOf].map(([tag, rows]) => {
    codes.fill(1);
    for (const row of rows) codes[row] = 0;
    const arms = tallyGroups(table, measure, codes, 2).map((tally) => ({
      moments: momentsOf(measure, tally, "kish"),
      correction: 1,
      tally,
    }));
    const whole = momentsOf(measure, addTallies(arms.map(({ tally }) => tally)), "kish");
    const [own, other] = arms;
    return { tag, own, other, whole, difference: differenceOf(measure, own, other, method, level) };
  });
  const adjusted = adjustPValues(
    found.map(({ difference }) => difference.pValue),
    correction,
  );
  const points = pointsOf(measure);
  const tags = found.map(({ tag, own, other, whole, difference }, at): TagScore => {
    const [mean, without] = [own.moments.mean, other.moments.mean];
    return {
      tag,
      n: own.moments.n,
      weight: own.moments.weight,
      ...shareOf(own.moments.weight, whole.weight, whole.effectiveN, 1, level),
      score: mean === null ? null : points * mean,
      scoreWithout: without === null ? null : points * without,
      impact: without === null || whole.mean === null ? null : points * (whole.mean - without),
      difference: onScale(difference, points),
      adjustedPValue: adjusted[at],
    };
  });
  tags.sort((a, b) => b.weight - a.weight || (a.tag < b.tag ? -1 : 1));
  return { all, level, correction, tags };
}

function collectTags(responses: readonly TaggedResponse[]): Map<string, number[]> {
  const rowsOf = new Map<string, number[]>();
  for (const [row, { tags }] of responses.entries()) {
    check(Array.isArray(tags), "invalid_row", [row, "tags"], "a list of tags", tags);
    for (const [at, tag] of tags.entries()) {
      if (typeof tag !== "string" || tag === "") {
        throw new InputError("invalid_row", `expected a text, got ${show(tag)}`, [row, "tags", at]);
      }
      check(tags.indexOf(tag) === at, "duplicate_tag", [row, "tags", at], "each tag once", tag);
      const rows = rowsOf.get(tag) ?? [];
      rows.push(row);
      rowsOf.set(tag, rows);
    }
  }
  return rowsOf;
}
