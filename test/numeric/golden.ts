import { readFileSync } from "node:fs";

/** Rows of arguments, each ended by the value there. */
type Rows = readonly (readonly number[])[];

interface Golden {
  /** Eigenvalues in 120-digit arithmetic of the matrices as stored. */
  readonly spectra: readonly {
    readonly name: string;
    readonly n: number;
    readonly matrix: readonly number[];
    readonly eigenvalues: readonly number[];
  }[];
  /** Gauss-Legendre rules in 60-digit arithmetic. */
  readonly quadrature: Readonly<
    Record<16 | 24, { readonly nodes: readonly number[]; readonly weights: readonly number[] }>
  >;
  /** The generator written again in whole-number arithmetic. */
  readonly streams: {
    readonly state1234: readonly number[];
    readonly seeds: readonly {
      readonly seed: number | string;
      readonly uint32: readonly number[];
      readonly next: readonly number[];
      readonly split: readonly number[];
      readonly afterSplit: readonly number[];
    }[];
  };
  /** Values in 60-digit arithmetic. */
  readonly distributions: Readonly<
    Record<
      | "studentTTail"
      | "studentTQuantile"
      | "chiSquareTail"
      | "gammaQuantile"
      | "betaQuantile"
      | "poissonLogPmf"
      | "binomialLogPmf"
      | "negativeBinomialLogPmf",
      Rows
    >
  >;
  readonly intervals: readonly {
    readonly method: "wilson" | "agresti_coull" | "clopper_pearson" | "jeffreys" | "wald";
    readonly successes: number;
    readonly n: number;
    readonly level: number;
    readonly ends: readonly [number, number];
  }[];
}

/** Reference values, made by scripts/golden/numeric.py. */
export const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/numeric.json", import.meta.url), "utf8"),
);
