import fc from "fast-check";
import { expect, test } from "vitest";
import { divideSafe } from "../../src/money/divide-safe.ts";

const anyDivisor = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.integer({ min: 1, max: 2 ** 51 }),
  fc.maxSafeInteger().map((number) => Math.abs(number) || 1),
);

test("a quotient is cut down as that of whole numbers of any size", () => {
  // Next to a multiple of the divisor is where a float could come out on the wrong side.
  const near = fc.record({
    den: anyDivisor,
    times: fc.maxSafeInteger(),
    by: fc.integer({ min: -2, max: 2 }),
  });
  fc.assert(
    fc.property(near, ({ den, times, by }) => {
      const quotient = times % Math.max(1, Math.floor(Number.MAX_SAFE_INTEGER / den));
      const num = quotient * den + by;
      fc.pre(Number.isSafeInteger(num));
      const rest = BigInt(num) % BigInt(den);
      const cut = (BigInt(num) - rest) / BigInt(den) - (rest < 0n ? 1n : 0n);
      expect(divideSafe(num, den) + 0).toBe(Number(cut));
    }),
    { numRuns: 20_000 },
  );
});
