import fc from "fast-check";
import { expect, it } from "vitest";
import { compareStream } from "./compare.ts";
import { anyRules } from "./programs.ts";
import { anyStream } from "./steps.ts";

const RUNS = 1500;

it(`decides ${RUNS} random streams as the model of the reference does`, {
  timeout: 120_000,
}, () => {
  let compared = 0;
  fc.assert(
    fc.property(anyRules, anyStream, (rules, stream) => {
      compareStream(rules, stream);
      compared++;
    }),
    { numRuns: RUNS, seed: 20_260_101 },
  );
  expect(compared).toBe(RUNS);
});
