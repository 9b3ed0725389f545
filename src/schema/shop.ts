import * as z from "zod/mini";
import type { ShopSummary } from "../customers/summarize-shop.ts";
import { count, day, finite, nonNegative, oddities, share, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

/** What is stored of a shop's summary; see {@link parseShopSummary}. */
export const shopSummarySchema = z.strictObject({
  asOf: day,
  timeZone,
  firstDay: z.nullable(day),
  lastDay: z.nullable(day),
  customers: count,
  orders: count,
  purchaseDays: count,
  revenue: finite,
  averageOrderValue: z.nullable(finite),
  purchaseFrequency: z.nullable(nonNegative),
  revenuePerCustomer: z.nullable(finite),
  repeatPurchaseRate: z.strictObject({
    value: z.nullable(share),
    n: count,
    lower: z.nullable(share),
    upper: z.nullable(share),
    level: share,
    method: z.literal("wilson"),
  }),
  medianDaysBetweenPurchases: z.strictObject({ value: z.nullable(nonNegative), n: count }),
  ...oddities,
});

/**
 * Is this a shop's summary, as `summarizeShop` makes them?
 *
 * @param data - anything
 * @returns the summary
 * @throws InputError `unknown_key`, `invalid_time`, `unknown_time_zone`, `not_a_number`,
 *   `non_finite_value`, `negative_value`, `out_of_range`, `invalid_option`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { summarizeShop } from "clientele/customers";
 * import { parseShopSummary } from "clientele/schema";
 *
 * const shop = summarizeShop([{ customerId: "ada", at: "2026-01-05", value: 20 }], {
 *   asOf: "2026-01-31",
 * });
 * parseShopSummary(JSON.parse(JSON.stringify(shop))).revenue; // => 20
 * parseShopSummary({ ...shop, orders: -1 }); // => throws out_of_range
 * ```
 */
export function parseShopSummary(data: unknown): ShopSummary {
  return parseWith(shopSummarySchema, data);
}
