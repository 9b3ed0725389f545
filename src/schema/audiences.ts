import * as z from "zod/mini";
import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { parseCondition } from "../criteria/compile-condition.ts";
import type { Field } from "../criteria/field.ts";
import { NUMBER, orderedField, plainField, TEXT } from "../criteria/fields.ts";
import { isRecord } from "../criteria/read-own.ts";
import type { HoldoutGroups } from "../profile/assign-holdout.ts";
import type { Audience } from "../profile/build-audience.ts";
import type { AudienceComparison } from "../profile/compare-audiences.ts";
import type { ProfileCondition } from "../profile/vocabulary.ts";
import { count, customerId, day, finite, lawful, listOf, nonNegative, share } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const condition = z.custom<ProfileCondition>().check(lawful(checkCondition));

/** What is stored of an audience; see {@link parseAudience}. */
export const audienceSchema = z
  .strictObject({
    name: z.string(),
    condition,
    asOf: day,
    customerIds: listOf(customerId),
    customers: count,
    customerShare: z.nullable(share),
    revenue: finite,
    revenueShare: z.nullable(finite),
    averageDaysSinceLast: z.nullable(nonNegative),
  })
  .check(
    lawful(({ customers, customerIds }) => checkIds(customers, [customerIds], ["customerIds"])),
  );

/** What is stored of audiences compared; see {@link parseAudienceComparison}. */
export const audienceComparisonSchema = z.strictObject({
  audiences: listOf(z.strictObject({ name: z.string(), customers: count, exclusive: count })),
  reached: count,
  pairs: listOf(
    z.strictObject({
      first: count,
      second: count,
      names: z.tuple([z.string(), z.string()]),
      both: count,
      onlyFirst: count,
      onlySecond: count,
      either: count,
      jaccard: z.nullable(share),
      shareOfFirst: z.nullable(share),
      shareOfSecond: z.nullable(share),
    }),
  ),
});

/** What is stored of holdout groups; see {@link parseHoldoutGroups}. */
export const holdoutGroupsSchema = z
  .strictObject({
    method: z.literal("murmur3-32"),
    salt: z.string(),
    share,
    customers: count,
    holdout: listOf(customerId),
    treatment: listOf(customerId),
    holdoutShare: z.nullable(share),
    standardError: z.nullable(nonNegative),
  })
  .check(
    lawful(({ customers, holdout, treatment }) =>
      checkIds(customers, [holdout, treatment], ["customers"]),
    ),
  );

/**
 * Is this an audience, as `buildAudience` makes them?
 *
 * Its condition is one that profiles can have; whether these profiles have its attributes only
 * `parseProfileCondition` tells, which knows them.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the audience
 * @throws InputError `duplicate_id`; `length_mismatch` where `customers` is not the number of the ids;
 *   for the condition `unknown_field`, `unknown_operator`, `type_mismatch`, `invalid_condition`,
 *   `condition_too_deep`, `condition_too_large`; `unknown_key`, `invalid_time`, `missing_id`,
 *   `invalid_id`, `not_a_number`, `out_of_range`, `invalid_shape`; faults in `details.issues`
 *
 * @example
 * ```ts
 * import { parseAudience } from "clientele/schema";
 *
 * const ids = { customerIds: ["ann"], customers: 1, customerShare: 0.5 };
 * const worth = { revenue: 80, revenueShare: 0.8, averageDaysSinceLast: 34 };
 * const condition = { all: [{ field: "orders", gte: 2 }] };
 * const stored = { name: "Worth a letter", condition, asOf: "2026-03-31", ...ids, ...worth };
 * parseAudience(stored).customerIds; // => ["ann"]
 * parseAudience({ ...stored, condition: { field: "ordres", gte: 2 } }); // => throws unknown_field
 * ```
 */
export function parseAudience(data: unknown): Audience {
  return parseWith(audienceSchema, data);
}

/**
 * Are these audiences compared, as `compareAudiences` makes them?
 *
 * @param data - anything
 * @returns the comparison
 * @throws InputError `unknown_key`, `not_a_number`, `out_of_range`, `invalid_shape`; faults in
 *   `details.issues`
 *
 * @example
 * ```ts
 * import { compareAudiences } from "clientele/profile";
 * import { parseAudienceComparison } from "clientele/schema";
 *
 * const compared = compareAudiences([{ name: "All", customerIds: ["ann"] }]);
 * parseAudienceComparison(JSON.parse(JSON.stringify(compared))).reached; // => 1
 * parseAudienceComparison({ ...compared, reached: -1 }); // => throws out_of_range
 * ```
 */
