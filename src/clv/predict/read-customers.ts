import { checkHistory } from "../../customers/check-history.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import { covariatesAt, covariatesOf } from "../covariates/own-parameters.ts";
import type { PurchaseModel } from "../model.ts";
import { isOneCustomer, purchaseColumnsOf } from "../targets.ts";
import { type Predictors, predictorsOf } from "./predictor.ts";
import type { Predictor } from "./predictor-types.ts";

/** One customer, columns of customers, or a base. */
export type Target = PurchaseHistory | PurchaseColumns | PurchaseBase;

/** What is asked of one checked history. */
export type HistoryReader<Value> = (frequency: number, recency: number, age: number) => Value;

/** Many customers: how many, and what is asked of each by its row. */
export interface ManyReader<Value> {
  readonly length: number;
  readonly at: (row: number) => Value;
}

/** Reads a history, or all of many: one customer gives one value, many give a column. */
export function readTarget(
  model: PurchaseModel,
  target: Target,
  readerOf: (predictor: Predictor) => HistoryReader<number>,
): number | Float64Array {
  if (isOneCustomer<PurchaseHistory>(target)) return readOne(model, target, readerOf);
  const { length, at } = readMany(model, target, readerOf);
  const results = new Float64Array(length);
  for (let row = 0; row < length; row++) results[row] = at(row);
  return results;
}

export function readOne<Value>(
  model: PurchaseModel,
  customer: PurchaseHistory,
  readerOf: (predictor: Predictor) => HistoryReader<Value>,
): Value {
  const { frequency, recency, age } = customer;
  const predictors = predictorsOf(model);
  checkHistory(frequency, recency, age, []);
  return readerOf(predictors.of(covariatesOf(customer, predictors.names)))(frequency, recency, age);
}

/** Customers of equal covariates share a reader, and what it remembers. */
export function readMany<Value>(
  model: PurchaseModel,
  many: PurchaseColumns | PurchaseBase,
  readerOf: (predictor: Predictor) => HistoryReader<Value>,
): ManyReader<Value> {
  const predictors = predictorsOf(model);
  const { frequency, recency, age } = purchaseColumnsOf(many, model.timeUnit);
  const { length } = frequency;
  const readerAt = readersByRow(predictors, many, length, readerOf);
  return { length, at: (row) => readerAt(row)(frequency[row], recency[row], age[row]) };
}

function readersByRow<Value>(
  { names, of }: Predictors,
  many: PurchaseColumns | PurchaseBase,
  length: number,
  readerOf: (predictor: Predictor) => HistoryReader<Value>,
): (row: number) => HistoryReader<Value> {
  if (names.length === 0) {
    const reader = readerOf(of([]));
    return () => reader;
  }
  const rowOf = covariatesAt("customers" in many ? many.customers : many, names, length);
  const known = new Map<string, HistoryReader<Value>>();
  return (row) => {
    const covariates = rowOf(row);
    const key = covariates.join();
    const reader = known.get(key) ?? readerOf(of(covariates));
    known.set(key, reader);
    return reader;
  };
}
