import * as z from "zod/mini";
import type { Order } from "../customers/order.ts";
import { customerId, finite, listOf, timeInput } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

/** What is stored of an order; see {@link parseOrder}. */
export const orderSchema = z.object({ customerId, at: timeInput, value: finite });

/** What is stored of orders; see {@link parseOrders}. */
export const ordersSchema = listOf(orderSchema);

/**
 * Is this an order?
 *
 * For data from outside: a request, a file, a queue. What else a row holds is normal, and left out.
 *
 * @param data - anything
 * @returns the order, its time as it came; a date alone is one, whatever the zone
 * @throws InputError `missing_id`, `invalid_id`, `invalid_time`, `missing_offset`, `not_a_number`,
 *   `non_finite_value`, `invalid_shape`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseOrder } from "clientele/schema";
 *
 * parseOrder({ customerId: "ada", at: "2026-01-31", value: 19.99, coupon: "X" }); // => { customerId: "ada", at: "2026-01-31", value: 19.99 }
 * parseOrder({ customerId: "ada", at: "2026-01-31T12:00", value: 19.99 }); // => throws missing_offset
 * ```
 */
export function parseOrder(data: unknown): Order {
  return parseWith(orderSchema, data);
}

/**
 * Are these orders?
 *
 * All rows or none: to go on without bad rows, give them unparsed to `summarizeOrders`, which can
 * collect them.
 *
 * @param data - anything
 * @returns the orders in the order they came
 * @throws InputError as `parseOrder` does, with the row in the path; of more than 100 faults the first
 *   100 are in `details.issues`, and `details.count` says how many there are
 *
 * @example
 * ```ts
 * import { parseOrders } from "clientele/schema";
 *
 * parseOrders([{ customerId: 7, at: 0, value: 5 }]).length; // => 1
 * parseOrders([{ customerId: 7, at: 0, value: "5" }]); // => throws not_a_number
 * ```
 */
export function parseOrders(data: unknown): readonly Order[] {
  return parseWith(ordersSchema, data);
}
