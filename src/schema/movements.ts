import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { CustomerMovements } from "../retention/churn/movements.ts";
import type { MrrMovements } from "../retention/revenue/mrr-noun.ts";
import type { MovementBasis } from "../retention/revenue/tally-movements.ts";
import { parseInstant } from "../time/instant.ts";
import { openZone } from "../time/zone.ts";
import { count, instant, lawful, listOf, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const UTC = openZone("UTC");

const whole = z.number().check(
  lawful((value) => {
    if (Number.isSafeInteger(value)) return;
    throw new InputError("out_of_range", `expected a whole number, got ${value}`);
  }),
);

const window = { from: instant, to: instant, timeZone };
/** What rows of a table have besides. */
const row = {
  segment: z.exactOptional(z.nullable(z.string())),
  isComplete: z.exactOptional(z.boolean()),
};

/** What is stored of MRR movements, or of a row of their table; see {@link parseMrrMovements}. */
export const mrrMovementsSchema = z
  .strictObject({
    ...window,
    ...row,
    basis: z.enum(["events", "net"] satisfies MovementBasis[]),
    opening: count,
    new: count,
    expansion: count,
    reactivation: count,
    contraction: count,
    churn: count,
    closing: count,
    net: whole,
    customers: z.strictObject({
      opening: count,
      new: count,
      expanded: count,
      reactivated: count,
      contracted: count,
      churned: count,
      closing: count,
    }),
  })
  .check(lawful(checkMrr));

/** What is stored of customers' movements, or of a row of their table; see {@link parseCustomerMovements}. */
export const customerMovementsSchema = z
  .strictObject({
    ...window,
    ...row,
    start: count,
    new: count,
    reactivated: count,
    lost: count,
    lostOfStart: count,
    end: count,
    daily: listOf(z.strictObject({ start: count, lost: count })),
  })
  .check(lawful(checkCustomers));

function checkMrr(one: MrrMovements): void {
  checkWindow(one);
  const { opening, closing, customers } = one;
  const inflow = one.new + one.expansion + one.reactivation;
  reconcile(opening + inflow - one.contraction - one.churn, closing, ["closing"]);
  reconcile(closing - opening, one.net, ["net"]);
  const came = customers.new + customers.reactivated;
  reconcile(customers.opening + came - customers.churned, customers.closing, [
    "customers",
    "closing",
  ]);
}

function checkCustomers(one: CustomerMovements): void {
  checkWindow(one);
  reconcile(one.start + one.new + one.reactivated - one.lost, one.end, ["end"]);
  if (one.lostOfStart > Math.min(one.start, one.lost)) {
    const message = `expected at most the ${one.start} of the start and the ${one.lost} lost, got ${one.lostOfStart}`;
    throw new InputError("out_of_range", message, ["lostOfStart"]);
  }
}

export function checkWindow({ from, to }: { readonly from: string; readonly to: string }): void {
  if (parseInstant(from, UTC, ["from"]) < parseInstant(to, UTC, ["to"])) return;
  throw new InputError("out_of_range", `expected a moment after ${from}, got ${to}`, ["to"]);
}

function reconcile(sum: number, told: number, path: readonly string[]): void {
  if (sum === told) return;
  throw new InputError(
    "not_reconciled",
    `expected ${sum}, the sum of the movements, got ${told}`,
    path,
  );
}

/**
 * Are these movements of monthly recurring revenue?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the movements of `mrrMovements`, ready for `quickRatio`; of a row of `mrrMovementsTable` with
 *   its segment
 * @throws InputError `not_reconciled` where opening and movements do not make the closing; `unknown_key`,
 *   `invalid_time`, `unknown_time_zone`, `out_of_range`, `not_a_number`, `invalid_option`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { mrrMovements } from "clientele/retention";
 * import { parseMrrMovements } from "clientele/schema";
 *
 * const window = { from: "2026-01-01", to: "2026-02-01" };
 * const mrr = mrrMovements([{ customerId: "ada", start: "2026-01-10", amount: 1900 }], window);
 * parseMrrMovements(JSON.parse(JSON.stringify(mrr))).closing; // => 1900
 * parseMrrMovements({ ...mrr, churn: 100 }); // => throws not_reconciled
 * ```
 */
export function parseMrrMovements(data: unknown): MrrMovements {
  return parseWith(mrrMovementsSchema, data);
}

/**
 * Are these movements of customers?
 *
 * @param data - anything
 * @returns the movements of `customerMovements` or `buyerMovements`, ready for `churnRate`
 * @throws InputError as `parseMrrMovements` does
 *
 * @example
 * ```ts
 * import { churnRate, customerMovements } from "clientele/retention";
 * import { parseCustomerMovements } from "clientele/schema";
 *
 * const window = { from: "2026-01-01", to: "2026-02-01" };
 * const rows = [{ customerId: "ada", start: "2025-01-10", end: "2026-01-20", amount: 1900 }];
 * const movements = customerMovements(rows, window);
 * churnRate(parseCustomerMovements(JSON.parse(JSON.stringify(movements)))).value; // => 1
 * ```
 */
export function parseCustomerMovements(data: unknown): CustomerMovements {
  return parseWith(customerMovementsSchema, data);
}
