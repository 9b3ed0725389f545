import type { RedemptionValue } from "../redemption/redemption-value.ts";
import type { TierEffect } from "../tiers/tier-effect.ts";
import type {
  Account,
  Counter,
  Hold,
  Lot,
  LotPoints,
  OpenOrder,
  OrderPoints,
  Redemption,
  RefundedLine,
  Voucher,
} from "./account.ts";
import type { AwardSnapshot } from "./award.ts";

/**
 * What an entry does to the account, complete in itself: to apply it needs no program. Those of the
 * clock carry the instant at which they happened.
 */
export type Effect = LedgerEffect | RecordEffect;

/** Effects that move points; each is a pair of double entry. */
export type LedgerEffect =
  /** New points: earned, granted, bought, reinstated, imported. */
  | {
      readonly type: "issued";
      readonly currency: string;
      readonly lot: Lot;
      readonly cause: string;
    }
  /** Points of another account. */
  | {
      readonly type: "received";
      readonly currency: string;
      readonly lot: Lot;
      readonly from: string;
    }
  /** Expired points that live on. */
  | { readonly type: "reinstated"; readonly currency: string; readonly lot: Lot }
  | {
      readonly type: "sent";
      readonly currency: string;
      readonly lots: readonly LotPoints[];
      readonly to: string;
    }
  | {
      readonly type: "expired";
      readonly currency: string;
      readonly lots: readonly LotPoints[];
      readonly cause: "life" | "inactivity" | "returned";
      readonly at: string;
    }
  | {
      readonly type: "activated";
      readonly currency: string;
      readonly lots: readonly number[];
      readonly at: string;
    }
  /** Points that pay back debt. */
  | {
      readonly type: "repaid";
      readonly currency: string;
      readonly lots: readonly LotPoints[];
      readonly at: string;
    }
  | {
      readonly type: "spent";
      readonly redemption: Redemption;
      readonly hold?: string;
      /** What it brings, by the program's option. */
      readonly value?: RedemptionValue;
    }
  /** Points of a redemption given back to their lots, or as new lots of a new life. */
  | {
      readonly type: "restored";
      readonly redemption: string;
      readonly currency: string;
      readonly lots: readonly LotPoints[];
      readonly reissued?: readonly Lot[];
    }
  | { readonly type: "held"; readonly hold: Hold }
  | {
      readonly type: "released";
      readonly hold: string;
      readonly currency: string;
      readonly lots: readonly LotPoints[];
      readonly cause: "released" | "lapsed" | "captured" | "expired";
      readonly at: string;
    }
  /** Points taken back by a refund or a deduction; of pending lots too. */
  | {
      readonly type: "revoked";
      readonly currency: string;
      readonly lots: readonly LotPoints[];
      readonly cause: string;
    }
  /** What no lot could give; below zero where another account takes the debt over. */
  | { readonly type: "indebted"; readonly currency: string; readonly points: number }
  | { readonly type: "written_off"; readonly currency: string; readonly points: number }
  /** Lapsed points of an order that its refund does not charge. */
  | {
      readonly type: "forgiven";
      readonly currency: string;
      readonly points: number;
      readonly order: string;
    }
  /** An open redemption goes to another account, and its spent points with it. */
  | { readonly type: "redemption_sent"; readonly redemption: string; readonly to: string }
  | {
      readonly type: "redemption_received";
      readonly redemption: Redemption;
      readonly from: string;
    }
  /** Lots of equal life become one: the first of them. */
  | { readonly type: "merged"; readonly currency: string; readonly lots: readonly number[] };

/** Effects that keep the records beside the points. */
export type RecordEffect =
  | { readonly type: "enrolled"; readonly at: string }
  | {
      readonly type: "status_changed";
      readonly status: Account["status"];
      /** The account that took all of this one over. */
      readonly into?: string;
    }
  | { readonly type: "migrated"; readonly programVersion: number }
  /** The member was active: when each currency lapses from now on. */
  | {
      readonly type: "active";
      readonly lapsesAt: readonly (readonly [currency: string, at: string | null])[];
    }
  /** What an order was awarded under; a refund brings it back. */
  | { readonly type: "awarded"; readonly award: AwardSnapshot }
  /** An order that can be refunded from now on, until its time is over. */
  | {
      readonly type: "order_opened";
      readonly order: string;
      /** Awarded once more, where the program lets it. */
      readonly again?: true;
      readonly points: readonly OrderPoints[];
      readonly until: string;
      readonly print: number;
      /** When it was made, where its points count toward a tier. */
      readonly at?: string;
      /** The redemption that paid a part of it: it can be given back as long as the order. */
      readonly redemption?: string;
    }
  /** An open order of another account, which this one refunds from now on. */
  | { readonly type: "order_received"; readonly order: OpenOrder; readonly from: string }
  | {
      readonly type: "refunded";
      readonly order: string;
      /** Left out where points are taken back without a refund. */
      readonly refund?: string;
      /** Which of the order's awards, from 1 on; left out of the first. */
      readonly award?: number;
      /** What each line has refunded by now. */
      readonly lines?: readonly RefundedLine[];
      /** What the order keeps by now. */
      readonly points: readonly OrderPoints[];
      /** How the refund is paid, where points paid a part: money and points given back. */
      readonly paid?: { readonly money: string; readonly points: number };
    }
  /** Adds to counters, which are dropped when their window ends, and at zero. */
  | { readonly type: "counted"; readonly counters: readonly Counter[] }
  /** Use of the program's budget, which the host keeps; below zero where a refund gives it back. */
  | {
      readonly type: "budget_used";
      readonly budget: string;
      readonly version: number;
      readonly points: number;
    }
  | TierEffect
  | { readonly type: "voucher_issued"; readonly voucher: Voucher }
  | { readonly type: "voucher_used"; readonly voucher: string; readonly order?: string }
  | { readonly type: "voucher_revoked"; readonly voucher: string }
  /**
   * Who owes whom, where points earned in one store are spent in another; below zero where a
   * reversal settles back.
   */
  | {
      readonly type: "settled";
      readonly from: string;
      readonly to: string;
      readonly currency: string;
      readonly points: number;
    };
