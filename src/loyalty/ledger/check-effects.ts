import { checkObject, show } from "../../core/checks.ts";
import { InputError, isClienteleError, LedgerError } from "../../core/errors.ts";
import type { Entry } from "./entry.ts";

/** An entry that has effects, or an error. */
export function checkEffects(entry: Entry): Entry {
  const { effects } = checkObject(entry, "an entry");
  const isList = Array.isArray(effects);
  if (isList && effects.every((effect) => typeof effect === "object" && effect !== null)) {
    return entry;
  }
  throw new InputError("invalid_argument", `expected effects, got ${show(effects)}`, ["effects"]);
}

/** What is read of entries that somebody altered must not come out as an error of the language. */
export function readingEntries<Out>(read: () => Out): Out {
  try {
    return read();
  } catch (error) {
    if (isClienteleError(error)) throw error;
    throw new LedgerError("corrupt_entry", `expected sound entries: ${error}`);
  }
}
