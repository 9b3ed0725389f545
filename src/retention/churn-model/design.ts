import { FitError, InputError } from "../../core/errors.ts";
import type { Examples } from "./read-features.ts";

/** Rows that weigh something, their features standardized. */
export interface Design {
  readonly length: number;
  /** How many features; the intercept is not among them. */
  readonly width: number;
  /** The rows of a feature side by side. */
  readonly x: Float64Array;
  readonly outcome: Uint8Array;
  /** Absent where all weigh 1. */
  readonly weight: Float64Array | undefined;
  /** Added to the log odds of each row; absent where nothing is. */
  readonly offset: Float64Array | undefined;
  readonly means: Float64Array;
  readonly scales: Float64Array;
  readonly totalWeight: number;
  readonly events: number;
}

/** Standardizes features: means 0 and standard deviations 1, in weights. */
export function standardize(examples: Examples, offset?: Float64Array): Design {
  const { columns, names } = examples;
  const kept = keptRows(examples);
  const pick = (column: Float64Array) =>
    kept === undefined ? column : Float64Array.from(kept, (row) => column[row]);
  const outcome =
    kept === undefined ? examples.churned : Uint8Array.from(kept, (row) => examples.churned[row]);
  const weight = examples.weight && pick(examples.weight);
  const length = outcome.length;
  const width = names.length;
  const x = new Float64Array(length * width);
  const means = new Float64Array(width);
  const scales = new Float64Array(width);
  const { totalWeight, events } = tally(outcome, weight);
  columns.forEach((column, j) => {
    const values = pick(column);
    const { mean, scale } = momentsOf(values, weight, totalWeight);
    means[j] = mean;
    scales[j] = scale;
    const factor = 1 / scale;
    for (let i = 0; i < length; i++) x[j * length + i] = (values[i] - mean) * factor;
  });
  return {
    length,
    width,
    x,
    outcome,
    weight,
    offset: offset && pick(offset),
    means,
    scales,
    totalWeight,
    events,
  };
}

/** Some of the rows. */
export function select(design: Design, isWanted: (row: number) => boolean): Design {
  const found = new Int32Array(design.length);
  let length = 0;
  for (let row = 0; row < design.length; row++) if (isWanted(row)) found[length++] = row;
  const rows = found.subarray(0, length);
  const pick = (column: Float64Array, from = 0) =>
    Float64Array.from(rows, (row) => column[from + row]);
  const x = new Float64Array(length * design.width);
  for (let j = 0; j < design.width; j++) x.set(pick(design.x, j * design.length), j * length);
  const outcome = Uint8Array.from(rows, (row) => design.outcome[row]);
  const weight = design.weight && pick(design.weight);
  return {
    ...design,
    length,
    x,
    outcome,
    weight,
    offset: design.offset && pick(design.offset),
    ...tally(outcome, weight),
  };
}

/** Refuses what no model can come of, naming the features at fault. */
export function checkDesign(
  { length, scales, totalWeight, events }: Design,
  names: readonly string[],
): void {
  if (length === 0)
    throw new FitError("no_data", "expected at least one row that weighs something");
  if (!(totalWeight < Infinity)) {
    const message = "expected weights whose sum is a finite number";
    throw new InputError("sum_overflow", message, ["weight"]);
  }
  if (events === 0 || events === totalWeight) {
    const who = events === 0 ? "nobody left" : "everybody left";
    throw new FitError("one_outcome", `${who}: there is nothing to tell apart`, ["churned"], {
      n: length,
      events,
    });
  }
  const constant = names.filter((_, j) => scales[j] === 0);
  if (constant.length > 0) {
    const features = constant.join(", ");
    const message = `the same for all customers, so that nothing can be said of it: ${features}`;
    throw new FitError("collinear_features", message, ["features"], { features });
  }
  names.forEach((name, j) => {
    if (scales[j] < Infinity && 1 / scales[j] < Infinity) return;
    const message =
      "expected values that differ by numbers neither too large nor too small to compute with";
    throw new InputError("out_of_range", message, ["features", name]);
  });
}

function keptRows({ weight }: Examples): Int32Array | undefined {
  if (weight === undefined || !weight.includes(0)) return undefined;
  return Int32Array.from(weight.keys()).filter((row) => weight[row] > 0);
}

function tally(outcome: Uint8Array, weight: Float64Array | undefined) {
  let totalWeight = 0;
  let events = 0;
  for (let i = 0; i < outcome.length; i++) {
    const count = weight === undefined ? 1 : weight[i];
    totalWeight += count;
    if (outcome[i] === 1) events += count;
  }
  return { totalWeight, events };
}

/** Weighted mean, and standard deviation: 0 where all are equal. */
export function momentsOf(
  values: Float64Array,
  weight: Float64Array | undefined,
  totalWeight: number,
): { readonly mean: number; readonly scale: number } {
  const first = values[0] ?? 0;
  let most = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const off = values[i] - first;
    if (off > most) most = off;
    else if (-off > most) most = -off;
    sum += weight === undefined ? off : weight[i] * off;
  }
  if (most === 0) return { mean: first, scale: 0 };
  const mean = first + sum / totalWeight;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    // Against the largest, so that squares neither overflow nor vanish.
    const off = (values[i] - mean) / most;
    squares += (weight === undefined ? 1 : weight[i]) * off * off;
  }
  return { mean, scale: most * Math.sqrt(squares / totalWeight) };
}
