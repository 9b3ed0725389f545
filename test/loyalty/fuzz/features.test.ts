import fc from "fast-check";
import { expect, it } from "vitest";
import {
  anyBasket,
  anyCaps,
  anyCard,
  anyCredit,
  anyTiers,
  anyVisits,
  compareCaps,
  compareCards,
  compareCredit,
  compareTiers,
} from "./features.ts";

const RUNS = 400;

function agree<Rules, Steps>(
  rules: fc.Arbitrary<Rules>,
  steps: fc.Arbitrary<Steps>,
  compare: (rules: Rules, steps: Steps) => void,
): void {
  let compared = 0;
  const property = fc.property(rules, steps, (one, other) => {
    compare(one, other);
    compared++;
  });
  fc.assert(property, { numRuns: RUNS, seed: 20_261_123 });
  expect(compared).toBe(RUNS);
}

it(`rewards of ${RUNS} random streams the visits that stand, as the model does`, () => {
  agree(anyCard, anyVisits, compareCards);
});

it(`caps ${RUNS} random streams by rule and window, and follows streaks, as the model does`, () => {
  agree(anyCaps, anyBasket, compareCaps);
});

it(`gives each part of ${RUNS} random streams of orders its tier's factor, as the model does`, () => {
  agree(anyTiers, anyBasket, compareTiers);
});

it(`counts toward the tier of ${RUNS} random streams what is active and kept, as the model does`, () => {
  agree(anyCredit, anyBasket, compareCredit);
});
