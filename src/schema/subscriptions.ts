import * as z from "zod/mini";
import { readSubscriptions } from "../retention/revenue/read-subscriptions.ts";
import { tracePaths } from "../retention/revenue/revenue-paths.ts";
import type { Subscription } from "../retention/revenue/subscription.ts";
import { openZone } from "../time/zone.ts";
import { customerId, finite, lawful, listOf, timeInput } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const UTC = openZone("UTC");

const never = z.nullable(timeInput);

/** What is stored of a subscription; see {@link parseSubscriptions}. */
export const subscriptionSchema = z.object({
  customerId,
  start: timeInput,
  end: z.optional(never),
  amount: finite,
  subscriptionId: z.optional(customerId),
  canceledAt: z.optional(never),
});

/** What is stored of subscriptions; see {@link parseSubscriptions}. */
export const subscriptionsSchema = listOf(subscriptionSchema).check(
  lawful((rows) => tracePaths(readSubscriptions(rows, {}, UTC))),
);

/**
 * Are these subscriptions?
 *
 * For data from outside: a request, a file, a billing system. What else a row holds is left out. All rows
 * together are checked as `mrrMovements` checks them, dates alone as those of UTC.
 *
 * @param data - anything
 * @returns the subscriptions in the order they came
 * @throws InputError `missing_id`, `invalid_id`, `invalid_time`, `missing_offset`, `not_a_number`,
 *   `negative_value`, `out_of_range` for an amount that is no whole number, `end_before_start`,
 *   `overlapping_subscriptions`, `invalid_shape`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseSubscriptions } from "clientele/schema";
 *
 * parseSubscriptions([{ customerId: "ada", start: "2026-01-31", amount: 1900, plan: "pro" }]); // => [{ customerId: "ada", start: "2026-01-31", amount: 1900 }]
 * parseSubscriptions([{ customerId: "ada", start: "2026-01-31", amount: 19.5 }]); // => throws out_of_range
 * parseSubscriptions([{ customerId: "ada", start: "2026-01-31", end: "2026-01-01", amount: 1900 }]); // => throws end_before_start
 * ```
 */
export function parseSubscriptions(data: unknown): readonly Subscription[] {
  return parseWith(subscriptionsSchema, data);
}
