import type { AliveCalibration } from "../clv/evaluate/calibrate-alive.ts";
import type { ModelComparison } from "../clv/evaluate/compare-models.ts";
import type { HoldoutEvaluation } from "../clv/evaluate/evaluate-holdout.ts";
import type { FrequencyHistogram } from "../clv/evaluate/frequency-histogram.ts";
import type { PurchaseTracking } from "../clv/evaluate/track-purchases.ts";
import type { Posterior } from "../clv/posterior/posterior.ts";
import { show } from "../core/checks.ts";
import { InputError, isClienteleError } from "../core/errors.ts";
import type { ShopSummary } from "../customers/summarize-shop.ts";
import type { CustomerBase, CustomerBaseColumns } from "../customers/summary.ts";
import type { CohortTable } from "../retention/cohorts/cohort-noun.ts";
import type { RfmSegmentColumns, RfmSegments } from "../rfm/segment-types.ts";
import type { RfmScoreColumns, RfmScores } from "../rfm/types.ts";
import type { ScoreComparison } from "../survey/compare-types.ts";
import type { WaveComparison } from "../survey/compare-waves.ts";
import type { SegmentScores } from "../survey/score-by-segment.ts";
import type { PeriodScores } from "../survey/score-over-time.ts";
import type { SurveyScore } from "../survey/types.ts";
import { DESCRIBABLE } from "./describable.ts";
import { describeBase } from "./describe-base.ts";
import { describeCohorts } from "./describe-cohorts.ts";
import { describeEvaluation } from "./describe-evaluation.ts";
import {
  describeCalibration,
  describeComparison,
  describeHistogram,
  describePosterior,
  describeTracking,
} from "./describe-judgment.ts";
import { describeModel } from "./describe-model.ts";
import { describeScores } from "./describe-scores.ts";
import { describeSegments } from "./describe-segments.ts";
import { describeShop } from "./describe-shop.ts";
import { describeSurvey } from "./describe-survey.ts";
import type { AnyModel } from "./model-meaning.ts";
import type { SummaryTable } from "./table.ts";

/** What `describe` knows how to put into a table. */
export type Describable =
  | AnyModel
  | Posterior
  | ModelComparison
  | FrequencyHistogram
  | AliveCalibration
  | PurchaseTracking
  | HoldoutEvaluation
  | ShopSummary
  | CustomerBase
  | CustomerBaseColumns
  | RfmScores
  | RfmScoreColumns
  | RfmSegments
  | RfmSegmentColumns
  | CohortTable
  | SurveyScore
  | SegmentScores
  | PeriodScores
  | ScoreComparison
  | WaveComparison;

/**
 * What does this result say, at a glance?
 *
 * Makes a table of models and of what judges them, of shops, bases, segments, cohorts and surveys, for
 * `toText`, `toMarkdown`, `toHtml` and `toCsv`. Rows of your own go through `toTable`.
 *
 * - A model: its parameters θ with standard errors and 95 % intervals, exp(ln θ ± 1.96 se/θ), on
 *   the log scale so that no bound falls below zero; how the fit ended. Intervals are undefined for
 *   parameters typed in, and where the data do not bound them.
 * - Posterior draws: mean, deviation, quantiles and diagnostics of each parameter.
 * - A comparison of models, a frequency histogram, a calibration, a tracking: as rows.
 * - A holdout evaluation: actual and expected purchases a customer, by earlier frequency.
 * - A shop summary: its key figures with n and interval.
 * - A customer base: mean and quantiles of what the models read.
 * - RFM scores: customers and range of the measure for each score. RFM segments: as they come.
 * - A cohort table: retention, a row for each cohort and a column for each period since.
 * - Survey scores (NPS, CSAT, CES): score and groups with their intervals; by segment or over time, a
 *   row each. Comparisons: a row for each two samples; of waves, for each move.
 *
 * @param thing - a model, `Posterior`, `ModelComparison`, `FrequencyHistogram`, `AliveCalibration`,
 *   `PurchaseTracking`, `HoldoutEvaluation`, `ShopSummary`, `CustomerBase`, `RfmScores` or
 *   `RfmSegments`, the latter three with rows or columns; `CohortTable`, `SurveyScore`,
 *   `SegmentScores`, `PeriodScores`, `ScoreComparison`, `WaveComparison`
 * @returns the table as plain data: numbers unrounded, `null` for what is undefined; doubts among
 *   its notes
 * @throws InputError `invalid_shape` for anything else; `unknown_model`; `not_a_number`,
 *   `non_finite_value` or `out_of_range` for numbers that cannot be
 *
 * @example
 * ```ts
 * import { describe, toText } from "clientele/report";
 *
 * const table = describe({
 *   kind: "gamma-gamma",
 *   version: 1,
 *   params: { p: 6.25, q: 3.74, v: 15.44 },
 * });
 * table.title; // => "Gamma-Gamma model of spend"
 * table.rows[0]; // => ["p", 6.25, null, null, null]
 * table.notes[0]; // => "The mean spend over new customers is 35.22."
 * toText(table).split("\n")[5]; // => "p             6.250           –          –          –"
 * ```
 */
export function describe(thing: Describable): SummaryTable {
  try {
    return tableOf(thing);
  } catch (error) {
    if (isClienteleError(error)) throw error;
    // A noun from JSON may lack anything that its table reads.
    throw new InputError("invalid_shape", `expected a whole result of this package: ${error}`);
  }
}

function tableOf(thing: Describable): SummaryTable {
  if (typeof thing === "object" && thing !== null) {
    if ("kind" in thing) {
      return thing.kind === "posterior" ? describePosterior(thing) : describeModel(thing);
    }
    if ("measure" in thing) return describeSurvey(thing);
    if ("rows" in thing && Array.isArray(thing.rows)) return describeComparison(thing);
    if ("chiSquare" in thing && Array.isArray(thing.bins)) return describeHistogram(thing);
    if ("brierScore" in thing && Array.isArray(thing.bins)) return describeCalibration(thing);
    if ("periods" in thing) return describeTracking(thing);
    if ("byFrequency" in thing && Array.isArray(thing.byFrequency)) {
      return describeEvaluation(thing);
    }
    if ("segments" in thing && Array.isArray(thing.segments)) return describeSegments(thing);
    if ("cohorts" in thing && Array.isArray(thing.cohorts)) return describeCohorts(thing);
    if ("scores" in thing && isObject(thing.scores)) return describeScores(thing);
    if ("repeatPurchaseRate" in thing && isObject(thing.repeatPurchaseRate)) {
      return describeShop(thing);
    }
    if ("asOf" in thing && "timeUnit" in thing && isObject(thing.customers)) {
      return describeBase(thing);
    }
  }
  throw new InputError("invalid_shape", `expected ${DESCRIBABLE}, got ${show(thing)}`);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
