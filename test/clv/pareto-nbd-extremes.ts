import { golden } from "../golden.ts";

type Params = readonly [r: number, alpha: number, s: number, beta: number];

interface Extremes {
  readonly histories: readonly {
    readonly params: Params;
    readonly frequency: number;
    readonly recency: number;
    readonly age: number;
    readonly logLikelihood: number;
    readonly gradientLog: readonly number[];
  }[];
  readonly discountedPurchases: readonly {
    readonly params: Params;
    readonly frequency: number;
    readonly age: number;
    readonly delta: number;
    readonly horizon: number;
    readonly discountedPurchases: number;
  }[];
  readonly purchaseCounts: readonly {
    readonly params: Params;
    readonly frequency: number;
    readonly age: number;
    readonly horizon: number;
    readonly count: number;
    readonly probability: number;
  }[];
}

/** From 42-digit arithmetic: scripts/golden/pareto_reference.py. */
export const paretoExtremes = golden<Extremes>("clv/pareto-nbd-extremes.json");

export function paretoParams([r, alpha, s, beta]: Params) {
  return { r, alpha, s, beta };
}
