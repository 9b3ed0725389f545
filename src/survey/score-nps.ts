import { checkOptions } from "../core/expect.ts";
import { netEnds } from "./ends.ts";
import { scoreAnswers } from "./score-answers.ts";
import { SETTINGS, scoreDefaults } from "./settings.ts";
import type { NetMethod, ScoreSettings, SurveyAnswers, SurveyScore } from "./types.ts";

export interface ScoreNpsOptions extends ScoreSettings {
  /** Of the score's interval. */
  readonly method?: NetMethod | undefined;
}

/** What {@link scoreNps} does unless told otherwise. */
export const SCORE_NPS_DEFAULTS = /* @__PURE__ */ scoreDefaults("net") satisfies ScoreNpsOptions;

/** The Net Promoter Score with its groups. */
export type NpsScore = SurveyScore<"promoters" | "passives" | "detractors">;

/**
 * How likely are customers to recommend us, and how sure is that number?
 *
 * For the question "How likely is it that you would recommend us …?", answered from 0 to 10. Other
 * questions of eleven points are no NPS, and five points are none either: use `scoreCsat`. A
 * difference between two scores needs `compareScores`: intervals that overlap may still differ.
 *
 * Formula: promoters answer 9 or more, passives from 7 to below 9, detractors below 7, fractions
 * included. With p and d the shares of promoters and detractors,
 * - share = p - d, score = 100 share;
 * - variance = p + d - (p - d)², standard error = √(variance / n).
 *
 * Intervals, z the normal quantile of the level:
 * - `adjusted_wald` (default): 3/4 promoter, 3/2 passives and 3/4 detractor are added, then as Wald;
 * - `wald`: share ± z standard error; of no width where all answer alike;
 * - `score`: the shares that a score test does not reject, by iteration.
 *
 * Weights come with the answers: given, or from `rakeWeights` or `postStratifyWeights`. Then all sums
 * are weighted, and n in the errors becomes effectiveN: (Σw)² / Σw² (`kish`, default), or the
 * variance over the squared linearized error Σw²(x - mean)² / (Σw)² (`linearized`). The first takes
 * weights as unrelated to answers: where those of large weight vary more than the rest its intervals
 * are somewhat narrow, and the second's are not. Neither counts what raking and post-stratification
 * gain where their cells answer differently: intervals are then wider than need be.
 *
 * @param answers - rows `{ score, weight? }`, columns, or `{ counts: { 0: …, 10: … } }`; scores from 0
 *   to 10
 * @param options - `level` of all intervals, between 0 and 1, default 0.95; `method`; `population`,
 *   all who could have been asked: variances shrink by (N - n) / (N - 1); `invited`, those who were;
 *   `effectiveSize`
 * @returns `score` (-100 to 100) and `share` (-1 to 1) with standard errors and intervals, nothing
 *   rounded; `groups` and `distribution` with Wilson's intervals, as fractions; `responseRate`;
 *   `effectiveN`, `designEffect`; `warnings`
 *
 * Edge cases: without answers score and interval are null, with the warning `no_answers`. Others:
 * `one_answer`, `all_equal`, `uneven_weights` (a design effect above 2), `suspected_scale` (20 answers
 * or more, all from 1 to 5). The adjusted interval has its center at n / (n + 3) of the score: of one
 * promoter or detractor it does not hold the score itself, nor at a lower level of more of them, all
 * alike (up to four at 0.9); `score` always does. Where all of the population answered, the interval
 * is the score itself.
 *
 * @throws InputError `out_of_scale` and `not_a_number` with the answer's row; `mixed_scales` where an
 *   answer says that it was asked on another scale; `negative_value` for a weight, `out_of_range` for
 *   one whose square is no number; `out_of_range` for a level, or fewer invited or people than
 *   answers; `invalid_option` for an option that there is not; `invalid_answers`, `invalid_row`,
 *   `invalid_column` and `length_mismatch` for what is none
 *
 * @example
 * ```ts
 * import { scoreNps } from "clientele/survey";
 *
 * const nps = scoreNps({ counts: { 3: 20, 8: 30, 10: 50 } }, { invited: 400 });
 * nps.score; // => 30
 * [nps.lower, nps.upper].map((end) => end?.toFixed(1)); // => ["14.1", "44.2"]
 * nps.share?.value; // => 0.3
 * nps.groups.promoters.share; // => 0.5
 * nps.responseRate?.value; // => 0.25
 * scoreNps([{ score: 10 }, { score: 6.5 }]).score; // => 0
 * scoreNps([]).score; // => null
 * ```
 *
 * Source: Reichheld (2003), The one number you need to grow, Harvard Business Review 81(12); Rocks
 * (2016), Interval estimation for the Net Promoter Score, The American Statistician 70(4); Kish
 * (1965), Survey Sampling, for the effective size.
 */
export function scoreNps(answers: SurveyAnswers, options: ScoreNpsOptions = {}): NpsScore {
  checkOptions(options, SETTINGS);
  const score = scoreAnswers(answers, { kind: "nps" }, options, netEnds);
  const { promoters, passives, detractors } = score.groups;
  return { ...score, groups: { promoters, passives, detractors } };
}
