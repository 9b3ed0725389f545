/** Ranges so short go to insertion, and so short to comparisons. */
const INSERTION = 24;
const COMPARISON = 512;
/** Two digits of eleven bits. */
const DIGIT = 2048;
/** The largest key: a little less than 2^22, so that rounding never reaches it. */
const LARGEST_KEY = DIGIT * DIGIT - 1;

/**
 * The places of finite numbers in ascending order, equal ones in the order of their places. Values go
 * to four million bins of equal width, two digits of a radix sort; what shares a bin is sorted the same
 * way within it. Linear where values are spread, n log n at worst.
 */
export function sortOrder(values: Float64Array): Int32Array {
  const { length } = values;
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  const keys = length > COMPARISON ? new Int32Array(length) : order;
  const spareOrder = new Int32Array(length > COMPARISON ? length : 0);
  const spareKeys = new Int32Array(length > COMPARISON ? length : 0);
  sortRange(0, length);
  return order;

  function sortRange(from: number, to: number): void {
    if (to - from <= INSERTION) {
      insert(from, to);
      return;
    }
    let low = values[order[from]];
    let high = low;
    for (let i = from + 1; i < to; i++) {
      const value = values[order[i]];
      if (value < low) low = value;
      else if (value > high) high = value;
    }
    if (low === high) return;
    const scale = LARGEST_KEY / (high - low);
    // A range that overflows, or one so narrow that its scale does.
    if (to - from <= COMPARISON || !(scale > 0 && scale < Infinity)) {
      order.subarray(from, to).sort((a, b) => values[a] - values[b] || a - b);
      return;
    }
    scatter(from, to, low, scale);
    let start = from;
    while (start < to) {
      const key = keys[start];
      let end = start + 1;
      while (end < to && keys[end] === key) end++;
      // Bins within bins use the memory of their own range alone.
      if (end > start + 1) sortRange(start, end);
      start = end;
    }
  }

  function scatter(from: number, to: number, low: number, scale: number): void {
    const small = new Int32Array(DIGIT);
    const large = new Int32Array(DIGIT);
    for (let i = from; i < to; i++) {
      const key = ((values[order[i]] - low) * scale) | 0;
      keys[i] = key;
      small[key & (DIGIT - 1)]++;
      large[key >>> 11]++;
    }
    accumulate(small, from);
    accumulate(large, from);
    for (let i = from; i < to; i++) {
      const at = small[keys[i] & (DIGIT - 1)]++;
      spareKeys[at] = keys[i];
      spareOrder[at] = order[i];
    }
    for (let i = from; i < to; i++) {
      const at = large[spareKeys[i] >>> 11]++;
      keys[at] = spareKeys[i];
      order[at] = spareOrder[i];
    }
  }

  function insert(from: number, to: number): void {
    for (let i = from + 1; i < to; i++) {
      const place = order[i];
      const value = values[place];
      let j = i - 1;
      while (j >= from && values[order[j]] > value) {
        order[j + 1] = order[j];
        j--;
      }
      order[j + 1] = place;
    }
  }
}

/** Counts to the places where each digit begins. */
function accumulate(counts: Int32Array, from: number): void {
  let next = from;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit];
    counts[digit] = next;
    next += count;
  }
}
