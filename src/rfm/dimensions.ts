import type { Warning } from "../core/warning.ts";
import { groupCells, type ScoredBefore } from "./cells.ts";
import { cutsOf } from "./cuts.ts";
import type { SortRows } from "./merit.ts";
import { scoreRanks, scoreValues } from "./score-values.ts";
import type { RfmSettings, RfmThresholds, RfmWarningCode } from "./types.ts";

/** A measure to be scored. */
export interface Dimension {
  readonly name: string;
  readonly column: Float64Array;
  readonly best: "high" | "low";
  readonly bins: number;
  /** The cuts of a cell, where they were there before. */
  readonly cutsBefore: (cell: number) => readonly number[] | undefined;
}

/** How ties are spread: the rows from the worst to the best, and how to sort them by the measure. */
export interface Spreading {
  readonly merit: Int32Array;
  readonly sort: SortRows;
}

export interface ScoredDimension {
  readonly scores: Uint8Array;
  readonly thresholds: RfmThresholds;
  readonly warnings: readonly Warning<RfmWarningCode>[];
}

/** Scores a dimension among all customers, or among those of equal scores before. */
export function scoreDimension(
  { name, column, best, bins, cutsBefore }: Dimension,
  settings: RfmSettings,
  before: readonly ScoredBefore[],
  spreading: Spreading | undefined,
): ScoredDimension {
  const customers = column.length;
  const warnings: Warning<RfmWarningCode>[] = [];
  const warn = (code: RfmWarningCode, message: string, details: Warning["details"]) =>
    warnings.push({ code, message, details: { dimension: name, ...details } });
  // Of equal values the better customer goes where the better scores are.
  const merit =
    spreading && (best === "high" ? spreading.merit : spreading.merit.slice().reverse());
  const { rows, starts } = groupCells(merit && spreading?.sort(merit), before, customers);
  // Cuts do not ask in which order values are, and ranks take the place of values where ties are spread.
  const isMoved = rows !== undefined && (before.length > 0 || !spreading);
  const values = isMoved ? new Float64Array(customers) : column;
  if (isMoved) for (let i = 0; i < customers; i++) values[i] = column[rows[i]];

  const found = new Uint8Array(customers);
  const thresholds: (readonly number[])[] = [];
  for (let cell = 0; cell < starts.length - 1; cell++) {
    const [from, to] = [starts[cell], starts[cell + 1]];
    const own = found.subarray(from, to);
    const sample = from < to ? values.subarray(from, to) : column;
    const known = cutsBefore(cell);
    const cuts = known ?? cutsOf(sample, bins, settings);
    thresholds.push(cuts);
    if (known === undefined && spreading) {
      // Spread, the customers in order of merit have the values 0, 1, 2, … instead.
      scoreRanks(cutsOf(to - from, bins, settings), best, own);
    } else {
      scoreValues(values.subarray(from, to), cuts, best, own);
    }
    if (known === undefined && from < to) {
      const distinct = countDistinct(own, bins);
      if (distinct < bins) {
        const isFew = to - from < bins;
        const message = `${distinct} of ${bins} ${name} scores occur`;
        const details = { cell, bins, distinct };
        warn(isFew ? "fewer_customers_than_bins" : "collapsed_bins", message, details);
      }
    }
  }
  if (settings.ties === "spread" && cutsBefore(0)) {
    warn("ties_kept_together", `${name} scores by given cuts, so that equal values share one`, {});
  }
  if (rows === undefined) return { scores: found, thresholds, warnings };
  const scores = new Uint8Array(customers);
  for (let i = 0; i < customers; i++) scores[rows[i]] = found[i];
  return { scores, thresholds, warnings };
}

/** How many different scores occur; does not look further once all do. */
function countDistinct(scores: Uint8Array, bins: number): number {
  const seen = new Uint8Array(bins + 1);
  let distinct = 0;
  for (let i = 0; i < scores.length && distinct < bins; i++) {
    distinct += 1 - seen[scores[i]];
    seen[scores[i]] = 1;
  }
  return distinct;
}
