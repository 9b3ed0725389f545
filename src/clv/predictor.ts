import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { checkHistory } from "../customers/check-history.ts";
import type { PurchaseBase } from "../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../customers/summary.ts";
import { checkTimeUnit } from "../customers/summary-options.ts";
import { bgNbdAlive, bgNbdPurchasesBetween } from "./bg-nbd/predict.ts";
import type { PurchaseModel } from "./model.ts";
import { checkParams, isOneCustomer, purchaseColumnsOf } from "./targets.ts";

/** What every purchase model can say of one checked history. */
export interface Predictor {
  readonly alive: (frequency: number, recency: number, age: number) => number;
  /** Expected purchases between two times ahead, given that the customer is alive now. */
  readonly purchasesBetween: (frequency: number, age: number, from: number, to: number) => number;
}

export function predictorOf(model: PurchaseModel): Predictor {
  const kind = model?.kind;
  if (kind !== undefined) checkTimeUnit(model.timeUnit);
  switch (kind) {
    case "bg-nbd": {
      const { params } = model;
      checkParams(params, ["r", "alpha", "a", "b"]);
      return {
        alive: (frequency, recency, age) => bgNbdAlive(params, frequency, recency, age),
        purchasesBetween: (frequency, age, from, to) =>
          bgNbdPurchasesBetween(params, frequency, age, from, to),
      };
    }
    default: {
      kind satisfies never;
      throw new InputError("unknown_model", `expected a purchase model, got ${show(kind)}`, [
        "kind",
      ]);
    }
  }
}

/** Reads each history of a target, checked; one customer gives one number. */
export function readHistories(
  model: PurchaseModel,
  target: PurchaseHistory | PurchaseColumns | PurchaseBase,
  read: (frequency: number, recency: number, age: number) => number,
): number | Float64Array {
  if (isOneCustomer<PurchaseHistory>(target)) {
    checkHistory(target.frequency, target.recency, target.age, []);
    return read(target.frequency, target.recency, target.age);
  }
  const { frequency, recency, age } = purchaseColumnsOf(target, model.timeUnit);
  const results = new Float64Array(frequency.length);
  for (let row = 0; row < results.length; row++) {
    results[row] = read(frequency[row], recency[row], age[row]);
  }
  return results;
}

/**
 * What an alive customer is expected to buy depends on frequency and age alone, of which there are
 * few distinct pairs: each is computed once.
 */
export function rememberPairs(
  compute: (frequency: number, age: number) => number,
): (frequency: number, age: number) => number {
  const byAge = new Map<number, Map<number, number>>();
  return (frequency, age) => {
    const known = byAge.get(age) ?? new Map<number, number>();
    if (known.size === 0) byAge.set(age, known);
    const value = known.get(frequency) ?? compute(frequency, age);
    known.set(frequency, value);
    return value;
  };
}
