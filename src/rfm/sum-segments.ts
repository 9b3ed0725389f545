import { check } from "../core/expect.ts";
import { addCompensated } from "../numeric/sum.ts";
import type { RfmSegment } from "./segment-types.ts";

/** Sums of a column by the segment of its customers. */
export function sumBySegment(codes: Uint16Array, segments: number, column: Float64Array): number[] {
  const high = new Float64Array(segments);
  const low = new Float64Array(segments);
  for (let i = 0; i < codes.length; i++) addCompensated(high, low, codes[i], column[i]);
  return Array.from(high, (total, k) => total + low[k]);
}

/** How many customers each segment has. */
export function countBySegment(codes: Uint16Array, segments: number): Uint32Array {
  const counts = new Uint32Array(segments);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}

/** Sums up each segment. */
export function sumSegments(
  names: readonly string[],
  codes: Uint16Array,
  revenue: Float64Array,
  daysSinceLast: Float64Array,
): RfmSegment[] {
  const counts = countBySegment(codes, names.length);
  const revenues = sumBySegment(codes, names.length, revenue);
  const days = sumBySegment(codes, names.length, daysSinceLast);
  const [total] = sumBySegment(new Uint16Array(codes.length), 1, revenue);
  check(Number.isFinite(total), "non_finite_value", ["scores"], "a finite sum of revenue", total);
  return names.map((name, k) => ({
    name,
    customers: counts[k],
    customerShare: counts[k] / codes.length || 0,
    revenue: revenues[k],
    revenueShare: total > 0 ? revenues[k] / total : null,
    averageDaysSinceLast: counts[k] > 0 ? days[k] / counts[k] : null,
  }));
}
