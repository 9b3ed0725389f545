export interface RankedValues {
  /** The distinct numbers, ascending. */
  readonly values: Float64Array;
  /** For each row the place of its number among them. */
  readonly ranks: Int32Array;
}

/** The distinct ones of finite numbers, and each row's rank among them. */
export function rankValues(column: Float64Array): RankedValues {
  const distinct = new Float64Array(column.length);
  let size = 2;
  while (size < 2 * column.length) size *= 2;
  /** Places among the distinct values from 1 on, 0 where a slot is empty. */
  const table = new Int32Array(size);
  let count = 0;
  /** The place of each number, found or given. */
  const placesOf = (numbers: Float64Array) => {
    const words = new Int32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
    const places = new Int32Array(numbers.length);
    for (let row = 0; row < numbers.length; row++) {
      // The sum turns -0 into 0, which has other bits.
      const value = numbers[row] + 0;
      // Not the best of hashes, but multiplications are what costs.
      const mixed =
        value === 0
          ? 0
          : Math.imul(words[2 * row] ^ Math.imul(words[2 * row + 1], 0x85ebca6b), 0x9e3779b1);
      let slot = (mixed ^ (mixed >>> 15)) & (size - 1);
      while (table[slot] !== 0 && distinct[table[slot] - 1] !== value) {
        slot = (slot + 1) & (size - 1);
      }
      if (table[slot] === 0) {
        distinct[count] = value;
        count += 1;
        table[slot] = count;
      }
      places[row] = table[slot] - 1;
    }
    return places;
  };
  const ranks = placesOf(column);
  const values = distinct.slice(0, count).sort();
  const rankOf = new Int32Array(count);
  placesOf(values).forEach((place, rank) => {
    rankOf[place] = rank;
  });
  for (let row = 0; row < ranks.length; row++) ranks[row] = rankOf[ranks[row]];
  return { values, ranks };
}
