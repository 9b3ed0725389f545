import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";

/** Checks what stands at a place of a program, and throws where that is nothing for it. */
export type Check = (value: unknown, path: ErrorPath) => unknown;

/** What the names of an object may hold. */
export type Checks = Readonly<Record<string, Check>>;

/** For what somebody else looks at. */
export function anything(): void {}

/** @throws InputError `invalid_id` for what is no text, or an empty one */
export function checkText(value: unknown, path: ErrorPath): void {
  if (typeof value === "string" && value !== "") return;
  throw new InputError("invalid_id", `expected a text, got ${show(value)}`, path);
}

/** @throws InputError `invalid_option` */
export function checkFlag(value: unknown, path: ErrorPath): void {
  if (typeof value === "boolean") return;
  throw new InputError("invalid_option", `expected true or false, got ${show(value)}`, path);
}

/** A whole number of at least `low`. */
export function integer(low: number, high?: number): Check {
  return (value, path) => checkInteger(value, path, low, high);
}

/** One of some texts. */
export function choice(...choices: readonly string[]): Check {
  return (value, path) => checkChoice(value, choices, path);
}

/**
 * An object of known names: a misspelt one must not silently count for nothing.
 *
 * @throws InputError `invalid_shape`, `unknown_key`
 */
export function fields(required: Checks, optional: Checks = {}): Check {
  const checks = Object.entries({ ...required, ...optional });
  const known = checks.map(([name]) => name);
  return (value, path) => {
    if (!isRecord(value) || Array.isArray(value)) throw wrongShape("an object", value, path);
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      const message = `expected one of ${known.join(", ")}`;
      throw new InputError("unknown_key", message, [...path, name]);
    }
    for (const [name, check] of checks) {
      const part = value[name];
      if (part !== undefined || Object.hasOwn(required, name)) check(part, [...path, name]);
    }
  };
}

/** An object whose `type` says what else it holds. */
export function variants(types: Readonly<Record<string, readonly [Checks, Checks?]>>): Check {
  const type = choice(...Object.keys(types));
  const shapes = new Map(
    Object.entries(types).map(([name, [required, optional]]) => [
      name,
      fields({ type, ...required }, optional),
    ]),
  );
  return (value, path) => {
    if (!isRecord(value) || Array.isArray(value)) throw wrongShape("an object", value, path);
    type(value.type, [...path, "type"]);
    for (const [name, check] of shapes) if (name === value.type) check(value, path);
  };
}

/** @throws InputError `invalid_shape` */
export function listOf(item: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrongShape("a list", value, path);
    // By index, so that a hole in the list is at fault too.
    for (let index = 0; index < value.length; index++) item(value[index], [...path, index]);
  };
}

/**
 * A list of objects that differ by `id`, or of texts that differ.
 *
 * @throws InputError `invalid_shape`, `duplicate_id`
 */
export function distinct(item: Check): Check {
  return (value, path) => {
    const seen = new Set<unknown>();
    const check: Check = (one, at) => {
      item(one, at);
      const id = isRecord(one) ? one.id : one;
      if (seen.has(id)) {
        const place = isRecord(one) ? [...at, "id"] : at;
        throw new InputError("duplicate_id", `expected ${show(id)} once`, place);
      }
      seen.add(id);
    };
    listOf(check)(value, path);
  };
}

export function wrongShape(wanted: string, got: unknown, path: ErrorPath): InputError {
  return new InputError("invalid_shape", `expected ${wanted}, got ${show(got)}`, path);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
