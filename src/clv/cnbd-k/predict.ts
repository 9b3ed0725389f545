import type { OpeningChances } from "../beta-geometric/opening-chances.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import { discountedPurchases, purchasesBetween } from "./discounted-purchases.ts";
import { livingSurvival } from "./living-purchases.ts";
import type { CnbdKParams } from "./model.ts";
import { livingProbabilities } from "./probabilities.ts";
import { stageSum } from "./stage-sum.ts";
import { livingWorld } from "./world.ts";

/** What the BG/CNBD-k says of a customer. */
export function bgCnbdKPredictor(params: CnbdKParams): Predictor {
  return cnbdKPredictor(params, 0);
}

/** What the MBG/CNBD-k says of a customer. */
export function mbgCnbdKPredictor(params: CnbdKParams): Predictor {
  return cnbdKPredictor(params, 1);
}

function cnbdKPredictor(
  { k, r, alpha, a, b }: CnbdKParams,
  openingChances: OpeningChances,
): Predictor {
  const worldOf = (frequency: number, recency: number, age: number) =>
    livingWorld(
      k,
      r + k * frequency,
      alpha + age,
      age - recency,
      a,
      b + (frequency + openingChances),
    );
  return {
    ignoresRecency: k === 1,
    alive: (frequency, recency, age) => {
      const chances = frequency + openingChances;
      if (chances === 0) return 1;
      const shape = r + k * frequency;
      const idle = age - recency;
      const logOdds =
        Math.log(a / (b + (chances - 1))) + shape * Math.log1p(idle / (alpha + recency));
      return 1 / (1 + Math.exp(logOdds) / stageSum(k, shape, idle / (alpha + age)));
    },
    survival: (frequency, recency, age, ahead) =>
      livingSurvival(worldOf(frequency, recency, age), ahead),
    purchasesBetween: (frequency, recency, age, from, to) =>
      purchasesBetween(worldOf(frequency, recency, age), from, to),
    discountedPurchases: (frequency, recency, age, delta, horizon) =>
      discountedPurchases(worldOf(frequency, recency, age), delta, horizon),
    probabilities: (frequency, recency, age, horizon, maximum) =>
      livingProbabilities(worldOf(frequency, recency, age), horizon, maximum),
  };
}
