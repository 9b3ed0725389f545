import { show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";

/** Throws unless the value is an object, so that its fields can be read. */
export function checkObject(
  value: unknown,
  path: ErrorPath,
  expected: string,
  code = "invalid_argument",
): void {
  if (typeof value === "object" && value !== null) return;
  throw new InputError(code, `expected ${expected}, got ${show(value)}`, path);
}

/** Options, none of them under a name that is none: it would silently not be read. */
export function checkOptions(
  options: unknown,
  names: readonly string[],
  path: ErrorPath = [],
): void {
  checkObject(options, path, "options", "invalid_option");
  for (const name of Object.keys(Object(options))) {
    if (names.includes(name)) continue;
    const message = `expected one of ${names.join(", ")}, got ${show(name)}`;
    throw new InputError("invalid_option", message, [...path, name]);
  }
}

/** A list. */
export function checkList(list: unknown, path: ErrorPath): asserts list is readonly unknown[] {
  if (Array.isArray(list)) return;
  throw new InputError("invalid_rows", `expected an array, got ${show(list)}`, path);
}

/** Rows, not the columns that scale better: a profile is a row. */
export function checkRows(rows: unknown, path: ErrorPath): void {
  checkList(rows, path);
  for (let row = 0; row < rows.length; row++) {
    const isRow = typeof rows[row] === "object" && rows[row] !== null;
    if (!isRow) checkObject(rows[row], [...path, row], "a row", "invalid_rows");
  }
}

/** A list of names. */
export function checkNames(names: unknown, path: ErrorPath): void {
  checkList(names, path);
  for (let at = 0; at < names.length; at++) checkName(names[at], [...path, at]);
}

/** A text. */
export function checkText(text: unknown, path: ErrorPath): void {
  if (typeof text === "string") return;
  throw new InputError("invalid_argument", `expected a text, got ${show(text)}`, path);
}

/** A text, not empty. */
export function checkName(name: unknown, path: ErrorPath): void {
  if (typeof name === "string" && name !== "") return;
  throw new InputError("invalid_name", `expected a name, got ${show(name)}`, path);
}
