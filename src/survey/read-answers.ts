import { show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import { check, isObject } from "../core/expect.ts";
import { showFields } from "../core/show-fields.ts";
import { checkObject } from "./check.ts";
import type {
  AnswerScale,
  SurveyAnswers,
  SurveyColumns,
  SurveyCounts,
  SurveyResponse,
} from "./types.ts";

/** Answers of any form, made ready for counting. */
export interface AnswerTable {
  readonly score: ArrayLike<number>;
  /** Of each row; absent where all are 1. */
  readonly weight: ArrayLike<number> | undefined;
  /** How often each row was given; absent where all are one answer. */
  readonly times: Float64Array | undefined;
  /** The rest of the columns, where there are any. */
  readonly columns: Partial<SurveyColumns>;
  pathOf(row: number, field: string): ErrorPath;
}

/** Reads answers that must be on the given scale; paths of errors start with `at`. */
export function readAnswers(
  answers: SurveyAnswers,
  scale: AnswerScale,
  at: ErrorPath = [],
): AnswerTable {
  if (isRows(answers)) return readRows(answers, scale, at);
  checkObject(answers, "invalid_answers", at, "rows, columns or counts");
  checkScale(answers.scale, scale, [...at, "scale"]);
  return "counts" in answers ? readCounts(answers, at) : readColumns(answers, at);
}

export function isRows(answers: unknown): answers is readonly SurveyResponse[] {
  return Array.isArray(answers);
}

function readRows(rows: readonly SurveyResponse[], scale: AnswerScale, at: ErrorPath): AnswerTable {
  const score = new Float64Array(rows.length);
  let weight: Float64Array | undefined;
  for (let row = 0; row < rows.length; row++) {
    const answer: Partial<SurveyResponse> | null | undefined = rows[row];
    check(isObject(answer), "invalid_row", [...at, row], "{ score }", answer);
    checkScale(answer.scale, scale, [...at, row, "scale"]);
    const value: unknown = answer.score;
    if (typeof value !== "number") {
      const expected = `a number score in ${showFields(answer)}`;
      check(false, "not_a_number", [...at, row, "score"], expected, value);
    }
    score[row] = answer.score ?? Number.NaN;
    if (answer.weight !== undefined) {
      weight ??= new Float64Array(rows.length).fill(1);
      const given: unknown = answer.weight;
      check(typeof given === "number", "not_a_number", [...at, row, "weight"], "a number", given);
      weight[row] = answer.weight;
    }
  }
  return {
    score,
    weight,
    times: undefined,
    columns: rowColumns(rows, at),
    pathOf: (row, field) => [...at, row, field],
  };
}

/** Columns that are read only where they are asked for. */
function rowColumns(rows: readonly SurveyResponse[], at: ErrorPath): Partial<SurveyColumns> {
  const column = <Field extends keyof SurveyResponse>(name: Field) => {
    const values: NonNullable<SurveyResponse[Field]>[] = [];
    for (const [row, answer] of rows.entries()) {
      const value = answer[name];
      if (value === undefined || value === null) throw missing(name, [...at, row, name]);
      values.push(value);
    }
    return values;
  };
  return {
    get at() {
      return column("at");
    },
    get customerId() {
      return column("customerId");
    },
    get segment() {
      return column("segment");
    },
  };
}

function readColumns(columns: SurveyColumns, at: ErrorPath): AnswerTable {
  const { score, weight } = columns;
  check(
    isArrayLike(score),
    "invalid_column",
    [...at, "score"],
    `an array score in ${showFields(columns)}`,
    score,
  );
  for (const [name, column] of Object.entries(columns)) {
    const rows = isObject(column) && "codes" in column ? column.codes : column;
    if (name === "score" || name === "scale" || !isArrayLike(rows)) continue;
    if (rows.length !== score.length) {
      throw new InputError(
        "length_mismatch",
        `expected ${score.length} rows, as many as score has, got ${rows.length}`,
        [...at, name],
      );
    }
  }
  if (weight !== undefined) {
    check(isArrayLike(weight), "invalid_column", [...at, "weight"], "an array", weight);
  }
  return {
    score,
    weight,
    times: undefined,
    columns,
    pathOf: (row, field) => [...at, field, row],
  };
}

function readCounts({ counts }: SurveyCounts, at: ErrorPath): AnswerTable {
  const path = [...at, "counts"];
  // A map or a list would be read as no answers at all.
  const isPlain = isObject(counts) && !(Symbol.iterator in counts);
  check(isPlain, "invalid_answers", path, "a count for each answer", counts);
  const entries = Object.entries(counts);
  for (const [answer, count] of entries) {
    const isAnswer = answer.trim() !== "" && Number.isFinite(Number(answer));
    check(isAnswer, "not_a_number", [...path, answer], "an answer", answer);
    const isCount = Number.isSafeInteger(count) && count >= 0;
    check(isCount, "out_of_range", [...path, answer], "a whole number of at least 0", count);
  }
  return {
    score: entries.map(([answer]) => Number(answer)),
    weight: undefined,
    times: Float64Array.from(entries, ([, count]) => count),
    columns: {},
    pathOf: (row) => [...at, "counts", entries[row][0]],
  };
}

/** A column that a verb cannot do without. */
export function missing(name: string, path: ErrorPath): InputError {
  return new InputError("missing_field", `expected ${name} of every answer`, path);
}

function checkScale(given: unknown, scale: AnswerScale, path: ErrorPath): void {
  if (
    given === undefined ||
    (isObject(given) && given.min === scale.min && given.max === scale.max)
  )
    return;
  const got = isObject(given) ? `${show(given.min)} to ${show(given.max)}` : show(given);
  throw new InputError(
    "mixed_scales",
    `expected the scale ${scale.min} to ${scale.max} of the measure, got ${got}`,
    path,
  );
}

function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return isObject(value) && typeof value.length === "number";
}
