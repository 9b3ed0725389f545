import type { TimeInput } from "../../core/time-input.ts";
import type { BudgetState } from "../ledger/award.ts";
import type { Entry } from "../ledger/entry.ts";
import type { PurchaseOrder, RefundLine } from "../order.ts";

/**
 * What every command says. Its id is the caller's: the same id is the same command. Its body is all
 * but `recordedAt`, `expectedVersion` and `context`, and of an order (and its lines) what
 * `PurchaseOrder` names: what else a shop sends along may change.
 */
export interface CommandBase {
  readonly id: string;
  /** When it happened. */
  readonly at: TimeInput;
  /** When we learned of it; `at` unless given. Not part of the body. */
  readonly recordedAt?: TimeInput;
  /** Refuse unless the account is still at this version. Not part of the body. */
  readonly expectedVersion?: number;
}

/** What rules may ask of the member, and what the program has left: the host knows. */
export interface CommandContext {
  readonly segments?: readonly string[];
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly budgets?: readonly BudgetState[];
}

/** Everything that can happen to one account. */
export type Command = CommandOf<keyof CommandBodies>;

/** The command of a type. */
export type CommandOf<Type extends keyof CommandBodies> = {
  readonly [Name in Type]: CommandBase & { readonly type: Name } & CommandBodies[Name];
}[Type];

interface CommandBodies {
  enroll: object;
  completeOrder: { readonly order: PurchaseOrder; readonly context?: CommandContext };
  /** `entry` is the one that awarded the order; `lines` are what comes back now. */
  refundOrder: {
    readonly order: string;
    readonly refund: string;
    readonly entry: Entry;
    readonly lines: readonly RefundLine[];
  };
  cancelOrder: { readonly order: string; readonly entry: Entry };
  recordAction: {
    readonly action: string;
    readonly attributes?: Readonly<Record<string, string | number | boolean>>;
    readonly context?: CommandContext;
  };
  grant: {
    readonly points: number;
    readonly currency?: string;
    readonly activeAt?: TimeInput;
    /** `null`: never; the currency's own life where left out. */
    readonly expiresAt?: TimeInput | null;
    readonly order?: string;
  };
  /** Takes back points that a grant gave for an order. */
  revoke: { readonly order: string; readonly points: number; readonly currency?: string };
  redeem: {
    readonly redemption: string;
    readonly points: number;
    readonly currency?: string;
    /** A redemption option of the program, whose rules then hold. */
    readonly option?: string;
    readonly order?: PurchaseOrder;
    readonly store?: string;
  };
  /** All that is left of it unless `points` says how many. */
  reverseRedemption: { readonly redemption: string; readonly points?: number };
  hold: {
    readonly hold: string;
    readonly points: number;
    readonly currency?: string;
    readonly until?: TimeInput;
  };
  /** All of it unless `points` says how many; the rest is released. */
  captureHold: {
    readonly hold: string;
    readonly points?: number;
    readonly redemption?: string;
    readonly store?: string;
  };
  releaseHold: { readonly hold: string };
  /** Points added, or below zero taken. */
  adjust: {
    readonly points: number;
    readonly currency?: string;
    /** A word for the records, such as `goodwill`: the entry keeps it for ever. */
    readonly reason?: string;
  };
  /** Points sent to an account that another system keeps. */
  transfer: { readonly points: number; readonly to: string; readonly currency?: string };
  gift: { readonly points: number; readonly to: string; readonly currency?: string };
  buyPoints: { readonly points: number; readonly currency?: string; readonly payment: string };
  /** Gives expired points a new life. */
  reinstate: {
    readonly points: number;
    readonly currency?: string;
    readonly expiresAt?: TimeInput | null;
  };
  issueVoucher: {
    readonly voucher: string;
    readonly reward: string;
    readonly expiresAt?: TimeInput | null;
  };
  useVoucher: { readonly voucher: string; readonly order?: string };
  freeze: object;
  unfreeze: object;
  close: object;
  migrate: { readonly programVersion: number };
  importOpening: {
    readonly lots: readonly {
      readonly points: number;
      readonly currency?: string;
      readonly earnedAt?: TimeInput;
      readonly activeAt?: TimeInput;
      readonly expiresAt?: TimeInput | null;
    }[];
    readonly tier?: { readonly credit: number; readonly at?: TimeInput };
  };
  eraseMember: object;
}
