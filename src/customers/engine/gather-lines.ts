import type { BucketCoder } from "./bucket-codes.ts";
import type { Lines } from "./lines.ts";
import { type Buckets, DOUBLES, ROW, VALUE, WORDS } from "./partition.ts";

/** Room to work in: sized for the largest bucket, used for all. */
export interface Workroom {
  readonly lines: Lines;
  readonly codes: Int32Array;
  /** Records in order of time. */
  readonly order: Int32Array;
  readonly bins: Uint16Array;
  /** Customer c has the lines from the end of the one before to before `ends[c]`. */
  ends: Int32Array;
}

const MOST_BINS = 4096;
// With fewer lines a customer, sorting them one customer at a time is as quick.
const LINES_WORTH_BINNING = 3;

/**
 * Moves a bucket's records to lines, the customers side by side, each customer's lines about in order
 * of time and those of one instant in row order. Returns the number of customers.
 */
export function gatherLines(
  buckets: Buckets,
  from: number,
  to: number,
  coder: BucketCoder,
  room: Workroom,
): number {
  const customers = coder(from, to, room.codes);
  startLines(room.codes, to - from, customers, room);
  const binning = !buckets.inOrder && worthBinning(to - from, customers);
  if (binning) binByTime(buckets, from, to, room);
  moveLines(buckets, from, to, binning ? room.order : undefined, room);
  return customers;
}

/** Are there lines enough a customer to order them all at once? */
export function worthBinning(rows: number, customers: number): boolean {
  return rows >= LINES_WORTH_BINNING * customers;
}

/** Puts into `ends` the first line of each customer; as lines are placed there, it becomes the end. */
function startLines(codes: Int32Array, rows: number, customers: number, room: Workroom): void {
  if (room.ends.length <= customers) room.ends = new Int32Array(2 * customers + 1);
  const starts = room.ends;
  starts.fill(0, 0, customers + 1);
  for (let index = 0; index < rows; index++) starts[codes[index] + 1]++;
  for (let customer = 0; customer < customers; customer++) {
    starts[customer + 1] += starts[customer];
  }
}

/**
 * Orders records by bins of time, in two passes instead of a sort; those few that share a customer
 * and a bin are left to it.
 */
function binByTime(buckets: Buckets, from: number, to: number, { bins, order }: Workroom): void {
  const { doubles } = buckets;
  let earliest = doubles[from * DOUBLES];
  let latest = earliest;
  for (let record = from; record < to; record++) {
    const instant = doubles[record * DOUBLES];
    if (instant < earliest) earliest = instant;
    if (instant > latest) latest = instant;
  }
  const count = Math.min(MOST_BINS, to - from);
  const starts = new Int32Array(count + 1);
  const binsPerMs = latest > earliest ? (count - 0.5) / (latest - earliest) : 0;
  for (let record = from; record < to; record++) {
    const bin = ((doubles[record * DOUBLES] - earliest) * binsPerMs) | 0;
    bins[record - from] = bin;
    starts[bin + 1]++;
  }
  for (let bin = 0; bin < count; bin++) starts[bin + 1] += starts[bin];
  for (let index = 0; index < to - from; index++) order[starts[bins[index]]++] = from + index;
}

function moveLines(
  buckets: Buckets,
  from: number,
  to: number,
  order: Int32Array | undefined,
  room: Workroom,
): void {
  const { doubles, words } = buckets;
  const { codes, ends } = room;
  const { at, value, mark } = room.lines;
  for (let index = 0; index < to - from; index++) {
    const record = order === undefined ? from + index : order[index];
    const line = ends[codes[record - from]]++;
    at[line] = doubles[record * DOUBLES];
    value[line] = doubles[record * DOUBLES + VALUE];
    mark[line] = words[record * WORDS + ROW];
  }
}
