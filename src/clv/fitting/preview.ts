import type { LikelihoodProblem } from "../../numeric/likelihood.ts";
import { pick } from "../../numeric/vector.ts";
import type { PurchaseFamily } from "./family.ts";
import type { WeightedHistories } from "./purchase-data.ts";

/** From so many patterns on, a part of them shows the way to the optimum of all. */
const PREVIEW_FROM = 20_000;
const PREVIEW_SIZE = 5_000;

/** Every k-th customer, as exact patterns: a coarsened grid would lead astray. */
export function previewOf<Parameter extends string>(
  family: PurchaseFamily<Parameter>,
  { frequency, recency, age, weight }: WeightedHistories,
  customers: number,
): Pick<LikelihoodProblem<Parameter>, "preview"> {
  if (weight.length < PREVIEW_FROM) return {};
  const stride = customers / PREVIEW_SIZE;
  const rows: number[] = [];
  const counts: number[] = [];
  let passed = 0;
  for (let row = 0; row < weight.length; row++) {
    const before = Math.floor(passed / stride);
    passed += weight[row];
    const count = Math.floor(passed / stride) - before;
    if (count === 0) continue;
    rows.push(row);
    counts.push(count);
  }
  const logLikelihood = family.logLikelihood({
    frequency: pick(frequency, rows),
    recency: pick(recency, rows),
    age: pick(age, rows),
    weight: Float64Array.from(counts),
  });
  return { preview: { logLikelihood, share: 1 / stride } };
}
