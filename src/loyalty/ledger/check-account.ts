import { checkObject, isObject } from "../../core/checks.ts";
import type { Account, Lot, Wallet } from "./account.ts";
import { areRecordsSound, isCount, isInstant, isOfLot, isText } from "./check-records.ts";
import { expectSame, fault } from "./fault.ts";
import { compareEnds } from "./lots.ts";

class Given {
  constructor(account: object) {
    // biome-ignore lint/correctness/noConstructorReturn: so that a private field comes to it
    return account;
  }
}

/**
 * Marks accounts that were made here by a private field: no copy has it, no JSON shows it. A set of
 * weak references would slow every decision down, and the collector of garbage too. An account that
 * is changed in place, against its type, is not noticed.
 */
class Sound extends Given {
  #isSound = true;

  static has(account: object): boolean {
    return #isSound in account;
  }
}

/** Notes an account that this ledger made: it is sound. */
export function keepSound(account: Account): Account {
  new Sound(account);
  return account;
}

/** What comes from outside, a snapshot from a store above all, is checked; what was made here is known. */
export function checkUnlessSound(account: Account): void {
  checkObject(account, "an account");
  if (!Sound.has(account)) checkAccount(account);
}

/**
 * An account of sound shape whose sums agree, or an error.
 *
 * @throws LedgerError `corrupt_account`, `newer_format`
 */
export function checkAccount(account: Account): void {
  checkObject(account, "an account");
  expectSound(account.kind === "loyalty_account", "kind", account.kind);
  expectSame("newer_format", 1, account.format, "format");
  for (const [isSound, names] of FIELDS) {
    for (const name of names) expectSound(isSound(account[name]), name, account[name]);
  }
  let held = 0;
  for (const wallet of account.wallets) held += checkWallet(wallet, account.nextLot);
  expectSound(areRecordsSound(account), "records", "unknown records");
  for (const hold of account.holds) for (const [, points] of hold.lots) held -= points;
  expectSound(held === 0, "holds", `${held} points too few`);
  expectSound((account.clock === null) === (account.version === 0), "clock", account.clock);
  checkTaken(account);
}

/** No more can come back of redemptions than was spent. */
function checkTaken({ wallets, redemptions }: Account): void {
  for (const { currency, totals } of wallets) {
    let taken = 0;
    for (const redemption of redemptions) {
      if (redemption.currency === currency)
        for (const { points } of redemption.takes) taken += points;
    }
    expectSound(taken <= totals.spent, "redemptions", taken);
  }
}

const FIELDS = [
  [isText, ["id", "program", "status"]],
  [isInstant, ["clock", "enrolledAt"]],
  [isCount, ["version", "programVersion", "nextLot"]],
  [Array.isArray, ["wallets", "holds", "redemptions", "orders", "counters", "vouchers", "keys"]],
] as const;
const SUMS = ["issued", "received", "spent", "expired", "revoked", "sent", "writtenOff"] as const;

/** What holds reserve in it. */
function checkWallet(wallet: Wallet, nextLot: number): number {
  expectSound(isObject(wallet), "wallets", wallet);
  const { currency, lots, pending, totals, debt, lapsesAt } = wallet;
  expectSound(isText(currency) && isInstant(lapsesAt), "wallets", currency);
  expectSound(Array.isArray(lots) && Array.isArray(pending), "lots", lots);
  expectSound(isObject(totals), "totals", totals);
  let remaining = 0;
  let held = 0;
  for (let index = 0; index < lots.length; index++) {
    const lot: Lot = lots[index];
    const isSound =
      isSoundLot(lot, nextLot) &&
      (index === 0 || compareEnds(lots[index - 1].expiresAt, lot.expiresAt) <= 0);
    expectSound(isSound, "lots", lot);
    remaining += lot.remaining;
    held += lot.held;
  }
  let last = "";
  for (const lot of pending) {
    // Out of order, what is due would wait for ever behind what is not.
    const isSound = isSoundLot(lot, nextLot) && lot.held === 0 && lot.activeAt >= last;
    expectSound(isSound, "pending", lot);
    last = lot.activeAt;
    remaining += lot.remaining;
  }
  const { issued, received, spent, expired, revoked, sent } = totals;
  const areCounts = SUMS.every((name) => isCount(totals[name])) && isCount(debt);
  // Only counts can be added up.
  const areEven = areCounts && issued + received === remaining + spent + expired + revoked + sent;
  expectSound(areEven, "totals", "sums that disagree");
  return held;
}

function expectSound(ok: boolean, where: string, got: unknown): asserts ok {
  if (!ok) throw fault("corrupt_account", "a sound account", got, where);
}

/** A lot that somebody can have made: each has a number below the next one. */
export function isSoundLot(lot: unknown, nextLot: number): boolean {
  if (!isObject(lot)) return false;
  const { id, remaining, held } = lot;
  return (
    isCount(id) &&
    id < nextLot &&
    isCount(remaining) &&
    remaining > 0 &&
    isCount(held) &&
    held <= remaining &&
    isOfLot(lot)
  );
}
