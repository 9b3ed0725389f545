import { show } from "../../core/checks.ts";
import { FitError, InputError } from "../../core/errors.ts";
import { type Histories, readHistories } from "../../customers/engine/read-histories.ts";
import { groupPatterns, type PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchasePatterns } from "../../customers/summary.ts";
import { checkTimeUnit } from "../../customers/summary-options.ts";
import { readWeights } from "../targets.ts";

/** What purchase models are fitted to: a base, ready-made summaries with their unit, or patterns. */
export type PurchaseData = PurchaseBase | PurchasePatterns;

/** Distinct histories with their weights, checked; at least one. */
export interface WeightedHistories extends Histories {
  readonly weight: Float64Array;
}

/** The patterns of a base; patterns as they are. */
export function patternsOf(data: PurchaseData): PurchasePatterns {
  if (typeof data !== "object" || data === null) {
    throw new InputError("invalid_summary", `expected a base or patterns, got ${show(data)}`);
  }
  return "customers" in data ? groupPatterns(data) : data;
}

export function weightedHistoriesOf(data: PurchaseData): WeightedHistories {
  const patterns = patternsOf(data);
  checkTimeUnit(patterns.timeUnit);
  const histories = readHistories(patterns);
  const weight = readWeights(patterns.weight, histories.frequency.length);
  if (weight.length === 0) throw new FitError("empty", "there are no customers");
  return { ...histories, weight };
}
