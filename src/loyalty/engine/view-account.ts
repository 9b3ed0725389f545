import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { parseInstant, writeInstant } from "../../time/instant.ts";
import type { CapRoom } from "../earning/cap-rooms.ts";
import type { Account, Hold, Lot, Totals, Voucher } from "../ledger/account.ts";
import { walletOf } from "../ledger/book.ts";
import { checkUnlessSound } from "../ledger/check-account.ts";
import { isOver } from "../ledger/lots.ts";
import { dueAt } from "../ledger/next-due.ts";
import type { TierView } from "../tiers/view.ts";
import { accountAt } from "./clock.ts";
import type { CompiledProgram, Engine } from "./engine.ts";
import { checkSameProgram, programOf } from "./program-of.ts";

/** What a member has at an instant. */
export interface AccountView {
  readonly id: string;
  readonly at: string;
  readonly version: number;
  readonly status: Account["status"];
  readonly enrolledAt: string | null;
  /** Every currency of the program, and those of older versions that the account still has. */
  readonly wallets: readonly WalletView[];
  readonly tier: TierView | null;
  readonly holds: readonly Hold[];
  readonly vouchers: readonly Voucher[];
  /** What caps leave to earn, in the windows of now. */
  readonly caps: readonly CapRoom[];
  /** When the clock changes something next. */
  readonly nextDueAt: string | null;
}

export interface WalletView extends Totals {
  readonly currency: string;
  /** What can be spent now: active - held - debt. Below zero only by debt. */
  readonly available: number;
  /** Of lots that are active, held points included. */
  readonly active: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
  /** Active lots by expiry, then pending ones by activation. */
  readonly lots: readonly Lot[];
  /** What expires when, soonest first; held points outlive their lot and are left out. */
  readonly expiring: readonly { readonly at: string; readonly points: number }[];
}

/**
 * What does a member have at an instant? Balances, lots, tier, vouchers, as the clock has them then:
 * no job needs to run for it to be right. Nothing is written, and the account stays as it is.
 *
 * @param engine - of `compileProgram`
 * @param account - as the last decision left it
 * @param at - the instant, no earlier than the account's clock; a date alone is the start of that day
 *   in the program's zone; for the past, `replay` until then
 * @returns balances in points of each currency's smallest unit:
 *   available = active - held - debt, and
 *   issued + received = (active + pending) + spent + expired + revoked + sent
 * @throws InputError `before_clock`, `invalid_time`, `wrong_program`, `unknown_version`;
 *   LedgerError `corrupt_account`, `newer_format`
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, viewAccount } from "clientele/loyalty";
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
 *   type: "grant",
 *   id: "welcome",
 *   at: "2026-01-31T15:00:00Z",
 *   points: 100,
 * });
 * const account = done.ok && "entry" in done ? done.account : createAccount(engine, "m-1");
 * viewAccount(engine, account, "2027-01-31T22:59:59Z").wallets[0].available; // => 100
 * viewAccount(engine, account, "2027-01-31T23:00:00Z").wallets[0].available; // => 0
 * ```
 */
export function viewAccount(engine: Engine, account: Account, at: TimeInput): AccountView {
  return viewAs(engine, account, at, ["at"]);
}

/** The same, at an instant that the caller's caller gave by this name. */
export function viewAs(
  engine: Engine,
  account: Account,
  at: TimeInput,
  path: ErrorPath,
): AccountView {
  checkUnlessSound(account);
  checkSameProgram(engine, account);
  const program = programOf(engine, account.programVersion);
  const atMs = Math.floor(parseInstant(at, program.zone, path));
  const now = at === account.clock ? at : writeInstant(atMs);
  if (account.clock !== null && now < account.clock) {
    const message = `expected an instant from ${account.clock} on, got ${now}: replay until then`;
    throw new InputError("before_clock", message, path);
  }
  return show(program, accountAt(program, account, now), now, atMs);
}

function show(program: CompiledProgram, account: Account, now: string, atMs: number): AccountView {
  const { id, version, status, enrolledAt, holds, counters } = account;
  const wallets: WalletView[] = [];
  for (const name of program.currencies.keys()) wallets.push(showWallet(account, name));
  for (const { currency } of account.wallets) {
    if (!program.currencies.has(currency)) wallets.push(showWallet(account, currency));
  }
  const vouchers = account.vouchers.filter((voucher) => !isOver(voucher, now));
  return {
    id,
    at: now,
    version,
    status,
    enrolledAt,
    wallets,
    tier: program.ladder === null ? null : program.ladder.view(account.tier, now),
    holds,
    vouchers,
    caps: program.capRooms(counters, atMs),
    nextDueAt: dueAt(account),
  };
}

function showWallet(account: Account, currency: string): WalletView {
  const { debt, totals, lots, pending: coming } = walletOf(account, currency);
  let active = 0;
  let held = 0;
  let pending = 0;
  const expiring: { at: string; points: number }[] = [];
  let last: { at: string; points: number } | null = null;
  for (let index = 0; index < lots.length; index++) {
    const lot = lots[index];
    const at = lot.expiresAt;
    const points = lot.remaining - lot.held;
    active += lot.remaining;
    held += lot.held;
    if (at === null || points === 0) continue;
    // Most end on another day, whose last digit tells it sooner than all of the text.
    if (last !== null && last.at.charCodeAt(9) === at.charCodeAt(9) && last.at === at) {
      last.points += points;
    } else {
      last = { at, points };
      expiring.push(last);
    }
  }
  for (const { remaining } of coming) pending += remaining;
  const { issued, received, spent, expired, revoked, sent, writtenOff } = totals;
  return {
    currency,
    available: active - held - debt,
    active,
    pending,
    held,
    debt,
    issued,
    received,
    spent,
    expired,
    revoked,
    sent,
    writtenOff,
    lots: coming.length === 0 ? lots : [...lots, ...coming],
    expiring,
  };
}
