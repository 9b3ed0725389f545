import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { formatDay } from "../../time/day.ts";
import { addDuration } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import type { Account } from "../ledger/account.ts";
import { openBook } from "../ledger/book.ts";
import { checkUnlessSound, keepSound } from "../ledger/check-account.ts";
import type { Entry } from "../ledger/entry.ts";
import { closeEntry, foldSettled, laterOf } from "../ledger/evolve.ts";
import { makeBreakdown } from "./breakdown.ts";
import { type CommandHead, readHead } from "./check-command.ts";
import { advance } from "./clock.ts";
import type { Command } from "./command.ts";
import type { Accepted, Decision, Refusal } from "./decision.ts";
import { dispatch } from "./dispatch.ts";
import type { Engine } from "./engine.ts";
import { mergeSettled } from "./merge-lots.ts";
import { checkSameProgram, programOf } from "./program-of.ts";
import { refuse } from "./refuse.ts";
import type { Session } from "./session.ts";

/**
 * What does a command do to an account, or why may it not be done? The one verb that makes entries:
 * write the entry and the account it gives in one transaction, or neither.
 *
 * The command is decided at the later of the account's clock and `recordedAt`. Its entry first holds
 * what the clock did since the last (holds ended, lots expired or became active, debt repaid, tiers
 * reviewed), then what the command does. A refusal writes nothing, and stays refused: what is earned
 * later does not revive it.
 *
 * What rules ask of the member (tier, orders so far, first order) is what is known by then: an order
 * told late counts by the tier of now, for an account keeps no history of tiers. `rebuildAccount`
 * decides all in order of `at`.
 *
 * The same id with the same body is a duplicate, and changes nothing; with another body it is an
 * `idempotency_conflict`. While an account is frozen only what a shop must do is let through:
 * refunds, revocations, reversals, releases, adjustments, migration, and its end.
 *
 * @param engine - of `compileProgram`, with the version that the account is at
 * @param account - as the last decision left it
 * @param command - see `Command`: completeOrder, refundOrder, redeem, hold, grant and the others
 * @returns the entry, the account after it and a breakdown per rule and lot; or the version that
 *   decided the same command before; or a refusal with its reason
 * @throws InputError for a command that makes no sense, with the path of what is wrong in it:
 *   `unknown_command`, `unknown_currency`, `not_spendable`, `unknown_option`, `missing_field`,
 *   `unknown_line`, `wrong_entry`, `needs_referrer`; for an order `duplicate_id`, `invalid_decimal`,
 *   `inexact`, `missing_exchange_rate`, `unknown_store`, `unknown_channel`, `missing_budget`;
 *   `wrong_program`, `unknown_version` where the engine is not that of the account. LedgerError
 *   `corrupt_account`, `newer_format`, `corrupt_entry` (a refund's entry that was altered)
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P12M" } } },
 *   rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
 * });
 * const done = decide(engine, createAccount(engine, "m-1"), {
 *   type: "completeOrder",
 *   id: "event-1",
 *   at: "2026-01-31T15:00:00Z",
 *   order: { id: "O1", lines: [{ id: "1", amount: "19.99" }] },
 * });
 * done.ok && "entry" in done ? done.breakdown.rules[0].points : 0; // => 19
 * ```
 */
export function decide(engine: Engine, account: Account, command: Command): Decision {
  checkUnlessSound(account);
  checkSameProgram(engine, account);
  const head = readHead(command);
  const early = decideEarly(account, command, head);
  if (early !== null) return early;
  const session = openSession(engine, account, head);
  advance(session);
  const refusal = dispatch(session, command);
  if (refusal !== null) return refusal;
  return closeSession(session, account, command.type, head);
}

/** What needs no look at the points: repetition, an account that moved on, one that is closed. */
export function decideEarly(
  account: Account,
  command: { readonly type: string; readonly expectedVersion?: number | undefined },
  { id, print }: CommandHead,
  reachesEnded = false,
): Decision | null {
  for (const key of account.keys) {
    if (key[0] !== id) continue;
    const version = key[2];
    if (key[1] === print) return { ok: true, duplicate: true, version };
    return refuse("idempotency_conflict", `command ${id} was another one`, { version });
  }
  const { version, status, mergedInto } = account;
  if (command.expectedVersion !== undefined && command.expectedVersion !== version) {
    return refuse("version_conflict", `the account is at version ${version}`, { version });
  }
  if (status === "open") return null;
  if (reachesEnded && status !== "frozen" && mergedInto === undefined) return null;
  return refuseStatus(account, command.type);
}

const WHILE_CLOSED: readonly string[] = ["eraseMember"];
const WHILE_FROZEN: readonly string[] = [
  "refundOrder",
  "cancelOrder",
  "revoke",
  "reverseRedemption",
  "releaseHold",
  "adjust",
  "unfreeze",
  "close",
  "eraseMember",
  "migrate",
];

function refuseStatus({ status, mergedInto }: Account, type: string): Refusal | null {
  const into = mergedInto === undefined ? null : `merged into ${show(mergedInto)}`;
  if (status === "erased") {
    return refuse("closed", `the member was ${into === null ? "" : `${into} and `}erased`);
  }
  if (status === "closed") {
    if (WHILE_CLOSED.includes(type)) return null;
    return refuse("closed", `the account was ${into ?? "closed"}`);
  }
  return WHILE_FROZEN.includes(type) ? null : refuse("frozen", "the account is frozen");
}

/** Opens the account for one decision. */
export function openSession(
  engine: Engine,
  account: Account,
  { atMs, recordedMs, orderPrint }: CommandHead,
): Session {
  const at = formatInstant(atMs);
  const recordedAt = recordedMs === atMs ? at : formatInstant(recordedMs);
  const now = laterOf(account.clock, recordedAt);
  const book = openBook(account);
  foldSettled(book, now);
  return {
    engine,
    program: programOf(engine, account.programVersion),
    book,
    effects: [],
    now,
    nowMs: now === recordedAt ? recordedMs : Date.parse(now),
    at,
    atMs,
    recordedAt,
    orderPrint,
  };
}

/** Writes the entry that all effects make together. */
export function closeSession(
  session: Session,
  before: Account,
  command: string,
  { id, print }: Pick<CommandHead, "id" | "print">,
): Accepted {
  const { book, effects, at, recordedAt, now, nowMs, program } = session;
  checkSums(book);
  mergeSettled(session);
  const entry: Entry = {
    kind: "loyalty_entry",
    format: 1,
    account: before.id,
    program: before.program,
    programVersion: before.programVersion,
    version: before.version + 1,
    id,
    command,
    at,
    recordedAt,
    print,
    until: rememberUntil(program, nowMs),
    effects,
  };
  closeEntry(book, entry, now);
  return {
    ok: true,
    entry,
    account: keepSound(book),
    breakdown: makeBreakdown(effects, before, book),
  };
}

/** Sums beyond what numbers hold exactly would make points, or lose some. */
function checkSums({ wallets }: Account): void {
  for (const { totals, debt } of wallets) {
    const most = Math.max(totals.issued + totals.received, totals.writtenOff, debt);
    if (most <= Number.MAX_SAFE_INTEGER) continue;
    throw new InputError("out_of_range", "expected sums within safe integers");
  }
}

/** The first day on which the id of a command of now is forgotten. */
function rememberUntil({ windows, zone }: Session["program"], nowMs: number): string {
  return formatDay(Math.ceil(addDuration(nowMs, windows.dedupe, zone) / MS_PER_DAY));
}
