import type { PurchaseFamily } from "./family.ts";
import type { WeightedHistories } from "./purchase-data.ts";
import { tallyHistories } from "./tally.ts";

/** The log-likelihood of one history: writes its gradient by each parameter. */
export type HistoryLogLikelihood = (
  parameters: Float64Array,
  frequency: number,
  recency: number,
  age: number,
  gradient: Float64Array,
) => number;

/** Of one history alone; the weighted sum of these is the `logLikelihood` of the family. */
export function historyLogLikelihoodOf<Parameter extends string>({
  logLikelihood,
  ofTally,
}: PurchaseFamily<Parameter>): HistoryLogLikelihood {
  if (ofTally === undefined) {
    return (parameters, frequency, recency, age, gradient) =>
      logLikelihood(historyOf(frequency, recency, age))(parameters, gradient);
  }
  const one = tallyHistories(historyOf(0, 0, 0));
  const ofOne = ofTally(one);
  return (parameters, frequency, recency, age, gradient) => {
    one.frequency.values[0] = frequency;
    one.recency.values[0] = recency;
    one.age.values[0] = age;
    one.recency.purchases[0] = frequency;
    one.age.purchases[0] = frequency;
    return ofOne(parameters, gradient);
  };
}

function historyOf(frequency: number, recency: number, age: number): WeightedHistories {
  return {
    frequency: Float64Array.of(frequency),
    recency: Float64Array.of(recency),
    age: Float64Array.of(age),
    weight: Float64Array.of(1),
  };
}
