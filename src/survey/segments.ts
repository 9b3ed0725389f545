import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { checkObject } from "./check.ts";
import { type AnswerTable, missing } from "./read-answers.ts";

/** Rows sorted into named groups. */
export interface Grouping {
  readonly names: readonly string[];
  /** Of each row, its place in `names`. */
  readonly codes: Int32Array;
}

/** The segments of answers, in the order of their names. */
export function groupBySegment({ score, columns, pathOf }: AnswerTable): Grouping {
  const { segment } = columns;
  if (segment === undefined) throw missing("segment", ["segment"]);
  checkObject(segment, "invalid_column", ["segment"], "names, or a dictionary column");
  const read = "codes" in segment ? dictionaryReader(segment) : (row: number) => segment[row];
  const places = new Map<string, number>();
  const codes = new Int32Array(score.length);
  for (let row = 0; row < codes.length; row++) {
    const name: unknown = read(row);
    if (typeof name !== "string" || name === "") {
      throw new InputError(
        "invalid_segment",
        `expected a name, got ${show(name)}`,
        pathOf(row, "segment"),
      );
    }
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    codes[row] = place;
  }
  const found = [...places.keys()];
  const names = found.toSorted();
  const moved = found.map((name) => names.indexOf(name));
  return { names, codes: codes.map((code) => moved[code]) };
}

function dictionaryReader({
  codes,
  dictionary,
}: {
  readonly codes: ArrayLike<number | bigint>;
  readonly dictionary: readonly string[];
}): (row: number) => string | undefined {
  checkObject(codes, "invalid_column", ["segment", "codes"], "codes");
  checkObject(dictionary, "invalid_column", ["segment"], "a dictionary");
  return (row) => dictionary[placeOf(codes[row])];
}

/** A code as a place; -1, where nothing is, of what is none: `Number` would read much as 0. */
export function placeOf(code: unknown): number {
  return typeof code === "number" || typeof code === "bigint" ? Number(code) : -1;
}
