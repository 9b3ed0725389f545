import type { PurchasePatterns } from "../../src/customers/summary.ts";
import { golden } from "../golden.ts";

/** An interior optimum found in 45-digit arithmetic by scripts/golden/fit_reference.py. */
export interface GoldenFit {
  readonly data: string;
  readonly model: string;
  readonly params: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly standardErrors: Readonly<Record<string, number>>;
  readonly covariance: readonly (readonly number[])[];
  readonly elsewhere: {
    readonly params: Readonly<Record<string, number>>;
    readonly logLikelihood: number;
    readonly gradientLog: readonly number[];
  };
}

/** A set whose likelihood rises for ever, with the value it rises to. */
export interface GoldenRunaway {
  readonly data: string;
  readonly model: string;
  readonly supremum: number;
}

interface GoldenFits {
  readonly fits: readonly GoldenFit[];
  readonly runaways: readonly GoldenRunaway[];
}

interface GoldenHistories {
  readonly unitsPerWeek: number;
  readonly frequency: number[];
  readonly recency: number[];
  readonly age: number[];
  readonly weight?: number[];
}

interface GoldenSpend {
  readonly frequency: number[];
  readonly monetaryValue: number[];
}

export const goldenFits = golden<GoldenFits>("clv/fits.json");

export function goldenFitsOf(model: string): GoldenFit[] {
  return goldenFits.fits.filter((fit) => fit.model === model);
}

/** A simulated set of histories, in weeks. */
export function goldenPatterns(name: string): PurchasePatterns {
  const set = golden<GoldenHistories>(`clv/${name}.json`);
  const inWeeks = (times: number[]) => times.map((time) => time / set.unitsPerWeek);
  return {
    timeUnit: "week",
    frequency: set.frequency,
    recency: inWeeks(set.recency),
    age: inWeeks(set.age),
    weight: set.weight ?? set.frequency.map(() => 1),
  };
}

export function goldenSpend(name: string): GoldenSpend {
  return golden<GoldenSpend>(`clv/${name}.json`);
}
