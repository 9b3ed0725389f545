import type { CustomerId } from "../core/columns.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { TimeInput } from "../core/time-input.ts";
import { formatDay, parseDay } from "../time/day.ts";
import { type DayClock, dayClock } from "../time/day-clock.ts";

/** A purchase of one customer: an order of hers, or its time alone. */
export type OnePurchase =
  | TimeInput
  | {
      readonly at: TimeInput;
      readonly customerId?: CustomerId | undefined;
      readonly value?: number | undefined;
    };

/** The days on which a customer bought, counted from 1970-01-01: distinct, ascending. */
export interface PurchaseDays {
  readonly days: readonly number[];
  readonly lastDay: number;
}

/**
 * When one customer bought, up to the day `asOf`; light, where `openReading` brings an engine for
 * millions.
 *
 * @throws `empty` without a purchase; `several_customers`, `future_order`, `negative_value`,
 *   `invalid_time` at the row.
 */
export function purchaseDaysOf(
  purchases: readonly OnePurchase[],
  { asOf, timeZone = "UTC" }: { readonly asOf: TimeInput; readonly timeZone?: string | undefined },
): PurchaseDays {
  const clock = dayClock(timeZone);
  const lastDay = parseDay(asOf, clock, ["asOf"]);
  if (!Array.isArray(purchases) || purchases.length === 0) {
    throw new InputError("empty", "expected a list of at least one purchase");
  }
  const owner = ownerOf(purchases[0]);
  const days = purchases.map((purchase, row) => {
    if (ownerOf(purchase) !== owner) {
      const message = "expected the orders of one customer, got those of several";
      throw new InputError("several_customers", message, [row, "customerId"]);
    }
    return dayOf(purchase, clock, lastDay, row);
  });
  return { days: [...new Set(days)].sort((one, other) => one - other), lastDay };
}

function dayOf(purchase: OnePurchase, clock: DayClock, lastDay: number, row: number): number {
  const path: ErrorPath = isOrder(purchase) ? [row, "at"] : [row];
  const day = parseDay(isOrder(purchase) ? purchase.at : purchase, clock, path);
  if (day > lastDay) {
    const message = `expected an order on or before ${formatDay(lastDay)}, got ${formatDay(day)}`;
    throw new InputError("future_order", message, path);
  }
  if (isOrder(purchase) && (purchase.value ?? 0) < 0) {
    const message = `expected purchases, of a value of at least 0, got ${purchase.value}`;
    throw new InputError("negative_value", message, [row, "value"]);
  }
  return day;
}

function ownerOf(purchase: OnePurchase): CustomerId | undefined {
  return isOrder(purchase) ? purchase.customerId : undefined;
}

function isOrder(purchase: OnePurchase): purchase is Exclude<OnePurchase, TimeInput> {
  return typeof purchase === "object" && purchase !== null && "at" in purchase;
}
