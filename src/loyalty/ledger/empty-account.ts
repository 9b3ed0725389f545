import type { Account } from "./account.ts";

/** An account that nothing has happened to yet. */
export function emptyAccount(id: string, program: string, programVersion: number): Account {
  return {
    kind: "loyalty_account",
    format: 1,
    id,
    program,
    programVersion,
    version: 0,
    clock: null,
    status: "open",
    enrolledAt: null,
    nextLot: 1,
    wallets: [],
    holds: [],
    redemptions: [],
    orders: [],
    counters: [],
    vouchers: [],
    keys: [],
    tier: null,
  };
}
