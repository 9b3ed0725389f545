/**
 * The sum of finite numbers to within one unit in the last place, in whatever order they come: a
 * compensated sum that knows a bound of its own error, and an exact one where that bound does not
 * do. 0 for no numbers; not finite only if the true sum overflows or a number is not finite.
 *
 * Ogita, Rump and Oishi (2005), SIAM J. Sci. Comput. 26; Neumaier (1974), ZAMM 54.
 */
export function sum(values: ArrayLike<number>): number {
  let high = 0;
  let low = 0;
  // Every addition into `low` errs by at most half an epsilon of its outcome, so that this total,
  // times half an epsilon, bounds the error of high + low.
  let exposure = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    const next = high + value;
    const part = next - high;
    low += high - (next - part) + (value - part);
    exposure += Math.abs(low);
    high = next;
  }
  const total = high + low;
  return exposure <= 0.25 * Math.abs(total) ? total : sumExactly(values);
}

/** A running sum. */
export interface SumAccumulator {
  add(value: number): void;
  /** The sum so far. */
  total(): number;
}

/** A compensated running sum, for a caller that meets its finite numbers one by one. */
export function accumulateSum(): SumAccumulator {
  const high = new Float64Array(1);
  const low = new Float64Array(1);
  return {
    add: (value) => addCompensated(high, low, 0, value),
    total: () => high[0] + low[0],
  };
}

/**
 * Adds a finite number to the compensated sum at `index`: many running sums at once without an
 * object each. The sum is `high[index] + low[index]`; both start at 0.
 */
export function addCompensated(
  high: Float64Array,
  low: Float64Array,
  index: number,
  value: number,
): void {
  const before = high[index];
  const next = before + value;
  const part = next - before;
  high[index] = next;
  low[index] += before - (next - part) + (value - part);
}

/** The exact sum, rounded once. */
function sumExactly(values: ArrayLike<number>): number {
  // Numbers from 2^960 on are summed 2^-60 times as large: then no intermediate sum can overflow, and
  // the scaling is exact.
  const huge = 2 ** 960;
  const shrink = 2 ** -60;
  const parts: number[] = [];
  const hugeParts: number[] = [];
  let naive = 0;
  let allFinite = true;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    naive += value;
    if (!Number.isFinite(value)) allFinite = false;
    else if (Math.abs(value) < huge) growExpansion(parts, value);
    else growExpansion(hugeParts, value * shrink);
  }
  if (!allFinite) return naive;
  for (const part of hugeParts) {
    growExpansion(parts, part / shrink);
    const largest = parts[parts.length - 1];
    if (!Number.isFinite(largest)) return largest;
  }
  return roundExpansion(parts);
}

/**
 * Adds a number to a sum held as parts that do not overlap, smallest first, without any loss.
 *
 * Shewchuk (1997), Discrete Comput. Geom. 18, theorem 10.
 */
function growExpansion(parts: number[], value: number): void {
  let carry = value;
  let kept = 0;
  for (const part of parts) {
    const next = carry + part;
    const shift = next - carry;
    const error = carry - (next - shift) + (part - shift);
    if (error !== 0) {
      parts[kept] = error;
      kept += 1;
    }
    carry = next;
  }
  parts.length = kept;
  parts.push(carry);
}

/** The number nearest to an expansion, ties to even. */
function roundExpansion(parts: readonly number[]): number {
  let index = parts.length - 1;
  if (index < 0) return 0;
  let total = parts[index];
  let error = 0;
  while (index > 0 && error === 0) {
    index -= 1;
    const next = total + parts[index];
    error = parts[index] - (next - total);
    total = next;
  }
  // An exact tie that was rounded to even although the parts below it tip the balance.
  if (index > 0 && error !== 0 && Math.sign(error) === Math.sign(parts[index - 1])) {
    const doubled = 2 * error;
    const moved = total + doubled;
    if (moved - total === doubled) return moved;
  }
  return total;
}
