import { checkNames, withDefaults } from "../../../core/check-names.ts";
import { checkChoice, checkInteger, checkObject } from "../../../core/checks.ts";
import type { NumberColumn } from "../../../core/columns.ts";
import { criticalValue } from "../../../numeric/intervals.ts";
import type { EventColumn } from "../../survival/duration.ts";
import { calibrationOf, losses } from "./calibration.ts";
import { liftOf } from "./lift.ts";
import type { ClassifierEvaluation, ThresholdCosts } from "./noun.ts";
import { type RankedScores, rankScores } from "./rank-scores.ts";
import { averagePrecision, curvesOf, rocAuc } from "./roc.ts";
import { bestThreshold, checkCosts } from "./threshold.ts";

export interface EvaluateClassifierOptions {
  /** For how many customers each row stands, at least 0; 1 unless given. */
  readonly weights?: NumberColumn | undefined;
  /** Bins of calibration, 1 to 1000; 10 unless given. */
  readonly bins?: number | undefined;
  /** Bins of equally many customers (`quantile`), or equal width; `quantile` unless given. */
  readonly binning?: "quantile" | "width" | undefined;
  /** Bins of lift, 1 to 1000; 10 (deciles) unless given. */
  readonly liftBins?: number | undefined;
  /** The most points of a curve, 2 to 100,000; 200 unless given. */
  readonly curvePoints?: number | undefined;
  /** What being wrong costs: for `bestThreshold`. */
  readonly costs?: ThresholdCosts | undefined;
  /** Of the intervals, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link evaluateClassifier} does unless told otherwise. */
export const EVALUATE_CLASSIFIER_DEFAULTS = {
  bins: 10,
  binning: "quantile",
  liftBins: 10,
  curvePoints: 200,
  level: 0.95,
} as const satisfies EvaluateClassifierOptions;

/**
 * How well do these scores tell who leaves, and are the probabilities right?
 *
 * On customers, and of a time, that the model has not seen: see `splitInTime`. Order and size are two things:
 * ROC AUC, average precision and lift judge the order alone, and so any score; Brier score, log loss and
 * calibration judge probabilities. With few who leave look at precision and lift, not at AUC.
 *
 * - ROC AUC: P(one who left has the higher score than one who stayed), ties half; DeLong's interval
 * - average precision: Σ (R_k - R_{k-1}) P_k over distinct scores, without interpolation
 * - Brier: mean (p - y)²; log loss: mean -ln p(y), p kept from 0 and 1 by 1e-15
 * - calibration slope and intercept: logistic regression of y on logit p; in the large: at slope 1
 * - lift: rate of a tenth of customers / rate of all; gain: of all who left the share up to there
 * - best threshold: that of least total cost; of true probabilities (c_FP - c_TN)/(c_FP - c_TN + c_FN - c_TP)
 *
 * @param scores - one for each customer, the higher the likelier to leave; probabilities where sizes are asked
 * @param outcomes - whether she left, for each
 * @param options - `weights` (counts); `bins` and `binning` of calibration; `liftBins`; `curvePoints`;
 *   `costs` of a false alarm, a miss and, where they are not 0, of being right; `level`
 * @returns figures and lists of points, plain data. Equal scores are never torn apart: thresholds flag all or
 *   none, lift deals them out in proportion, so that the order of rows makes no difference
 *
 * Edge cases: with one outcome alone AUC and curves are not defined (`null`, empty), warning `one_outcome`.
 * Scores outside 0 to 1 have no Brier score, log loss or calibration, warning `not_probabilities`. An AUC of
 * 0 or 1 has no interval; calibration lines have none where scores separate outcomes, and are `null`.
 *
 * @throws InputError `length_mismatch`, `not_a_number`, `non_finite_value`, `negative_value`, `invalid_event`,
 *   `invalid_column`, `invalid_option`, `out_of_range`, `sum_overflow`
 *
 * @example
 * ```ts
 * import { evaluateClassifier } from "clientele/retention";
 *
 * const scores = [0.9, 0.8, 0.7, 0.6, 0.55, 0.4, 0.3, 0.2, 0.1, 0.05];
 * const outcomes = [1, 1, 0, 1, 0, 0, 1, 0, 0, 0];
 * const costs = { falsePositive: 5, falseNegative: 40 };
 * const { rocAuc, brierScore, bestThreshold } = evaluateClassifier(scores, outcomes, { costs });
 * rocAuc.value?.toFixed(4); // => "0.8333"
 * brierScore?.toFixed(4); // => "0.1705"
 * bestThreshold?.threshold; // => 0.3
 * bestThreshold?.cost; // => 15
 * ```
 *
 * @see DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44; Brier (1950), Monthly Weather Review 78; Cox
 * (1958), Biometrika 45, for calibration; Elkan (2001), The foundations of cost-sensitive learning, IJCAI
 */
export function evaluateClassifier(
  scores: NumberColumn,
  outcomes: EventColumn,
  options: EvaluateClassifierOptions = {},
): ClassifierEvaluation {
  checkNames(checkObject(options, "options"), [
    "weights",
    "bins",
    "binning",
    "liftBins",
    "curvePoints",
    "costs",
    "level",
  ]);
  const settings = withDefaults(options, EVALUATE_CLASSIFIER_DEFAULTS);
  const { level } = settings;
  const z = criticalValue(level);
  const bins = checkInteger(settings.bins, ["bins"], 1, 1000);
  const binning = checkChoice(settings.binning, ["quantile", "width"], ["binning"]);
  const liftBins = checkInteger(settings.liftBins, ["liftBins"], 1, 1000);
  const points = checkInteger(settings.curvePoints, ["curvePoints"], 2, 100_000);
  const costs = settings.costs === undefined ? undefined : checkCosts(settings.costs);
  const ranked = rankScores(scores, outcomes, settings.weights);
  const { roc, precisionRecall } = curvesOf(ranked, points);
  const none = { brierScore: null, brierSkill: null, logLoss: null };
  return {
    n: ranked.n,
    events: ranked.positives,
    weight: ranked.positives + ranked.negatives,
    level,
    rocAuc: rocAuc(ranked, z),
    averagePrecision: averagePrecision(ranked),
    ...(ranked.areProbabilities ? losses(ranked) : none),
    calibration: ranked.areProbabilities ? calibrationOf(ranked, bins, binning, level, z) : null,
    rocCurve: roc,
    precisionRecallCurve: precisionRecall,
    lift: liftOf(ranked, liftBins),
    bestThreshold: costs === undefined ? null : bestThreshold(ranked, costs),
    warnings: warningsOf(ranked),
  };
}

function warningsOf(ranked: RankedScores): ClassifierEvaluation["warnings"] {
  const { positives, negatives, areProbabilities } = ranked;
  const warnings: ClassifierEvaluation["warnings"][number][] = [];
  if (positives === 0 || negatives === 0) {
    const who = positives + negatives === 0 ? "there is nobody" : "all have the same outcome";
    const message = `${who}: nothing can be told apart`;
    warnings.push({ code: "one_outcome", message, details: { positives, negatives } });
  }
  if (!areProbabilities) {
    const message = "scores outside 0 to 1: their order can be judged, their size cannot";
    warnings.push({ code: "not_probabilities", message });
  }
  return warnings;
}
