import { checkChoice } from "../core/checks.ts";
import type { CustomerId } from "../core/columns.ts";
import type { Condition } from "../criteria/condition.ts";
import type {
  Field,
  ListOperands,
  OrderedOperands,
  PlainOperands,
  ValueType,
  Vocabulary,
} from "../criteria/field.ts";
import { FLAG, listField, NUMBER, orderedField, plainField, TEXT } from "../criteria/fields.ts";
import { listOf, readOwn } from "../criteria/read-own.ts";
import { faultOfId } from "../customers/engine/ids/fault-of-id.ts";
import { openZone, type Zone } from "../time/zone.ts";
import { ATTRIBUTE_TYPES } from "./attribute-types.ts";
import { checkName, checkNames, checkObject, checkRows } from "./check.ts";
import { timeType } from "./time-type.ts";
import type { AttributeType, CustomerProfiles, ProfileFields } from "./types.ts";

type NumberField = Field<unknown, OrderedOperands<number>>;
type TextField = Field<unknown, PlainOperands<string>>;
type TimeField = Field<unknown, OrderedOperands<string>>;

/** Numbers of every profile. */
const NUMBERS = [
  "frequency",
  "recency",
  "age",
  "monetaryValue",
  "orders",
  "days",
  "revenue",
  "daysSinceLast",
  "rfm.r",
  "rfm.f",
  "rfm.m",
  "rfm.composite",
] as const;

/** What conditions over profiles may name. An attribute's type shows at run time. */
export type ProfileVocabulary = {
  readonly customerId: Field<unknown, PlainOperands<CustomerId>>;
  readonly segment: TextField;
  readonly "rfm.code": TextField;
  readonly firstAt: TimeField;
  readonly lastAt: TimeField;
  readonly [name: `predictions.${string}`]: NumberField;
  readonly [name: `attributes.${string}`]: Field<
    unknown,
    OrderedOperands<string | number | boolean> & ListOperands<string>
  >;
  readonly [name: `surveys.${string}.score`]: NumberField;
  readonly [name: `surveys.${string}.at`]: TimeField;
} & { readonly [Name in (typeof NUMBERS)[number]]: NumberField };

/**
 * A condition over customer profiles: plain JSON.
 *
 * - `{ all: […] }`, `{ any: […] }`, `{ none: […] }`: groups of conditions.
 * - `{ field, … }` with one operator or more, all of which must hold: `eq`, `ne`, `in`, `exists`; of
 *   numbers and times also `lt`, `lte`, `gt`, `gte` and `between`, both ends inclusive; of lists
 *   `contains`, `containsAny`, `containsAll` and `exists`.
 *
 * Where a profile lacks the field every operator is false, `ne` included, but `exists: false`.
 */
export type ProfileCondition = Condition<ProfileVocabulary>;

const ID: ValueType<CustomerId, CustomerId> = {
  name: "a customer's id",
  parse: (value) => (isId(value) ? value : undefined),
};

/** The fields of these profiles, with the names that were joined to them. */
export function profileVocabulary(
  profiles: Pick<CustomerProfiles, "timeZone" | "fields">,
): Vocabulary<unknown> {
  checkObject(profiles, ["profiles"], "profiles");
  const { timeZone, fields } = profiles;
  checkFields(fields);
  const zone = openZone(timeZone);
  const time = timeType(zone);
  const timeAt = (...path: string[]) => orderedField(time, readOwn(path, time.parse));
  const numberAt = (...path: string[]) => orderedField(NUMBER, readOwn(path, NUMBER.parse));
  const textAt = (...path: string[]) => plainField(TEXT, readOwn(path, TEXT.parse));
  return Object.fromEntries<Field<unknown>>([
    ["customerId", plainField(ID, readOwn(["customerId"], ID.parse))],
    ["segment", textAt("segment")],
    ["rfm.code", textAt("rfm", "code")],
    ["firstAt", timeAt("firstAt")],
    ["lastAt", timeAt("lastAt")],
    ...NUMBERS.map((name) => [name, numberAt(...name.split("."))] as const),
    ...fields.predictions.map(
      (name) => [`predictions.${name}`, numberAt("predictions", name)] as const,
    ),
    ...fields.attributes.map(
      ({ name, type }) => [`attributes.${name}`, attributeField(name, type, zone)] as const,
    ),
    ...fields.surveys.flatMap((name) => [
      [`surveys.${name}.score`, numberAt("surveys", name, "score")] as const,
      [`surveys.${name}.at`, timeAt("surveys", name, "at")] as const,
    ]),
  ]);
}

/** Refuses names that no profile can have. */
function checkFields(fields: ProfileFields): void {
  checkObject(fields, ["fields"], "the names that were joined");
  checkNames(fields.predictions, ["fields", "predictions"]);
  checkNames(fields.surveys, ["fields", "surveys"]);
  checkRows(fields.attributes, ["fields", "attributes"]);
  fields.attributes.forEach(({ name, type }, at) => {
    checkName(name, ["fields", "attributes", at, "name"]);
    checkChoice(type, ATTRIBUTE_TYPES, ["fields", "attributes", at, "type"]);
  });
}

function attributeField(name: string, type: AttributeType, zone: Zone): Field<unknown> {
  const path = ["attributes", name];
  switch (type) {
    case "number":
      return orderedField(NUMBER, readOwn(path, NUMBER.parse));
    case "text":
      return plainField(TEXT, readOwn(path, TEXT.parse));
    case "flag":
      return plainField(FLAG, readOwn(path, FLAG.parse));
    case "texts":
      return listField(TEXT, readOwn(path, listOf(TEXT.parse)));
    case "time": {
      const time = timeType(zone);
      return orderedField(time, readOwn(path, time.parse));
    }
  }
}

function isId(value: unknown): value is CustomerId {
  return faultOfId(value) === undefined;
}
