import type { RedemptionGives } from "../program/redemption-option.ts";

/** What a redemption of an option brings. */
export interface RedemptionValue {
  readonly ok: true;
  readonly option: string;
  readonly currency: string;
  readonly points: number;
  readonly type: RedemptionGives["type"];
  /**
   * In the program's money: off the order, or paid out. `null` for what has no amount: products,
   * vouchers, and a percentage or free shipping without an order.
   */
  readonly amount: string | null;
  readonly product?: string;
  /** Of the product. */
  readonly quantity?: number;
  readonly reward?: string;
  /** How long the voucher is valid; for ever where left out. */
  readonly validFor?: string;
}
