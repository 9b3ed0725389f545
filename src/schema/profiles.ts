import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import { FLAG, NUMBER, TEXT } from "../criteria/fields.ts";
import { listOf as listParserOf } from "../criteria/read-own.ts";
import { checkHistory } from "../customers/check-history.ts";
import { timeType } from "../profile/time-type.ts";
import type {
  AttributeType,
  CustomerProfile,
  CustomerProfiles,
  ProfileWarningCode,
} from "../profile/types.ts";
import { openZone } from "../time/zone.ts";
import { customerSummarySchema } from "./customers.ts";
import {
  count,
  customerId,
  day,
  finite,
  instant,
  lawful,
  listOf,
  score,
  timeUnit,
  timeZone,
  warningOf,
} from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const attributeType = z.enum(["number", "text", "flag", "texts", "time"] satisfies AttributeType[]);

const attribute = z.nullable(z.union([finite, z.string(), z.boolean(), listOf(z.string())]));

/** What is stored of a profile; see {@link parseCustomerProfiles}. */
export const customerProfileSchema = z
  .strictObject({
    ...customerSummarySchema.shape,
    rfm: z.nullable(
      z.strictObject({ r: score, f: score, m: score, code: z.string(), composite: finite }),
    ),
    segment: z.nullable(z.string()),
    predictions: z.record(z.string(), z.nullable(finite)),
    attributes: z.record(z.string(), attribute),
    surveys: z.record(
      z.string(),
      z.nullable(z.strictObject({ score: finite, at: z.nullable(instant), answers: count })),
    ),
  })
  .check(lawful(({ frequency, recency, age }) => checkHistory(frequency, recency, age, [])));

/** What is stored of profiles; see {@link parseCustomerProfiles}. */
export const customerProfilesSchema = z
  .strictObject({
    asOf: day,
    timeUnit,
    timeZone,
    profiles: listOf(customerProfileSchema),
    fields: z.strictObject({
      predictions: listOf(z.string()),
      attributes: listOf(z.strictObject({ name: z.string(), type: attributeType })),
      surveys: listOf(z.string()),
    }),
    sources: listOf(
      z.strictObject({
        source: z.string(),
        rows: count,
        matched: count,
        missing: count,
        unmatched: listOf(customerId),
        anonymous: count,
      }),
    ),
    warnings: listOf(
      warningOf(z.enum(["unmatched_customers", "different_day"] satisfies ProfileWarningCode[])),
    ),
  })
  .check(lawful(checkProfiles));

/**
 * Are these customer profiles, as `joinProfiles` makes them?
 *
 * For profiles that were stored: every one has all that `fields` names, of the types that it names, so
 * that conditions over them mean what they say.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the profiles
 * @throws InputError `duplicate_id`; `missing_field` for a profile without something that was joined;
 *   `mixed_types` for an attribute of another type; `invalid_summary`, `unknown_key`,
 *   `invalid_option`, `invalid_time`, `unknown_time_zone`, `missing_id`, `invalid_id`, `not_a_number`,
 *   `non_finite_value`, `out_of_range`, `invalid_shape`; faults in `details.issues`
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { joinProfiles } from "clientele/profile";
 * import { parseCustomerProfiles } from "clientele/schema";
 *
 * const base = summarizeOrders([{ customerId: "ann", at: "2026-01-05", value: 20 }], {
 *   asOf: "2026-03-31",
 * });
 * const stored = JSON.parse(JSON.stringify(joinProfiles({ base })));
 * parseCustomerProfiles(stored).profiles[0].customerId; // => "ann"
 * const fields = { ...stored.fields, predictions: ["alive"] };
 * parseCustomerProfiles({ ...stored, fields }); // => throws missing_field
 * ```
 */
export function parseCustomerProfiles(data: unknown): CustomerProfiles {
  return parseWith(customerProfilesSchema, data);
}

function checkProfiles(stored: CustomerProfiles): void {
  const { profiles, fields, timeZone } = stored;
  const time = timeType(openZone(timeZone));
  const ids = new Set<CustomerProfile["customerId"]>();
  for (const [row, profile] of profiles.entries()) {
    const { customerId: id } = profile;
    if (ids.has(id)) {
      const message = `customer ${id} comes a second time`;
      throw new InputError("duplicate_id", message, ["profiles", row, "customerId"]);
    }
    ids.add(id);
    checkNames(profile, "predictions", fields.predictions, row);
    checkNames(profile, "surveys", fields.surveys, row);
    const names = fields.attributes.map(({ name }) => name);
    checkNames(profile, "attributes", names, row);
  }
  for (const [row, { attributes }] of profiles.entries()) {
    for (const { name, type } of fields.attributes) {
      const value = attributes[name];
      const parse = type === "time" ? time.parse : PARSERS[type];
      if (value === null || parse(value) !== undefined) continue;
      const path = ["profiles", row, "attributes", name];
      throw new InputError("mixed_types", `expected ${type}, as fields says`, path);
    }
  }
}

const PARSERS: Readonly<Record<Exclude<AttributeType, "time">, (value: unknown) => unknown>> = {
  number: NUMBER.parse,
  text: TEXT.parse,
  flag: FLAG.parse,
  texts: listParserOf(TEXT.parse),
};

/** Everything that was joined, and nothing else. */
function checkNames(
  profile: CustomerProfile,
  section: "predictions" | "attributes" | "surveys",
  names: readonly string[],
  row: number,
): void {
  const own = Object.keys(profile[section]);
  const lacking = names.find((name) => !own.includes(name));
  if (lacking !== undefined) {
    const path = ["profiles", row, section, lacking];
    throw new InputError("missing_field", `expected a value, or null, of each ${section}`, path);
  }
  const unknown = own.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const path = ["profiles", row, section, unknown];
  throw new InputError("unknown_key", "expected only names that fields has", path);
}
