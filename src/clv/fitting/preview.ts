import type { LikelihoodProblem } from "../../numeric/likelihood.ts";
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
  let passed = 0;
  const counts = weight.map((count) => {
    const before = Math.floor(passed / stride);
    passed += count;
    return Math.floor(passed / stride) - before;
  });
  const taken = (_: number, row: number) => counts[row] > 0;
  const logLikelihood = family.logLikelihood({
    frequency: frequency.filter(taken),
    recency: recency.filter(taken),
    age: age.filter(taken),
    weight: counts.filter(taken),
  });
  return { preview: { logLikelihood, share: 1 / stride } };
}
