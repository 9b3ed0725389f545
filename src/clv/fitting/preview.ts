import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { pick } from "../../numeric/vector.ts";
import type { WeightedHistories } from "./purchase-data.ts";

/** From so many patterns on, a part of them shows the way to the optimum of all. */
const PREVIEW_FROM = 20_000;
const PREVIEW_SIZE = 5_000;

/** Every k-th customer in the place of k, as exact patterns: a coarsened grid would lead astray. */
export function previewOf(
  logLikelihood: (histories: WeightedHistories) => LogLikelihood,
  { frequency, recency, age, weight }: WeightedHistories,
  customers: number,
): LogLikelihood | undefined {
  if (weight.length < PREVIEW_FROM) return undefined;
  const stride = customers / PREVIEW_SIZE;
  let passed = 0;
  const weights = weight.map((count) => {
    const before = Math.floor(passed / stride);
    passed += count;
    return stride * (Math.floor(passed / stride) - before);
  });
  const rows: number[] = [];
  weights.forEach((count, row) => {
    if (count > 0) rows.push(row);
  });
  return logLikelihood({
    frequency: pick(frequency, rows),
    recency: pick(recency, rows),
    age: pick(age, rows),
    weight: pick(weights, rows),
  });
}
