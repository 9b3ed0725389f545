import { checkFinite, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import type { ChurnModel } from "./model.ts";
import { inKeyOrder, isRecord, own } from "./read-features.ts";

/** A model whose numbers can be used. */
export interface OpenModel {
  readonly names: readonly string[];
  readonly intercept: number;
  readonly slopes: Float64Array;
  readonly means: Float64Array;
}

/** Refuses what is no churn model, and one that cannot tell a probability. */
export function openModel(model: ChurnModel): OpenModel {
  if (model?.kind !== "churn-logistic" || model.version !== 1 || !isRecord(model.params)) {
    const message = `expected a churn model, got ${show(model?.kind)}`;
    throw new InputError("unknown_model", message, ["kind"]);
  }
  const { intercept, coefficients, means } = model.params;
  if (!isRecord(coefficients) || !isRecord(means) || Object.keys(coefficients).length === 0) {
    const message = "expected coefficients and means by feature";
    throw new InputError("invalid_shape", message, ["params"]);
  }
  const names = inKeyOrder(Object.keys(coefficients));
  const bounded = (value: unknown, path: readonly string[]): number => {
    if (value !== null) return checkFinite(value, path);
    const message = "the data put no bound to it: fit with a ridge to score";
    throw new InputError("unbounded_coefficient", message, path);
  };
  return {
    names,
    intercept: bounded(intercept, ["params", "intercept"]),
    slopes: Float64Array.from(names, (name) =>
      bounded(own(coefficients, name), ["params", "coefficients", name]),
    ),
    means: Float64Array.from(names, (name) =>
      checkFinite(own(means, name), ["params", "means", name]),
    ),
  };
}

/** Covariance as one row after the other, and how many standard errors an interval takes. */
export interface Uncertainty {
  readonly covariance: Float64Array;
  readonly z: number;
  readonly level: number;
}

/** What the fit says of its errors; nothing of a model typed in by hand. */
export function uncertaintyOf(
  { fit }: ChurnModel,
  { names }: OpenModel,
  level: number | undefined,
): Uncertainty | undefined {
  const chosen = level ?? fit?.level ?? 0.95;
  const z = criticalValue(chosen);
  if (!isRecord(fit)) return undefined;
  const size = names.length + 1;
  const { covariance } = fit;
  const isRow = (row: unknown) => Array.isArray(row) && row.length === size;
  if (!isRow(covariance) || !covariance.every(isRow)) {
    const message = `expected ${size} rows of ${size} numbers each`;
    throw new InputError("length_mismatch", message, ["fit", "covariance"]);
  }
  const flat = Float64Array.from(covariance.flat(), (value, cell) =>
    checkFinite(value, ["fit", "covariance", Math.floor(cell / size), cell % size]),
  );
  return { covariance: flat, z, level: chosen };
}

/** 1 / (1 + e^-η), to full relative accuracy. */
export function logistic(eta: number): number {
  const rest = Math.exp(-Math.abs(eta));
  return eta < 0 ? rest / (1 + rest) : 1 / (1 + rest);
}

/** The standard error of x'b, x with the 1 of the intercept left out. */
export function errorAt(x: ArrayLike<number>, covariance: Float64Array): number {
  const size = x.length + 1;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const left = i === 0 ? 1 : x[i - 1];
    for (let j = 0; j < size; j++) {
      sum += left * covariance[i * size + j] * (j === 0 ? 1 : x[j - 1]);
    }
  }
  // Features beyond all measure have squares beyond all numbers.
  return Math.sqrt(Math.max(0, checkFinite(sum, ["features"])));
}
