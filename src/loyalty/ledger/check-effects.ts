import { checkObject, isObject } from "../../core/checks.ts";
import { type ErrorPath, isClienteleError, LedgerError } from "../../core/errors.ts";
import { isText, isTime, isWhole } from "./check-records.ts";
import type { Effect } from "./effect.ts";
import { EFFECT_SHAPES } from "./effect-shapes.ts";
import type { Entry } from "./entry.ts";
import { fault } from "./fault.ts";

/**
 * An entry that can be read without its account, or an error.
 *
 * @throws InputError `invalid_argument`; LedgerError `corrupt_entry`, `newer_format`,
 *   `unknown_effect`
 */
export function checkEffects(entry: Entry): Entry {
  return checkEntry(checkObject(entry, "an entry"), []);
}

/** The same of one of several, which stands at a place. */
export function checkEntry(entry: Entry, path: ErrorPath): Entry {
  if (!isObject(entry) || entry.kind !== "loyalty_entry") {
    throw fault("corrupt_entry", "an entry", entry, ...path);
  }
  if (entry.format !== 1) throw fault("newer_format", 1, entry.format, ...path, "format");
  checkFields(entry, HEAD, path);
  const { effects } = entry;
  for (let index = 0; index < effects.length; index++) {
    checkEffect(effects[index], [...path, "effects", index]);
  }
  return entry;
}

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const HEAD: Fields = {
  account: isText,
  version: isWhole,
  id: isText,
  command: isText,
  at: isTime,
  recordedAt: isTime,
  effects: Array.isArray,
};

function checkEffect(effect: Effect, path: ErrorPath): void {
  if (!isObject(effect)) throw fault("corrupt_entry", "an effect", effect, ...path);
  const { type } = effect;
  if (!isText(type) || !Object.hasOwn(EFFECT_SHAPES, type)) {
    throw fault("unknown_effect", "a known effect", type, ...path);
  }
  checkFields(effect, EFFECT_SHAPES[type], path);
}

function checkFields(of: object, fields: Fields, path: ErrorPath): void {
  for (const name in fields) {
    const value: unknown = Reflect.get(of, name);
    if (!fields[name](value)) throw fault("corrupt_entry", `a sound ${name}`, value, ...path, name);
  }
}

/** What is read of entries that somebody altered must not come out as an error of the language. */
export function readingEntries<Out>(read: () => Out): Out {
  try {
    return read();
  } catch (error) {
    if (isClienteleError(error)) throw error;
    throw new LedgerError("corrupt_entry", `expected sound entries: ${error}`, ["entries"]);
  }
}
