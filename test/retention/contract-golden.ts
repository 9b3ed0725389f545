import type { ContractModel } from "../../src/retention/contract-model.ts";
import { golden } from "../golden.ts";

/** An optimum found in 60-digit arithmetic by scripts/golden/contractual_reference.py. */
interface GoldenFit {
  readonly data: string;
  readonly model: ContractModel["kind"];
  readonly params: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly standardErrors: Readonly<Record<string, number>>;
  readonly elsewhere: {
    readonly params: Readonly<Record<string, number>>;
    readonly logLikelihood: number;
    readonly gradientLog: readonly number[];
  };
}

interface GoldenModel {
  readonly name: string;
  readonly kind: ContractModel["kind"];
  readonly params: { readonly alpha: number; readonly beta: number; readonly c?: number };
  /** Period, S(period), S(period)/S(period - 1). */
  readonly survival: readonly [number, number, number][];
  /** Period, 1 - S(period)/S(period - 1). */
  readonly loss: readonly [number, number][];
  /** Renewals made, discount of a period, horizon, sum. */
  readonly renewals: readonly [number, number, number | null, number | null][];
}

export const goldenContracts = golden<{
  readonly data: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly fits: readonly GoldenFit[];
  readonly models: readonly GoldenModel[];
}>("retention/contractual.json");

/** Fader & Hardie (2007), table 1: customers there in years 0 to 12; the fits read years 0 to 7. */
export const SURVIVORS = {
  highEnd: [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394],
  regular: [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173],
} as const;

/** A yearly model of parameters, with c = 1 in either kind. */
export function contractModel(params: {
  readonly alpha: number;
  readonly beta: number;
  readonly c?: number;
}): ContractModel {
  const { alpha, beta, c } = params;
  const rest = { version: 1, timeUnit: "year" } as const;
  return c === undefined
    ? { kind: "shifted-beta-geometric", params: { alpha, beta }, ...rest }
    : { kind: "beta-discrete-weibull", params: { alpha, beta, c }, ...rest };
}
