import { checkObject } from "../../core/checks.ts";
import { isClienteleError, LedgerError } from "../../core/errors.ts";
import type { Account } from "./account.ts";
import { applyEffect } from "./apply-effect.ts";
import { type Book, openBook } from "./book.ts";
import { checkAccount, checkUnlessSound, keepSound } from "./check-account.ts";
import type { Entry } from "./entry.ts";
import { expectSame, fault } from "./fault.ts";
import { isPast, removeAt } from "./lots.ts";

/**
 * What does one more entry make of an account? Needs no program. The account given stays as it is.
 *
 * @param account - at the version before the entry's
 * @param entry - the next of the same account
 * @returns the account after it, as `decide` gave it along with the entry
 * @throws LedgerError `version_gap`, `wrong_account`, `newer_format`, `corrupt_entry`,
 *   `unknown_effect`, `corrupt_account`
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, evolve } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 * });
 * const before = createAccount(engine, "m-1");
 * const command = { type: "grant", id: "welcome", at: "2026-01-01T10:00:00Z", points: 5 } as const;
 * const done = decide(engine, before, command);
 * done.ok && "entry" in done ? evolve(before, done.entry).version : 0; // => 1
 * ```
 */
export function evolve(account: Account, entry: Entry): Account {
  checkUnlessSound(account);
  const book = openBook(account);
  applyEntry(book, entry);
  return checkOutcome(book);
}

/** What entries made, which is sound where they were. */
export function checkOutcome(book: Book): Account {
  try {
    checkAccount(book);
  } catch (error) {
    throw corruptEntry(error);
  }
  return keepSound(book);
}

/** A malformed entry must not come out as an error of the language. */
function corruptEntry(error: unknown): unknown {
  if (isClienteleError(error) && error.code !== "corrupt_account") return error;
  const message = `expected a sound entry: ${error}`;
  return new LedgerError("corrupt_entry", message, ["effects"]);
}

/** Writes an entry into the book. */
export function applyEntry(book: Book, entry: Entry): void {
  checkEntry(book, entry);
  const clock = laterOf(book.clock, entry.recordedAt);
  const { effects } = entry;
  try {
    foldSettled(book, clock);
    for (let index = 0; index < effects.length; index++) applyEffect(book, effects[index], clock);
    closeEntry(book, entry, clock);
  } catch (error) {
    throw corruptEntry(error);
  }
}

/** The later of two instants. */
export function laterOf(one: string | null, other: string): string {
  return one !== null && one > other ? one : other;
}

/** What is left to do once all effects are written: the entry is counted, what is over is folded. */
export function closeEntry(
  book: Book,
  entry: Pick<Entry, "id" | "print" | "until">,
  clock: string,
): void {
  book.version++;
  book.clock = clock;
  book.keys.push([entry.id, entry.print, book.version, entry.until]);
  // All of them by their end: what is over stands in front.
  const { keys, counters, vouchers } = book;
  while (keys.length > 0 && keys[0][3] <= clock) keys.shift();
  while (counters.length > 0 && isPast(counters[0][2], clock)) counters.shift();
  while (vouchers.length > 0 && isPast(vouchers[0].expiresAt, clock)) vouchers.shift();
}

/** Forgets what can no longer be undone. */
export function foldSettled({ orders, redemptions }: Book, clock: string): void {
  while (orders.length > 0 && orders[0].until <= clock) orders.shift();
  let index = 0;
  while (index < redemptions.length && redemptions[index].until <= clock) {
    const { order } = redemptions[index];
    // What paid a part of an order is kept as long as the order can come back.
    if (order !== undefined && orders.some(({ id }) => id === order)) index++;
    else removeAt(redemptions, index);
  }
}

function checkEntry(book: Book, entry: Entry): void {
  checkObject(entry, "an entry");
  const { id, print, until, recordedAt, effects } = entry;
  const isSound =
    entry.kind === "loyalty_entry" &&
    typeof print === "number" &&
    typeof id === "string" &&
    typeof until === "string" &&
    typeof recordedAt === "string" &&
    Array.isArray(effects);
  if (!isSound) {
    throw fault("corrupt_entry", "an entry", entry);
  }
  expectSame("newer_format", 1, entry.format, "format");
  expectSame("wrong_account", book.id, entry.account, "account");
  expectSame("wrong_account", book.program, entry.program, "program");
  expectSame("version_gap", book.version + 1, entry.version, "version");
}
