import { checkChoice, checkNonNegative } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import { check, checkKeys } from "../core/expect.ts";
import { checkObject } from "./check.ts";
import type { RfmExtraDimension, RfmExtraScorer, RfmField } from "./extra-types.ts";
import type { Measures } from "./measures.ts";
import { checkBins, checkCuts, SCORE_RFM_DEFAULTS } from "./settings.ts";
import { numbersOf } from "./table.ts";
import type { RfmScorer, RfmSettings } from "./types.ts";

/** A dimension beside R, F and M with the measure of each customer; maybe not cut yet. */
export interface ExtraDimension extends Omit<RfmExtraScorer, "cuts"> {
  readonly cuts: readonly number[] | undefined;
  readonly column: Float64Array;
}

export const RFM_FIELDS = [
  ...(["frequency", "recency", "age", "monetaryValue"] as const),
  ...(["orders", "days", "revenue", "daysSinceLast"] as const),
] satisfies readonly RfmField[];

/** The dimensions that the caller asks for, or those of the scorer with the values for them. */
export function readExtra(
  given: readonly RfmExtraDimension[],
  { method }: RfmSettings,
  scorer: RfmScorer | undefined,
  measures: Measures,
): ExtraDimension[] {
  check(Array.isArray(given), "invalid_shape", ["extra"], "a list of dimensions", given);
  const names = ["r", "f", "m"];
  // Not `map`, which would step over what a sparse list leaves out.
  const columns = Array.from(given, (dimension, i) => {
    const path = ["extra", i];
    checkObject(dimension, path, "a dimension");
    checkKeys(dimension, ["name", "values", "best", "bins", "cuts", "weight"], path);
    checkName(dimension.name, names, [...path, "name"]);
    return readValues(dimension, measures, [...path, "values"]);
  });
  if (scorer === undefined) {
    return given.map((dimension, i) => ({
      ...resolveExtra(dimension, method === "custom", ["extra", i]),
      column: columns[i],
    }));
  }
  const { extra = [] } = scorer;
  given.forEach(({ name }, i) => {
    const isKnown = extra.some((it) => it.name === name);
    check(isKnown, "unknown_dimension", ["extra", i], "a dimension of the scorer", name);
  });
  return extra.map((dimension) => {
    const { name, field } = dimension;
    const column =
      columns[given.findIndex((it) => it.name === name)] ?? (field && measures.read(field));
    check(column !== null, "missing_dimension", ["extra"], `values of ${name}`, null);
    return { ...dimension, column };
  });
}

/** Refuses a name that is none or not the first of its kind, and notes it. */
export function checkName(name: string, names: string[], path: ErrorPath): void {
  const isNew = typeof name === "string" && name !== "" && !names.includes(name);
  check(isNew, "invalid_option", path, "a name of its own", name);
  names.push(name);
}

function readValues(
  { values }: RfmExtraDimension,
  measures: Measures,
  path: ErrorPath,
): Float64Array {
  if (typeof values === "string") return measures.read(checkChoice(values, RFM_FIELDS, path));
  checkObject(values, path, "a field of the customers or numbers");
  return numbersOf(values, measures.r.length, (row) => [...path, row]);
}

function resolveExtra(
  { name, values, best = "high", weight = 1, cuts, bins }: RfmExtraDimension,
  isCustom: boolean,
  path: ErrorPath,
): Omit<ExtraDimension, "column"> {
  check(!isCustom || cuts !== undefined, "invalid_option", [...path, "cuts"], "cuts", cuts);
  if (cuts !== undefined) checkCuts(cuts, [...path, "cuts"], true);
  const most = cuts ? cuts.length + 1 : (bins ?? SCORE_RFM_DEFAULTS.bins);
  const field = typeof values === "string" ? values : null;
  const dimension = { name, field, best, bins: most, weight };
  checkDimension(dimension, path);
  return { ...dimension, cuts };
}

/** Refuses a dimension that cannot be scored. */
export function checkDimension(
  { best, bins, weight }: Pick<RfmExtraScorer, "best" | "bins" | "weight">,
  path: ErrorPath,
): void {
  checkBins(bins, [...path, "bins"]);
  checkChoice(best, ["high", "low"], [...path, "best"]);
  checkNonNegative(weight, [...path, "weight"]);
}
