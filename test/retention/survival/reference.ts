import { expect } from "vitest";
import { golden } from "../../golden.ts";

/** A data set of the reference: columns, `null` where a value is missing. */
export type ReferenceSet = Readonly<Record<string, readonly (number | null)[] | undefined>>;

export interface ReferenceCurve {
  readonly time: readonly number[];
  readonly atRisk: readonly number[];
  readonly events: readonly number[];
  readonly censored: readonly number[];
  readonly survival: readonly number[];
  readonly standardError: readonly (number | null)[];
  readonly hazard: readonly number[];
  readonly hazardError: readonly number[];
  readonly hazardOneByOne: readonly number[];
  readonly hazardErrorOneByOne: readonly number[];
  readonly intervals: Readonly<Record<string, Ends>>;
  readonly quantiles: Readonly<
    Record<string, Ends & { readonly time: readonly (number | null)[] }>
  >;
  /** As printed: the median and its interval. */
  readonly median: Readonly<Record<string, readonly (number | null)[]>>;
  readonly restricted: readonly {
    readonly horizon: number;
    readonly value: number;
    readonly standardError: number;
  }[];
}

interface Ends {
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

export interface ReferenceRank {
  readonly data: string;
  readonly group: string;
  readonly stratum?: string;
  readonly rho: number;
  readonly test: {
    readonly observed: readonly number[];
    readonly expected: readonly number[];
    readonly statistic: number;
    readonly variance: readonly (readonly number[])[];
  };
}

export interface ReferenceCox {
  readonly data: string;
  readonly covariates: readonly string[];
  readonly ties: "efron" | "breslow" | "exact";
  readonly n: number;
  readonly stratum?: string;
  readonly cluster?: string;
  readonly coefficients: readonly number[];
  readonly variance: readonly (readonly number[])[];
  readonly logLikelihood: readonly number[];
  readonly score: number;
  readonly wald: number;
  readonly concordance: readonly number[];
  readonly robust?: readonly (readonly number[])[];
  readonly baseline?: ReferenceBaseline;
  readonly other?: ReferenceBaseline;
  readonly proportional?: Readonly<Record<string, readonly number[]>>;
}

interface ReferenceBaseline {
  readonly at: readonly number[];
  readonly time: readonly number[];
  readonly hazard: readonly number[];
  readonly hazardError: readonly number[];
}

export interface ReferenceCompeting {
  readonly weighted: boolean;
  readonly truncated: boolean;
  readonly time: readonly number[];
  readonly atRisk: readonly number[];
  readonly survival: readonly number[];
  readonly death: readonly number[];
  readonly pcm: readonly number[];
  readonly survivalError: readonly number[];
  readonly deathError: readonly number[];
  readonly pcmError: readonly number[];
}

export interface ReferenceParametric {
  readonly dist: string;
  readonly intercept: number;
  readonly scale: number;
  readonly variance: readonly (readonly number[])[];
  readonly logLikelihood: number;
}

interface Reference {
  readonly sets: Readonly<Record<string, ReferenceSet>>;
  readonly curves: Readonly<Record<string, ReferenceCurve>>;
  readonly ranks: readonly ReferenceRank[];
  readonly cox: readonly ReferenceCox[];
  readonly competing: {
    readonly data: Readonly<Record<string, readonly (number | string | null)[]>>;
    readonly fits: readonly ReferenceCompeting[];
  };
  readonly parametric: Readonly<Record<string, readonly ReferenceParametric[]>>;
}

/** R's survival package: scripts/golden/survival_reference.R. */
export const reference = golden<Reference>("retention/survival.json");

/** A column of a set, of the rows that have all of `needed`. */
export function columnsOf<Name extends string>(
  set: string,
  names: readonly Name[],
): Readonly<Record<Name, readonly number[]>> {
  const data = reference.sets[set];
  const given = names.map((name) => data[name] ?? []);
  const rows = given[0].map((_, row) => row).filter((row) => given.every((c) => c[row] !== null));
  const entries = names.map((name, i) => [name, rows.map((row) => given[i][row] ?? 0)] as const);
  return Object.fromEntries(entries) as Record<Name, number[]>;
}

/** Durations of a set: with entries and weights where it has them. */
export function durationsOf(set: string) {
  const { entry, weight } = reference.sets[set];
  const { time, event } = columnsOf(set, ["time", "event"]);
  return {
    time,
    event,
    ...(entry && columnsOf(set, ["entry"])),
    ...(weight && columnsOf(set, ["weight"])),
  };
}

/** What a fit of the reference is of. */
export function coxDataOf({ data, covariates, stratum, cluster }: ReferenceCox) {
  const given = reference.sets[data];
  const names = [
    "time",
    "event",
    ...covariates,
    ...(stratum ? [stratum] : []),
    ...(cluster ? [cluster] : []),
    ...(given.entry ? ["entry"] : []),
    ...(given.weight ? ["weight"] : []),
  ];
  const set = columnsOf(data, names);
  return {
    time: set.time,
    event: set.event,
    ...(given.entry && { entry: set.entry }),
    ...(given.weight && { weight: set.weight }),
    ...(stratum && { stratum: set[stratum] }),
    ...(cluster && { cluster: set[cluster] }),
    covariates: Object.fromEntries(covariates.map((name) => [name, set[name]])),
  };
}

/** Numbers agree within an absolute tolerance, and nothing stands just where nothing stands. */
export function expectNear(
  actual: readonly (number | null)[],
  expected: readonly (number | null)[],
  tolerance: number,
  label = "",
): void {
  expect(actual.length, label).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [got, wanted] = [actual[i], expected[i]];
    if (got === null || wanted === null) expect(got, `${label} [${i}]`).toBe(wanted);
    else {
      const error = Math.abs(got - wanted) / Math.max(1, Math.abs(wanted));
      expect(error, `${label} [${i}]: expected ${wanted}, got ${got}`).toBeLessThanOrEqual(
        tolerance,
      );
    }
  }
}
