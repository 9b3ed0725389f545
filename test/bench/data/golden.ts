import { readFileSync } from "node:fs";

const folder = new URL("../../golden/clv/", import.meta.url);

interface GoldenHistories {
  readonly unitsPerWeek: number;
  readonly frequency: readonly number[];
  readonly recency: readonly number[];
  readonly age: readonly number[];
  readonly weight: readonly number[];
}

interface GoldenSpend {
  readonly frequency: readonly number[];
  readonly monetaryValue: readonly number[];
}

interface GoldenFits {
  readonly fits: readonly { readonly data: string; readonly logLikelihood: number }[];
}

/** A committed set of histories, a row a customer, in weeks. */
export function goldenHistories(name: string) {
  const set: GoldenHistories = read(name);
  const rows = set.weight.flatMap((weight, pattern) => Array<number>(weight).fill(pattern));
  return {
    frequency: Float64Array.from(rows, (row) => set.frequency[row]),
    recency: Float64Array.from(rows, (row) => set.recency[row] / set.unitsPerWeek),
    age: Float64Array.from(rows, (row) => set.age[row] / set.unitsPerWeek),
  };
}

/** A committed set of mean spends, a row a customer. */
export function goldenSpend(name: string) {
  const set: GoldenSpend = read(name);
  return {
    frequency: Float64Array.from(set.frequency),
    monetaryValue: Float64Array.from(set.monetaryValue),
  };
}

/** The log-likelihood at the optimum, found in 45-digit arithmetic. */
export function goldenLogLikelihood(name: string): number {
  const { fits }: GoldenFits = read("fits");
  const fit = fits.find(({ data }) => data === name);
  if (fit === undefined) throw new Error(`no golden fit of ${name}`);
  return fit.logLikelihood;
}

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));
}
