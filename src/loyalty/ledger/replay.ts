import { readOptions } from "../../core/check-names.ts";
import { check, checkObject, isObject } from "../../core/checks.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { parseMoment, writeInstant } from "../../time/instant.ts";
import type { Account } from "./account.ts";
import { type Book, openBook } from "./book.ts";
import { emptyAccount } from "./empty-account.ts";
import type { Entry } from "./entry.ts";
import { applyEntry, checkOutcome } from "./evolve.ts";

/**
 * What do the entries of an account make it? Needs no program: entries say all that they did, and no
 * rule is run again. Also the way to look back: with `until` the account is as it was then.
 *
 * For one more entry on an account at hand take `evolve`.
 *
 * @param entries - all of one account, from version 1 on, in order
 * @param options - `until`: the last instant (by `recordedAt`) to take in; all unless given
 * @returns the account, equal to what deciding gave; about a million entries a second
 * @throws InputError `no_entries`, `invalid_time`; LedgerError `version_gap`, `wrong_account`,
 *   `newer_format`, `corrupt_entry`, `unknown_effect`
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, replay } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 * });
 * const done = decide(engine, createAccount(engine, "m-1"), {
 *   type: "grant",
 *   id: "welcome",
 *   at: "2026-01-01T10:00:00Z",
 *   points: 100,
 * });
 * const entries = done.ok && "entry" in done ? [done.entry] : [];
 * replay(entries).wallets[0].lots[0].remaining; // => 100
 * ```
 */
export function replay(
  entries: Iterable<Entry>,
  options: { readonly until?: TimeInput } = {},
): Account {
  const until = readUntil(readOptions(options, ["until"]).until);
  let book: Book | null = null;
  for (const entry of checkList(entries)) {
    checkObject(entry, "an entry");
    book ??= openBook(emptyAccount(entry.account, entry.program, entry.programVersion));
    if (until !== null && typeof entry.recordedAt === "string" && entry.recordedAt > until) break;
    applyEntry(book, entry);
  }
  check(book !== null, "no_entries", [], "entries", entries);
  return checkOutcome(book);
}

function checkList(entries: Iterable<Entry>): Iterable<Entry> {
  const isList = isObject(entries) && Symbol.iterator in entries;
  check(isList, "invalid_argument", [], "entries", entries);
  return entries;
}

function readUntil(until: TimeInput | undefined): string | null {
  return until === undefined ? null : writeInstant(parseMoment(until, ["until"]));
}