export function parseAudienceComparison(data: unknown): AudienceComparison {
  return parseWith(audienceComparisonSchema, data);
}

/**
 * Are these holdout groups, as `assignHoldout` makes them?
 *
 * Nobody is drawn again: `isHeldOut` tells where the salt puts a customer.
 *
 * @param data - anything
 * @returns the groups
 * @throws InputError `duplicate_id` for a customer who is in both groups; `length_mismatch` where
 *   `customers` is not the number of the ids; `unknown_key`, `missing_id`, `invalid_id`,
 *   `out_of_range`, `invalid_option`, `invalid_shape`; faults in `details.issues`
 *
 * @example
 * ```ts
 * import { assignHoldout } from "clientele/profile";
 * import { parseHoldoutGroups } from "clientele/schema";
 *
 * const groups = assignHoldout(["ann", "bob", "cleo"], { share: 0.5, salt: "spring-2026" });
 * parseHoldoutGroups(JSON.parse(JSON.stringify(groups))).customers; // => 3
 * parseHoldoutGroups({ ...groups, customers: 4 }); // => throws length_mismatch
 * ```
 */
export function parseHoldoutGroups(data: unknown): HoldoutGroups {
  return parseWith(holdoutGroupsSchema, data);
}

function checkIds(
  customers: number,
  groups: readonly (readonly (number | string)[])[],
  path: readonly string[],
): void {
  const ids = groups.flat();
  if (ids.length !== customers) {
    const message = `expected ${customers} customers, got ${ids.length}`;
    throw new InputError("length_mismatch", message, path);
  }
  if (new Set(ids).size === ids.length) return;
  throw new InputError("duplicate_id", "expected each customer once", path);
}

const NUMBERS = [
  ...["frequency", "recency", "age", "monetaryValue", "orders", "days", "revenue"],
  ...["daysSinceLast", "rfm.r", "rfm.f", "rfm.m", "rfm.composite"],
];
const JOINED_NUMBER = /^(predictions\..+|surveys\..+\.score)$/s;
const JOINED = /^(attributes\..+|surveys\..+\.at)$/s;

/**
 * A condition over profiles whose joined names are not known: those that it names are taken for
 * joined. What type an attribute has cannot be told, so that it may be asked anything.
 */
function checkCondition(value: ProfileCondition): void {
  const named = [...fieldsOf(value, 0)];
  const number = orderedField(NUMBER, () => null);
  const text = plainField(TEXT, () => null);
  const vocabulary = [
    ...[...NUMBERS, ...named.filter((name) => JOINED_NUMBER.test(name))].map(
      (name) => [name, number] as const,
    ),
    ...["segment", "rfm.code"].map((name) => [name, text] as const),
    ...["customerId", "firstAt", "lastAt", ...named.filter((name) => JOINED.test(name))].map(
      (name) => [name, ANYTHING] as const,
    ),
  ];
  parseCondition(value, Object.fromEntries<Field<unknown>>(vocabulary));
}

const DEEPEST = 40;

function* fieldsOf(node: unknown, depth: number): Generator<string> {
  if (!isRecord(node) || depth > DEEPEST) return;
  if (typeof node.field === "string") yield node.field;
  for (const group of [node.all, node.any, node.none]) {
    if (Array.isArray(group)) for (const member of group) yield* fieldsOf(member, depth + 1);
  }
}

const ANYTHING: Field<unknown> = {
  type: "an attribute",
  operators: Object.fromEntries(
    [
      ...["eq", "ne", "in", "exists", "lt", "lte", "gt", "gte", "between"],
      ...["contains", "containsAny", "containsAll"],
    ].map((name) => [
      name,
      (operand, path) => {
        const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
        if (list.every(isPlain)) return () => false;
        const message = `expected a text, a number, true or false, or a list, got ${show(operand)}`;
        throw new InputError("type_mismatch", message, path);
      },
    ]),
  ),
};

function isPlain(value: unknown): boolean {
  return ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
}
