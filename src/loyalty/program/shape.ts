import { check, checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { checkKeys } from "../../core/expect.ts";
import { type Fraction, fractionOf } from "../../money/fraction.ts";
import { parseRatio } from "../../money/scaled.ts";

/** Reads what stands at a place of a program, or throws where that is nothing for it. */
export type Read<Out = unknown> = (value: unknown, path: ErrorPath) => Out;

/** What the names of an object hold. */
type Readers = Readonly<Record<string, Read>>;

type Named<Of extends Readers> = {
  readonly [Name in keyof Of]: ReturnType<Of[Name]>;
};

/** For what somebody else looks at. */
export function anything(): void {}

/** @throws InputError `invalid_id` for what is no text, or an empty one */
export function checkText(value: unknown, path: ErrorPath): string {
  check(typeof value === "string" && value !== "", "invalid_id", path, "a text", value);
  return value;
}

/** @throws InputError `invalid_option` */
export function checkFlag(value: unknown, path: ErrorPath): boolean {
  check(typeof value === "boolean", "invalid_option", path, "true or false", value);
  return value;
}

/** @throws InputError `out_of_range` for a factor below 0 */
export function checkFactor(value: unknown, path: ErrorPath): Fraction {
  const ratio = parseRatio(value, path);
  check(ratio.num >= 0n, "out_of_range", path, "at least 0", value);
  return fractionOf(ratio);
}

/** A whole number of at least `low`. */
export function integer(low: number, high?: number): Read<number> {
  return (value, path) => checkInteger(value, path, low, high);
}

/** One of some texts. */
export function choice<Choice extends string>(...choices: readonly Choice[]): Read<Choice> {
  return (value, path) => checkChoice(value, choices, path);
}

/** What may be left out, and what holds then. */
export function optional<Out, const Default>(
  read: Read<Out>,
  none: Default,
): (value: unknown, path: ErrorPath) => Out | Default {
  return (value, path) => (value === undefined ? none : read(value, path));
}

/**
 * An object of known names: a misspelt one must not silently count for nothing.
 *
 * @throws InputError `invalid_shape`, `unknown_key`
 */
export function fields<Of extends Readers>(readers: Of): Read<Named<Of>>;
export function fields(readers: Readers): Read {
  return (value, path) => {
    const given = namesOf(value, readers, path);
    const read = ([name, check]: readonly [string, Read]) => [
      name,
      check(given[name], [...path, name]),
    ];
    return Object.fromEntries(Object.entries(readers).map(read));
  };
}

/**
 * Checks an object of known names, of which any may be left out.
 *
 * @param code - of what is wrong, where it is always the same
 */
export function partial(readers: Readers, code?: string): Read<void> {
  return (value, path) => {
    const given = namesOf(value, readers, path, code);
    for (const name of Object.keys(given)) readers[name](given[name], [...path, name]);
  };
}

function namesOf(
  value: unknown,
  readers: Readers,
  path: ErrorPath,
  code?: string,
): Readonly<Record<string, unknown>> {
  if (!isRecord(value) || Array.isArray(value)) throw wrongShape("an object", value, path, code);
  checkKeys(value, Object.keys(readers), path, code ?? "unknown_key");
  return value;
}

/** An object whose `type` says what else it holds. */
export function variants<Of extends Readonly<Record<string, Readers>>>(
  types: Of,
): Read<
  {
    readonly [Type in keyof Of & string]: { readonly type: Type } & Named<Of[Type]>;
  }[keyof Of & string]
>;
export function variants(types: Readonly<Record<string, Readers>>): Read {
  const type = choice(...Object.keys(types));
  return (value, path) => {
    if (!isRecord(value) || Array.isArray(value)) throw wrongShape("an object", value, path);
    return fields({ type, ...types[type(value.type, [...path, "type"])] })(value, path);
  };
}

/** @throws InputError `invalid_shape` */
export function listOf<Out>(item: Read<Out>): Read<Out[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw wrongShape("a list", value, path);
    // A hole in the list is at fault too.
    return Array.from(value, (one: unknown, index) => item(one, [...path, index]));
  };
}

/**
 * A list of objects that differ by `id`, or of texts that differ.
 *
 * @throws InputError `invalid_shape`, `duplicate_id`
 */
export function distinct<Out>(item: Read<Out>): Read<Out[]> {
  return (value, path) => {
    const seen = new Set<unknown>();
    return listOf((one, at) => {
      const read = item(one, at);
      const id = isRecord(one) ? one.id : one;
      if (seen.has(id)) {
        const place = isRecord(one) ? [...at, "id"] : at;
        throw new InputError("duplicate_id", `expected ${show(id)} once`, place);
      }
      seen.add(id);
      return read;
    })(value, path);
  };
}

export function wrongShape(
  wanted: string,
  got: unknown,
  path: ErrorPath,
  code = "invalid_shape",
): InputError {
  return new InputError(code, `expected ${wanted}, got ${show(got)}`, path);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
