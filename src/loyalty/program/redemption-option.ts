/** A way to spend points. */
export interface RedemptionOption {
  readonly id: string;
  /** Which points; the first that can be spent unless named. */
  readonly currency?: string;
  readonly gives: RedemptionGives;
  /** In points; for what has no fixed price. */
  readonly minimum?: number;
  /** In points; of products so many as they buy. */
  readonly maximum?: number;
  /** Points come in multiples of it. */
  readonly step?: number;
  /** The most of an order's amount that points may pay, as a fraction: `"0.5"`. */
  readonly maxShareOfOrder?: string;
  /** What of an order points may pay, beside goods that are no gift cards. */
  readonly covers?: RedemptionCovers;
  /** Tiers that may use it; all where left out. */
  readonly tiers?: readonly string[];
}

/**
 * Gift cards are left out unless said otherwise: paid with points, they would turn into orders that
 * earn points anew. Shipping and tax are in, but for a percentage, which is of goods alone.
 */
export interface RedemptionCovers {
  readonly giftCards?: boolean;
  readonly shipping?: boolean;
  readonly tax?: boolean;
}

export type RedemptionGives =
  /** Money off at a rate: `{ points: 100, amount: "1.00" }`. */
  | { readonly type: "amount"; readonly points: number; readonly amount: string }
  /** A percentage off, as a fraction, for a fixed number of points. */
  | { readonly type: "percentage"; readonly points: number; readonly share: string }
  | { readonly type: "product"; readonly points: number; readonly product: string }
  | { readonly type: "free_shipping"; readonly points: number }
  /** Money paid out at a rate. */
  | { readonly type: "cash"; readonly points: number; readonly amount: string }
  /** A voucher of that name, valid for a period. */
  | {
      readonly type: "voucher";
      readonly points: number;
      readonly reward: string;
      readonly validFor?: string;
    };
