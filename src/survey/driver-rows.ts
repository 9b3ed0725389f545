import { show } from "../core/checks.ts";
import type { NumberColumn } from "../core/columns.ts";
import { InputError } from "../core/errors.ts";
import { check, isObject } from "../core/expect.ts";
import { checkMeasurable, checkTexts, checkWeight } from "./check.ts";

/** An overall score and the sub-scores that may move it; null where one was not answered. */
export interface DriverResponse {
  readonly score: number;
  readonly drivers: Readonly<Record<string, number | null>>;
  readonly weight?: number | undefined;
}

/** The same as parallel columns; NaN where a driver was not answered. */
export interface DriverColumns {
  readonly score: NumberColumn;
  readonly drivers: Readonly<Record<string, NumberColumn>>;
  readonly weight?: NumberColumn | undefined;
}

/** Complete answers, row-major: the drivers, then the score. */
export interface DriverTable {
  readonly names: readonly string[];
  readonly data: Float64Array;
  readonly weight: Float64Array;
  readonly n: number;
  /** Answers left out, for a driver that they lack. */
  readonly incomplete: number;
}

export function readDrivers(
  responses: readonly DriverResponse[] | DriverColumns,
  names: readonly string[] | undefined,
): DriverTable {
  if (names !== undefined) checkTexts(names, "invalid_option", ["drivers"]);
  return isRows(responses) ? readRows(responses, names) : readColumns(responses, names);
}

function isRows(responses: unknown): responses is readonly DriverResponse[] {
  return Array.isArray(responses);
}

function readRows(
  rows: readonly DriverResponse[],
  given: readonly string[] | undefined,
): DriverTable {
  for (const [row, response] of rows.entries()) {
    const fits = isObject(response) && isObject(response.drivers);
    check(fits, "invalid_row", [row], "{ score, drivers }", response);
  }
  const met = new Set(rows.flatMap(({ drivers }) => Object.keys(drivers)));
  const names = given ?? [...met].toSorted();
  // Misspelt, it would leave no answer complete.
  const unmet = names.find((name) => rows.length > 0 && !met.has(name));
  check(unmet === undefined, "missing_field", ["drivers", unmet ?? ""], "a driver", undefined);
  return collect(names, rows.length, {
    score: (row) => checkMeasurable(rows[row].score, [row, "score"]),
    driver: (row, name) => {
      const value = rows[row].drivers[name];
      return value === undefined || value === null
        ? Number.NaN
        : checkMeasurable(value, [row, "drivers", name]);
    },
    weight: (row) => checkWeight(rows[row].weight ?? 1, [row, "weight"]),
  });
}

function readColumns(columns: DriverColumns, given: readonly string[] | undefined): DriverTable {
  check(isObject(columns), "invalid_answers", [], "rows or columns", columns);
  const { score, drivers, weight } = columns;
  check(isObject(score) && isObject(drivers), "invalid_answers", [], "rows or columns", columns);
  const names = given ?? Object.keys(drivers);
  for (const name of names) {
    const column = drivers[name];
    check(isObject(column), "missing_field", ["drivers", name], "a column", column);
    if (column.length !== score.length) {
      throw new InputError(
        "length_mismatch",
        `expected ${score.length} rows, as many as score has, got ${show(column.length)}`,
        ["drivers", name],
      );
    }
  }
  check(
    weight === undefined || (isObject(weight) && weight.length === score.length),
    "length_mismatch",
    ["weight"],
    "as many rows as score has",
    isObject(weight) ? weight.length : weight,
  );
  return collect(names, score.length, {
    score: (row) => checkMeasurable(score[row], ["score", row]),
    driver: (row, name) => {
      const value = drivers[name][row];
      return Number.isNaN(value) || value === null
        ? Number.NaN
        : checkMeasurable(value, ["drivers", name, row]);
    },
    weight: (row) => (weight === undefined ? 1 : checkWeight(weight[row], ["weight", row])),
  });
}

interface Reader {
  score(row: number): number;
  driver(row: number, name: string): number;
  weight(row: number): number;
}

function collect(names: readonly string[], rows: number, read: Reader): DriverTable {
  check(names.length > 0, "missing_field", ["drivers"], "at least one driver", 0);
  check(Number.isSafeInteger(rows), "invalid_answers", ["score"], "a column", rows);
  for (const [at, name] of names.entries()) {
    const isNew = names.indexOf(name) === at;
    check(isNew, "duplicate_name", ["drivers", at], "each driver once", name);
  }
  const width = names.length + 1;
  const data = new Float64Array(rows * width);
  const weight = new Float64Array(rows);
  let n = 0;
  for (let row = 0; row < rows; row++) {
    let complete = true;
    for (let driver = 0; driver < names.length; driver++) {
      const value = read.driver(row, names[driver]);
      if (Number.isNaN(value)) complete = false;
      data[n * width + driver] = value;
    }
    data[n * width + names.length] = read.score(row);
    weight[n] = read.weight(row);
    if (complete) n += 1;
  }
  return {
    names,
    data: data.subarray(0, n * width),
    weight: weight.subarray(0, n),
    n,
    incomplete: rows - n,
  };
}
