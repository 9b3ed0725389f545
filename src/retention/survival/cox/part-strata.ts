import { sortOrder } from "../../../numeric/sort-order.ts";
import type { Arranged } from "./arrange.ts";
import type { CoxData } from "./cox-data.ts";
import type { CoxTies } from "./model.ts";

/** How far each position lies along a direction. */
export function scoresAlong({ length, width, x }: Arranged, direction: Float64Array): Float64Array {
  const scores = new Float64Array(length);
  for (let at = 0; at < length; at++) {
    for (let j = 0; j < width; j++) scores[at] += x[at * width + j] * direction[j];
  }
  return scores;
}

/** Numbers for positions that lie equally far, in their order; equal up to a share of the range. */
export function groupScores(scores: Float64Array, share: number): Int32Array {
  const order = sortOrder(scores);
  const near = share * (scores[order[order.length - 1]] - scores[order[0]]);
  const groups = new Int32Array(scores.length);
  for (let i = 1; i < order.length; i++) {
    const isNew = scores[order[i]] - scores[order[i - 1]] > near;
    groups[order[i]] = groups[order[i - 1]] + Number(isNew);
  }
  return groups;
}

/** Each stratum in as many as it has groups, side by side in their order. */
export function partStrata(data: CoxData, { rows, starts }: Arranged, groups: Int32Array): CoxData {
  const size = 1 + groups.reduce((most, group) => Math.max(most, group), 0);
  const keys = new Float64Array(rows.length);
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    for (let at = starts[stratum]; at < starts[stratum + 1]; at++) {
      keys[rows[at]] = stratum * size + groups[at];
    }
  }
  const names = Array.from(new Set(keys.toSorted()));
  const codeOf = new Map(names.map((key, code) => [key, code]));
  const codes = Int32Array.from(keys, (key) => codeOf.get(key) ?? 0);
  return { ...data, strata: { names, codes } };
}

/** Is nobody at risk in a higher group than one who has the event then? */
export function areEventsAhead(
  { end, entry, event, leaving, leavingStarts, starts }: Arranged,
  groups: Int32Array,
  ties: CoxTies,
): boolean {
  const present = new Int32Array(groups.length);
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    present.fill(0);
    let most = 0;
    let gone = leavingStarts[stratum];
    const join = (at: number) => {
      present[groups[at]]++;
      most = Math.max(most, groups[at]);
    };
    let at = starts[stratum];
    while (at < starts[stratum + 1]) {
      const from = at;
      let least = Infinity;
      for (; at < starts[stratum + 1] && end[at] === end[from]; at++) {
        if (event[at] === 1) least = Math.min(least, groups[at]);
        // Exact ties hold no two events at a time against each other.
        if (event[at] === 0 || ties !== "exact") join(at);
      }
      if (entry !== undefined) {
        while (gone < leavingStarts[stratum + 1] && entry[leaving[gone]] >= end[from]) {
          present[groups[leaving[gone++]]]--;
        }
      }
      while (most > 0 && present[most] === 0) most--;
      if (most > least) return false;
      if (ties === "exact") for (let i = from; i < at; i++) if (event[i] === 1) join(i);
    }
  }
  return true;
}
