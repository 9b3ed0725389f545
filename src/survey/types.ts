import type {
  CustomerId,
  DictionaryColumn,
  IdColumn,
  IntegerArray,
  NumberColumn,
} from "../core/columns.ts";
import type { ColumnTimeUnit, TimeInput } from "../core/time-input.ts";
import type { Warning } from "../core/warning.ts";
import type { ProportionMethod } from "../numeric/intervals.ts";

/** The lowest and the highest answer that a question offers, both whole numbers. */
export interface AnswerScale {
  readonly min: number;
  readonly max: number;
}

/** One answer to a survey's question. */
export interface SurveyResponse {
  readonly score: number;
  readonly at?: TimeInput | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly segment?: string | undefined;
  /** How many people the answer speaks for, 0 or more; 1 unless given. */
  readonly weight?: number | undefined;
  /** As the question was asked; an error where it is not the scale of the measure. */
  readonly scale?: AnswerScale | undefined;
}

/** The same answers as parallel columns. */
export interface SurveyColumns {
  readonly score: NumberColumn;
  readonly at?: readonly TimeInput[] | NumberColumn | IntegerArray | undefined;
  /** Unit of a numeric `at`; milliseconds unless given. */
  readonly atUnit?: ColumnTimeUnit | undefined;
  readonly customerId?: IdColumn | undefined;
  readonly segment?: readonly string[] | DictionaryColumn | undefined;
  readonly weight?: NumberColumn | undefined;
  readonly scale?: AnswerScale | undefined;
}

/** How often each answer was given, by answer: `{ counts: { 8: 12, 10: 30 } }`. */
export interface SurveyCounts {
  readonly counts: Readonly<Record<string, number>>;
  readonly scale?: AnswerScale | undefined;
}

/** Answers in any of the forms that scores are made from. */
export type SurveyAnswers = readonly SurveyResponse[] | SurveyColumns | SurveyCounts;

/** Which score, on which scale: Net Promoter, customer satisfaction or customer effort. */
export type SurveyMeasure =
  | { readonly kind: "nps" }
  | ({ readonly kind: "csat" } & CsatMeasure)
  | ({ readonly kind: "ces" } & CesMeasure);

export interface CsatMeasure {
  /** Share of the positive answers (default), or the mean answer. */
  readonly metric?: "top_box" | "mean" | undefined;
  /** From 1 to this many points, or both ends. */
  readonly scale?: 5 | 6 | 7 | 10 | AnswerScale | undefined;
  /** The answers that count as satisfied; the two highest unless given. */
  readonly positive?: readonly number[] | undefined;
}

export interface CesMeasure {
  /** v1: effort from 1 to 5, low is good. v2: agreement that it was easy, from 1 to 7. */
  readonly version?: "v1" | "v2" | undefined;
  /** Mean answer (default), share of easy answers, or easy minus hard. */
  readonly metric?: "mean" | "positive" | "net" | undefined;
}

/** A measure with nothing left open. */
export interface MeasureUsed {
  readonly kind: "nps" | "csat" | "ces";
  readonly version: "v1" | "v2" | null;
  readonly metric: "net" | "share" | "mean";
  readonly scale: AnswerScale;
  readonly better: "high" | "low";
  /** Whole answers that count as good. NPS: everything from 9. */
  readonly positive: readonly number[];
  /** Whole answers that count as bad. NPS: everything below 7. */
  readonly negative: readonly number[];
}

export type NetMethod = "adjusted_wald" | "wald" | "score";
export type MeanMethod = "student_t" | "normal";
export type ScoreMethod = NetMethod | ProportionMethod | MeanMethod;

/** How sure a score shall be told to be. */
export interface ScoreSettings {
  /** Confidence level, between 0 and 1. */
  readonly level?: number | undefined;
  /** All who could have been asked, where that is not a much larger number than the answers. */
  readonly population?: number | undefined;
  /** How many were asked: for the response rate. */
  readonly invited?: number | undefined;
  /** From the weights alone (Kish), or from weights and answers together. */
  readonly effectiveSize?: "kish" | "linearized" | undefined;
}

/** A fraction with its interval; null where there is nothing to share. */
export interface ShareEstimate {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Those who gave certain answers: how many, and their share of all (by weight). */
export interface AnswerGroup {
  readonly n: number;
  readonly weight: number;
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** {@link AnswerGroup} of one answer. */
export interface AnswerFrequency extends AnswerGroup {
  readonly answer: number;
}

export type SurveyWarningCode =
  | "no_answers"
  | "one_answer"
  | "all_equal"
  | "suspected_scale"
  | "uneven_weights";

/** A score and how sure it is: plain, storable data. */
export interface SurveyScore<Group extends string = string> {
  readonly measure: MeasureUsed;
  /** On the published scale: net scores -100 to 100, shares 0 to 100, means in points. */
  readonly score: number | null;
  /** Ends of the interval and standard error, on the same scale. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly standardError: number | null;
  /** The same as a fraction (net scores -1 to 1); null for means. */
  readonly share: (ShareEstimate & { readonly standardError: number | null }) | null;
  /** Answers. */
  readonly n: number;
  /** Sum of their weights. */
  readonly weight: number;
  /** Answers of equal weight that would be as informative. */
  readonly effectiveN: number | null;
  /** n / effectiveN. */
  readonly designEffect: number | null;
  readonly level: number;
  readonly method: ScoreMethod;
  readonly groups: Readonly<Record<Group, AnswerGroup>>;
  /** Every whole answer of the scale, and what else was answered; ascending. */
  readonly distribution: readonly AnswerFrequency[];
  /** Answers / invited, with Wilson's interval; null where nobody said how many were invited. */
  readonly responseRate: (ShareEstimate & { readonly n: number }) | null;
  readonly warnings: readonly Warning<SurveyWarningCode>[];
}
