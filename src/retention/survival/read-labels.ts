import { show } from "../../core/checks.ts";
import type { CustomerId } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import { checkColumn, type PathOf } from "./read-durations.ts";

/** Names as codes into a sorted list of the distinct ones. */
export interface Labels {
  readonly names: readonly CustomerId[];
  readonly codes: Int32Array;
}

const SMALL = 1024;

/** One name for all. */
export function sameLabel(length: number): Labels {
  return { names: [""], codes: new Int32Array(length) };
}

/** A column of names, of the rows in `rows` alone where given. */
export function readLabels(
  column: unknown,
  name: string,
  length: number,
  pathOf: PathOf,
  rows?: Int32Array,
): Labels {
  const isDictionary = typeof column === "object" && column !== null && "dictionary" in column;
  const dictionary = isDictionary ? column.dictionary : undefined;
  const source = isDictionary && "codes" in column ? column.codes : column;
  checkColumn(source, name, length);
  const found = new Map<unknown, number>();
  const names: CustomerId[] = [];
  const count = rows?.length ?? length;
  const codes = new Int32Array(count);
  // Small whole numbers, the codes of most columns, are looked up without a map.
  const small = new Int32Array(SMALL).fill(-1);
  let before: unknown;
  let code = -1;
  for (let i = 0; i < count; i++) {
    const row = rows === undefined ? i : rows[i];
    const value = source[row];
    const isSmall = typeof value === "number" && value >= 0 && value < SMALL;
    if (isSmall && small[value] >= 0) code = small[value];
    else if (value !== before || code < 0) {
      const known = found.get(value);
      if (known === undefined) {
        code = names.length;
        names.push(nameOf(value, dictionary, () => pathOf(name, row)));
        found.set(value, code);
      } else code = known;
      before = value;
      if (isSmall && Number.isInteger(value)) small[value] = code;
    }
    codes[i] = code;
  }
  return inOrder(names, codes);
}

function nameOf(value: unknown, dictionary: unknown, path: () => ReturnType<PathOf>): CustomerId {
  const number = typeof value === "bigint" ? Number(value) : value;
  const label =
    Array.isArray(dictionary) && typeof number === "number" ? dictionary[number] : number;
  if (typeof label === "string" ? label !== "" : Number.isSafeInteger(label)) return label;
  throw new InputError(
    "invalid_label",
    `expected a text that is not empty or a whole number, got ${show(label)}`,
    path(),
  );
}

/** Numbers come before texts, both ascending; equal names of a dictionary become one. */
function inOrder(names: readonly CustomerId[], codes: Int32Array): Labels {
  const sorted = [...new Set(names)].sort((a, b) =>
    typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1,
  );
  const places = new Map(sorted.map((name, place) => [name, place]));
  const moved = names.map((name) => places.get(name) ?? 0);
  for (let i = 0; i < codes.length; i++) codes[i] = moved[codes[i]];
  return { names: sorted, codes };
}
