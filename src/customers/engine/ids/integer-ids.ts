import type { IntegerArray } from "../../../core/columns.ts";
import { rankWords, type SortWords, wordsOfDoubles } from "../rank.ts";
import { faultOfId } from "./fault-of-id.ts";
import type { DenseKeys, HashedKeys, IdReading } from "./id-reading.ts";
import { mix32, mix64 } from "./mix.ts";
import { allocatePair, doublesOf, wordPairs } from "./words.ts";

type SmallIntegers = Exclude<IntegerArray, BigInt64Array | BigUint64Array>;

// Up to so many possible ids an order, a table of all of them is cheaper than hashing.
const SPARSE_FROM = 4;
const ALWAYS_DENSE = 1024;

/** Ids in a typed array of integers; customers ascend by id. */
export function readIntegerIds(column: IntegerArray): IdReading {
  if (column instanceof BigInt64Array || column instanceof BigUint64Array) {
    return { ...NO_FAULTS, length: column.length, ...readBig(column) };
  }
  const keys = smallKeys(column);
  return {
    ...NO_FAULTS,
    length: column.length,
    keys,
    idsOfKeys: (found) =>
      addTo(keys.kind === "dense" ? keys.base : 0, found, arrayLike(column, found.length)),
    orderOf: (rows) => (keys.kind === "dense" ? undefined : rankWords(wordsAt(column, rows))),
    idsAt: (rows) => pick(column, rows, arrayLike(column, rows.length)),
  };
}

/** Ids as doubles, each a safe integer or at fault; customers ascend by id. */
export function readDoubleIds(column: Float64Array): IdReading {
  let faulty = false;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < column.length; row++) {
    const id = column[row];
    if (Math.floor(id) !== id || Math.abs(id) > Number.MAX_SAFE_INTEGER) {
      faulty = true;
      continue;
    }
    if (id < low) low = id;
    if (id > high) high = id;
  }
  const keys = isDense(low, high, column.length)
    ? denseKeys(column, low, high)
    : hashDoubles(column);
  return {
    length: column.length,
    keys,
    faulty,
    faultAt: (row) => faultOfId(column[row]),
    idsOfKeys: (found) => addTo(low, found, new Float64Array(found.length)),
    orderOf: (rows) => (keys.kind === "dense" ? undefined : rankWords(wordsAt(column, rows))),
    idsAt: (rows) => pick(column, rows, new Float64Array(rows.length)),
  };
}

const NO_FAULTS = { faulty: false, faultAt: () => undefined };

function smallKeys(column: SmallIntegers): DenseKeys | HashedKeys {
  // Unsigned words read as signed ones differ by multiples of 2^32, which keys leave out anyway.
  const words =
    column instanceof Int32Array
      ? column
      : column instanceof Uint32Array
        ? new Int32Array(column.buffer, column.byteOffset, column.length)
        : new Int32Array(column);
  const [low, high] = extremes(column);
  if (isDense(low, high, words.length)) {
    return { kind: "dense", codes: words, base: low | 0, range: high - low + 1 };
  }
  const hashes = new Int32Array(words.length);
  for (let row = 0; row < words.length; row++) hashes[row] = mix32(words[row]);
  return { kind: "hashed", hashes };
}

function readBig(
  column: BigInt64Array | BigUint64Array,
): Pick<IdReading, "keys" | "idsOfKeys" | "orderOf" | "idsAt"> {
  const doubles = doublesOf(column);
  const [low, high] = extremes(doubles);
  const safe = low >= Number.MIN_SAFE_INTEGER && high <= Number.MAX_SAFE_INTEGER;
  if (safe && isDense(low, high, doubles.length)) {
    return {
      keys: denseKeys(doubles, low, high),
      idsOfKeys(found) {
        const out = bigLike(column, found.length);
        for (let index = 0; index < out.length; index++) out[index] = BigInt(low + found[index]);
        return out;
      },
      orderOf: () => undefined,
      idsAt: (rows) => pickBig(column, rows),
    };
  }
  return {
    keys: hashBig(column),
    orderOf: (rows) => rankWords(bigWordsAt(column, rows)),
    idsAt: (rows) => pickBig(column, rows),
  };
}

