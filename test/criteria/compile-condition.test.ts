import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import {
  CONDITION_LIMITS,
  compileCondition,
  parseCondition,
} from "../../src/criteria/compile-condition.ts";
import { NUMBER, orderedField } from "../../src/criteria/fields.ts";
import { readOwn } from "../../src/criteria/read-own.ts";
import type { TestCondition } from "./arbitrary.ts";
import { VOCABULARY } from "./vocabulary.ts";

const ann = {
  orders: 3,
  rfm: { r: 5 },
  country: "DE",
  consent: true,
  tier: "gold",
  total: "19.90",
  tags: ["vip", "app"],
};

const is = (condition: TestCondition, subject: unknown = ann) =>
  compileCondition(condition, VOCABULARY)(subject);

describe("conditions", () => {
  test.each<[boolean, TestCondition]>([
    [true, { field: "orders", eq: 3 }],
    [false, { field: "orders", ne: 3 }],
    [false, { field: "orders", lt: 3 }],
    [true, { field: "orders", lte: 3 }],
    [false, { field: "orders", gt: 3 }],
    [true, { field: "orders", gte: 3 }],
    [true, { field: "orders", between: [3, 3] }],
    [false, { field: "orders", between: [3.5, 9] }],
    [true, { field: "orders", gte: 3, lt: 4 }],
    [false, { field: "orders", gte: 3, lt: 3 }],
    [true, { field: "orders", in: [1, 3] }],
    [false, { field: "orders", in: [] }],
    [true, { field: "rfm.r", eq: 5 }],
    [false, { field: "country", eq: "de" }],
    [true, { field: "country", in: ["FR", "DE"] }],
    [true, { field: "consent", eq: true }],
    [true, { field: "tier", ne: "silver" }],
    [true, { field: "total", eq: "19.9" }],
    [true, { field: "total", gt: "9.95" }],
    [true, { field: "total", in: ["3", "19.9000"] }],
    [true, { field: "total", between: ["19.9", "19.90"] }],
    [true, { field: "tags", contains: "vip" }],
    [false, { field: "tags", contains: "web" }],
    [true, { field: "tags", containsAny: ["web", "app"] }],
    [false, { field: "tags", containsAny: [] }],
    [true, { field: "tags", containsAll: ["app", "vip"] }],
    [false, { field: "tags", containsAll: ["app", "web"] }],
    [true, { field: "tags", containsAll: [] }],
    [true, { all: [] }],
    [false, { any: [] }],
    [true, { none: [] }],
    [
      true,
      {
        all: [
          { field: "orders", gt: 1 },
          { field: "consent", eq: true },
        ],
      },
    ],
    [
      false,
      {
        none: [
          { field: "orders", gt: 1 },
          { field: "consent", eq: false },
        ],
      },
    ],
    [
      true,
      {
        any: [
          { field: "orders", gt: 9 },
          { field: "consent", eq: true },
        ],
      },
    ],
  ])("%s: %j", (expected, condition) => {
    expect(is(condition)).toBe(expected);
  });

  test.each<[boolean, TestCondition]>([
    [false, { field: "orders", eq: 0 }],
    [false, { field: "orders", ne: 0 }],
    [false, { field: "orders", lt: 1 }],
    [false, { field: "orders", in: [0] }],
    [false, { field: "orders", between: [-1, 1] }],
    [false, { field: "orders", exists: true }],
    [true, { field: "orders", exists: false }],
    [false, { field: "orders", exists: false, gt: 0 }],
    [true, { none: [{ field: "orders", eq: 0 }] }],
    [false, { field: "total", ne: "0" }],
    [false, { field: "tags", containsAll: [] }],
    [true, { field: "tags", exists: false }],
  ])("without the field, %s: %j", (expected, condition) => {
    for (const nothing of [null, undefined, Number.NaN, {}, "3,0"]) {
      expect(is(condition, { orders: nothing, total: nothing, tags: nothing })).toBe(expected);
    }
    expect(is(condition, {})).toBe(expected);
    expect(is(condition, null)).toBe(expected);
  });

  test("a reader that gives NaN gives nothing", () => {
    const raw = { score: orderedField(NUMBER, (subject: { score: number }) => subject.score) };
    const holds = (
      condition: Parameters<typeof compileCondition<{ score: number }, typeof raw>>[0],
    ) => compileCondition(condition, raw)({ score: Number.NaN });
    expect(holds({ field: "score", ne: 1 })).toBe(false);
    expect(holds({ field: "score", exists: true })).toBe(false);
  });

  test("an empty list is there", () => {
    expect(is({ field: "tags", exists: true }, { tags: [] })).toBe(true);
    expect(is({ field: "tags", containsAll: [] }, { tags: [] })).toBe(true);
  });

  test("a predicate keeps nothing of its condition", () => {
    const list = ["DE"];
    const condition: TestCondition = { field: "country", in: list };
    const holds = compileCondition(condition, VOCABULARY);
    list[0] = "FR";
    expect(holds(ann)).toBe(true);
  });

  test("what a subject inherits is not its own", () => {
    const heir: unknown = Object.create({ orders: 3, rfm: { r: 5 } });
    expect(is({ field: "orders", exists: true }, heir)).toBe(false);
    const odd = {
      constructor: orderedField(NUMBER, readOwn(["constructor", "length"], NUMBER.parse)),
    };
    expect(compileCondition({ field: "constructor", exists: true }, odd)({})).toBe(false);
  });
});

const deep = (depth: number) => {
  let condition: unknown = { field: "orders", gte: 1 };
  for (let level = 1; level < depth; level++) condition = { all: [condition] };
  return condition;
};
class Rule {
  readonly field = "orders";
  readonly eq = 3;
}
const cyclic: Record<string, unknown[]> = { all: [] };
cyclic.all.push(cyclic, cyclic);
const many = (count: number) => ({ any: Array.from({ length: count - 1 }, () => deep(1)) });

