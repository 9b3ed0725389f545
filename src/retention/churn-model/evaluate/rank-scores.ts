import { InputError } from "../../../core/errors.ts";
import { placesOf, sortPairs } from "../../../numeric/sort-order.ts";
import { readEvents, readNumbers, readSigned } from "../../survival/read-durations.ts";

/** Distinct scores from the highest to the lowest, with the weight of either outcome. */
export interface RankedScores {
  /** Rows that weigh something. */
  readonly n: number;
  readonly score: Float64Array;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
  readonly positives: number;
  readonly negatives: number;
  /** All within 0 and 1. */
  readonly areProbabilities: boolean;
}

const pathOf = (field: string, row: number) => [field, row];

/** Reads scores with outcomes and counts them by score, so that nothing hangs on the order of rows. */
export function rankScores(scores: unknown, outcomes: unknown, weights: unknown): RankedScores {
  const outcome = readEvents(outcomes, undefined, pathOf, "outcomes");
  const { length } = outcome;
  const values = readSigned(scores, "scores", length, pathOf);
  const weight =
    weights === undefined ? undefined : readNumbers(weights, "weights", length, pathOf);
  const sorted = sortPairs({ values, labels: placesOf(values.length) });
  const score = new Float64Array(length);
  const positive = new Float64Array(length);
  const negative = new Float64Array(length);
  let size = 0;
  let n = 0;
  for (let i = length - 1; i >= 0; i--) {
    const row = sorted.labels[i];
    const value = sorted.values[i];
    const count = weight === undefined ? 1 : weight[row];
    if (count === 0) continue;
    n++;
    // The sum turns -0 into 0.
    if (size === 0 || score[size - 1] !== value) score[size++] = value + 0;
    (outcome[row] === 1 ? positive : negative)[size - 1] += count;
  }
  const positives = sum(positive);
  const negatives = sum(negative);
  if (!(positives + negatives < Infinity)) {
    throw new InputError("sum_overflow", "expected weights whose sum is a finite number");
  }
  return {
    n,
    score: score.subarray(0, size),
    positive: positive.subarray(0, size),
    negative: negative.subarray(0, size),
    positives,
    negatives,
    areProbabilities: size === 0 || (score[0] <= 1 && score[size - 1] >= 0),
  };
}

function sum(column: Float64Array): number {
  let total = 0;
  for (let i = 0; i < column.length; i++) total += column[i];
  return total;
}
