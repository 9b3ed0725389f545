/**
 * Sample quantiles of Hyndman and Fan (1996), numbered as in R's `quantile(type = …)`: 1 inverse of
 * the empirical distribution, 2 the same averaged at steps, 4 its linear interpolation, 5 Hazen,
 * 6 Weibull, 7 linear (the default of R and NumPy), 8 median-unbiased, 9 normal-unbiased. Their
 * type 3, which rounds to even order statistics, is not offered.
 */
export type QuantileType = 1 | 2 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * Where a quantile lies among `count` sorted values, counted from 1: the whole part names an order
 * statistic, the fraction the way to the next. Products such as 35 * 0.6 that miss a whole number
 * by rounding alone count as whole.
 */
export function quantilePosition(count: number, probability: number, type: QuantileType): number {
  // The plotting position alpha + p (n + 1 - alpha - beta): beta is 1 before type 5, alpha from there.
  const alpha = [0.5, 0, 1, 1 / 3, 3 / 8][type - 5];
  const raw = type < 5 ? probability * count : alpha + probability * (count + 1 - 2 * alpha);
  const snapped = Math.round(raw);
  const at = Math.abs(raw - snapped) <= 1e-15 * count ? snapped : raw;
  const up = Math.ceil(at);
  const position = type === 1 ? up : type === 2 ? (Math.floor(at) + 1 + up) / 2 : at;
  return Math.min(Math.max(position, 1), count);
}

/** The quantile of at least one value sorted ascending; probability within [0, 1]. */
export function quantile(
  sorted: ArrayLike<number>,
  probability: number,
  type: QuantileType = 7,
): number {
  const position = quantilePosition(sorted.length, probability, type);
  const floor = Math.floor(position);
  return between(sorted[floor - 1], sorted[Math.ceil(position) - 1], position - floor);
}

/**
 * Quantiles of at least one finite value in any order, probabilities within [0, 1]. One pass counts
 * the values by the leading bits of their float32 (as many as n has, at most 16); only those that
 * share them with an order statistic in question are gathered and sorted. Linear unless most values
 * lie within 1 % of each other, n log n at worst. The values stay untouched.
 */
export function selectQuantiles(
  values: Float64Array,
  probabilities: readonly number[],
  type: QuantileType = 7,
): number[] {
  const positions = probabilities.map((p) => quantilePosition(values.length, p, type));
  const places = positions.flatMap((at) => [Math.floor(at), Math.ceil(at)]);
  const found = places.slice();
  const bits = new Uint32Array(new Float32Array(values).buffer);
  const shift = Math.max(16, Math.clz32(values.length));
  const digits = 2 ** (32 - shift);
  const counts = new Uint32Array(digits);
  for (let i = 0; i < bits.length; i++) counts[bits[i] >>> shift]++;

  // Digits of which an order statistic is wanted: how many values come before each.
  const wanted: { readonly digit: number; readonly below: number }[] = [];
  let below = 0;
  for (let step = 0; step < digits; step++) {
    // The sign bit leads: negative numbers come last among bit patterns, and in reverse.
    const digit = step ^ (step < digits / 2 ? digits - 1 : digits / 2);
    const upTo = below + counts[digit];
    if (places.some((place) => place > below && place <= upTo)) wanted.push({ digit, below });
    below = upTo;
  }

  // One pass gathers them all, side by side; 0 stands for the digits that nobody wants.
  const slots = new Uint16Array(digits);
  const next = new Uint32Array(wanted.length + 2);
  wanted.forEach(({ digit }, slot) => {
    slots[digit] = slot + 1;
    next[slot + 2] = next[slot + 1] + counts[digit];
  });
  const gathered = new Float64Array(next[wanted.length + 1]);
  for (let i = 0; i < bits.length; i++) {
    const slot = slots[bits[i] >>> shift];
    if (slot !== 0) gathered[next[slot]++] = values[i];
  }
  wanted.forEach(({ digit, below: before }, slot) => {
    const end = next[slot + 1];
    const bucket = gathered.subarray(end - counts[digit], end);
    let equal = 1;
    while (bucket[equal] === bucket[0]) equal++;
    if (equal < bucket.length) bucket.sort();
    places.forEach((place, k) => {
      if (place > before && place <= before + bucket.length) found[k] = bucket[place - before - 1];
    });
  });
  return positions.map((at, i) => between(found[2 * i], found[2 * i + 1], at % 1));
}

// The fraction is below 1, so a result that rounds up to `upper` would claim a value too many.
function between(lower: number, upper: number, fraction: number): number {
  const value = lower + fraction * (upper - lower);
  return value < upper ? value : lower;
}
