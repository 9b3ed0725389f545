import fc from "fast-check";
import { expect, it } from "vitest";
import { anyPairStream, checkPairs } from "./pairs.ts";
import { anyRules } from "./programs.ts";

const RUNS = 1000;

it(`neither loses nor makes a point in ${RUNS} random streams between two accounts`, () => {
  let checked = 0;
  fc.assert(
    fc.property(anyRules, anyPairStream, (rules, steps) => {
      checkPairs(rules, steps);
      checked++;
    }),
    { numRuns: RUNS, seed: 20_260_103 },
  );
  expect(checked).toBe(RUNS);
});
