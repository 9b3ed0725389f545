import * as z from "zod/mini";
import type { Regularity } from "../customers/measure-regularity.ts";
import { count, day, level, nonNegative, oddities, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const estimate = z.strictObject({
  value: z.nullable(nonNegative),
  n: count,
  lower: z.nullable(nonNegative),
  upper: z.nullable(nonNegative),
  level,
  method: z.enum(["wheat_morrison", "maximum_likelihood"]),
});

/** What is stored of how regularly customers buy; see {@link parseRegularity}. */
export const regularitySchema = z.strictObject({
  asOf: day,
  timeZone,
  wheatMorrison: estimate,
  maximumLikelihood: estimate,
  ...oddities,
});

/**
 * Is this how regularly customers buy, as `measureRegularity` tells it?
 *
 * @param data - anything
 * @returns the two estimates
 * @throws InputError `unknown_key`, `invalid_time`, `unknown_time_zone`, `not_a_number`,
 *   `non_finite_value`, `negative_value`, `out_of_range`, `invalid_option`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { measureRegularity } from "clientele/customers";
 * import { parseRegularity } from "clientele/schema";
 *
 * const orders = ["2026-01-01", "2026-01-11", "2026-01-26"].map((at) => ({
 *   customerId: "ada",
 *   at,
 *   value: 20,
 * }));
 * const regularity = measureRegularity(orders, { asOf: "2026-01-31" });
 * parseRegularity(JSON.parse(JSON.stringify(regularity))).wheatMorrison.n; // => 1
 * parseRegularity({ ...regularity, timeZone: "Mars" }); // => throws unknown_time_zone
 * ```
 */
export function parseRegularity(data: unknown): Regularity {
  return parseWith(regularitySchema, data);
}
