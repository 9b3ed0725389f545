import type { Predictor } from "../predict/predictor-types.ts";
import { logCount } from "./log-count.ts";
import type { NbdParams } from "./model.ts";

/** Nobody leaves: her rate, given the purchases seen, is Gamma(r+x, α+T) for ever. */
export function nbdPredictor({ r, alpha }: NbdParams): Predictor {
  return {
    ignoresRecency: true,
    alive: () => 1,
    survival: () => 1,
    purchasesBetween: (frequency, _recency, age, from, to) =>
      ((r + frequency) / (alpha + age)) * (to - from),
    discountedPurchases: (frequency, _recency, age, delta, horizon) => {
      const time = delta === 0 ? horizon : -Math.expm1(-delta * horizon) / delta;
      return ((r + frequency) / (alpha + age)) * time;
    },
    probabilities: (frequency, _recency, age, horizon, maximum) => {
      const ratio = horizon / (alpha + age);
      return Float64Array.from({ length: maximum + 1 }, (_, n) =>
        ratio === 0 ? Number(n === 0) : Math.min(1, Math.exp(logCount(n, r + frequency, ratio))),
      );
    },
  };
}
