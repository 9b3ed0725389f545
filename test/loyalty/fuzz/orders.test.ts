import fc from "fast-check";
import { expect, it } from "vitest";
import { anyOrderRules, anyOrderStream, compareOrders } from "./orders.ts";

const RUNS = 1000;

it(`keeps of ${RUNS} random streams of orders, refunds and redemptions what the model keeps`, () => {
  let compared = 0;
  fc.assert(
    fc.property(anyOrderRules, anyOrderStream, (rules, steps) => {
      compareOrders(rules, steps);
      compared++;
    }),
    { numRuns: RUNS, seed: 20_260_102 },
  );
  expect(compared).toBe(RUNS);
});
