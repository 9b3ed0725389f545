import type { OpenWindow } from "../churn/window.ts";
import type { RevenuePaths } from "./revenue-paths.ts";

/** Sums and counts of one window, in the order of {@link MOVEMENTS}. */
export interface MovementTally {
  opening: number;
  closing: number;
  openingCustomers: number;
  closingCustomers: number;
  readonly amounts: Record<Movement, number>;
  readonly counts: Record<Movement, number>;
}

export const MOVEMENTS = ["new", "expansion", "reactivation", "contraction", "churn"] as const;

/** What may happen to what a customer pays. */
export type Movement = (typeof MOVEMENTS)[number];

/** Every change is a movement, or only the difference between a customer's two ends. */
export type MovementBasis = "events" | "net";

/** What the customers who are members paid and how it moved within the window. */
export function tallyMovements(
  { customers, offsets, at, level }: RevenuePaths,
  { from, to }: OpenWindow,
  basis: MovementBasis,
  isMember: (customer: number) => boolean,
): MovementTally {
  const tally: MovementTally = {
    opening: 0,
    closing: 0,
    openingCustomers: 0,
    closingCustomers: 0,
    amounts: { new: 0, expansion: 0, reactivation: 0, contraction: 0, churn: 0 },
    counts: { new: 0, expansion: 0, reactivation: 0, contraction: 0, churn: 0 },
  };
  const { amounts, counts } = tally;

  function move(before: number, after: number, paidOnce: boolean): void {
    if (before === after) return;
    const kind = kindOf(before, after, paidOnce);
    amounts[kind] += Math.abs(after - before);
    counts[kind] += 1;
  }

  for (let customer = 0; customer < customers; customer++) {
    if (!isMember(customer)) continue;
    const end = offsets[customer + 1];
    let step = offsets[customer];
    let paid = 0;
    let paidOnce = false;
    for (; step < end && at[step] < from; step++) {
      paid = level[step];
      if (paid > 0) paidOnce = true;
    }
    const opening = paid;
    const known = paidOnce;
    for (; step < end && at[step] < to; step++) {
      if (basis === "events") move(paid, level[step], paidOnce);
      paid = level[step];
      if (paid > 0) paidOnce = true;
    }
    if (basis === "net") move(opening, paid, known);
    tally.opening += opening;
    tally.closing += paid;
    if (opening > 0) tally.openingCustomers += 1;
    if (paid > 0) tally.closingCustomers += 1;
  }
  return tally;
}

function kindOf(before: number, after: number, paidOnce: boolean): Movement {
  if (before === 0) return paidOnce ? "reactivation" : "new";
  if (after === 0) return "churn";
  return after > before ? "expansion" : "contraction";
}
