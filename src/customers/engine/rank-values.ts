import { wordPairs } from "./ids/words.ts";
import { rankWords, wordsOfDoubles } from "./rank.ts";

export interface RankedValues {
  /** The distinct numbers, ascending. */
  readonly values: Float64Array;
  /** For each row the place of its number among them. */
  readonly ranks: Int32Array;
}

/** The distinct ones of finite numbers, and each row's rank among them. */
export function rankValues(column: Float64Array): RankedValues {
  const { codes, values } = encode(column);
  const order = rankWords(wordsOfDoubles(values));
  const ranks = new Int32Array(values.length);
  const sorted = new Float64Array(values.length);
  for (let rank = 0; rank < order.length; rank++) {
    ranks[order[rank]] = rank;
    sorted[rank] = values[order[rank]];
  }
  for (let row = 0; row < codes.length; row++) codes[row] = ranks[codes[row]];
  return { values: sorted, ranks: codes };
}

/** The distinct numbers in the order of their first rows, and for each row the place of its own. */
function encode(column: Float64Array): { codes: Int32Array; values: Float64Array } {
  const { words } = wordPairs(column);
  const codes = new Int32Array(column.length);
  let values = new Float64Array(512);
  let table: Int32Array = new Int32Array(2 * values.length);
  let count = 0;
  for (let row = 0; row < codes.length; row++) {
    if (count === values.length) {
      const grown = new Float64Array(2 * count);
      grown.set(values);
      values = grown;
      table = tableOf(values, count);
    }
    const value = column[row];
    const slot = slotOf(table, values, value, hashAt(words, row, value));
    if (table[slot] === 0) {
      // The sum turns -0 into 0.
      values[count] = value + 0;
      count += 1;
      table[slot] = count;
    }
    codes[row] = table[slot] - 1;
  }
  return { codes, values: values.slice(0, count) };
}

/** A table of the first values: places from 1 on, 0 where a slot is empty. */
function tableOf(values: Float64Array, count: number): Int32Array {
  const { words } = wordPairs(values);
  const table = new Int32Array(2 * values.length);
  for (let place = 0; place < count; place++) {
    const value = values[place];
    table[slotOf(table, values, value, hashAt(words, place, value))] = place + 1;
  }
  return table;
}

/** The slot that holds the value, or the empty one that should. */
function slotOf(table: Int32Array, values: Float64Array, value: number, hash: number): number {
  const mask = table.length - 1;
  let slot = hash & mask;
  while (table[slot] !== 0 && values[table[slot] - 1] !== value) slot = (slot + 1) & mask;
  return slot;
}

/** Not the best of hashes, but these tables are small and the multiplications are what costs. */
function hashAt(words: Int32Array, row: number, value: number): number {
  // -0 has other bits than 0.
  if (value === 0) return 0;
  const mixed = Math.imul(words[2 * row] ^ Math.imul(words[2 * row + 1], 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
