import { drawBeta, drawExponential, drawGamma, seedRandom } from "./random.ts";

export const HISTORIES = 1_000_000;
export const HISTORY_SEED = 20050301;
export const HISTORY_DAYS = 730;

/** The parameters of CDNOW's customers, a week. */
export const TRUTH = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 } as const;

type World = Readonly<Record<keyof typeof TRUTH, number>>;

/** What the purchase models read of customers, in days. */
export interface Histories {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
}

/**
 * BG/NBD customers on calendar days: won at a time spread evenly over 730 days, seen until the end of
 * them; purchases on one day are one.
 */
export function simulateHistories(customers: number, { r, alpha, a, b }: World = TRUTH): Histories {
  const random = seedRandom(HISTORY_SEED);
  const frequency = new Float64Array(customers);
  const recency = new Float64Array(customers);
  const age = new Float64Array(customers);
  for (let row = 0; row < customers; row++) {
    const won = random() * HISTORY_DAYS;
    const rate = drawGamma(r, random) / (7 * alpha);
    const leaves = drawBeta(a, b, random);
    const firstDay = Math.floor(won);
    let last = firstDay;
    let time = won;
    for (;;) {
      time += drawExponential(random) / rate;
      if (time >= HISTORY_DAYS) break;
      const day = Math.floor(time);
      if (day > last) frequency[row] += 1;
      last = day;
      if (random() < leaves) break;
    }
    recency[row] = last - firstDay;
    age[row] = HISTORY_DAYS - 1 - firstDay;
  }
  return { frequency, recency, age };
}
