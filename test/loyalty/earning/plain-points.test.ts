import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteEarning } from "../../../src/loyalty/earning/quote-earning.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import { formatUnits } from "../../../src/money/scaled.ts";
import { programWith } from "../engine/member.ts";

const LARGE = 10 ** 13;

const anyAmount = fc
  .oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: LARGE }))
  .map((units) => formatUnits(units, 2));

const anyAward = fc.oneof(
  fc.record({
    type: fc.constant("rate" as const),
    points: fc.integer({ min: 1, max: 7 }),
    per: fc.constantFrom("1.00", "3.00", "0.07", "19.99", "0.01"),
  }),
  fc.record({ type: fc.constant("fixed" as const), points: fc.integer({ min: 0, max: 500 }) }),
  fc.record({
    type: fc.constant("multiplier" as const),
    factor: fc.constantFrom("0", "1/3", "0.5", "1.15", "2", "3.000000001", "22/7"),
  }),
);

const anyRules = fc
  .array(anyAward, { minLength: 1, maxLength: 8 })
  .map((awards) => awards.map((award, index): EarningRule => ({ id: `rule-${index}`, award })));

const anyOrder = fc.array(anyAmount, { minLength: 1, maxLength: 4 }).map((amounts) => ({
  id: "O1",
  lines: amounts.map((amount, index) => ({ id: `${index}`, amount, product: "shoe" })),
}));

const anyTier = fc.constantFrom("1", "0.9", "1.25", "1.333");
const anyMode = fc.constantFrom("down" as const, "up" as const, "halfEven" as const);

/** A factor that adds nothing, on lines: for its sake points are looked at line by line. */
const nothing: EarningRule = {
  id: "z-nothing",
  award: { type: "multiplier", factor: "1" },
  lines: { field: "line.product", eq: "shoe" },
};

test("points of the order as a whole are those of its lines together", () => {
  fc.assert(
    fc.property(anyRules, anyOrder, anyTier, anyMode, (rules, order, multiplier, mode) => {
      const quote = (all: readonly EarningRule[]) => {
        const engine = compileProgram(
          programWith({
            rules: all,
            tiers: {
              metric: "orders",
              window: { type: "lifetime" },
              levels: [{ id: "base", threshold: 0, multiplier }],
            },
            policies: { rounding: { mode } },
          }),
        );
        return quoteEarning(engine, createAccount(engine, "m"), order, { at: "2026-01-31" });
      };
      expect(quote(rules)).toEqual(quote([...rules, nothing]));
    }),
    { numRuns: 400 },
  );
});
