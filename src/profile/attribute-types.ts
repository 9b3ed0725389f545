import { checkChoice, show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import { FLAG, NUMBER, TEXT } from "../criteria/fields.ts";
import { isRecord, listOf } from "../criteria/read-own.ts";
import { openZone } from "../time/zone.ts";
import { checkName, checkObject } from "./check.ts";
import { timeType } from "./time-type.ts";
import type { AttributeType, CustomerAttributes, ProfileFields } from "./types.ts";

export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  "number",
  "text",
  "flag",
  "texts",
  "time",
];
const TEXTS = /* @__PURE__ */ listOf((value) => TEXT.parse(value));

/**
 * The type of each attribute: as declared, or else that of its values, which must agree. One that has
 * no value anywhere and was not declared is a text.
 */
export function typeAttributes(
  rows: readonly CustomerAttributes[],
  declared: Readonly<Record<string, AttributeType>>,
  timeZone: string,
): ProfileFields["attributes"] {
  const types = new Map<string, AttributeType | undefined>();
  checkObject(declared, ["attributeTypes"], "types by attribute", "invalid_option");
  for (const [name, type] of Object.entries(declared)) {
    checkName(name, ["attributeTypes", name]);
    types.set(name, checkChoice(type, ATTRIBUTE_TYPES, ["attributeTypes", name]));
  }
  const isTime = (value: unknown) => timeType(openZone(timeZone)).parse(value) !== undefined;
  rows.forEach(({ attributes }, row) => {
    if (!isRecord(attributes)) throw invalid("attributes by name", attributes, ["attributes", row]);
    for (const [name, value] of Object.entries(attributes)) {
      const type = types.get(name);
      const path = ["attributes", row, "attributes", name];
      checkName(name, path);
      if (value === null) {
        if (type === undefined) types.set(name, undefined);
      } else if (type === "time") {
        if (!isTime(value)) throw mixed(name, type, value, path);
      } else {
        const own = typeOf(value, path);
        if (type !== undefined && type !== own) throw mixed(name, type, value, path);
        types.set(name, own);
      }
    }
  });
  return [...types].map(([name, type]) => ({ name, type: type ?? "text" }));
}

function typeOf(value: unknown, path: ErrorPath): AttributeType {
  if (NUMBER.parse(value) !== undefined) return "number";
  if (TEXT.parse(value) !== undefined) return "text";
  if (FLAG.parse(value) !== undefined) return "flag";
  if (TEXTS(value) !== undefined) return "texts";
  throw invalid("a finite number, a text, true, false, a list of texts or null", value, path);
}

function invalid(expected: string, got: unknown, path: ErrorPath): InputError {
  return new InputError("invalid_attribute", `expected ${expected}, got ${show(got)}`, path);
}

function mixed(name: string, type: AttributeType, value: unknown, path: ErrorPath): InputError {
  const message = `${show(name)} is of type ${type}, got ${show(value)}`;
  return new InputError("mixed_types", message, path);
}
