import { expect } from "vitest";

/** Expects `actual` within a share of `expected`; an undefined value fails. */
export function expectRelative(
  actual: number | null | undefined,
  expected: number,
  tolerance: number,
): void {
  if (actual === null || actual === undefined) {
    expect.fail(`expected ${expected}, got ${actual}`);
  }
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
  expect(
    error,
    `expected ${expected}, got ${actual}: a relative error of ${error}`,
  ).toBeLessThanOrEqual(tolerance);
}
