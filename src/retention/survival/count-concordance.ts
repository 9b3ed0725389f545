import { sortOrder } from "../../numeric/sort-order.ts";
import type { Arranged } from "./cox/arrange.ts";

/** Pairs of which it is known who left first, by what the scores say of them; in products of weights. */
export interface PairCounts {
  /** Who left first had the higher score. */
  readonly concordant: number;
  readonly discordant: number;
  /** Equal scores. */
  readonly tiedScores: number;
  /** Events at the same time, of different scores. */
  readonly tiedTimes: number;
  /** Events at the same time, of equal scores. */
  readonly tiedBoth: number;
  /** (concordant + tied/2) / pairs; `null` without pairs. */
  readonly value: number | null;
  /** By the infinitesimal jackknife over rows, clusters or not. */
  readonly standardError: number | null;
}

type Rows = Pick<
  Arranged,
  "length" | "event" | "weight" | "times" | "end" | "entry" | "leaving" | "leavingStarts" | "starts"
>;

/**
 * Counts pairs in n log n: scores go into a tree of sums by rank, times from the last to the first, and
 * each event asks how many of those at risk have less and more. Going back from the first to the last,
 * each row asks the same of the events it outlived, which gives its influence.
 */
export function countConcordance(rows: Rows, scores: Float64Array): PairCounts {
  const { length, weight } = rows;
  const ranks = new Int32Array(length);
  const order = sortOrder(scores);
  let size = 0;
  for (let i = 0; i < length; i++) {
    if (i === 0 || scores[order[i]] !== scores[order[i - 1]]) size++;
    ranks[order[i]] = size;
  }
  const totals = { concordant: 0, discordant: 0, tied: 0, tiedTimes: 0, tiedBoth: 0 };
  // Of each row: half its concordant less half its discordant pairs, and all its pairs.
  const lead = new Float64Array(length);
  const pairs = new Float64Array(length);
  const tree = openTree(size);
  for (let stratum = 0; stratum + 1 < rows.starts.length; stratum++) {
    countBack(rows, ranks, stratum, tree, totals, lead, pairs);
    tree.clear();
    countForth(rows, ranks, stratum, tree, lead, pairs);
    tree.clear();
  }
  const { concordant, discordant, tied } = totals;
  const all = concordant + discordant + tied;
  const value = all > 0 ? (concordant + tied / 2) / all : null;
  let variance = 0;
  if (value !== null) {
    for (let at = 0; at < length; at++) {
      const influence = (weight[at] * (lead[at] - (value - 0.5) * pairs[at])) / all;
      variance += influence * influence;
    }
  }
  return {
    concordant,
    discordant,
    tiedScores: tied,
    tiedTimes: totals.tiedTimes - totals.tiedBoth,
    tiedBoth: totals.tiedBoth,
    value,
    standardError: value === null ? null : Math.sqrt(variance),
  };
}

interface Totals {
  concordant: number;
  discordant: number;
  tied: number;
  tiedTimes: number;
  tiedBoth: number;
}

function countBack(
  { event, weight, end, entry, leaving, leavingStarts, starts }: Rows,
  ranks: Int32Array,
  stratum: number,
  tree: Tree,
  totals: Totals,
  lead: Float64Array,
  pairs: Float64Array,
): void {
  let gone = leavingStarts[stratum];
  let at = starts[stratum];
  const stop = starts[stratum + 1];
  while (at < stop) {
    const from = at;
    const code = end[from];
    // Who is censored at the time of an event was there longer.
    for (; at < stop && end[at] === code; at++) {
      if (event[at] === 0) tree.add(ranks[at], weight[at]);
    }
    if (entry !== undefined) {
      for (; gone < leavingStarts[stratum + 1] && entry[leaving[gone]] >= code; gone++) {
        tree.add(ranks[leaving[gone]], -weight[leaving[gone]]);
      }
    }
    for (let i = from; i < at; i++) {
      if (event[i] === 0) continue;
      const below = tree.below(ranks[i]);
      const equal = tree.at(ranks[i]);
      const above = tree.total() - below - equal;
      totals.concordant += weight[i] * below;
      totals.discordant += weight[i] * above;
      totals.tied += weight[i] * equal;
      lead[i] += (below - above) / 2;
      pairs[i] += below + equal + above;
    }
    countTies(from, at, event, weight, ranks, totals);
    for (let i = from; i < at; i++) if (event[i] === 1) tree.add(ranks[i], weight[i]);
  }
}

function countTies(
  from: number,
  to: number,
  event: Uint8Array,
  weight: Float64Array,
  ranks: Int32Array,
  totals: Totals,
): void {
  let sum = 0;
  let deaths = 0;
  for (let i = from; i < to; i++) {
    if (event[i] === 0) continue;
    totals.tiedTimes += sum * weight[i];
    sum += weight[i];
    deaths++;
  }
  if (deaths < 2) return;
  const sums = new Map<number, number>();
  for (let i = from; i < to; i++) {
    if (event[i] === 0) continue;
    const same = sums.get(ranks[i]) ?? 0;
    totals.tiedBoth += same * weight[i];
    sums.set(ranks[i], same + weight[i]);
  }
}

function countForth(
  { event, weight, end, entry, leaving, leavingStarts, starts }: Rows,
  ranks: Int32Array,
  stratum: number,
  tree: Tree,
  lead: Float64Array,
  pairs: Float64Array,
): void {
  let late = leavingStarts[stratum + 1] - 1;
  let at = starts[stratum + 1] - 1;
  const ask = (position: number, sign: number): void => {
    const below = tree.below(ranks[position]);
    const equal = tree.at(ranks[position]);
    const above = tree.total() - below - equal;
    lead[position] += (sign * (above - below)) / 2;
    pairs[position] += sign * (below + equal + above);
  };
  while (at >= starts[stratum]) {
    const code = end[at];
    // What happened before an entry is none of the row's pairs.
    for (; late >= leavingStarts[stratum] && entry !== undefined; late--) {
      if (entry[leaving[late]] >= code) break;
      ask(leaving[late], -1);
    }
    const from = at;
    for (; at >= starts[stratum] && end[at] === code; at--) if (event[at] === 1) ask(at, 1);
    for (let i = from; i > at; i--) if (event[i] === 1) tree.add(ranks[i], weight[i]);
    for (let i = from; i > at; i--) if (event[i] === 0) ask(i, 1);
  }
}

/** Sums of weights by rank, from 1 on. */
interface Tree {
  add(rank: number, weight: number): void;
  /** Of lower ranks. */
  below(rank: number): number;
  at(rank: number): number;
  total(): number;
  clear(): void;
}

/** Fenwick (1994), A new data structure for cumulative frequency tables. */
function openTree(size: number): Tree {
  const sums = new Float64Array(size + 1);
  const own = new Float64Array(size + 1);
  let total = 0;
  return {
    add(rank, weight) {
      total += weight;
      own[rank] += weight;
      for (let i = rank; i <= size; i += i & -i) sums[i] += weight;
    },
    below(rank) {
      let sum = 0;
      for (let i = rank - 1; i > 0; i -= i & -i) sum += sums[i];
      return sum;
    },
    at: (rank) => own[rank],
    total: () => total,
    clear() {
      sums.fill(0);
      own.fill(0);
      total = 0;
    },
  };
}
