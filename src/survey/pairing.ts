import type { CustomerId, IdColumn } from "../core/columns.ts";
import { InputError } from "../core/errors.ts";
import { check } from "../core/expect.ts";
import type { DifferenceMethod, ScoreDifference } from "./compare-types.ts";
import { NO_DIFFERENCE, testedDifference, twoSided, widest } from "./differences.ts";
import { worthOf } from "./measure.ts";
import { netInterval } from "./net-interval.ts";
import { type AnswerTable, missing } from "./read-answers.ts";
import { placeOf } from "./segments.ts";
import type { MeasureUsed } from "./types.ts";

/** The answers of people who answered twice, side by side. */
export interface PairedAnswers {
  readonly ids: readonly CustomerId[];
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly firstOnly: number;
  readonly secondOnly: number;
}

/** Finds the people of both tables; `names` tell which of the two is at fault. */
export function pairAnswers(
  first: AnswerTable,
  second: AnswerTable,
  names: readonly [string, string],
): PairedAnswers {
  const [left, right] = [rowsById(first, names[0]), rowsById(second, names[1])];
  const ids = [...left.keys()].filter((id) => right.has(id));
  const scores = (table: AnswerTable, rows: ReadonlyMap<CustomerId, number>) =>
    Float64Array.from(ids, (id) => table.score[rows.get(id) ?? -1]);
  return {
    ids,
    first: scores(first, left),
    second: scores(second, right),
    firstOnly: left.size - ids.length,
    secondOnly: right.size - ids.length,
  };
}

function rowsById(table: AnswerTable, name: string): Map<CustomerId, number> {
  const { score, weight, columns, pathOf } = table;
  const column = columns.customerId;
  if (column === undefined) throw missing("customerId", [name, "customerId"]);
  if (weight !== undefined) {
    const message = "expected answers without weights: pairs of different weights have no one rule";
    throw new InputError("weights_unsupported", message, [name]);
  }
  const read = idReader(column);
  const rows = new Map<CustomerId, number>();
  for (let row = 0; row < score.length; row++) {
    const id = read(row);
    const path = pathOf(row, "customerId");
    check(
      (typeof id === "string" && id !== "") || Number.isSafeInteger(id),
      "invalid_id",
      path,
      "a non-empty string or a safe integer",
      id,
    );
    check(!rows.has(id), "duplicate_customer", path, "one answer of each customer", id);
    rows.set(id, row);
  }
  return rows;
}

function idReader(column: IdColumn): (row: number) => CustomerId {
  if ("codes" in column) return (row) => column.dictionary[placeOf(column.codes[row])];
  return (row) => {
    const id: CustomerId | bigint = column[row];
    return typeof id === "bigint" ? Number(id) : id;
  };
}

/** The mean change within people: first minus second. */
export function pairedDifference(
  measure: MeasureUsed,
  { first, second }: PairedAnswers,
  method: DifferenceMethod,
  level: number,
): ScoreDifference {
  const n = first.length;
  if (n === 0) return NO_DIFFERENCE;
  const changes = first.map(
    (answer, at) => worthOf(measure, answer) - worthOf(measure, second[at]),
  );
  const mean = changes.reduce((sum, change) => sum + change, 0) / n;
  if (method === "score") return discordantDifference(changes, mean, level);
  if (n === 1) return { ...NO_DIFFERENCE, difference: mean };
  const squares = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0);
  const estimate = { value: mean, squared: squares / (n - 1) / n, df: n - 1 };
  return testedDifference(mean, estimate, level, widest(measure));
}

/** McNemar's test, and Tango's interval, which agrees with it. */
function discordantDifference(changes: Float64Array, mean: number, level: number): ScoreDifference {
  const n = changes.length;
  const ups = changes.reduce((count, change) => count + (change > 0 ? 1 : 0), 0);
  const downs = changes.reduce((count, change) => count + (change < 0 ? 1 : 0), 0);
  const statistic = ups + downs > 0 ? (ups - downs) / Math.sqrt(ups + downs) : null;
  return {
    difference: mean,
    ...netInterval("score", ups / n, downs / n, n, level),
    standardError: Math.sqrt(Math.max(0, (ups + downs) / n - mean * mean) / n),
    statistic,
    degreesOfFreedom: null,
    pValue: statistic === null ? null : twoSided(statistic, null),
  };
}
