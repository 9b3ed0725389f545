import { gauss2F1 } from "../../numeric/special/hypergeometric.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import { betaGeometricAlive } from "./alive.ts";
import { discountedLivingPurchases } from "./discounted-purchases.ts";
import { livingPurchases } from "./living-purchases.ts";
import type { OpeningChances } from "./opening-chances.ts";
import type { BetaGeometricParams } from "./params.ts";
import { livingProbabilities } from "./probabilities.ts";
import type { LivingWorld } from "./world.ts";

/** What the BG/NBD or MBG/NBD says of a customer: given that she is alive they are one model. */
export function betaGeometricPredictor(
  params: BetaGeometricParams,
  openingChances: OpeningChances,
): Predictor {
  const worldOf = (frequency: number, age: number): LivingWorld => ({
    shape: params.r + frequency,
    clock: params.alpha + age,
    a: params.a,
    b: params.b + (frequency + openingChances),
  });
  return {
    ignoresRecency: true,
    alive: (frequency, recency, age) =>
      betaGeometricAlive(params, frequency, frequency + openingChances, recency, age),
    survival: (frequency, _recency, age, ahead) => {
      const { shape, clock, a, b } = worldOf(frequency, age);
      return gauss2F1(shape, a, a + b, -Math.min(ahead / clock, Number.MAX_VALUE));
    },
    purchasesBetween: (frequency, _recency, age, from, to) =>
      livingPurchases(worldOf(frequency, age), from, to),
    discountedPurchases: (frequency, _recency, age, delta, horizon) =>
      discountedLivingPurchases(worldOf(frequency, age), delta, horizon),
    probabilities: (frequency, _recency, age, horizon, maximum) =>
      livingProbabilities(worldOf(frequency, age), horizon, maximum),
  };
}
