import type { Predictor } from "./predictor-types.ts";
import type { HistoryReader } from "./read-customers.ts";

/**
 * What a living customer is expected to do depends, for most models, on frequency and age alone, of
 * which there are few distinct pairs: each is computed once.
 */
export function remember(
  { ignoresRecency }: Predictor,
  compute: HistoryReader<number>,
): HistoryReader<number> {
  if (!ignoresRecency) return compute;
  const byAge = new Map<number, Map<number, number>>();
  return (frequency, recency, age) => {
    const known = byAge.get(age) ?? new Map<number, number>();
    if (known.size === 0) byAge.set(age, known);
    const value = known.get(frequency) ?? compute(frequency, recency, age);
    known.set(frequency, value);
    return value;
  };
}
