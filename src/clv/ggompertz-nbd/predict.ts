import type { Predictor } from "../predict/predictor-types.ts";
import { countProbabilities } from "./counts.ts";
import { endingOf } from "./ending.ts";
import { betaAt, logOdds } from "./lifetime.ts";
import { livingTime } from "./living-time.ts";
import type { GgompertzNbdParams } from "./model.ts";

/**
 * Given that a customer is alive at her age, her history leads to a model of its own, with r+x, α+T
 * and β(T) = (β + e^(bT) - 1) e^(-bT); b and s stay.
 */
export function ggompertzNbdPredictor({ r, alpha, b, s, beta }: GgompertzNbdParams): Predictor {
  const { momentAt, logEnding } = endingOf([r, alpha, b, s, beta]);
  const unused = new Float64Array(5);

  const posterior = (frequency: number, age: number): GgompertzNbdParams => ({
    r: r + frequency,
    alpha: alpha + age,
    b,
    s,
    beta: betaAt(b, beta, age),
  });
  const discounted = (frequency: number, age: number, delta: number, from: number, to: number) => {
    const ahead = posterior(frequency, age);
    return (ahead.r / ahead.alpha) * livingTime(ahead, delta, from, to);
  };

  return {
    ignoresRecency: true,
    alive: (frequency, recency, age) => {
      const now = momentAt(age);
      const logBoth = logEnding(frequency, momentAt(recency), now, unused);
      return Math.min(1, Math.exp(-(r + frequency) * now.logTime - s * now.odds - logBoth));
    },
    survival: (_frequency, _recency, age, ahead) =>
      Math.exp(-s * logOdds(b, betaAt(b, beta, age), ahead)),
    purchasesBetween: (frequency, _recency, age, from, to) =>
      discounted(frequency, age, 0, from, to),
    discountedPurchases: (frequency, _recency, age, delta, horizon) =>
      discounted(frequency, age, delta, 0, horizon),
    probabilities: (frequency, _recency, age, horizon, maximum) =>
      countProbabilities(posterior(frequency, age), horizon, maximum),
  };
}
