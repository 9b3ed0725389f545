import type { Assigned } from "./assign.ts";
import type { RfmSegmentMovement } from "./compare-types.ts";
import type { RowPairs } from "./ids.ts";
import { countBySegment } from "./sum-segments.ts";

/** Customers of both days from segment to segment. */
export function matrixOf(before: Assigned, after: Assigned, pairs: RowPairs): number[][] {
  const size = before.names.length;
  const counts = new Float64Array(size * size);
  for (let i = 0; i < pairs.before.length; i++) {
    counts[before.codes[pairs.before[i]] * size + after.codes[pairs.after[i]]]++;
  }
  return before.names.map((_, row) => [...counts.subarray(row * size, (row + 1) * size)]);
}

/** What each segment won and lost. */
export function movementsOf(
  before: Assigned,
  after: Assigned,
  matrix: readonly (readonly number[])[],
): RfmSegmentMovement[] {
  const size = before.names.length;
  const [first, second] = [before, after].map(({ codes }) => countBySegment(codes, size));
  return before.names.map((segment, k) => {
    const stayed = matrix[k][k];
    const kept = matrix[k].reduce((total, count) => total + count, 0);
    const found = matrix.reduce((total, row) => total + row[k], 0);
    return {
      segment,
      before: first[k],
      after: second[k],
      stayed,
      movedIn: found - stayed,
      movedOut: kept - stayed,
      came: second[k] - found,
      went: first[k] - kept,
      change: second[k] - first[k],
      retention: first[k] > 0 ? stayed / first[k] : null,
    };
  });
}
