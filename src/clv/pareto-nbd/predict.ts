import type { Predictor } from "../predict/predictor-types.ts";
import { countProbabilities } from "./count-probabilities.ts";
import type { ParetoNbdParams } from "./model.ts";
import { logSinceLastSeen } from "./since-last-seen.ts";
import { discountedTimeAlive, timeAlive } from "./time-alive.ts";

const unused = /* @__PURE__ */ new Float64Array(4);

/** Of a customer alive at age T her rates are Gamma(r+x, α+T) and Gamma(s, β+T), whatever t_x. */
export function paretoNbdPredictor({ r, alpha, s, beta }: ParetoNbdParams): Predictor {
  return {
    ignoresRecency: true,
    alive: (frequency, recency, age) => {
      const p = r + frequency;
      const A = alpha + recency;
      const B = beta + recency;
      const rest = age - recency;
      const logA = Math.log1p(rest / A);
      const logB = Math.log1p(rest / B);
      const all = logSinceLastSeen(p, A, s, B, rest, logA, logB, unused);
      return Math.min(1, Math.exp(-p * logA - s * logB - all));
    },
    survival: (_frequency, _recency, age, ahead) => Math.exp(-s * Math.log1p(ahead / (beta + age))),
    purchasesBetween: (frequency, _recency, age, from, to) =>
      ((r + frequency) / (alpha + age)) * timeAlive(s, beta + age, from, to),
    discountedPurchases: (frequency, _recency, age, delta, horizon) =>
      ((r + frequency) / (alpha + age)) * discountedTimeAlive(s, beta + age, delta, horizon),
    probabilities: (frequency, _recency, age, horizon, maximum) =>
      countProbabilities(r + frequency, alpha + age, s, beta + age, horizon, maximum),
  };
}
