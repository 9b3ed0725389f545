import type { CompletePolicies } from "../order-policies.ts";
import { copyLine, type TraceableLines } from "./lines.ts";
import type { FieldFault } from "./order-table.ts";
import type { Tally } from "./tally.ts";

// What is left of a day's sales when refunds cancel them: representation errors, no money.
const NOTHING = 1e-12;

/**
 * Handles a customer's duplicates, the lines in order: their marks go to `repeats`. The lines that count
 * move up; returns their end.
 */
export function settleDuplicates(
  lines: TraceableLines,
  start: number,
  end: number,
  policy: CompletePolicies["duplicates"],
  tally: Tally,
  repeats: number[],
): number {
  const { day, at, value, mark } = lines;
  let kept = start + 1;
  for (let line = start + 1; line < end; line++) {
    const last = kept - 1;
    const equal = day[line] === day[last] && at[line] === at[last] && value[line] === value[last];
    if (equal) {
      if (policy === "error") tally.reject(lines.rowOf(line), duplicateFault(lines.rowOf(last)));
      else repeats.push(mark[line]);
      if (policy !== "keep") continue;
    }
    copyLine(lines, line, lines, kept++);
  }
  return kept;
}

/**
 * Nets a customer's refunds with the purchases of their days. Days refunded in full go, refunds that
 * are more than the day's purchases are rejected. The lines that count move up; returns their end.
 */
export function settleRefunds(
  lines: TraceableLines,
  start: number,
  end: number,
  tally: Tally,
): number {
  const { day, value } = lines;
  let kept = start;
  for (let line = start; line < end; ) {
    let next = line;
    while (next < end && day[next] === day[line]) next++;
    const verdict = judgeDay(value, line, next);
    for (; line < next; line++) {
      const refund = value[line] < 0;
      if (verdict === "void") continue;
      if (verdict !== undefined && refund) tally.reject(lines.rowOf(line), verdict);
      else copyLine(lines, line, lines, kept++);
    }
  }
  return kept;
}

/** A day that counts is nothing to mention. */
function judgeDay(
  value: Float64Array,
  start: number,
  end: number,
): FieldFault | "void" | undefined {
  let purchases = 0;
  let bought = 0;
  let refunded = 0;
  for (let line = start; line < end; line++) {
    if (value[line] >= 0) {
      purchases += 1;
      bought += value[line];
    } else refunded -= value[line];
  }
  if (refunded === 0) return undefined;
  if (purchases === 0) return UNMATCHED_REFUND;
  const left = bought - refunded;
  if (Math.abs(left) <= NOTHING * (bought + refunded)) return "void";
  return left > 0 ? undefined : excessFault(refunded, bought);
}

const UNMATCHED_REFUND: FieldFault = {
  field: "value",
  code: "unmatched_refund",
  message: "expected a purchase of this customer on the day of the refund, got none",
};

function excessFault(refunded: number, bought: number): FieldFault {
  const message = `expected refunds up to the day's purchases (${bought}), got ${refunded}`;
  return { field: "value", code: "refund_exceeds_day", message };
}

function duplicateFault(first: number): FieldFault {
  const message = `expected a new order, got the customer, instant and value of row ${first} again`;
  return { field: "row", code: "duplicate_row", message };
}
