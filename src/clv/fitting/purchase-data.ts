import { check, checkObject, show } from "../../core/checks.ts";
import { FitError, InputError } from "../../core/errors.ts";
import { checkTimeUnit } from "../../customers/check-time-unit.ts";
import type { WithCovariates } from "../../customers/covariates.ts";
import { type GroupedHistories, groupHistories } from "../../customers/engine/group-histories.ts";
import { type Histories, readHistories } from "../../customers/engine/read-histories.ts";
import { groupPatterns, type PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchasePatterns } from "../../customers/summary.ts";
import { EXPECTED, readWeights } from "../targets.ts";

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
  return readPurchases(data, () => []);
}

/** Distinct histories, told apart also by further columns. */
export function readPurchases(
  data: PurchaseData,
  readColumns: (customers: WithCovariates, length: number) => readonly Float64Array[],
): WeightedHistories & GroupedHistories {
  checkObject(data, EXPECTED);
  check("timeUnit" in data, "invalid_option", ["timeUnit"], EXPECTED, data);
  checkTimeUnit(data.timeUnit);
  const customers = "customers" in data ? data.customers : data;
  const histories = readHistories(customers);
  const { length } = histories.frequency;
  const columns = readColumns(customers, length);
  const weight = "customers" in data ? null : readWeights(data.weight, length);
  if (length === 0) throw new FitError("empty", "no customers");
  return weight === null ? groupHistories(histories, columns) : { ...histories, columns, weight };
}
