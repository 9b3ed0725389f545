import type { CustomerId, IdColumn, NumberColumn } from "../../core/columns.ts";
import type { Warning } from "../../core/warning.ts";
import type { EventColumn } from "../survival/duration.ts";

/** What is known of a customer: numbers by name, yes and no as `true` and `false` or 1 and 0. */
export type FeatureValues = Readonly<Record<string, number | boolean>>;

/** A customer to be scored. */
export interface ChurnSubject {
  readonly customerId?: CustomerId | undefined;
  readonly features: FeatureValues;
}

/** {@link ChurnSubject} as parallel columns. */
export interface ChurnSubjectColumns {
  readonly customerId?: IdColumn | undefined;
  readonly features: Readonly<Record<string, NumberColumn | readonly boolean[]>>;
}

/** A customer of whom it is known whether she left. */
export interface ChurnExample extends ChurnSubject {
  readonly churned: boolean | 0 | 1;
  /** For how many such customers the row stands, at least 0; 1 unless given. */
  readonly weight?: number | undefined;
}

/** {@link ChurnExample} as parallel columns. */
export interface ChurnExampleColumns extends ChurnSubjectColumns {
  readonly churned: EventColumn;
  readonly weight?: NumberColumn | undefined;
}

export type ChurnWarningCode = "separation" | "too_little_data";

/** A coefficient as a table has it; `null` where the data put no bound to it. */
export interface ChurnCoefficient {
  /** `null` of the intercept, which comes first. */
  readonly feature: string | null;
  /** Change of the log odds of leaving by one more. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly oddsRatio: number | null;
  /** Of the odds ratio. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Wald's, two-sided. */
  readonly pValue: number | null;
}

/** A number with its interval; bounds `null` of a model without a fit. */
export interface ChurnEffect {
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What a fit says of itself. */
export interface ChurnFit {
  /** Rows that weigh something, and what they weigh. */
  readonly n: number;
  readonly weight: number;
  /** The weight of those who left. */
  readonly events: number;
  readonly level: number;
  readonly ridge: number;
  readonly standardize: boolean;
  readonly verdict: "optimum" | "boundary";
  readonly iterations: number;
  /** Without the penalty; of separated data what it rises to. */
  readonly logLikelihood: number;
  /** Of the intercept alone. */
  readonly nullLogLikelihood: number;
  /** Intercept and features, or less of them where a penalty holds them: tr (I + Λ)⁻¹ I. */
  readonly effectiveParameters: number;
  /** The intercept first, then the features in the order of `params.coefficients`. */
  readonly coefficients: readonly ChurnCoefficient[];
  /** Of the coefficients, in their order; 0 in rows and columns of those without bound. */
  readonly covariance: readonly (readonly number[])[];
  readonly warnings: readonly Warning<ChurnWarningCode>[];
}

/** A logistic model of leaving: plain data. Typed in by hand it works without `fit`. */
export interface ChurnModel {
  readonly kind: "churn-logistic";
  readonly version: 1;
  readonly params: {
    /** Log odds where all features are 0; `null` where the data put no bound to it. */
    readonly intercept: number | null;
    /** Change of the log odds by one more, by feature; `null` as the intercept. */
    readonly coefficients: Readonly<Record<string, number | null>>;
    /** The average customer, against whom `explainChurn` holds others. */
    readonly means: Readonly<Record<string, number>>;
  };
  readonly fit?: ChurnFit;
}