describe("what is no condition says so, and where", () => {
  test.each<[string, unknown, (string | number)[]]>([
    ["invalid_condition", null, []],
    ["invalid_condition", undefined, []],
    ["invalid_condition", "orders > 3", []],
    ["invalid_condition", [], []],
    ["invalid_condition", {}, []],
    ["invalid_condition", new Date(0), []],
    ["invalid_condition", new Map(), []],
    ["invalid_condition", () => true, []],
    ["invalid_condition", new Rule(), []],
    ["invalid_condition", { field: "orders" }, []],
    ["invalid_condition", { field: 3, eq: 3 }, ["field"]],
    ["invalid_condition", { all: [], any: [] }, []],
    ["invalid_condition", { not: [] }, []],
    ["invalid_condition", { eq: 3 }, []],
    ["invalid_condition", { all: {} }, ["all"]],
    ["invalid_condition", { all: [{ any: [null] }] }, ["all", 0, "any", 0]],
    ["invalid_condition", { all: new Array(2) }, ["all", 0]],
    ["invalid_condition", { field: "orders", between: [3, 1] }, ["between"]],
    ["invalid_condition", { field: "total", between: ["10", "9.5"] }, ["between"]],
    ["invalid_condition", JSON.parse('{ "__proto__": [] }'), []],
    ["unknown_field", { field: "ordres", eq: 3 }, ["field"]],
    ["unknown_field", { any: [deep(1), { field: "x", eq: 3 }] }, ["any", 1, "field"]],
    ["unknown_field", { field: "constructor", eq: 3 }, ["field"]],
    ["unknown_field", { field: "__proto__", exists: true }, ["field"]],
    ["unknown_operator", { field: "orders", equals: 3 }, ["equals"]],
    ["unknown_operator", { field: "orders", eq: 3, all: [] }, ["all"]],
    ["unknown_operator", { field: "orders", toString: 3 }, ["toString"]],
    ["unknown_operator", JSON.parse('{ "field": "orders", "__proto__": 3 }'), ["__proto__"]],
    ["unknown_operator", { field: "consent", lt: true }, ["lt"]],
    ["unknown_operator", { field: "country", gte: "DE" }, ["gte"]],
    ["unknown_operator", { field: "tags", eq: "vip" }, ["eq"]],
    ["type_mismatch", { field: "orders", eq: "3" }, ["eq"]],
    ["type_mismatch", { field: "orders", eq: null }, ["eq"]],
    ["type_mismatch", { field: "orders", eq: undefined }, ["eq"]],
    ["type_mismatch", { field: "orders", lt: Number.NaN }, ["lt"]],
    ["type_mismatch", { field: "orders", lt: Number.POSITIVE_INFINITY }, ["lt"]],
    ["type_mismatch", { field: "orders", in: 3 }, ["in"]],
    ["type_mismatch", { field: "orders", in: [3, "4"] }, ["in", 1]],
    ["type_mismatch", { field: "orders", in: new Array(1) }, ["in", 0]],
    ["type_mismatch", { field: "orders", between: [1] }, ["between"]],
    ["type_mismatch", { field: "orders", between: [1, "2"] }, ["between", 1]],
    ["type_mismatch", { field: "orders", exists: "yes" }, ["exists"]],
    ["type_mismatch", { field: "tier", eq: "platinum" }, ["eq"]],
    ["type_mismatch", { field: "total", gt: 9.95 }, ["gt"]],
    ["type_mismatch", { field: "total", gt: "9,95" }, ["gt"]],
    ["type_mismatch", { field: "tags", contains: ["vip"] }, ["contains"]],
    ["condition_too_deep", deep(10_000), Array.from({ length: 32 }, () => ["all", 0]).flat()],
    ["condition_too_deep", cyclic, Array.from({ length: 32 }, () => ["all", 0]).flat()],
    ["condition_too_large", many(1001), ["any", 999]],
    ["condition_too_large", { field: "orders", in: new Array(2 ** 31) }, ["in"]],
    [
      "condition_too_large",
      { any: [0, 1].map(() => ({ field: "orders", in: new Array(60_000).fill(1) })) },
      ["any", 1, "in"],
    ],
  ])("%s", (code, value, path) => {
    expect(refusal(value)).toEqual({ code, path });
  });

  test("the limits themselves are within them", () => {
    expect(CONDITION_LIMITS).toEqual({ depth: 32, conditions: 1000, values: 100_000 });
    expect(refusal(deep(32))).toBeUndefined();
    expect(refusal(many(1000))).toBeUndefined();
    expect(refusal({ field: "orders", in: new Array(100_000).fill(1) })).toBeUndefined();
  });

  test("a path may begin elsewhere, and the message tells what is known", () => {
    const condition = { any: [{ field: "tier", lt: "gold" }] };
    expect(() => parseCondition(condition, VOCABULARY, ["rules", 3, "when"])).toThrow(
      'rules[3].when.any[0].lt: expected an operator of "tier", which is one of "silver", "gold": ' +
        'eq, ne, in, exists; got "lt"',
    );
  });

  test("a wide and cyclic condition is refused at once", () => {
    const wide: Record<string, unknown[]> = { any: [] };
    for (let index = 0; index < 500; index++)
      wide.any.push({ any: [{ field: "orders", eq: index }] }, wide);
    expect(refusal(wide)?.code).toBe("condition_too_deep");
  });
});

function refusal(value: unknown): { code: string; path: readonly unknown[] } | undefined {
  try {
    parseCondition(value, VOCABULARY);
    return undefined;
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    return { code: error.code, path: error.path };
  }
}
