import { check, show } from "../../core/checks.ts";
import { type ErrorPath, LedgerError } from "../../core/errors.ts";
import { checkEntry } from "../ledger/check-effects.ts";
import type { Entry } from "../ledger/entry.ts";

/** The entries of members, by member. */
export type Histories = ReadonlyMap<string, readonly Entry[]>;

/**
 * Entries of any number of accounts, each account's in the order of their versions.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 */
export function checkEntries(entries: readonly Entry[]): readonly Entry[] {
  check(Array.isArray(entries), "invalid_argument", ["entries"], "entries", entries);
  const versions = new Map<string, number>();
  for (let index = 0; index < entries.length; index++) {
    const entry: Entry = entries[index];
    checkEntry(entry, [index]);
    const { account, version } = entry;
    const before = versions.get(account);
    if (before !== undefined && version !== before + 1) {
      throw gap(`version ${before + 1} of ${show(account)}`, version, [index, "version"]);
    }
    versions.set(account, version);
  }
  return entries;
}

/**
 * The same by account, each from its first entry on.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 */
export function groupEntries(entries: readonly Entry[]): Histories {
  const members = new Map<string, Entry[]>();
  for (const entry of checkEntries(entries)) {
    const { account, version } = entry;
    const known = members.get(account);
    if (known !== undefined) known.push(entry);
    else if (version === 1) members.set(account, [entry]);
    else throw gap(`${show(account)} from version 1 on`, version, ["version"]);
  }
  return members;
}

/** The entries that were recorded before an instant: those from the first later one on are left out. */
export function entriesBefore(entries: readonly Entry[], instant: string): readonly Entry[] {
  const later = entries.findIndex((entry) => entry.recordedAt >= instant);
  return later < 0 ? entries : entries.slice(0, later);
}

function gap(expected: string, got: number, path: ErrorPath): LedgerError {
  return new LedgerError("version_gap", `expected ${expected}, got ${got}`, path);
}
