import { isClienteleError } from "../../src/core/errors.ts";

/** A verb with arguments that it takes. */
export interface Call {
  readonly verb: (...args: never[]) => unknown;
  readonly args: readonly unknown[];
}

const JUNK: readonly unknown[] = [
  ...[undefined, null, Number.NaN, Infinity, -1, 0.5, 1e308, 1e-320, 10n, true],
  ...["", "__proto__", "constructor", Symbol("junk"), () => 1, new Date(Number.NaN)],
  ...[[], {}, [null], [Symbol("junk")], new Array(2), new Map([["a", 1]]), Object.create(null)],
  ...[Float64Array.of(Number.NaN), { length: 3 }, { length: -1 }],
  ...[
    { codes: [0, 9], dictionary: ["a"] },
    { codes: null, dictionary: null },
  ],
];

/** What goes wrong where one place of the arguments holds something else; it should be nothing. */
export function faultsOf({ verb, args }: Call, isPassedOn: (path: string) => boolean): string[] {
  const faults: string[] = [];
  for (const path of pathsOf(args)) {
    for (const junk of JUNK) {
      const given = replaced(args, path, junk);
      if (given === undefined) continue;
      const fault = faultOf(verb, given, isPassedOn);
      if (fault !== undefined) faults.push(`${path.join(".")} = ${nameOf(junk)}: ${fault}`);
    }
  }
  return faults;
}

/** The places that hold options: which of them let a name pass that is none. */
export function unreadNames({ verb, args }: Call, options: readonly string[]): string[] {
  return options.filter((place) => {
    const path = place.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const given = replaced(args, [...path, "misspelt"], 1) ?? [];
    try {
      Reflect.apply(verb, undefined, given);
    } catch (error) {
      return !(
        isClienteleError(error) &&
        error.code === "invalid_option" &&
        error.path.at(-1) === "misspelt"
      );
    }
    return true;
  });
}

function faultOf(
  verb: Call["verb"],
  given: unknown[],
  isPassedOn: (path: string) => boolean,
): string | undefined {
  try {
    const odd = notFinite(Reflect.apply(verb, undefined, given), "");
    return odd === undefined || isPassedOn(odd) ? undefined : `returns no number at ${odd}`;
  } catch (error) {
    if (!isClienteleError(error)) return `throws ${String(error)}`;
    const { code, path } = error;
    const isPath = path.every((step) => typeof step === "string" || Number.isSafeInteger(step));
    return isPath && /^[a-z]+(_[a-z]+)*$/.test(code) ? undefined : `says ${code} of ${path.length}`;
  }
}

/** Where a result holds a number that is none. */
function notFinite(value: unknown, path: string): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    const found = notFinite(child, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Path = readonly (string | number)[];

/** Every place of the arguments; of long lists the first three. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  const steps = Object.keys(value).slice(0, isList ? 3 : undefined);
  for (const step of steps) {
    const place = isList ? Number(step) : step;
    yield* pathsOf(Reflect.get(value, step), [...path, place]);
  }
}

/** A copy with one place changed; nothing where it cannot hold that. */
function replaced(args: readonly unknown[], path: Path, junk: unknown): unknown[] | undefined {
  try {
    const copy = withChange(args, path, junk);
    return Array.isArray(copy) ? copy : undefined;
  } catch {
    // A typed array takes numbers alone.
    return undefined;
  }
}

function withChange(value: unknown, [step, ...rest]: Path, junk: unknown): unknown {
  if (step === undefined) return junk;
  const copy =
    value instanceof Float64Array || value instanceof Uint8Array || value instanceof Uint16Array
      ? value.slice()
      : Array.isArray(value)
        ? [...value]
        : { ...Object(value) };
  Reflect.set(copy, step, withChange(Reflect.get(copy, step), rest, junk));
  return copy;
}

function nameOf(junk: unknown): string {
  if (typeof junk === "object" && junk !== null) return Object.prototype.toString.call(junk);
  return typeof junk === "string" ? `"${junk}"` : String(junk);
}
