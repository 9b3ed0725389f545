import { checkFinite, checkObject } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { checkKeys } from "../../core/expect.ts";

/** An amount that a number can hold, or `out_of_range`; -0 becomes 0. */
export function finiteMoney(amount: number, path: ErrorPath): number {
  if (Number.isFinite(amount)) return amount + 0;
  throw new InputError("out_of_range", "the value is beyond what a number can hold", path);
}

/** The share of customers kept from one period to the next, within [0, 1]. */
export function checkRetention(retention: unknown): number {
  const share = checkFinite(retention, ["retention"]);
  if (share >= 0 && share <= 1) return share;
  throw new InputError("out_of_range", `expected a share from 0 to 1, got ${share}`, ["retention"]);
}

/** A discount rate a period, above -1. */
export function checkDiscountRate(discountRate: unknown): number {
  const rate = checkFinite(discountRate, ["discountRate"]);
  if (rate > -1) return rate;
  throw new InputError("out_of_range", `expected a rate above -1, got ${rate}`, ["discountRate"]);
}

/** Of all verbs that reckon with figures: one object may serve several of them. */
const FIGURES = [
  ...["value", "acquisitionCost", "averageOrderValue", "purchaseFrequency", "lifespan", "margin"],
  ...["marginPerPeriod", "retention", "discountRate", "firstPayment", "periods"],
];

/** Figures, none of them under a name that is none. */
export function checkFigures<Figures extends object>(figures: Figures): Figures {
  checkKeys(checkObject(figures, "inputs"), FIGURES);
  return figures;
}
