import type { RoundingMode } from "../../money/rounding-mode.ts";

/** All choices of a program. */
export interface Policies {
  readonly spending: {
    /** Lots are spent by soonest expiry, or by first earned. */
    readonly order: "expiry" | "earned";
  };
  readonly clawback: {
    /** What an order keeps after a refund: what its rest would have earned, or a share of its award. */
    readonly basis: "recompute" | "proportional";
    /** The order's own lot, then soonest expiry; soonest expiry at once; or the own lot alone. */
    readonly from: "own_then_expiry" | "expiry" | "own_only";
    /** What no lot can give becomes debt, or is written off. */
    readonly negative: "allow" | "clamp";
    /** The order's points that lapsed unspent are forgiven, or charged as if they had been spent. */
    readonly expired: "forgive" | "charge";
    /** Room in caps: freed by a refund, or used up for good. */
    readonly caps: "net" | "gross";
    /** A refund lowers the tier at once, or at the next review. */
    readonly tier: "at_once" | "at_review";
  };
  readonly reversal: {
    /** In what order the lots that a redemption took are given back. */
    readonly order: "lifo" | "fifo" | "prorata";
    /** Restored points keep their expiry, or live on for `grace` where it has passed. */
    readonly expired: "original" | "reissue";
    readonly grace: string;
  };
  readonly holds: {
    /** Held points outlive their lot. */
    readonly protect: boolean;
    /** How long a hold lasts that names no deadline. */
    readonly period: string;
  };
  readonly adjustment: {
    /** A deduction may take more than there is. */
    readonly negative: boolean;
  };
  readonly transfer: {
    /** What is sent keeps its expiry, or gets a new life. */
    readonly expiry: "keep" | "reset";
  };
  readonly rounding: {
    readonly mode: RoundingMode;
    /** Once an order, or once a line. */
    readonly scope: "order" | "line";
    /** After all rules, or after each. */
    readonly when: "end" | "per_rule";
  };
  readonly stacking: {
    /** Multipliers: each on the base and summed, one on the other, or the best alone. */
    readonly multipliers: "additive" | "multiplicative" | "best";
  };
  /** What of an order's money earns points; `true` lets it. */
  readonly basis: {
    readonly tax: boolean;
    readonly shipping: boolean;
    /** The list price, as if there were no discount. */
    readonly discounts: boolean;
    readonly giftCards: boolean;
    readonly pointsPaid: boolean;
  };
  readonly tiers: {
    /** The tier that an order's multiplier is of: before the order, after it, or each for its part. */
    readonly forOrder: "before" | "after" | "split";
  };
  readonly orders: {
    /** One order is awarded once, whatever the ids of its commands. */
    readonly dedupe: boolean;
    /** A full refund of the first order lets the next be the first. */
    readonly reopenFirst: boolean;
  };
  readonly calendar: {
    /** When a yearly date of 29 February falls in common years. */
    readonly leapDay: "feb28" | "mar1";
    /** First day of the week: 0 Sunday, 1 Monday … 6 Saturday. */
    readonly weekStartsOn: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  };
  readonly windows: {
    /** How long an order can be refunded and a redemption reversed; what is older is folded. */
    readonly returns: string;
    /** How long the account itself knows the ids of commands; the host's keys know them for ever. */
    readonly dedupe: string;
  };
  /** The most commands that spend, send or hold points within a period; none by default. */
  readonly velocity: {
    readonly commands: number | null;
    readonly points: number | null;
    readonly per: "day" | "week" | "month";
  };
}

/** The choices of a program, each of which may be left out. */
export type ProgramPolicies = { readonly [Name in keyof Policies]?: Partial<Policies[Name]> };

/** What holds where a program says nothing. */
export const POLICY_DEFAULTS: Policies = {
  spending: { order: "expiry" },
  clawback: {
    basis: "recompute",
    from: "own_then_expiry",
    negative: "allow",
    expired: "forgive",
    caps: "net",
    tier: "at_once",
  },
  reversal: { order: "lifo", expired: "original", grace: "P30D" },
  holds: { protect: true, period: "PT30M" },
  adjustment: { negative: false },
  transfer: { expiry: "keep" },
  rounding: { mode: "down", scope: "order", when: "end" },
  stacking: { multipliers: "additive" },
  basis: { tax: false, shipping: false, discounts: false, giftCards: false, pointsPaid: false },
  tiers: { forOrder: "before" },
  orders: { dedupe: true, reopenFirst: false },
  calendar: { leapDay: "feb28", weekStartsOn: 1 },
  windows: { returns: "P90D", dedupe: "P30D" },
  velocity: { commands: null, points: null, per: "day" },
};
