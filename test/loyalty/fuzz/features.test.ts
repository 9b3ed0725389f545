import fc from "fast-check";
import { expect, it } from "vitest";
import { FEATURES } from "./features.ts";

const RUNS = 400;

it.each(FEATURES)(`%s of ${RUNS} random streams are as in the model`, (_, property) => {
  const { failed, numRuns, counterexample, errorInstance } = fc.check(property, {
    numRuns: RUNS,
    seed: 20_261_123,
  });
  expect({ failed, counterexample, errorInstance }).toEqual({
    failed: false,
    counterexample: null,
    errorInstance: null,
  });
  expect(numRuns).toBe(RUNS);
});
