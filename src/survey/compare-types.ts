import type { TimeInput } from "../core/time-input.ts";
import type { Warning } from "../core/warning.ts";
import type { MeasureUsed, SurveyAnswers, SurveyMeasure, SurveyScore } from "./types.ts";

/** Answers under a name, to be compared with others. */
export interface ScoreSample {
  readonly name: string;
  readonly answers: SurveyAnswers;
  /** All who could have been asked; variances shrink accordingly. */
  readonly population?: number | undefined;
}

/** A stretch of local days under a name: from inclusive, to exclusive. */
export interface NamedPeriod {
  readonly name: string;
  readonly from: TimeInput;
  readonly to: TimeInput;
}

export type DifferenceMethod =
  | "adjusted_wald"
  | "wald"
  | "newcombe"
  | "agresti_caffo"
  | "welch"
  | "normal"
  | "paired_t"
  | "score";

export type ComparisonCorrection = "holm" | "bonferroni" | "benjamini_hochberg" | "none";

export interface CompareScoresOptions {
  readonly measure?: SurveyMeasure | undefined;
  /** Confidence level, between 0 and 1. */
  readonly level?: number | undefined;
  readonly method?: DifferenceMethod | undefined;
  /** For many comparisons. */
  readonly correction?: ComparisonCorrection | undefined;
  /** Compare each sample with this one alone, rather than every two. */
  readonly reference?: string | undefined;
  /** The same people in both samples, known by customerId. */
  readonly paired?: boolean | undefined;
  /** How one set of answers makes samples: by their segments, or by periods. */
  readonly by?: "segment" | readonly NamedPeriod[] | undefined;
  /** Of the periods. */
  readonly timeZone?: string | undefined;
}

/** What `compareScores` does unless told otherwise. */
export const COMPARE_SCORES_DEFAULTS = {
  measure: { kind: "nps" },
  level: 0.95,
  /** By the metric: net scores, shares, means; and where respondents are paired. */
  method: { net: "adjusted_wald", share: "newcombe", mean: "welch" },
  pairedMethod: { net: "paired_t", share: "score", mean: "paired_t" },
  correction: "holm",
  paired: false,
  by: "segment",
  timeZone: "UTC",
} as const;

/** `score(sample) - score(against)`, on the published scale. */
export interface ScoreDifference {
  readonly difference: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly standardError: number | null;
  /** t or z; its sign is that of the difference. */
  readonly statistic: number | null;
  /** Of t; null for z. */
  readonly degreesOfFreedom: number | null;
  /** Two-sided. */
  readonly pValue: number | null;
}

export interface ScorePair extends ScoreDifference {
  readonly sample: string;
  readonly against: string;
  readonly adjustedPValue: number | null;
  /** Is the adjusted p-value below 1 - level? */
  readonly significant: boolean | null;
}

/** Are all samples alike? */
export interface HomogeneityTest {
  readonly test: "chi_square" | "welch_f";
  readonly statistic: number;
  readonly degreesOfFreedom: readonly number[];
  readonly pValue: number;
}

export interface ScoreComparison {
  readonly measure: MeasureUsed;
  readonly level: number;
  /** Of the intervals of the pairs: higher than `level` under Bonferroni's correction. */
  readonly intervalLevel: number;
  readonly method: DifferenceMethod;
  readonly correction: ComparisonCorrection;
  readonly samples: readonly (SurveyScore & { readonly name: string })[];
  readonly overall: HomogeneityTest | null;
  readonly pairs: readonly ScorePair[];
  /** Respondents in both samples, in the first alone, in the second alone; null unless paired. */
  readonly respondents: {
    readonly both: number;
    readonly sampleOnly: number;
    readonly againstOnly: number;
  } | null;
  readonly warnings: readonly Warning<"no_variation" | "no_answers">[];
}
