import { arrangeLines } from "./arrange-lines.ts";
import { bucketOrders } from "./bucket-orders.ts";
import type { Workroom } from "./gather-lines.ts";
import { allocateTraceableLines, type TraceableLines } from "./lines.ts";
import type { OrderTable } from "./order-table.ts";
import type { ReadingRules } from "./reading-rules.ts";
import { settleDuplicates, settleRefunds } from "./settle-lines.ts";
import type { Tally } from "./tally.ts";

/**
 * Meets one customer: at least one line, in order of day, instant and value; and her key, where keys are
 * dense.
 */
export type VisitCustomer = (
  lines: TraceableLines,
  start: number,
  end: number,
  key: number,
) => void;

/** Of lines that repeat others. */
const TOLD_ROWS = 5;

/** Takes over memory that the walk has no more use for. */
export type Recycle = (room: Float64Array) => void;

/**
 * Shows every customer's orders that count to `visit`, one customer at a time. The order of customers
 * is that of dense keys, or nobody's.
 *
 * @throws the first fault of the orders, unless faults are collected.
 */
export function walkCustomers(
  table: OrderTable,
  rules: ReadingRules,
  tally: Tally,
  visit: VisitCustomer,
  recycle?: Recycle,
): void {
  if (table.ids.length === 0) return;
  const { starts, mostRows, keysOfBucket, lookups, gather, memoryOf } = bucketOrders(
    table,
    rules,
    tally,
  );
  const lines = allocateTraceableLines(mostRows, lookups);
  const repeats: number[] = [];
  const room: Workroom = {
    lines,
    codes: new Int32Array(mostRows),
    order: new Int32Array(mostRows),
    bins: new Uint16Array(mostRows),
    ends: new Int32Array(0),
  };
  for (let bucket = 1; bucket < starts.length; bucket++) {
    const from = starts[bucket - 1];
    const to = starts[bucket];
    if (from === to) continue;
    const customers = gather(from, to, room);
    const firstKey = (bucket - 1) * keysOfBucket;
    let start = 0;
    for (let customer = 0; customer < customers; customer++) {
      const last = room.ends[customer];
      if (last === start) continue;
      const end = settle(lines, start, last, rules, tally, repeats);
      if (end > start) visit(lines, start, end, firstKey + customer);
      start = last;
    }
    recycle?.(memoryOf(from, to));
  }
  tally.throwFirst();
  const marks = Int32Array.from(repeats).sort();
  const firstRows =
    lookups === undefined
      ? Array.from(marks.subarray(0, TOLD_ROWS))
      : lookups.firstRowsOf(marks, TOLD_ROWS);
  tally.noteDuplicates(marks.length, firstRows);
}

function settle(
  lines: TraceableLines,
  start: number,
  end: number,
  { policies }: ReadingRules,
  tally: Tally,
  repeats: number[],
): number {
  const settled = arrangeLines(lines, start, end)
    ? settleDuplicates(lines, start, end, policies.duplicates, tally, repeats)
    : end;
  return policies.refunds === "netSameDay" ? settleRefunds(lines, start, settled, tally) : settled;
}
