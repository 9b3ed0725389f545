import { bucketCoder } from "./bucket-codes.ts";
import { type DayRecords, dayGatherer, dayMemory, partitionDays } from "./day-records.ts";
import { dayRows } from "./day-rows.ts";
import { dayStarts } from "./day-starts.ts";
import { gatherLines, type Workroom } from "./gather-lines.ts";
import type { DenseKeys } from "./ids/id-reading.ts";
import type { Lookups } from "./lines.ts";
import type { OrderTable } from "./order-table.ts";
import { type Buckets, DOUBLES, partitionRest, partitionWithin } from "./partition.ts";
import type { ReadingRules } from "./reading-rules.ts";
import { screenRows } from "./screen-rows.ts";
import type { Tally } from "./tally.ts";
import { EARLIEST } from "./times.ts";

/** Orders by bucket of customers, whatever their records look like. */
export interface OrderBuckets {
  /** Bucket b holds the records from `starts[b]` to before `starts[b + 1]`. */
  readonly starts: Int32Array;
  readonly mostRows: number;
  /** How many keys share a bucket, where they are dense: those that follow those of the bucket before. */
  readonly keysOfBucket: number;
  /** Where days are all that the records tell. */
  readonly lookups?: Lookups;
  /**
   * Moves records of one bucket to lines, the customers side by side, each customer's lines about in
   * order of time and equal ones in row order. Returns a bound of the customers' numbers.
   */
  gather(from: number, to: number, room: Workroom): number;
  /** The memory of these records. */
  memoryOf(from: number, to: number): Float64Array;
}

/**
 * The orders that count, by bucket.
 *
 * @throws the first fault of a row, unless faults are collected.
 */
export function bucketOrders(table: OrderTable, rules: ReadingRules, tally: Tally): OrderBuckets {
  const { ids, days, value } = table;
  const { keys } = ids;
  const limits = {
    start: EARLIEST,
    end: rules.zone.startOfDay(rules.lastDay + 1),
    least: rules.policies.refunds === "netSameDay" ? -Number.MAX_VALUE : 0,
  };
  if (days !== undefined && keys.kind === "dense" && !ids.faulty) {
    const records = partitionDays(keys, days, value, limits, rules.zone);
    if (records !== undefined) return dayBuckets(records, keys, rules);
  }
  const plain = ids.faulty ? undefined : partitionWithin(keys, table.at, value, limits);
  const records = plain ?? partitionRest(keys, table.at, value, screenRows(table, rules, tally));
  return instantBuckets(records, table, rules);
}

function dayBuckets(records: DayRecords, keys: DenseKeys, { zone }: ReadingRules): OrderBuckets {
  const { starts, customers } = records;
  return {
    starts,
    mostRows: mostRowsOf(starts),
    keysOfBucket: customers,
    lookups: { startOf: dayStarts(zone), ...dayRows(keys, starts) },
    gather: dayGatherer(records),
    memoryOf: (from, to) => dayMemory(records, from, to),
  };
}

function instantBuckets(
  records: Buckets,
  { ids }: OrderTable,
  { zone }: ReadingRules,
): OrderBuckets {
  const { starts, doubles } = records;
  const mostRows = mostRowsOf(starts);
  const coder = bucketCoder(records, ids.keys, mostRows);
  return {
    starts,
    mostRows,
    keysOfBucket: records.keyMask + 1,
    gather(from, to, room) {
      const customers = gatherLines(records, from, to, coder, room);
      zone.daysOf(room.lines.at.subarray(0, to - from), room.lines.day);
      return customers;
    },
    memoryOf: (from, to) => doubles.subarray(from * DOUBLES, to * DOUBLES),
  };
}

function mostRowsOf(starts: Int32Array): number {
  let most = 0;
  for (let bucket = 1; bucket < starts.length; bucket++) {
    most = Math.max(most, starts[bucket] - starts[bucket - 1]);
  }
  return most;
}
