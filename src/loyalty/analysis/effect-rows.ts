import type { ErrorPath } from "../../core/errors.ts";
import type { Effect } from "../ledger/effect.ts";
import type { Entry } from "../ledger/entry.ts";
import { checkEntries } from "./check-entries.ts";

/** What each row says of the entry that it is of. */
type EffectHead = Pick<Entry, "version" | "id" | "command" | "at" | "recordedAt"> & {
  readonly member: string;
  /** Which of the entry's effects. */
  readonly effect: number;
};

/** Rows of all effects, in order. */
export function rowsOf<Row>(
  entries: readonly Entry[],
  ofEffect: (effect: Effect, head: EffectHead, path: ErrorPath) => readonly Row[],
): Row[] {
  return checkEntries(entries).flatMap((entry, index) => {
    const { account: member, version, id, command, recordedAt } = entry;
    return entry.effects.flatMap((of, effect) => {
      const at = "at" in of && typeof of.at === "string" ? of.at : entry.at;
      const head = { member, version, id, command, at, recordedAt, effect };
      return ofEffect(of, head, [index, "effects", effect]);
    });
  });
}
