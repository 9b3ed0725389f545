import type { Account } from "../ledger/account.ts";
import type { Entry } from "../ledger/entry.ts";
import type { Breakdown } from "./breakdown.ts";

/** Why a command is refused. */
export type RefusalReason =
  | "insufficient_points"
  | "idempotency_conflict"
  | "version_conflict"
  | "duplicate_order"
  | "exceeds_remaining"
  | "hold_not_open"
  | "below_minimum"
  | "above_maximum"
  | "not_a_step"
  | "cap_reached"
  | "budget_exhausted"
  | "self_referral"
  | "not_eligible"
  | "frozen"
  | "closed"
  | "folded"
  | "velocity_exceeded";

/** A command that is not done: nothing is written. */
export interface Refusal {
  readonly ok: false;
  readonly reason: RefusalReason;
  /** For people. */
  readonly message: string;
  /** How many points are missing, where that is the reason. */
  readonly short?: number;
  /** The bound that was missed. */
  readonly limit?: number | string;
  /** The version of the account, or of the entry with the same id. */
  readonly version?: number;
}

/** A command that is done. */
export interface Accepted {
  readonly ok: true;
  readonly entry: Entry;
  readonly account: Account;
  readonly breakdown: Breakdown;
}

/** What became of a command. */
export type Decision =
  | Accepted
  /** The same command was decided before, by the entry of that version. */
  | { readonly ok: true; readonly duplicate: true; readonly version: number }
  | Refusal;
