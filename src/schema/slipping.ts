import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { ExpectedGaps } from "../retention/slipping/expected-gap.ts";
import type { Slipping } from "../retention/slipping/find-slipping.ts";
import {
  count,
  customerId,
  day,
  lawful,
  level,
  listOf,
  nonNegative,
  oddities,
  positive,
  share,
  timeZone,
} from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const frame = {
  asOf: day,
  timeZone,
  probability: level,
  population: z.nullable(
    z.strictObject({
      gaps: count,
      customers: count,
      typicalDays: positive,
      within: nonNegative,
      between: z.nullable(nonNegative),
    }),
  ),
  ...oddities,
};

/** What is stored of customers' rhythms; see {@link parseExpectedGaps}. */
export const expectedGapsSchema = z
  .strictObject({
    ...frame,
    customers: listOf(
      z.strictObject({
        customerId,
        gaps: count,
        daysSinceLast: count,
        expectedDays: z.nullable(positive),
        dueDays: z.nullable(positive),
        chance: z.nullable(share),
        ownWeight: z.nullable(share),
      }),
    ),
  })
  .check(lawful(checkKnown));

/** What is stored of customers who are overdue; see {@link parseSlipping}. */
export const slippingSchema = z
  .strictObject({
    ...frame,
    judged: count,
    lost: count,
    customers: listOf(
      z.strictObject({
        customerId,
        gaps: count,
        daysSinceLast: count,
        expectedDays: positive,
        dueDays: positive,
        overdueDays: positive,
        chance: share,
        yearlyRevenue: nonNegative,
      }),
    ),
  })
  .check(lawful(checkJudged));

/** Something is expected of all customers, or of none. */
function checkKnown({ population, customers }: ExpectedGaps): void {
  for (const [i, customer] of customers.entries()) {
    for (const name of ["expectedDays", "dueDays", "chance", "ownWeight"] as const) {
      if ((customer[name] === null) === (population === null)) continue;
      const message = `expected ${population === null ? "null, as the population is" : "a number"}`;
      throw new InputError("invalid_shape", message, ["customers", i, name]);
    }
  }
}

/** Those listed and those lost are among the judged. */
function checkJudged({ judged, lost, customers }: Slipping): void {
  const least = lost + customers.length;
  if (least <= judged) return;
  throw new InputError("out_of_range", `expected at least ${least}, got ${judged}`, ["judged"]);
}

/**
 * Are these the rhythms of customers?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the rhythms, as `expectedGap` made them of rows
 * @throws InputError `unknown_key`, `invalid_time`, `unknown_time_zone`, `not_a_number`, `out_of_range`,
 *   `negative_value`, `invalid_shape` also where something is expected of some customers alone; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { expectedGap } from "clientele/retention";
 * import { parseExpectedGaps } from "clientele/schema";
 *
 * const orders = ["2026-01-01", "2026-01-08", "2026-01-15"].map((at) => ({ customerId: "ada", at, value: 20 }));
 * const gaps = expectedGap(orders, { asOf: "2026-01-20" });
 * parseExpectedGaps(JSON.parse(JSON.stringify(gaps))).customers[0].daysSinceLast; // => 5
 * parseExpectedGaps({ ...gaps, population: null }); // => throws invalid_shape
 * ```
 */
export function parseExpectedGaps(data: unknown): ExpectedGaps {
  return parseWith(expectedGapsSchema, data);
}

/**
 * Are these customers who are overdue?
 *
 * @param data - anything
 * @returns the customers, as `findSlipping` made them of rows
 * @throws InputError as `parseExpectedGaps` does; `out_of_range` also where more are listed than were judged
 *
 * @example
 * ```ts
 * import { findSlipping } from "clientele/retention";
 * import { parseSlipping } from "clientele/schema";
 *
 * const orders = ["2026-01-01", "2026-01-08", "2026-01-14"].map((at) => ({ customerId: "ada", at, value: 20 }));
 * const slipping = findSlipping(orders, { asOf: "2026-03-01" });
 * parseSlipping(JSON.parse(JSON.stringify(slipping))).customers[0].customerId; // => "ada"
 * ```
 */
export function parseSlipping(data: unknown): Slipping {
  return parseWith(slippingSchema, data);
}
