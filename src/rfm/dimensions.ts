import type { Warning } from "../core/warning.ts";
import { cutsOf } from "./cuts.ts";
import type { Measures } from "./measures.ts";
import { type ScoreRfmOptions, triple } from "./settings.ts";
import type { RfmSettings, RfmThresholds, RfmTriple, RfmWarningCode } from "./types.ts";

export interface ScoredDimensions {
  readonly scores: RfmTriple<Uint8Array>;
  readonly thresholds: RfmTriple<RfmThresholds>;
  readonly warnings: readonly Warning<RfmWarningCode>[];
}

/** Scores R, F and M: each in one cell of all customers, or in cells of equal scores before. */
export function scoreDimensions(
  measures: Measures,
  settings: RfmSettings,
  { cuts: given, scorer }: ScoreRfmOptions,
): ScoredDimensions {
  const warnings: Warning<RfmWarningCode>[] = [];
  const { r, f, m } = measures;
  let cells = [new Uint32Array(r.length).map((_, row) => row)];

  const scores = triple(() => new Uint8Array(r.length));
  const thresholds = triple((dimension) => {
    const bins = settings.bins[dimension];
    const sign = dimension === "r" ? -1 : 1;
    const column = measures[dimension];
    const own = scores[dimension];
    // Rows that tie: by the other measures in the order R, F, M, then the earlier row is the better.
    const compare = (a: number, b: number) =>
      column[a] - column[b] || sign * (r[b] - r[a] || f[a] - f[b] || m[a] - m[b] || b - a);
    const cutsOfCells = cells.map((rows, cell) => {
      const customers = rows.length;
      // An empty cell takes the sample of all.
      const isAll = customers % column.length === 0;
      const values = isAll ? column : new Float64Array(rows).map((row) => column[row]);
      const known = scorer?.thresholds[dimension][cell] ?? given?.[dimension];
      const cuts = known ?? cutsOf(values, bins, settings);
      const spread = settings.ties === "spread" && !known;
      // Spread, the rows in order of merit have the values 1, 2, … instead.
      const order = spread ? rows.slice().sort(compare) : rows;
      const sample = spread ? Float64Array.from(rows.keys()) : values;
      const applied = spread ? cutsOf(sample, bins, settings) : cuts;
      const below = new Uint8Array(sample.length);
      // Cut by cut and without a branch: faster than a search for each value.
      for (let k = 0; k < applied.length; k++) {
        for (let i = 0; i < below.length; i++) below[i] += Number(sample[i] > applied[k]);
      }
      for (let i = 0; i < customers; i++) {
        own[order[i]] = sign < 0 ? bins - below[i] : below[i] + 1;
      }
      const distinct = [...applied, Infinity].filter((_, k) => below.includes(k)).length;
      if (!known && customers > 0 && distinct < bins) {
        warnings.push({
          code: customers < bins ? "fewer_customers_than_bins" : "collapsed_bins",
          message: `${distinct} of ${bins} ${dimension} scores occur`,
          details: { dimension, cell, bins, distinct },
        });
      }
      return cuts;
    });
    if (settings.nested === "nested") {
      cells = cells.flatMap((rows) => {
        const inner: number[][] = Array.from({ length: bins }, () => []);
        for (const row of rows) inner[own[row] - 1].push(row);
        return inner.map((list) => new Uint32Array(list));
      });
    }
    return cutsOfCells;
  });
  return { scores, thresholds, warnings };
}
