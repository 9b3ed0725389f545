import type { ScoredBefore } from "./cells.ts";
import { type Dimension, type ScoredDimension, scoreDimension } from "./dimensions.ts";
import type { ExtraDimension } from "./extra.ts";
import type { Measures } from "./measures.ts";
import { meritOrder, sortByValue } from "./merit.ts";
import { type ScoreRfmOptions, triple } from "./settings.ts";
import type { RfmSettings, RfmTriple } from "./types.ts";

export interface ScoredAll extends RfmTriple<ScoredDimension> {
  readonly extra: readonly ScoredDimension[];
}

/** Scores R, F and M, one after the other where they are nested, and each further dimension alone. */
export function scoreAll(
  measures: Measures,
  settings: RfmSettings,
  { cuts, scorer }: ScoreRfmOptions,
  further: readonly ExtraDimension[],
): ScoredAll {
  const spreads = settings.ties === "spread" && !cuts && !scorer;
  const sort = spreads ? triple((name) => sortByValue(measures[name])) : undefined;
  const merit = sort && meritOrder(measures.r, sort);
  const before: ScoredBefore[] = [];
  const scored = triple((name) => {
    const bins = settings.bins[name];
    const dimension: Dimension = {
      name,
      column: measures[name],
      best: name === "r" ? "low" : "high",
      bins,
      cutsBefore: (cell) => (scorer ? scorer.thresholds[name][cell] : cuts?.[name]),
    };
    const result = scoreDimension(
      dimension,
      settings,
      before,
      merit && sort && { merit, sort: sort[name] },
    );
    if (settings.nested === "nested") before.push({ scores: result.scores, bins });
    return result;
  });
  const extra = further.map((dimension) => {
    const { column, cuts: own } = dimension;
    const ordered = own || !merit ? undefined : { merit, sort: sortByValue(column) };
    return scoreDimension({ ...dimension, cutsBefore: () => own }, settings, [], ordered);
  });
  return { ...scored, extra };
}
