import type { ValueType } from "../../src/criteria/field.ts";
import {
  choiceOf,
  FLAG,
  listField,
  NUMBER,
  orderedField,
  plainField,
  TEXT,
} from "../../src/criteria/fields.ts";
import { listOf, readOwn } from "../../src/criteria/read-own.ts";

const AMOUNT = /^-?\d{1,20}(\.\d{1,4})?$/;

/** Decimals as text, to four places, with a comparator of their own: "1.50" is "1.5". */
export const DECIMAL: ValueType<string, string> = {
  name: "a decimal",
  parse: (value) => (typeof value === "string" && AMOUNT.test(value) ? value : undefined),
  compare: (left, right) => {
    const difference = scaled(left) - scaled(right);
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  },
};

export function scaled(decimal: string): bigint {
  const [whole = "", places = ""] = decimal.replace("-", "").split(".");
  const size = BigInt(whole + places.padEnd(4, "0"));
  return decimal.startsWith("-") ? -size : size;
}

const TIERS = ["silver", "gold"] as const;
const tier = choiceOf(TIERS);

/** A vocabulary with one field of every kind, over any JSON. */
export const VOCABULARY = {
  orders: orderedField(NUMBER, readOwn(["orders"], NUMBER.parse)),
  "rfm.r": orderedField(NUMBER, readOwn(["rfm", "r"], NUMBER.parse)),
  country: plainField(TEXT, readOwn(["country"], TEXT.parse)),
  consent: plainField(FLAG, readOwn(["consent"], FLAG.parse)),
  tier: plainField(tier, readOwn(["tier"], tier.parse)),
  total: orderedField(DECIMAL, readOwn(["total"], DECIMAL.parse)),
  tags: listField(TEXT, readOwn(["tags"], listOf(TEXT.parse))),
  sums: listField(DECIMAL, readOwn(["sums"], listOf(DECIMAL.parse))),
};
