import type { CustomerBase, CustomerSummary } from "../../src/customers/summary.ts";
import { type QuantileType, quantile } from "../../src/numeric/quantile.ts";

export interface SlowOptions {
  readonly frequency: "days" | "orders" | "repeats";
  readonly monetary: "sum" | "mean";
  readonly bins: { readonly r: number; readonly f: number; readonly m: number };
  readonly method: "quantile" | "equalWidth" | "rank";
  readonly quantileType: QuantileType;
  readonly ties: "together" | "spread";
  readonly nested: "independent" | "nested";
}

type Dimension = "r" | "f" | "m";

interface Row extends Record<Dimension, number> {
  readonly row: number;
  readonly scores: Record<Dimension, number>;
}

/** The definition word for word: every customer against every other of the cell, by sorting. */
export function slowScores(
  base: CustomerBase,
  options: SlowOptions,
): readonly Record<Dimension, number>[] {
  const rows = base.customers.map((customer, row) => measure(customer, row, options));
  const isPeer: Record<Dimension, (a: Row, b: Row) => boolean> = {
    r: () => true,
    f: (a, b) => options.nested === "independent" || a.scores.r === b.scores.r,
    m: (a, b) => isPeer.f(a, b) && (options.nested === "independent" || a.scores.f === b.scores.f),
  };
  for (const dimension of ["r", "f", "m"] as const) {
    const scores = rows.map((one) => {
      const peers = rows.filter((other) => isPeer[dimension](one, other));
      return scoreAmong(peers, one, dimension, options);
    });
    rows.forEach((row, i) => {
      row.scores[dimension] = scores[i];
    });
  }
  return rows.map(({ scores }) => scores);
}

function measure(
  customer: CustomerSummary,
  row: number,
  { frequency, monetary }: SlowOptions,
): Row {
  const f = { days: customer.days, orders: customer.orders, repeats: customer.frequency }[
    frequency
  ];
  const m = monetary === "sum" ? customer.revenue : customer.revenue / customer.days;
  return { row, r: customer.daysSinceLast, f, m, scores: { r: 0, f: 0, m: 0 } };
}

function scoreAmong(
  peers: readonly Row[],
  one: Row,
  dimension: Dimension,
  { bins, method, quantileType, ties }: SlowOptions,
): number {
  const n = bins[dimension];
  const value = (row: Row) =>
    ties === "together"
      ? row[dimension]
      : 1 + peers.filter((other) => isBefore(other, row, dimension)).length;
  const sorted = peers.map(value).sort((a, b) => a - b);
  const least = sorted[0];
  const range = sorted[sorted.length - 1] - least;
  let below = 0;
  for (let k = 1; k < n; k++) {
    const cut =
      method === "equalWidth"
        ? least + (range * k) / n
        : quantile(sorted, k / n, method === "rank" ? 1 : quantileType);
    if (cut < value(one)) below++;
  }
  return dimension === "r" ? n - below : below + 1;
}

/** Fewer days, or less of F and M; those who tie by merit, which few days have and early rows. */
function isBefore(a: Row, b: Row, dimension: Dimension): boolean {
  if (a[dimension] !== b[dimension]) return a[dimension] < b[dimension];
  const isWorse =
    a.r !== b.r ? a.r > b.r : a.f !== b.f ? a.f < b.f : a.m !== b.m ? a.m < b.m : a.row > b.row;
  return dimension === "r" ? a !== b && !isWorse : isWorse;
}
