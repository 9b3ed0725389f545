import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { PurchaseTrace } from "../customers/trace-purchases.ts";
import { count, day, lawful, listOf, oddities, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

/** What is stored of purchases by day; see {@link parsePurchaseTrace}. */
export const purchaseTraceSchema = z
  .strictObject({
    asOf: day,
    timeZone,
    customers: count,
    repeatPurchases: count,
    days: listOf(z.strictObject({ day, newCustomers: count, repeatPurchases: count })),
    ...oddities,
  })
  .check(lawful(checkDays));

/** Days follow each other up to the last one observed, and add up to what is told of all. */
function checkDays({ asOf, days, ...told }: PurchaseTrace): void {
  const counted = { customers: 0, repeatPurchases: 0 };
  for (const [row, { day, newCustomers, repeatPurchases }] of days.entries()) {
    // Text of years from 0000 to 9999 has the order of days.
    if (day > asOf || (row > 0 && day <= days[row - 1].day)) {
      const message = `expected days in their order, up to ${asOf}, got ${day}`;
      throw new InputError("out_of_range", message, ["days", row, "day"]);
    }
    if (repeatPurchases > counted.customers) {
      const message = `expected at most ${counted.customers}, the customers of earlier days, got ${repeatPurchases}`;
      throw new InputError("out_of_range", message, ["days", row, "repeatPurchases"]);
    }
    counted.customers += newCustomers;
    counted.repeatPurchases += repeatPurchases;
  }
  for (const name of ["customers", "repeatPurchases"] as const) {
    if (told[name] === counted[name]) continue;
    const message = `expected ${counted[name]}, the sum over the days, got ${told[name]}`;
    throw new InputError("out_of_range", message, [name]);
  }
}

/**
 * Are these purchases by day, as `tracePurchases` counts them?
 *
 * @param data - anything
 * @returns the trace
 * @throws InputError `out_of_range` for days out of order or counts that do not add up; `unknown_key`,
 *   `invalid_time`, `unknown_time_zone`, `not_a_number`, `non_finite_value`, `invalid_option`,
 *   `invalid_shape`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { tracePurchases } from "clientele/customers";
 * import { parsePurchaseTrace } from "clientele/schema";
 *
 * const orders = [{ customerId: "ada", at: "2026-01-05", value: 20 }];
 * const trace = tracePurchases(orders, { asOf: "2026-01-31" });
 * parsePurchaseTrace(JSON.parse(JSON.stringify(trace))).days.length; // => 1
 * parsePurchaseTrace({ ...trace, customers: 2 }); // => throws out_of_range
 * ```
 */
export function parsePurchaseTrace(data: unknown): PurchaseTrace {
  return parseWith(purchaseTraceSchema, data);
}
