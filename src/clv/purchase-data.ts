import { FitError } from "../core/errors.ts";
import { type Histories, readHistories } from "../customers/engine/read-histories.ts";
import { groupPatterns, type PurchaseBase } from "../customers/group-patterns.ts";
import type { PurchasePatterns } from "../customers/summary.ts";
import { checkTimeUnit } from "../customers/summary-options.ts";
import { readWeights } from "./targets.ts";

/** What purchase models are fitted to: a base, ready-made summaries with their unit, or patterns. */
export type PurchaseData = PurchaseBase | PurchasePatterns;

/** Distinct histories with their weights, checked; at least one. */
export interface WeightedHistories extends Histories {
  readonly weight: Float64Array;
}

export function weightedHistoriesOf(data: PurchaseData): WeightedHistories {
  const patterns = "customers" in data ? groupPatterns(data) : data;
  checkTimeUnit(patterns.timeUnit);
  const histories = readHistories(patterns);
  const weight = readWeights(patterns.weight, histories.frequency.length);
  if (weight.length === 0) throw new FitError("empty", "there are no customers");
  return { ...histories, weight };
}
