import { checkOptions } from "../core/expect.ts";
import { extended } from "../core/extended.ts";
import type { ProportionMethod } from "../numeric/intervals.ts";
import { anyEnds } from "./ends.ts";
import { SURVEY_MEASURE_DEFAULTS } from "./measure.ts";
import { scoreAnswers } from "./score-answers.ts";
import { SETTINGS, scoreDefaults } from "./settings.ts";
import type {
  CsatMeasure,
  MeanMethod,
  ScoreSettings,
  SurveyAnswers,
  SurveyScore,
} from "./types.ts";

export interface ScoreCsatOptions extends CsatMeasure, ScoreSettings {
  /** Of the score's interval: of a share, or of a mean. */
  readonly method?: ProportionMethod | MeanMethod | undefined;
}

/** What {@link scoreCsat} does unless told otherwise; the method of a mean is `student_t`. */
export const SCORE_CSAT_DEFAULTS = /* @__PURE__ */ csatDefaults();

function csatDefaults() {
  return extended(SURVEY_MEASURE_DEFAULTS.csat, scoreDefaults("share")) satisfies ScoreCsatOptions;
}

/** A satisfaction score with its groups. */
export type CsatScore = SurveyScore<"satisfied" | "others">;

/**
 * How satisfied are customers, and how sure is that number?
 *
 * For a question about one experience, answered on a scale where high is good. The share of positive
 * answers (`top_box`, default) is what vendors publish; the `mean` uses all of each answer, but takes
 * the steps of the scale to be of equal size. Scores on different scales do not compare.
 *
 * Formula: `top_box`: share p of answers in the positive set, score = 100 p, standard error
 * √(p (1 - p) / n). `mean`: Σwx / Σw, standard error √(s² / n).
 *
 * The positive set is that of the two highest answers unless given: 4 and 5 of 5, 5 and 6 of 6, 6 and
 * 7 of 7, 9 and 10 of 10. Intervals of a share: `wilson` (default), `agresti_coull`,
 * `clopper_pearson`, `jeffreys` (one-sided where none or all are positive), `wald`; of a mean:
 * `student_t` (default), `normal`, both cut off at the ends of the scale. Weights as in `scoreNps`.
 *
 * @param answers - rows, columns or counts, as for `scoreNps`; whole answers on the scale (of a mean,
 *   fractions too)
 * @param options - `metric`; `scale`: 5 (default), 6, 7 or 10 points from 1 on, or `{ min, max }`;
 *   `positive`: a list of answers; `method`, `level`, `population`, `invited`, `effectiveSize`
 * @returns as `scoreNps` does: `score` from 0 to 100 for a share, in points of the scale for a mean,
 *   whose `share` is null; `groups` are `satisfied` and `others`; `measure` names scale and set
 *
 * Edge cases: as `scoreNps`. The mean of one answer has no standard error (null), and of equal answers
 * one of 0, with the warning `all_equal`.
 *
 * @throws InputError as `scoreNps`; `not_whole`; `invalid_option` for a method of another metric
 *
 * @example
 * ```ts
 * import { scoreCsat } from "clientele/survey";
 *
 * const csat = scoreCsat({ counts: { 1: 5, 3: 15, 4: 30, 5: 50 } });
 * csat.score; // => 80
 * [csat.lower, csat.upper].map((end) => end?.toFixed(2)); // => ["71.12", "86.66"]
 * csat.measure.positive; // => [4, 5]
 * scoreCsat([{ score: 4 }, { score: 5 }, { score: 3 }], { metric: "mean" }).score; // => 4
 * scoreCsat([{ score: 6 }]); // => throws out_of_scale
 * ```
 *
 * Source: Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion, Statistical
 * Science 16(2).
 */
export function scoreCsat(answers: SurveyAnswers, options: ScoreCsatOptions = {}): CsatScore {
  checkOptions(options, ["metric", "scale", "positive", ...SETTINGS]);
  const { metric, scale, positive, ...settings } = { ...SURVEY_MEASURE_DEFAULTS.csat, ...options };
  const measure = {
    kind: "csat",
    metric,
    scale,
    ...(positive === undefined ? {} : { positive }),
  } as const;
  const score = scoreAnswers(answers, measure, settings, anyEnds);
  const { satisfied, others } = score.groups;
  return { ...score, groups: { satisfied, others } };
}
