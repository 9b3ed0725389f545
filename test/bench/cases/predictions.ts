import type { ValueModels } from "../../../src/index.ts";
import type { Case, Surroundings } from "../case.ts";
import { simulateHistories, TRUTH } from "../data/histories.ts";
import { drawGamma, seedRandom } from "../data/random.ts";
import { alone, type Figure } from "../figure.ts";
import { measureWarm } from "../measure.ts";

const CUSTOMERS = 100_000;
const SEED = 5;
const WARM = { warmups: 2 };

const MODELS: ValueModels = {
  purchases: {
    kind: "bg-nbd",
    version: 1,
    timeUnit: "day",
    params: { ...TRUTH, alpha: 7 * TRUTH.alpha },
  },
  spend: { kind: "gamma-gamma", version: 1, params: { p: 6.25, q: 3.74, v: 15.44 } },
};

/** Predictions for 100,000 customers in columns. */
export const cases: Case[] = [{ name: "predictions", measure: measurePredictions }];

async function measurePredictions({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const histories = simulateHistories(Math.round(CUSTOMERS * scale));
  const random = seedRandom(SEED);
  const monetaryValue = histories.frequency.map((x) => (x === 0 ? 0 : 5 * drawGamma(6, random)));
  const customers = { ...histories, monetaryValue };
  const year = { months: 12 };
  const alive = await measureWarm(() => library.probabilityAlive(MODELS.purchases, customers), {
    ...WARM,
    rounds,
  });
  const purchases = await measureWarm(
    () => library.expectedPurchases(MODELS.purchases, customers, { horizon: year }),
    { ...WARM, rounds },
  );
  const value = await measureWarm(
    () => library.lifetimeValue(MODELS, customers, { horizon: year, discountRate: 0.1 }),
    { ...WARM, rounds },
  );
  return [
    alone("probability alive, 100,000 customers", alive),
    alone("expected purchases of a year, 100,000 customers", purchases),
    alone("lifetime value of 12 months, 100,000 customers", value, {
      limit: { of: "ours", most: 60 },
    }),
  ];
}
