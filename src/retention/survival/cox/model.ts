import type { CustomerId } from "../../../core/columns.ts";
import type { Warning } from "../../../core/warning.ts";

export type CoxTies = "efron" | "breslow" | "exact";

export type CoxWarningCode = "monotone_likelihood";

/** The baseline hazard of one stratum: of a customer with every covariate at its mean. */
export interface CoxBaseline {
  /** `null` where the model has no strata. */
  readonly stratum: CustomerId | null;
  /** The last time watched in the stratum: nothing is known after. */
  readonly lastTime: number;
  /** Event times, ascending. */
  readonly times: readonly number[];
  /** Just after each: at least 0, rising. */
  readonly cumulativeHazard: readonly number[];
  /** Its variance were the coefficients known. */
  readonly variance: readonly number[];
  /** ∫ (mean of those at risk - mean of all) dΛ up to each time, by covariate. */
  readonly drift: readonly (readonly number[])[];
}

/** A coefficient as a table has it; `null` where the data put no bound to it. */
export interface CoxCoefficient {
  readonly covariate: string;
  /** Change of the log hazard by one more. */
  readonly estimate: number | null;
  readonly hazardRatio: number | null;
  /** Of the estimate; robust where asked for. */
  readonly standardError: number | null;
  /** Of the hazard ratio. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly pValue: number | null;
}

/** A chi-square test. */
export interface CoxTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** How well a score tells who leaves first. */
export interface Concordance {
  /** Of pairs of which it is known: 0.5 is chance, 1 perfect; `null` without such pairs. */
  readonly value: number | null;
  readonly standardError: number | null;
  /** Within [0, 1]; `null` as the value. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly concordant: number;
  readonly discordant: number;
  readonly tiedScores: number;
  readonly tiedTimes: number;
  readonly tiedBoth: number;
}

/** A fitted Cox model: plain data. */
export interface CoxModel {
  readonly kind: "cox";
  readonly version: 1;
  readonly params: {
    /** By name; `null` where it runs off to infinity. */
    readonly coefficients: Readonly<Record<string, number | null>>;
    /** The customer that the baseline is of. */
    readonly means: Readonly<Record<string, number>>;
    /** One for each stratum; none with exact ties, without bound, or of hazards beyond any number. */
    readonly baseline: readonly CoxBaseline[];
  };
  readonly fit: {
    readonly ties: CoxTies;
    readonly n: number;
    readonly events: number;
    readonly level: number;
    readonly verdict: "optimum" | "boundary";
    readonly iterations: number;
    /** Of a monotone likelihood what it rises to. */
    readonly logLikelihood: number;
    /** With all coefficients 0. */
    readonly nullLogLikelihood: number;
    readonly coefficients: readonly CoxCoefficient[];
    /** Of the coefficients, in their order; 0 in rows and columns of those without bound. */
    readonly covariance: readonly (readonly number[])[];
    /** Sandwich errors by cluster, or by row; `null` where not asked for. */
    readonly robustCovariance: readonly (readonly number[])[] | null;
    readonly likelihoodRatioTest: CoxTest;
    readonly scoreTest: CoxTest;
    /** `null` where a coefficient has no bound. */
    readonly waldTest: CoxTest | null;
    /** `null` where not asked for. */
    readonly concordance: Concordance | null;
    readonly warnings: readonly Warning<CoxWarningCode>[];
  };
}
