import { check } from "../../core/checks.ts";
import { logRising } from "../../numeric/rising.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import { checkOpportunities } from "./check-opportunities.ts";
import type { BgBbParams } from "./model.ts";
import { stepsSurvived, sumSurvived } from "./survival-sum.ts";

const NEARLY_OVERFLOWING = 1e280;
/** Terms of a distribution of counts: some seconds. */
const MOST_TERMS = 1e8;

/**
 * What a BG/BB model says of a customer seen over `age` opportunities (Fader, Hardie & Shang 2010).
 *
 * "Alive" is alive at the coming opportunity, age + 1: at each one a customer first leaves or stays,
 * then buys or not, so that this is the first thing not known yet. All else is given that she is. Then
 * her chance to buy is spread as Beta(α+x, β+n-x), that to leave at each opportunity after the coming
 * one as Beta(γ, δ+n+1), and the two have nothing to do with each other. Only whole opportunities
 * count: those i with from < i ≤ to.
 */
export function bgBbPredictor(params: BgBbParams): Predictor {
  const { alpha, beta, gamma, delta } = params;
  const mean = (frequency: number, age: number) => (alpha + frequency) / (alpha + beta + age);
  const base = (frequency: number, recency: number, age: number) => {
    checkOpportunities(frequency, recency, age, []);
    return delta + age + 1;
  };
  return {
    ignoresRecency: true,
    alive: (frequency, recency, age) => aliveNext(params, frequency, recency, age),
    survival: (frequency, recency, age, ahead) =>
      stepsSurvived(gamma, base(frequency, recency, age), Math.floor(ahead)),
    purchasesBetween: (frequency, recency, age, from, to) => {
      const left = base(frequency, recency, age);
      return mean(frequency, age) * sumSurvived(gamma, left, Math.floor(from), Math.floor(to), 0);
    },
    discountedPurchases: (frequency, recency, age, rate, horizon) => {
      const left = base(frequency, recency, age);
      return mean(frequency, age) * sumSurvived(gamma, left, 0, Math.floor(horizon), rate);
    },
    probabilities: (frequency, recency, age, horizon, maximum) =>
      countProbabilities(
        alpha + frequency,
        beta + age - frequency,
        gamma,
        base(frequency, recency, age),
        Math.floor(horizon),
        maximum,
      ),
  };
}

/** P(alive at opportunity n + 1) = B(α+x, β+n-x) B(γ, δ+n+1) / (B(α, β) B(γ, δ) L). */
function aliveNext(
  { alpha, beta, gamma, delta }: BgBbParams,
  frequency: number,
  recency: number,
  age: number,
): number {
  checkOpportunities(frequency, recency, age, []);
  // Odds of having left after opportunity m against being there after the last one, m falling.
  let odds = 0;
  let sum = 0;
  for (let m = age - 1; m >= recency; m--) {
    const missed = (alpha + beta + m) / (beta + (m - frequency)) / (delta + m);
    odds = m === age - 1 ? gamma * missed : odds * missed * (gamma + delta + m + 1);
    sum += odds;
  }
  return (delta + age) / (gamma + delta + age) / (1 + sum);
}

/**
 * P(n purchases at the next `horizon` opportunities), n = 0 … maximum, of a customer alive at the
 * first: a sum over the k opportunities that she lives to see, each a beta-binomial probability times
 * B(γ, base+k-1)/B(γ, base). Beginning with k = n every term follows from the one before by a factor.
 */
function countProbabilities(
  a: number,
  b: number,
  gamma: number,
  base: number,
  horizon: number,
  maximum: number,
): Float64Array {
  const probabilities = new Float64Array(maximum + 1);
  const most = Math.min(maximum, horizon);
  const terms = (most + 1) * horizon;
  check(terms <= MOST_TERMS, "out_of_range", ["horizon"], `at most ${MOST_TERMS} terms`, terms);
  const counts = Float64Array.from({ length: most + 1 }, (_, count) => count);
  const risingA = logRising(a, counts).values;
  const risingAB = logRising(a + b, counts).values;
  const risingD = logRising(base, counts).values;
  const risingGD = logRising(base + gamma, counts).values;
  if (horizon === 0) probabilities[0] = 1;
  // No purchase at all can begin with k = 1 only: she is alive at the first opportunity.
  for (let n = 0; n <= most && horizon > 0; n++) {
    const first = Math.max(1, n);
    let logScale =
      risingA[n] - risingAB[n] + (n > 0 ? risingD[n - 1] - risingGD[n - 1] : Math.log(b / (a + b)));
    let term = 1;
    let sum = 0;
    for (let k = first; k < horizon; k++) {
      sum += (term * gamma) / (base + gamma + k - 1);
      const grown = ((k + 1) / (k + 1 - n)) * ((b + k - n) / (a + b + k));
      term *= grown * ((base + k - 1) / (base + gamma + k - 1));
      if (term > NEARLY_OVERFLOWING) {
        sum /= term;
        logScale += Math.log(term);
        term = 1;
      }
    }
    probabilities[n] = Math.exp(logScale + Math.log(sum + term));
  }
  return probabilities;
}
