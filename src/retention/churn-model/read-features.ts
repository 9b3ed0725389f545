import { checkFinite, show } from "../../core/checks.ts";
import type { ErrorPath } from "../../core/errors.ts";
import { InputError } from "../../core/errors.ts";
import { checkColumn, checkData, readEvents, readNumbers } from "../survival/read-durations.ts";
import type {
  ChurnExample,
  ChurnExampleColumns,
  ChurnSubject,
  ChurnSubjectColumns,
} from "./model.ts";

/** Features in numbers that later steps need not doubt. */
export interface Features {
  readonly length: number;
  readonly names: readonly string[];
  /** A column for each name. */
  readonly columns: readonly Float64Array[];
}

/** Checked examples. */
export interface Examples extends Features {
  readonly churned: Uint8Array;
  /** Absent where all are 1. */
  readonly weight: Float64Array | undefined;
}

type Subjects = readonly ChurnSubject[] | ChurnSubjectColumns;

/** Names in the order in which an object of them has them: what a stored model comes back with. */
export function inKeyOrder(names: readonly string[]): string[] {
  names.forEach((name, i) => {
    if (typeof name === "string" && name !== "" && name !== "__proto__") return;
    const message = `expected the name of a feature, got ${show(name)}`;
    throw new InputError("invalid_option", message, ["features", i]);
  });
  return Object.keys(Object.fromEntries(names.map((name) => [name, 0])));
}

/** The names of all features that customers carry; rows must all have the same. */
function namesOf(data: Subjects): string[] {
  const first = isSubjects(data) ? data[0]?.features : data.features;
  const names = Object.keys(first ?? {});
  if (isSubjects(data)) {
    const known = new Set(names);
    data.forEach(({ features }, row) => {
      const stranger = Object.keys(features).find((name) => !known.has(name));
      if (stranger === undefined) return;
      const message = `row 0 has no feature ${show(stranger)}`;
      throw new InputError("invalid_shape", message, [row, "features", stranger]);
    });
  }
  return names;
}

/** The named features of many customers, rows or columns. */
export function readFeatures(data: Subjects, names: readonly string[]): Features {
  checkSubjects(data);
  if (isSubjects(data)) {
    const columns = names.map((name) =>
      Float64Array.from(data, ({ features }, row) =>
        readFeature(own(features, name), name, [row, "features", name]),
      ),
    );
    return { length: data.length, names, columns };
  }
  let length: number | undefined;
  const columns = names.map((name) => {
    const column = own(data.features, name);
    if (column === undefined) throw missing(name, ["features", name]);
    checkColumn(column, name, length);
    length = column.length;
    return readColumn(column, name);
  });
  return { length: length ?? 0, names, columns };
}

/** Examples as numbers. */
export function readExamples(
  data: readonly ChurnExample[] | ChurnExampleColumns,
  wanted: readonly string[] | undefined,
): Examples {
  checkSubjects(data);
  const names = inKeyOrder(wanted ?? namesOf(data));
  const features = readFeatures(data, names);
  const pathOf = (field: string, row: number): ErrorPath =>
    Array.isArray(data) ? [row, field] : [field, row];
  const isRows = isSubjects(data);
  const length = names.length === 0 ? undefined : features.length;
  const churned = readEvents(
    isRows ? data.map((row) => row.churned) : data.churned,
    length,
    pathOf,
    "churned",
  );
  const isWeighted = isRows
    ? data.some((row) => row.weight !== undefined)
    : data.weight !== undefined;
  const weight = isRows
    ? data.map((row) => (row.weight === undefined ? 1 : row.weight))
    : data.weight;
  return {
    ...features,
    length: churned.length,
    churned,
    weight: isWeighted ? readNumbers(weight, "weight", churned.length, pathOf) : undefined,
  };
}

/** A feature of one customer. */
export function readFeature(value: unknown, name: string, path: ErrorPath): number {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === undefined || value === null) throw missing(name, path);
  return checkFinite(value, path) + 0;
}

/** One row out of an object that may hold fields of its prototype. */
export function own(record: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(record, name)?.value;
}

export function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Rows, or columns? */
export function isSubjects<Row, Columns>(data: readonly Row[] | Columns): data is readonly Row[] {
  return Array.isArray(data);
}

function checkSubjects(data: unknown): void {
  checkData(data);
  if (Array.isArray(data)) {
    for (const [index, row] of data.entries()) {
      if (isRecord(row) && isRecord(own(row, "features"))) continue;
      const message = `expected a row with features by name, got ${show(row)}`;
      throw new InputError("invalid_shape", message, [index]);
    }
    return;
  }
  if (isRecord(data) && "features" in data && isRecord(data.features)) return;
  throw new InputError("invalid_shape", "expected features by name", ["features"]);
}

function readColumn(column: ArrayLike<unknown>, name: string): Float64Array {
  const values = new Float64Array(column.length);
  for (let row = 0; row < values.length; row++) {
    const value = column[row];
    // One comparison finds the good ones; the sum turns -0 into 0.
    values[row] =
      typeof value === "number" && value - value === 0
        ? value + 0
        : readFeature(value, name, ["features", name, row]);
  }
  return values;
}

function missing(name: string, path: ErrorPath): InputError {
  return new InputError("missing_feature", `expected a value of ${show(name)}`, path);
}
