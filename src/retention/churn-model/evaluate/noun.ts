import type { Warning } from "../../../core/warning.ts";

/** An estimate; `null` throughout where it is not defined. */
export interface ClassifierEstimate {
  readonly value: number | null;
  /** `null`, like the bounds, where one outcome has fewer than two, or all scores are in order. */
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A point of the ROC curve: what flagging all scores from `threshold` on does; `null` flags nobody. */
export interface RocPoint {
  readonly threshold: number | null;
  /** Of those who stayed, the share flagged. */
  readonly falsePositiveRate: number;
  /** Of those who left, the share flagged. */
  readonly truePositiveRate: number;
}

export interface PrecisionRecallPoint {
  readonly threshold: number;
  /** Of those who left, the share flagged. */
  readonly recall: number;
  /** Of those flagged, the share who left. */
  readonly precision: number;
}

/** Customers of like predictions: a point beside the diagonal. */
export interface ReliabilityBin {
  /** The least and the largest prediction. */
  readonly from: number;
  readonly to: number;
  /** In weights. */
  readonly n: number;
  /** The mean prediction. */
  readonly predicted: number;
  /** The share who left, with Wilson's interval. */
  readonly observed: number;
  readonly lower: number;
  readonly upper: number;
}

/** Predictions held against outcomes, as Cox (1958) does. */
export interface ClassifierCalibration {
  readonly bins: readonly ReliabilityBin[];
  /** Of outcomes on the log odds predicted: 1 is right, less is too extreme. */
  readonly slope: ClassifierEstimate;
  /** Beside that slope: 0 is right. */
  readonly intercept: ClassifierEstimate;
  /** At a slope of 1: above 0, more leave than predicted. */
  readonly inTheLarge: ClassifierEstimate;
}

/** A tenth of the customers, the highest scores first. */
export interface LiftBin {
  readonly bin: number;
  readonly n: number;
  /** Who left; of tied scores that two bins share, their part. */
  readonly events: number;
  readonly rate: number;
  /** rate / that of all. */
  readonly lift: number;
  /** Of all who left, the share up to here. */
  readonly gain: number;
  readonly cumulativeLift: number;
}

/** What being wrong, and right, costs a customer; benefits are negative. */
export interface ThresholdCosts {
  /** Flagged, but stayed: a needless contact. */
  readonly falsePositive: number;
  /** Left unflagged: the loss. */
  readonly falseNegative: number;
  /** Flagged and left: a contact, less what it saves; 0 unless given. */
  readonly truePositive?: number | undefined;
  /** 0 unless given. */
  readonly trueNegative?: number | undefined;
}

/** The scores to flag, and what comes of it. */
export interface ThresholdChoice {
  /** Flag all scores from here on; `null`: nobody. */
  readonly threshold: number | null;
  /** Of all customers together. */
  readonly cost: number;
  readonly costPerCustomer: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** `null` where nobody is flagged. */
  readonly precision: number | null;
  /** `null` where nobody left. */
  readonly recall: number | null;
  /** Where the least cost lies if scores are true probabilities; `null` where no threshold does. */
  readonly theoretical: number | null;
}

export type ClassifierWarningCode = "not_probabilities" | "one_outcome";

/** How good scores are. Plain data; the lists are ready for a chart. */
export interface ClassifierEvaluation {
  /** Rows that weigh something. */
  readonly n: number;
  /** In weights: who left, and all. */
  readonly events: number;
  readonly weight: number;
  readonly level: number;
  /** The area under the ROC curve, DeLong's interval. */
  readonly rocAuc: ClassifierEstimate;
  readonly averagePrecision: number | null;
  /** Mean of (p - y)²: 0 is perfect. */
  readonly brierScore: number | null;
  /** 1 - Brier score / that of giving everybody the overall rate. */
  readonly brierSkill: number | null;
  /** Mean of -ln of the probability given to what happened. */
  readonly logLoss: number | null;
  /** `null` for scores that are no probabilities. */
  readonly calibration: ClassifierCalibration | null;
  readonly rocCurve: readonly RocPoint[];
  readonly precisionRecallCurve: readonly PrecisionRecallPoint[];
  readonly lift: readonly LiftBin[];
  /** `null` without costs. */
  readonly bestThreshold: ThresholdChoice | null;
  readonly warnings: readonly Warning<ClassifierWarningCode>[];
}
