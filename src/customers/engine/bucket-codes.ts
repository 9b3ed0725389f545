import type { DenseKeys, HashedKeys } from "./ids/id-reading.ts";
import { type Buckets, KEY, ROW, WORDS } from "./partition.ts";

/**
 * Numbers the customers of a bucket, the records from `from` to before `to`: a number a record into
 * `codes`; returns a bound of the numbers.
 */
export type BucketCoder = (from: number, to: number, codes: Int32Array) => number;

/** The coder for keys of either kind, for buckets of at most so many rows. */
export function bucketCoder(
  buckets: Buckets,
  keys: DenseKeys | HashedKeys,
  mostRows: number,
): BucketCoder {
  return keys.kind === "dense"
    ? (from, to, codes) => maskKeys(buckets, from, to, codes)
    : hashCoder(buckets, keys, mostRows);
}

function maskKeys(buckets: Buckets, from: number, to: number, codes: Int32Array): number {
  const { words, keyMask } = buckets;
  for (let record = from; record < to; record++) {
    codes[record - from] = words[record * WORDS + KEY] & keyMask;
  }
  return keyMask + 1;
}

function hashCoder({ words, highs }: Buckets, { same }: HashedKeys, mostRows: number): BucketCoder {
  let slots = 16;
  while (slots < 1.5 * mostRows) slots *= 2;
  const table = new Int32Array(slots);
  // The first record of each customer; customers count from 1, so that 0 is an empty slot.
  const firsts = new Int32Array(mostRows + 1);

  function isSame(record: number, other: number): boolean {
    const one = record * WORDS;
    const two = other * WORDS;
    if (words[one + KEY] !== words[two + KEY]) return false;
    if (highs !== undefined) return highs[record] === highs[other];
    return same === undefined || same(words[one + ROW], words[two + ROW]);
  }

  return (from, to, codes) => {
    let customers = 0;
    table.fill(0);
    for (let record = from; record < to; record++) {
      let slot = words[record * WORDS + KEY] & (slots - 1);
      let customer = table[slot];
      while (customer !== 0 && !isSame(record, firsts[customer])) {
        slot = (slot + 1) & (slots - 1);
        customer = table[slot];
      }
      if (customer === 0) {
        customers += 1;
        customer = customers;
        table[slot] = customer;
        firsts[customer] = record;
      }
      codes[record - from] = customer - 1;
    }
    return customers;
  };
}
