import { type Fraction, ONE } from "../../money/fraction.ts";
import { minorRate } from "../earning/exchange-rate.ts";
import { checkOrder } from "../earning/read-order.ts";
import type { PurchaseOrder } from "../order.ts";
import type { ProgramMoney } from "../program/money.ts";
import type { CompiledRedemptions } from "./compile-redemptions.ts";

/** What redemptions need of a compiled program. */
export interface RedeemingProgram {
  readonly program: { readonly money: ProgramMoney };
  readonly redemptions: CompiledRedemptions;
}

/** Amounts in minor units of the order's money. */
export interface Payable {
  /** What of the order points may pay, and what another redemption has paid of it already. */
  readonly covered: number;
  readonly paid: number;
  readonly shipping: number;
  /** One such unit in minor units of the program's money. */
  readonly rate: Fraction;
}

/**
 * What of an order points may pay: goods less discounts, and of gift cards, shipping and tax what
 * `covers` lets in.
 */
export function payableOf(
  program: RedeemingProgram,
  order: PurchaseOrder,
  covers: { readonly giftCards: boolean; readonly shipping: boolean; readonly tax: boolean },
  redemption?: string,
): Payable {
  const { money } = program.program;
  const read = checkOrder(order, money);
  let covered = (covers.shipping ? read.shipping : 0) + (covers.tax ? read.tax : 0);
  for (const { line, net, tax } of read.lines) {
    if (line.giftCard !== true || covers.giftCards) covered += net + (covers.tax ? tax : 0);
  }
  const isOwn = order.redemption !== undefined && order.redemption === redemption;
  return {
    covered,
    paid: isOwn ? 0 : read.pointsPaid,
    shipping: read.shipping,
    rate:
      read.currency === money.currency
        ? ONE
        : minorRate(order.exchangeRate, read.scale, money.scale),
  };
}
