import type { Reader } from "./field.ts";

/**
 * Reads what lies at a path of names, through own properties only: safe for names that come from a
 * database. What is not there, or is nothing that `parse` knows, is missing.
 */
export function readOwn<Key>(
  path: readonly string[],
  parse: (value: unknown) => Key | undefined,
): Reader<unknown, Key> {
  return (subject) => {
    let value = subject;
    for (const name of path) {
      if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
      value = value[name];
    }
    return parse(value);
  };
}

/** Parses a list, all of it or nothing. */
export function listOf<Key>(
  parse: (value: unknown) => Key | undefined,
): (value: unknown) => readonly Key[] | undefined {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const keys: Key[] = [];
    for (const item of value) {
      const key = parse(item);
      if (key === undefined) return undefined;
      keys.push(key);
    }
    return keys;
  };
}

/** An object or an array; of any realm. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
