import type { Breakdown } from "../engine/breakdown.ts";
import type { Refusal } from "../engine/decision.ts";
import type { Account } from "../ledger/account.ts";
import type { Entry } from "../ledger/entry.ts";

/** Points that stay where they are: the account has ended, or knows the order no more. */
export interface UntakenPoints {
  readonly account: string;
  readonly currency: string;
  readonly points: number;
}

/** What became of a command of two accounts, in the order in which they were given. */
export type PairDecision =
  | {
      readonly ok: true;
      readonly entries: readonly [Entry, Entry];
      readonly accounts: readonly [Account, Account];
      readonly breakdowns: readonly [Breakdown, Breakdown];
      /** Of a refund that ends a referral: what could not be taken back from the referrer. */
      readonly untaken?: UntakenPoints;
    }
  | { readonly ok: true; readonly duplicate: true; readonly versions: readonly [number, number] }
  | Refusal;
