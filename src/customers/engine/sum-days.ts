import { InputError } from "../../core/errors.ts";
import type { TraceableLines } from "./lines.ts";

/** Sums over a customer's purchase days. */
export interface DaySums {
  /** Lines that are no refunds. */
  orders: number;
  /** Distinct days. */
  days: number;
  /** Sum of the values of all days but the first. */
  repeatRevenue: number;
  /** Sum of all values. */
  revenue: number;
}

/**
 * Sums a customer's lines into `sums`. Every sum is kept in two doubles, the rounded sum and what the
 * rounding lost (Knuth's two-sum), and rounded once at the end.
 *
 * @throws `sum_overflow` where a sum is beyond the largest double.
 */
export function sumDays(lines: TraceableLines, start: number, end: number, sums: DaySums): void {
  const { day, value } = lines;
  const firstDay = day[start];
  let line = start;
  let days = 1;
  let refunds = 0;
  let first = 0;
  let firstLost = 0;
  for (; line < end && day[line] === firstDay; line++) {
    const amount = value[line];
    const sum = first + amount;
    const part = sum - first;
    firstLost += first - (sum - part) + (amount - part);
    first = sum;
    if (amount < 0) refunds += 1;
  }
  let repeat = 0;
  let repeatLost = 0;
  for (; line < end; line++) {
    const amount = value[line];
    const sum = repeat + amount;
    const part = sum - repeat;
    repeatLost += repeat - (sum - part) + (amount - part);
    repeat = sum;
    if (amount < 0) refunds += 1;
    if (day[line] !== day[line - 1]) days += 1;
  }
  const sum = first + repeat;
  const part = sum - first;
  const lost = first - (sum - part) + (repeat - part) + firstLost + repeatLost;
  sums.orders = end - start - refunds;
  sums.days = days;
  // Adding 0 turns -0 into 0.
  sums.repeatRevenue = repeat + repeatLost + 0;
  sums.revenue = sum + lost + 0;
  if (!Number.isFinite(sums.revenue)) throw overflow(lines.rowOf(start));
}

function overflow(row: number): InputError {
  return new InputError(
    "sum_overflow",
    "expected values whose sum is a finite number, the sum of this customer's is not",
    [row, "value"],
  );
}
