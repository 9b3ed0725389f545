import type { Account, Hold, Lot, Wallet } from "./account.ts";
import { checkUnlessSound } from "./check-account.ts";

/**
 * When does the clock next change a balance or a tier by itself? For reminders ("20 points expire on
 * Sunday"); no balance depends on anything being done then.
 *
 * @param account - as the last decision left it
 * @returns the first instant at which a hold ends, a lot expires or becomes active, an idle balance
 *   lapses or a tier is reviewed; `null` where nothing will
 * @throws InputError `invalid_argument`; LedgerError `corrupt_account`, `newer_format`
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, nextDueAt } from "clientele/loyalty";
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
 * done.ok && "entry" in done ? nextDueAt(done.account) : null; // => "2027-01-31T23:00:00.000Z"
 * ```
 */
export function nextDueAt(account: Account): string | null {
  checkUnlessSound(account);
  return dueAt(account);
}

/** The same of an account that is known to be sound. */
export function dueAt(account: Account): string | null {
  let due: string | null = account.tier?.reviewAt ?? null;
  if (account.holds.length > 0) due = sooner(due, account.holds[0].until);
  for (const wallet of account.wallets) due = sooner(due, walletDueAt(wallet));
  for (const hold of account.holds) {
    if (hold.unprotected === true) due = sooner(due, unprotectedDueAt(account, hold));
  }
  return due;
}

/** When the clock next changes a wallet. */
export function walletDueAt(wallet: Wallet): string | null {
  let due: string | null = null;
  for (const lot of wallet.lots) {
    if (isFree(lot)) {
      due = sooner(lot.expiresAt, wallet.lapsesAt);
      break;
    }
  }
  for (const lot of wallet.pending) due = sooner(due, sooner(lot.activeAt, lot.expiresAt));
  return due;
}

function unprotectedDueAt(account: Account, hold: Hold): string | null {
  let due: string | null = null;
  for (const wallet of account.wallets) {
    if (wallet.currency !== hold.currency) continue;
    for (const lot of wallet.lots) {
      if (hold.lots.some(([id]) => id === lot.id)) due = sooner(due, lot.expiresAt);
    }
  }
  return due;
}

/** Does it have points that no hold protects? */
export function isFree(lot: Lot): boolean {
  return lot.remaining > lot.held;
}

export function sooner(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