function extremes(column: ArrayLike<number>): readonly [low: number, high: number] {
  let low = column[0];
  let high = low;
  for (let row = 1; row < column.length; row++) {
    const id = column[row];
    if (id < low) low = id;
    if (id > high) high = id;
  }
  return [low, high];
}

function isDense(low: number, high: number, count: number): boolean {
  return high - low < SPARSE_FROM * count + ALWAYS_DENSE;
}

function denseKeys(column: Float64Array, low: number, high: number): DenseKeys {
  const codes = new Int32Array(column.length);
  for (let row = 0; row < codes.length; row++) codes[row] = column[row] - low;
  return { kind: "dense", codes, base: 0, range: high - low + 1 };
}

function hashDoubles(column: Float64Array): HashedKeys {
  const [hashes, highs] = allocatePair(column.length);
  const { words, low, high } = wordPairs(column);
  for (let row = 0; row < hashes.length; row++) {
    // -0 has other bits than 0 and is the same customer.
    const top = column[row] === 0 ? 0 : words[2 * row + high];
    highs[row] = top;
    hashes[row] = mix64(words[2 * row + low], top);
  }
  return { kind: "hashed", hashes, highs };
}

function hashBig(column: BigInt64Array | BigUint64Array): HashedKeys {
  const [hashes, highs] = allocatePair(column.length);
  const { words, low, high } = wordPairs(column);
  for (let row = 0; row < hashes.length; row++) {
    const top = words[2 * row + high];
    highs[row] = top;
    hashes[row] = mix64(words[2 * row + low], top);
  }
  return { kind: "hashed", hashes, highs };
}

function wordsAt(column: Float64Array | SmallIntegers, rows: Int32Array): SortWords {
  return wordsOfDoubles(pick(column, rows, new Float64Array(rows.length)));
}

function bigWordsAt(column: BigInt64Array | BigUint64Array, rows: Int32Array): SortWords {
  const pairs = wordPairs(column);
  const flip = column instanceof BigInt64Array ? 0x80000000 : 0;
  const low = new Int32Array(rows.length);
  const high = new Int32Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    low[index] = pairs.words[2 * rows[index] + pairs.low];
    high[index] = pairs.words[2 * rows[index] + pairs.high] ^ flip;
  }
  return { low, high };
}

/** Fills `out` with the ids of the keys: unsigned words that were read as signed ones wrap round again. */
function addTo<Out extends Float64Array | SmallIntegers>(
  base: number,
  keys: Int32Array,
  out: Out,
): Out {
  for (let index = 0; index < keys.length; index++) out[index] = base + keys[index];
  return out;
}

/** Fills `out` with the ids of the rows. */
function pick<Out extends Float64Array | SmallIntegers>(
  column: Float64Array | SmallIntegers,
  rows: Int32Array,
  out: Out,
): Out {
  // The sum turns -0 into 0.
  for (let index = 0; index < rows.length; index++) out[index] = column[rows[index]] + 0;
  return out;
}

function pickBig(
  column: BigInt64Array | BigUint64Array,
  rows: Int32Array,
): BigInt64Array | BigUint64Array {
  const out = bigLike(column, rows.length);
  for (let index = 0; index < rows.length; index++) out[index] = column[rows[index]];
  return out;
}

function bigLike(
  column: BigInt64Array | BigUint64Array,
  length: number,
): BigInt64Array | BigUint64Array {
  return column instanceof BigInt64Array ? new BigInt64Array(length) : new BigUint64Array(length);
}

/** An array of the same kind, all zeros. */
export function arrayLike(column: SmallIntegers, length: number): SmallIntegers {
  if (column instanceof Int8Array) return new Int8Array(length);
  if (column instanceof Uint8Array) return new Uint8Array(length);
  if (column instanceof Uint8ClampedArray) return new Uint8ClampedArray(length);
  if (column instanceof Int16Array) return new Int16Array(length);
  if (column instanceof Uint16Array) return new Uint16Array(length);
  if (column instanceof Uint32Array) return new Uint32Array(length);
  return new Int32Array(length);
}
