import type { PurchaseOrder } from "../order.ts";
import type { Counter } from "./account.ts";

/** What an award was made under, for refunds to be decided under the same. */
export interface AwardSnapshot {
  readonly programVersion: number;
  readonly order: PurchaseOrder;
  /** When the order was made. */
  readonly at: string;
  readonly facts: AwardFacts;
  readonly rules: readonly RulePoints[];
  /** What it counts in caps and once-only rules. */
  readonly counters: readonly Counter[];
  readonly budgets: readonly BudgetUse[];
  /** Credit toward the tier. */
  readonly tierCredit: number;
}

/** All that rules asked of the member, as it was then. */
export interface AwardFacts {
  readonly tier: string | null;
  /** With tiers split or taken after the order: credit before it, in the ladder's units. */
  readonly credit: number;
  readonly enrolledAt: string | null;
  readonly segments: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** The counters that the rules looked at, as they stood before this award. */
  readonly counters: readonly Counter[];
  /** The budgets, as the host handed them in. */
  readonly budgets: readonly BudgetState[];
  /** Points more that wallets may hold, by currency, where the program limits them. */
  readonly rooms?: readonly (readonly [currency: string, points: number])[];
}

/** Points of one rule; the parts sum to what is awarded. */
export interface RulePoints {
  readonly rule: string;
  readonly currency: string;
  readonly points: number;
  /** After the order (or action), as a duration; the currency's own where left out. */
  readonly pendingFor?: string;
  /** Said of what caps, budgets and a full wallet cut off: all of it, and which of them cut last. */
  readonly cut?: { readonly points: number; readonly by: string };
}

/** A program's budget, as the host hands it in. */
export interface BudgetState {
  readonly budget: string;
  /** Of the host's counter: to be compared when the use is written. */
  readonly version: number;
  readonly remaining: number;
}

export interface BudgetUse {
  readonly budget: string;
  readonly version: number;
  readonly points: number;
}

/** What an order or an action brings, or what is left of that after refunds. */
export interface Award {
  readonly rules: readonly RulePoints[];
  /** What it adds to counters, each with the end of its window. */
  readonly counters: readonly Counter[];
  readonly budgets: readonly BudgetUse[];
  /** Credit toward the tier, in the ladder's units. */
  readonly tierCredit: number;
  /** What of the order earned points, in minor units of the order's money. */
  readonly basis: number;
  /** Vouchers for full punch cards. */
  readonly rewards: readonly { readonly reward: string; readonly rule: string }[];
  /** The other side of a referral. */
  readonly referral: ReferralAward | null;
}

/** What the referrer gets, once the referred order can no longer be refunded. */
export interface ReferralAward {
  readonly referrer: string;
  readonly points: number;
  readonly currency: string;
  readonly rule: string;
  /** What the referred order must come to, in the program's money. */
  readonly minimum: string;
  /** After the referred order, as a duration. */
  readonly pendingFor: string;
}
