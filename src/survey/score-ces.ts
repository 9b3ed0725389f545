import { checkOptions } from "../core/expect.ts";
import { extended } from "../core/extended.ts";
import type { ProportionMethod } from "../numeric/intervals.ts";
import { anyEnds } from "./ends.ts";
import { SURVEY_MEASURE_DEFAULTS } from "./measure.ts";
import { scoreAnswers } from "./score-answers.ts";
import { SETTINGS, scoreDefaults } from "./settings.ts";
import type {
  CesMeasure,
  MeanMethod,
  NetMethod,
  ScoreSettings,
  SurveyAnswers,
  SurveyScore,
} from "./types.ts";

export interface ScoreCesOptions extends CesMeasure, ScoreSettings {
  /** Of the score's interval: of a mean, a share or a net score. */
  readonly method?: MeanMethod | ProportionMethod | NetMethod | undefined;
}

/** What {@link scoreCes} does unless told otherwise; other metrics have the methods of NPS and CSAT. */
export const SCORE_CES_DEFAULTS = /* @__PURE__ */ cesDefaults();

function cesDefaults() {
  return extended(SURVEY_MEASURE_DEFAULTS.ces, scoreDefaults("mean")) satisfies ScoreCesOptions;
}

/** An effort score with its groups. */
export type CesScore = SurveyScore<"easy" | "neutral" | "hard">;

/**
 * How hard was it for customers to get what they wanted, and how sure is that number?
 *
 * For a question right after a contact or a task. The two published versions run in opposite
 * directions: `measure.better` says which, and their scores never compare.
 * - `v2` (default): "… made it easy for me", from 1 (disagree) to 7 (agree): high is good;
 * - `v1`: "How much effort …?", from 1 (very little) to 5 (very much): low is good.
 *
 * Formula, by metric:
 * - `mean` (default): the mean answer;
 * - `positive`: 100 times the share of easy answers: 5 to 7 in v2, 1 and 2 in v1;
 * - `net`: 100 times the share of easy answers minus that of hard ones: 6 and 7 minus 1 to 3 in v2,
 *   1 and 2 minus 4 and 5 in v1. Positive is good in both.
 *
 * Errors and intervals are those of `scoreCsat` for means and shares, those of `scoreNps` for net
 * scores; weights as there.
 *
 * @param answers - rows, columns or counts, as for `scoreNps`; whole answers from 1 to 7, or 1 to 5
 *   (of a mean, fractions too)
 * @param options - `version`, `metric`; `method`, `level`, `population`, `invited`, `effectiveSize`
 * @returns as `scoreCsat` does; `groups` are `easy`, `neutral` and `hard`
 *
 * Edge cases: as `scoreCsat`. The groups of `mean` are those of `positive`.
 *
 * @throws InputError as `scoreCsat`
 *
 * @example
 * ```ts
 * import { scoreCes } from "clientele/survey";
 *
 * const answers = { counts: { 2: 10, 4: 10, 5: 20, 6: 30, 7: 30 } };
 * scoreCes(answers).score; // => 5.5
 * scoreCes(answers, { metric: "positive" }).score; // => 80
 * scoreCes(answers, { metric: "net" }).score; // => 50
 * scoreCes(answers, { version: "v1" }); // => throws out_of_scale
 * ```
 *
 * Source: Dixon, Freeman and Toman (2010), Stop trying to delight your customers, Harvard Business
 * Review 88(7), for v1; Dixon, Toman and DeLisi (2013), The Effortless Experience, for v2.
 */
export function scoreCes(answers: SurveyAnswers, options: ScoreCesOptions = {}): CesScore {
  checkOptions(options, ["version", "metric", ...SETTINGS]);
  const { version, metric, ...settings } = { ...SURVEY_MEASURE_DEFAULTS.ces, ...options };
  const score = scoreAnswers(answers, { kind: "ces", version, metric }, settings, anyEnds);
  const { easy, neutral, hard } = score.groups;
  return { ...score, groups: { easy, neutral, hard } };
}
