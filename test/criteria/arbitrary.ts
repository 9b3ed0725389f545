import fc from "fast-check";
import type { Condition } from "../../src/criteria/condition.ts";
import type { VOCABULARY } from "./vocabulary.ts";

export type TestCondition = Condition<typeof VOCABULARY>;

// Few values, so that equal ones meet.
const number = fc.constantFrom(-1, 0, 1, 2.5, 3, 1e21);
const text = fc.constantFrom("", "DE", "de", "FR", "__proto__", "constructor");
const decimal = fc.constantFrom(
  "0",
  "0.00",
  "-1.5",
  "1.5",
  "1.50",
  "1.5001",
  "99999999999999999999",
);
const flag = fc.boolean();
const tier = fc.constantFrom("silver" as const, "gold" as const);

const plain = <Value>(value: fc.Arbitrary<Value>) => ({
  eq: value,
  ne: value,
  in: fc.array(value, { maxLength: 3 }),
  exists: fc.boolean(),
});

const ordered = <Value>(value: fc.Arbitrary<Value>, order: (a: Value, b: Value) => number) => ({
  ...plain(value),
  lt: value,
  lte: value,
  gt: value,
  gte: value,
  between: fc
    .tuple(value, value)
    .map(([a, b]): [Value, Value] => (order(a, b) <= 0 ? [a, b] : [b, a])),
});

const listed = <Value>(value: fc.Arbitrary<Value>) => ({
  contains: value,
  containsAny: fc.array(value, { maxLength: 3 }),
  containsAll: fc.array(value, { maxLength: 3 }),
  exists: fc.boolean(),
});

const byNumber = (a: string | number, b: string | number) => Number(a) - Number(b);

/** One operator or two of a field. */
function comparison<Name extends string, Operands extends object>(
  field: Name,
  operands: { [Key in keyof Operands]: fc.Arbitrary<Operands[Key]> },
) {
  return fc
    .record(operands, { requiredKeys: [] })
    .filter((chosen) => Object.keys(chosen).length > 0)
    .map((chosen) => ({ field, ...chosen }));
}

const comparisons: fc.Arbitrary<TestCondition> = fc.oneof(
  comparison("orders", ordered(number, byNumber)),
  comparison("rfm.r", ordered(number, byNumber)),
  comparison("country", plain(text)),
  comparison("consent", plain(flag)),
  comparison("tier", plain(tier)),
  comparison("total", ordered(decimal, byNumber)),
  comparison("tags", listed(text)),
  comparison("sums", listed(decimal)),
);

export const conditions: fc.Arbitrary<TestCondition> = fc.letrec<{ condition: TestCondition }>(
  (tie) => {
    const members = fc.array(tie("condition"), { maxLength: 3 });
    return {
      condition: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        comparisons,
        members.map((all) => ({ all })),
        members.map((any) => ({ any })),
        members.map((none) => ({ none })),
      ),
    };
  },
).condition;

const junk = fc.constantFrom<unknown>(null, undefined, Number.NaN, {}, [], "1", 1, ["DE", 1], true);

/** Subjects whose fields mostly have the right type. */
export const subjects = fc.record(
  {
    orders: fc.oneof(number, junk),
    rfm: fc.oneof(fc.record({ r: number }, { requiredKeys: [] }), junk),
    country: fc.oneof(text, junk),
    consent: fc.oneof(flag, junk),
    tier: fc.oneof(tier, fc.constant("bronze"), junk),
    total: fc.oneof(decimal, junk),
    tags: fc.oneof(fc.array(text, { maxLength: 3 }), junk),
    sums: fc.oneof(fc.array(decimal, { maxLength: 3 }), junk),
  },
  { requiredKeys: [] },
);
