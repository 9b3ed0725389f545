import type { ErrorPath } from "../core/errors.ts";
import { check, isObject } from "../core/expect.ts";

/** Throws unless the value is an object, so that its fields can be read. */
export function checkObject(
  value: unknown,
  path: ErrorPath,
  expected: string,
  code = "invalid_argument",
): void {
  check(isObject(value), code, path, expected, value);
}

/** A list. */
export function checkList(list: unknown, path: ErrorPath): asserts list is readonly unknown[] {
  check(Array.isArray(list), "invalid_rows", path, "an array", list);
}

/** Rows, not the columns that scale better: a profile is a row. */
export function checkRows(rows: unknown, path: ErrorPath): void {
  checkList(rows, path);
  for (let row = 0; row < rows.length; row++) {
    if (!isObject(rows[row])) checkObject(rows[row], [...path, row], "a row", "invalid_rows");
  }
}

/** A list of names. */
export function checkNames(names: unknown, path: ErrorPath): void {
  checkList(names, path);
  for (let at = 0; at < names.length; at++) checkName(names[at], [...path, at]);
}

/** A text. */
export function checkText(text: unknown, path: ErrorPath): void {
  check(typeof text === "string", "invalid_argument", path, "a text", text);
}

/** A text, not empty. */
export function checkName(name: unknown, path: ErrorPath): void {
  check(typeof name === "string" && name !== "", "invalid_name", path, "a name", name);
}
