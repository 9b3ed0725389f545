import { InputError } from "../../core/errors.ts";
import { formatInstant } from "../../time/instant.ts";
import type { SubscriptionTable } from "./read-subscriptions.ts";

/** How much each customer paid when: steps in time, all changes of one instant being one step. */
export interface RevenuePaths {
  readonly customers: number;
  /** Customer c has the steps from `offsets[c]` to before `offsets[c + 1]`. */
  readonly offsets: Int32Array;
  /** Epoch milliseconds, ascending within a customer. */
  readonly at: Float64Array;
  /** What she pays a month from then on, in minor units. */
  readonly level: Float64Array;
  /** How many rows run from then on, free ones too. */
  readonly running: Int32Array;
}

/** Above this total, sums of movements might not be exact. */
const LARGEST_TOTAL = 4_503_599_627_370_495;

/**
 * The paths of all customers.
 *
 * @throws `overlapping_subscriptions`, `sum_overflow`
 */
export function tracePaths(table: SubscriptionTable): RevenuePaths {
  checkTotal(table.amount);
  const { starts, rows } = groupRows(table);
  const customers = table.ids.length;
  const steps = openSteps(customers, 2 * rows.length);
  for (let customer = 0; customer < customers; customer++) {
    const from = starts[customer];
    const to = starts[customer + 1];
    sortByStart(rows, from, to, table.start);
    if (!isChain(rows, from, to, table) || !addChain(rows, from, to, table, steps)) {
      addParallel(rows.subarray(from, to), table, steps);
    }
    steps.close(customer);
  }
  return steps.finish();
}

/** Takes down steps, a customer at a time. */
interface Steps {
  add(at: number, level: number, running: number): void;
  close(customer: number): void;
  finish(): RevenuePaths;
}

function openSteps(customers: number, most: number): Steps {
  const offsets = new Int32Array(customers + 1);
  const at = new Float64Array(most);
  const level = new Float64Array(most);
  const running = new Int32Array(most);
  let filled = 0;
  return {
    add(moment, paid, count) {
      at[filled] = moment;
      level[filled] = paid;
      running[filled++] = count;
    },
    close(customer) {
      offsets[customer + 1] = filled;
    },
    finish: () => ({
      customers,
      offsets,
      at: at.subarray(0, filled),
      level: level.subarray(0, filled),
      running: running.subarray(0, filled),
    }),
  };
}

/** A customer has few rows, mostly in order: by insertion. */
function sortByStart(rows: Int32Array, from: number, to: number, start: Float64Array): void {
  if (to - from > 32) {
    rows.subarray(from, to).sort((a, b) => start[a] - start[b] || a - b);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const row = rows[i];
    let j = i - 1;
    while (j >= from && start[rows[j]] > start[row]) {
      rows[j + 1] = rows[j];
      j -= 1;
    }
    rows[j + 1] = row;
  }
}

/** Does each row start when the one before is over, or later? Then nothing runs side by side. */
function isChain(
  rows: Int32Array,
  from: number,
  to: number,
  { start, end }: SubscriptionTable,
): boolean {
  for (let i = from + 1; i < to; i++) if (start[rows[i]] < end[rows[i - 1]]) return false;
  return true;
}

/** The steps of rows one after the other; false, and none taken down, for one of no length. */
function addChain(
  rows: Int32Array,
  from: number,
  to: number,
  { start, until, amount }: SubscriptionTable,
  steps: Steps,
): boolean {
  for (let i = from; i < to; i++) if (until[rows[i]] === start[rows[i]]) return false;
  for (let i = from; i < to; i++) {
    const row = rows[i];
    const before = i > from ? rows[i - 1] : -1;
    const joins = before >= 0 && until[before] === start[row];
    if (before >= 0 && !joins) steps.add(until[before], 0, 0);
    if (!joins || amount[before] !== amount[row]) steps.add(start[row], amount[row], 1);
  }
  const last = until[rows[to - 1]];
  if (last < Infinity) steps.add(last, 0, 0);
  return true;
}

/** The steps of rows that may run side by side. */
function addParallel(rows: Int32Array, table: SubscriptionTable, steps: Steps): void {
  checkOverlaps(table, rows);
  const changes = changesOf(table, rows);
  let paid = 0;
  let count = 0;
  for (let i = 0; i < changes.length; ) {
    const moment = changes[i].at;
    const [paidBefore, countBefore] = [paid, count];
    for (; i < changes.length && changes[i].at === moment; i++) {
      paid += changes[i].amount;
      count += changes[i].running;
    }
    if (paid !== paidBefore || count !== countBefore) steps.add(moment, paid, count);
  }
}

/** What a customer pays just before a moment; 0 before her first step. */
export function levelBefore(paths: RevenuePaths, customer: number, moment: number): number {
  const { offsets, at, level } = paths;
  let paid = 0;
  for (let step = offsets[customer]; step < offsets[customer + 1] && at[step] < moment; step++) {
    paid = level[step];
  }
  return paid;
}

interface Change {
  readonly at: number;
  readonly amount: number;
  readonly running: number;
}

function changesOf({ start, until, amount }: SubscriptionTable, rows: Int32Array): Change[] {
  const changes: Change[] = [];
  for (const row of rows) {
    changes.push({ at: start[row], amount: amount[row], running: 1 });
    if (until[row] < Infinity) changes.push({ at: until[row], amount: -amount[row], running: -1 });
  }
  return changes.sort((one, other) => one.at - other.at);
}

/** Rows by customer, each customer's in row order. */
function groupRows({ customer, ids }: SubscriptionTable) {
  const starts = new Int32Array(ids.length + 1);
  for (let row = 0; row < customer.length; row++) starts[customer[row] + 1]++;
  for (let i = 0; i < ids.length; i++) starts[i + 1] += starts[i];
  const next = starts.slice();
  const rows = new Int32Array(customer.length);
  for (let row = 0; row < customer.length; row++) rows[next[customer[row]]++] = row;
  return { starts, rows };
}

/** Stretches of one subscription come one after the other. */
function checkOverlaps(table: SubscriptionTable, rows: Int32Array): void {
  const { start, end, subscription } = table;
  const order = Array.from(rows).sort(
    (a, b) =>
      (subscription === undefined ? 0 : subscription[a] - subscription[b]) ||
      start[a] - start[b] ||
      a - b,
  );
  for (let i = 1; i < order.length; i++) {
    const [earlier, later] = [order[i - 1], order[i]];
    if (subscription !== undefined && subscription[earlier] !== subscription[later]) continue;
    if (start[later] >= end[earlier]) continue;
    const until =
      end[earlier] === Infinity ? "has no end" : `ends at ${formatInstant(end[earlier])}`;
    const message = `expected a start after row ${earlier} of the same subscription, which ${until}, got ${formatInstant(start[later])}; tell parallel subscriptions apart by subscriptionId`;
    throw new InputError("overlapping_subscriptions", message, table.pathOf(later, "start"), {
      overlaps: earlier,
    });
  }
}

function checkTotal(amount: Float64Array): void {
  let total = 0;
  for (let row = 0; row < amount.length; row++) total += amount[row];
  if (total <= LARGEST_TOTAL) return;
  const message = `expected amounts that sum up to at most ${LARGEST_TOTAL} minor units, got ${total}`;
  throw new InputError("sum_overflow", message);
}
