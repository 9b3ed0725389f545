export interface RankedValues {
  /** The distinct numbers, ascending. */
  readonly values: Float64Array;
  /** For each row the place of its number among them. */
  readonly ranks: Int32Array;
}

/** The distinct ones of finite numbers, and each row's rank among them. */
export function rankValues(column: Float64Array): RankedValues {
  const ranks = new Int32Array(column.length);
  const distinct = new Float64Array(column.length);
  let size = 2;
  while (size < 2 * column.length) size *= 2;
  /** Places among the distinct values from 1 on, 0 where a slot is empty. */
  const table = new Int32Array(size);
  const words = wordsOf(column);
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    const slot = slotOf(table, distinct, column, words, row);
    if (table[slot] === 0) {
      // The sum turns -0 into 0.
      distinct[count] = column[row] + 0;
      count += 1;
      table[slot] = count;
    }
    ranks[row] = table[slot] - 1;
  }
  const values = distinct.slice(0, count).sort();
  const sortedWords = wordsOf(values);
  const rankOf = new Int32Array(count);
  for (let rank = 0; rank < count; rank++) {
    rankOf[table[slotOf(table, distinct, values, sortedWords, rank)] - 1] = rank;
  }
  for (let row = 0; row < ranks.length; row++) ranks[row] = rankOf[ranks[row]];
  return { values, ranks };
}

/** The slot that holds a row's value, or the empty one that should. */
function slotOf(
  table: Int32Array,
  distinct: Float64Array,
  column: Float64Array,
  words: Int32Array,
  row: number,
): number {
  const value = column[row];
  // Not the best of hashes, but multiplications are what costs. -0 has other bits than 0.
  const mixed =
    value === 0
      ? 0
      : Math.imul(words[2 * row] ^ Math.imul(words[2 * row + 1], 0x85ebca6b), 0x9e3779b1);
  const mask = table.length - 1;
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  while (table[slot] !== 0 && distinct[table[slot] - 1] !== value) slot = (slot + 1) & mask;
  return slot;
}

function wordsOf(column: Float64Array): Int32Array {
  return new Int32Array(column.buffer, column.byteOffset, 2 * column.length);
}
