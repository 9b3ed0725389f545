/** Ranges so short are sorted by insertion. */
const INSERTION = 16;
/** The most bins of a range. */
const MOST_BINS = 2048;

/** Finite numbers, each with a whole number that goes wherever it goes. */
export interface Pairs {
  readonly values: Float64Array;
  readonly labels: Int32Array;
}

/**
 * Numbers in ascending order, equal ones in the order in which they come. Values go to bins of equal width,
 * about as many as there are numbers, and what shares a bin is sorted the same way within it: memory is
 * read and written side by side. Linear where values are spread; each level of bins strips off ten binary
 * magnitudes, so that there are never more than some two hundred.
 */
export function sortPairs(pairs: Pairs): Pairs {
  const sorted = { values: pairs.values.slice(), labels: pairs.labels.slice() };
  const { length } = sorted.values;
  const room = { values: new Float64Array(length), labels: new Int32Array(length) };
  sortRange(sorted, room, 0, length);
  return sorted;
}

/** The places of finite numbers in ascending order, equal ones in the order of their places. */
export function sortOrder(values: Float64Array): Int32Array {
  return sortPairs({ values, labels: placesOf(values.length) }).labels;
}

/** 0, 1, 2 … */
export function placesOf(length: number): Int32Array {
  const places = new Int32Array(length);
  for (let i = 0; i < length; i++) places[i] = i;
  return places;
}

/** Sorts a range in place; the same range of `room` is written over. */
function sortRange(pairs: Pairs, room: Pairs, from: number, to: number): void {
  const { values } = pairs;
  let low = values[from];
  let high = low;
  for (let i = from + 1; i < to; i++) {
    const value = values[i];
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  if (low === high) return;
  let bins = 2 * INSERTION;
  while (bins < MOST_BINS && bins < to - from) bins *= 2;
  const width = high - low;
  // A power of two, so that neither a range nor the scale of one overflows.
  const unit = width > 1e300 ? 2 ** -99 : width < 1e-300 ? 2 ** 99 : 1;
  const scale = (bins - 1) / (high * unit - low * unit);
  const ends = spread(pairs, room, from, to, low, unit, scale, bins);
  let start = from;
  for (let bin = 0; bin < bins; bin++) {
    const end = ends[bin];
    if (end - start > INSERTION) sortRange(room, pairs, start, end);
    start = end;
  }
  settle(room, pairs, from, to);
}

/** Moves a range bin by bin, and tells where each ends. */
function spread(
  { values, labels }: Pairs,
  target: Pairs,
  from: number,
  to: number,
  low: number,
  unit: number,
  scale: number,
  bins: number,
): Int32Array {
  const places = new Int32Array(bins);
  const origin = low * unit;
  for (let i = from; i < to; i++) places[((values[i] * unit - origin) * scale) | 0]++;
  let next = from;
  for (let bin = 0; bin < bins; bin++) {
    const count = places[bin];
    places[bin] = next;
    next += count;
  }
  const { values: movedValues, labels: movedLabels } = target;
  for (let i = from; i < to; i++) {
    const place = places[((values[i] * unit - origin) * scale) | 0]++;
    movedValues[place] = values[i];
    movedLabels[place] = labels[i];
  }
  return places;
}

/** Moves a range that is nearly in order, each number to its place among those before. */
function settle({ values, labels }: Pairs, target: Pairs, from: number, to: number): void {
  const { values: settledValues, labels: settledLabels } = target;
  for (let i = from; i < to; i++) {
    const value = values[i];
    let place = i;
    while (place > from && settledValues[place - 1] > value) {
      settledValues[place] = settledValues[place - 1];
      settledLabels[place] = settledLabels[place - 1];
      place--;
    }
    settledValues[place] = value;
    settledLabels[place] = labels[i];
  }
}
