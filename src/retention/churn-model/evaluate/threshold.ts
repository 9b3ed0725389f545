import { checkFinite, checkObject } from "../../../core/checks.ts";
import type { ThresholdChoice, ThresholdCosts } from "./noun.ts";
import type { RankedScores } from "./rank-scores.ts";

/** The costs with nothing left open. */
export type CompleteCosts = Readonly<Record<keyof ThresholdCosts, number>>;

export function checkCosts(costs: ThresholdCosts): CompleteCosts {
  const { truePositive = 0, trueNegative = 0, ...given } = checkObject(costs, "costs");
  return {
    falsePositive: checkFinite(given.falsePositive, ["costs", "falsePositive"]),
    falseNegative: checkFinite(given.falseNegative, ["costs", "falseNegative"]),
    truePositive: checkFinite(truePositive, ["costs", "truePositive"]),
    trueNegative: checkFinite(trueNegative, ["costs", "trueNegative"]),
  };
}

/** The threshold of least cost; among equal ones that which flags fewest. */
export function bestThreshold(
  { score, positive, negative, positives, negatives }: RankedScores,
  costs: CompleteCosts,
): ThresholdChoice | null {
  const total = positives + negatives;
  if (total === 0) return null;
  const costOf = (left: number, stayed: number) =>
    left * costs.truePositive +
    (positives - left) * costs.falseNegative +
    stayed * costs.falsePositive +
    (negatives - stayed) * costs.trueNegative;
  let best = { k: -1, left: 0, stayed: 0, cost: costOf(0, 0) };
  let left = 0;
  let stayed = 0;
  for (let k = 0; k < score.length; k++) {
    left = k === score.length - 1 ? positives : left + positive[k];
    stayed = k === score.length - 1 ? negatives : stayed + negative[k];
    const cost = costOf(left, stayed);
    if (cost < best.cost) best = { k, left, stayed, cost };
  }
  const flagged = best.left + best.stayed;
  const wrong = costs.falsePositive - costs.trueNegative;
  const saved = costs.falseNegative - costs.truePositive;
  return {
    threshold: best.k < 0 ? null : score[best.k],
    cost: checkFinite(best.cost, ["costs"]),
    costPerCustomer: best.cost / total,
    truePositives: best.left,
    falsePositives: best.stayed,
    falseNegatives: positives - best.left,
    trueNegatives: negatives - best.stayed,
    precision: flagged === 0 ? null : best.left / flagged,
    recall: positives === 0 ? null : best.left / positives,
    theoretical: wrong >= 0 && saved >= 0 && wrong + saved > 0 ? wrong / (wrong + saved) : null,
  };
}
