import { checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
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
