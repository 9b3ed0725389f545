import { parseCondition } from "../criteria/compile-condition.ts";
import type { CustomerProfiles } from "./types.ts";
import { type ProfileCondition, profileVocabulary } from "./vocabulary.ts";

/**
 * Is this a condition over our profiles? Asks before a condition is stored, or after it was read.
 *
 * For conditions that TypeScript has not seen: from a database, a form, a colleague. `buildAudience`
 * checks the same again, so that nothing else need be called before it.
 *
 * @param value - anything; a condition as {@link ProfileCondition} tells, of at most 32 levels, 1000
 *   conditions and 100,000 listed values in all, groups and comparisons being one each
 * @param profiles - from `joinProfiles`: the names that were joined decide which fields there are
 * @returns the value itself, as a condition
 *
 * Edge cases: an empty group is a condition; a comparison without an operator is none.
 *
 * @throws InputError `unknown_field`; `unknown_operator`, also for one that the field's type has not;
 *   `type_mismatch` for an operand of another type; `invalid_condition`; `condition_too_deep`, also
 *   for one that contains itself; `condition_too_large`. `path` names the place in the condition.
 *   `invalid_name` for a name in `profiles.fields` that is none
 *
 * @example
 * ```ts
 * import { joinProfiles, parseProfileCondition } from "clientele/profile";
 * import { summarizeOrders } from "clientele/customers";
 *
 * const base = summarizeOrders([{ customerId: "ann", at: "2026-01-05", value: 20 }], {
 *   asOf: "2026-03-31",
 * });
 * const profiles = joinProfiles({ base });
 * const stored = JSON.parse('{ "all": [{ "field": "orders", "gte": 2 }] }');
 * parseProfileCondition(stored, profiles); // => { all: [{ field: "orders", gte: 2 }] }
 * parseProfileCondition({ all: [{ field: "ordres", gte: 2 }] }, profiles); // => throws unknown_field
 * parseProfileCondition({ field: "orders", gte: "2" }, profiles); // => throws type_mismatch
 * ```
 *
 * Source: none; the language is this package's own.
 */
export function parseProfileCondition(
  value: unknown,
  profiles: Pick<CustomerProfiles, "timeZone" | "fields">,
): ProfileCondition {
  assertProfileCondition(value, profiles);
  return value;
}

function assertProfileCondition(
  value: unknown,
  profiles: Pick<CustomerProfiles, "timeZone" | "fields">,
): asserts value is ProfileCondition {
  parseCondition(value, profileVocabulary(profiles));
}
