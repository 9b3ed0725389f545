import { check, checkFinite, checkNonNegative, checkObject, show } from "../../../core/checks.ts";
import { type ErrorPath, InputError } from "../../../core/errors.ts";
import type { CoxBaseline, CoxModel } from "./model.ts";

/** Refuses what is no Cox model: a stored one may have come back with holes. */
export function checkCoxModel(model: CoxModel): void {
  if (model?.kind !== "cox" || model.version !== 1) {
    const message = `expected a Cox model, got ${show(model?.kind)}`;
    throw new InputError("unknown_model", message, ["kind"]);
  }
  const { coefficients, means, baseline } = checkObject(model.params, "the params of a Cox model");
  const fit = checkObject(model.fit, "the fit of a Cox model");
  const slopes = Object.entries(checkObject(coefficients, "coefficients by covariate"));
  checkObject(means, "means by covariate");
  for (const [name, slope] of slopes) {
    if (slope !== null) checkFinite(slope, ["params", "coefficients", name]);
    checkFinite(means[name], ["params", "means", name]);
  }
  checkObject(fit.covariance, "a covariance");
  checkSquare(fit.covariance, slopes.length, ["fit", "covariance"]);
  if (fit.robustCovariance !== null && fit.robustCovariance !== undefined) {
    checkSquare(fit.robustCovariance, slopes.length, ["fit", "robustCovariance"]);
  }
  checkList(baseline, undefined, ["params", "baseline"]);
  for (const [stratum, one] of baseline.entries()) {
    checkBaseline(one, slopes.length, ["params", "baseline", stratum]);
  }
}

/** That lists are lists; their numbers are checked where they are read, as there may be many. */
function checkBaseline(baseline: CoxBaseline, width: number, path: ErrorPath): void {
  const { lastTime, times, cumulativeHazard, variance, drift } = baseline ?? {};
  checkNonNegative(lastTime, [...path, "lastTime"]);
  checkList(times, undefined, [...path, "times"]);
  checkList(cumulativeHazard, times.length, [...path, "cumulativeHazard"]);
  checkList(variance, times.length, [...path, "variance"]);
  checkList(drift, width, [...path, "drift"]);
  for (let j = 0; j < width; j++) checkList(drift[j], times.length, [...path, "drift", j]);
}

function checkSquare(matrix: readonly (readonly number[])[], size: number, path: ErrorPath): void {
  checkList(matrix, size, path);
  for (let i = 0; i < size; i++) {
    checkList(matrix[i], size, [...path, i]);
    for (let j = 0; j < size; j++) checkFinite(matrix[i][j], [...path, i, j]);
  }
}

function checkList(list: unknown, length: number | undefined, path: ErrorPath): void {
  const isList = Array.isArray(list) && (length === undefined || list.length === length);
  const expected = length === undefined ? "a list" : `a list of ${length}`;
  check(isList, "invalid_shape", path, expected, list);
}
