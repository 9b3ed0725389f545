import type { ChurnExampleColumns } from "../../../src/retention/churn-model/model.ts";
import { golden } from "../../golden.ts";

type Columns = Readonly<Record<string, readonly number[]>>;

interface ReferenceFit {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly logLikelihood: number;
  readonly nullDeviance: number;
  readonly fitted: readonly number[];
  readonly effects: readonly {
    readonly feature: string;
    readonly value: number;
    readonly standardError: number;
  }[];
}

type ValueAndError = readonly [number, number];

interface ReferenceEvaluation {
  readonly score: readonly number[];
  readonly outcome: readonly number[];
  readonly auc: { readonly value: number; readonly standardError: number };
  readonly averagePrecision: number;
  readonly brier: number;
  readonly logLoss: number;
  readonly intercept: ValueAndError;
  readonly slope: ValueAndError;
  readonly inTheLarge: ValueAndError;
}

/** R's glm, and brute force in R. */
export const reference = golden<{
  readonly sets: Readonly<Record<string, Columns>>;
  readonly fits: Readonly<Record<string, ReferenceFit>>;
  readonly evaluations: Readonly<Record<string, ReferenceEvaluation>>;
}>("retention/churn-model.json");

/** Ridge by scipy and mpmath. */
export const ridge = golden<{
  readonly sets: Readonly<Record<string, Columns>>;
  readonly fits: readonly {
    readonly data: string;
    readonly ridge: number;
    readonly standardize: boolean;
    readonly coefficients: readonly number[];
    readonly standardErrors: readonly number[];
    readonly logLikelihood: number;
    readonly effectiveParameters: number;
  }[];
}>("retention/churn-ridge.json");

/** A data set of the reference as examples. */
export function examplesOf({ churned, weight, ...features }: Columns): ChurnExampleColumns {
  return { features, churned, weight };
}
