import { dot, total } from "./vector.ts";

/** Pearson's correlation of weighted pairs, in [-1, 1]; `null` where either side does not vary. */
export function correlationOf(
  left: Float64Array,
  right: Float64Array,
  weight: Float64Array = new Float64Array(left.length).fill(1),
): number | null {
  const x = standardized(left, weight);
  const y = standardized(right, weight);
  if (x === undefined || y === undefined) return null;
  const product = total(weight.map((count, row) => count * x[row] * y[row]));
  return Math.max(-1, Math.min(1, product));
}

/** Deviations from the mean whose weighted squares sum to 1; undefined where there are none. */
function standardized(values: Float64Array, weight: Float64Array): Float64Array | undefined {
  if (values.every((value) => value === values[0])) return undefined;
  // To a largest value of 1 first: squares of tiny numbers vanish, those of huge ones overflow.
  const whole = toOne(values);
  const mean = dot(whole, weight) / total(weight);
  const deviations = toOne(whole.map((value) => value - mean));
  const norm = Math.sqrt(total(deviations.map((value, row) => weight[row] * value * value)));
  return deviations.map((value) => value / norm);
}

function toOne(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.map((value) => value / largest);
}
