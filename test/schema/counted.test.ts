import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { measureRegularity } from "../../src/customers/measure-regularity.ts";
import { summarizeOpportunities } from "../../src/customers/summarize-opportunities.ts";
import { summarizeShop } from "../../src/customers/summarize-shop.ts";
import { tracePurchases } from "../../src/customers/trace-purchases.ts";
import { checkTable } from "../../src/report/check-table.ts";
import { describe as describeNoun } from "../../src/report/describe.ts";
import { parseOpportunityBase } from "../../src/schema/opportunities.ts";
import { parseRegularity } from "../../src/schema/regularity.ts";
import { parseSummaryTable } from "../../src/schema/tables.ts";
import { parsePurchaseTrace } from "../../src/schema/traces.ts";
import { type Parse, refusalOf } from "./refusal.ts";

const orders = [
  ...["2026-01-01", "2026-01-11", "2026-01-26"].map((at) => ({ customerId: "ada", at, value: 20 })),
  ...["2026-01-03", "2026-01-08"].map((at) => ({ customerId: 7, at, value: 35.5 })),
  { customerId: "", at: "2026-01-09", value: 1 },
];
const options = { asOf: "2026-01-31", invalid: "collect" } as const;

const base = summarizeOpportunities(orders, { ...options, period: "week" });
const [ada] = base.customers;
const trace = tracePurchases(orders, options);
const [first, second, ...others] = trace.days;
const regularity = measureRegularity(orders, options);
const withoutIntervals = measureRegularity(orders.slice(3), options);
const table = describeNoun(summarizeShop(orders, options));

function stored(noun: unknown): unknown {
  return JSON.parse(JSON.stringify(noun));
}

test.each<[string, Parse, unknown]>([
  ["opportunities", parseOpportunityBase, base],
  ["no opportunities", parseOpportunityBase, { ...base, customers: [] }],
  ["purchases by day", parsePurchaseTrace, trace],
  ["regularity", parseRegularity, regularity],
  ["regularity of nobody", parseRegularity, withoutIntervals],
  ["a table", parseSummaryTable, table],
])("%s comes back as it went", (_, parse, noun) => {
  expect(parse(stored(noun))).toStrictEqual(noun);
  expect(parse(structuredClone(noun))).toStrictEqual(noun);
});

test("a table keeps every format", () => {
  const formats = ["plain", { decimals: 2 }, { significant: 3 }, { percent: 1 }] as const;
  const columns = formats.map((format) => ({ name: "share", align: "right" as const, format }));
  const row = formats.map((format) => ({ value: 0.5, format }));
  const formatted = { title: "", columns, rows: [row, [1, "two", null, 4]], notes: ["a note"] };
  expect(parseSummaryTable(stored(formatted))).toStrictEqual(formatted);
});

test("a table is read back if, and only if, it can be shown", () => {
  const digits = fc.oneof(fc.integer({ min: -2, max: 20 }), fc.constant(1.5));
  const format = fc.oneof(
    fc.constant("plain"),
    fc.record({ decimals: digits }),
    fc.record({ significant: digits }),
    fc.record({ percent: digits }),
    fc.constantFrom("percent", {}, { digits: 2 }, { decimals: 1, percent: 1 }),
  );
  const value = fc.constantFrom(0.25, -3, 1e15, Number.NaN, "four");
  const cell = fc.oneof(value, fc.constantFrom(null, true, {}), fc.record({ value, format }));
  const column = fc.record(
    { name: fc.constant("a"), align: fc.constantFrom("left", "right"), format },
    { requiredKeys: ["name", "align"] },
  );
  const tables = fc.record({
    title: fc.constantFrom("", "A title"),
    columns: fc.array(column, { maxLength: 2 }),
    rows: fc.array(fc.array(cell, { maxLength: 2 }), { maxLength: 2 }),
    notes: fc.constantFrom([], ["a note"], [1]),
  });
  fc.assert(
    fc.property(tables, (candidate) => {
      expect(survives(() => parseSummaryTable(candidate))).toBe(
        survives(() => checkTable(candidate as never)),
      );
    }),
    { numRuns: 2000 },
  );
});

function survives(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return false;
  }
}

describe("what is refused, and where", () => {
  test.each<[string, Parse, unknown, string, (string | number)[]]>([
    ...[parseOpportunityBase, parsePurchaseTrace, parseRegularity, parseSummaryTable].map(
      (parse): [string, Parse, unknown, string, (string | number)[]] => [
        "what is nothing",
        parse,
        null,
        "invalid_shape",
        [],
      ],
    ),
    [
      "more purchases than opportunities",
      parseOpportunityBase,
      { ...base, customers: [{ ...ada, frequency: 4 }] },
      "invalid_summary",
      ["customers", 0, "recency"],
    ],
    [
      "half an opportunity",
      parseOpportunityBase,
      { ...base, customers: [{ ...ada, age: 3.5 }] },
      "invalid_summary",
      ["customers", 0, "age"],
    ],
    [
      "a unit that is not the period",
      parseOpportunityBase,
      { ...base, timeUnit: "day" },
      "invalid_shape",
      ["timeUnit"],
    ],
    [
      "days out of order",
      parsePurchaseTrace,
      { ...trace, days: [second, first, ...others] },
      "out_of_range",
      ["days", 1, "day"],
    ],
    [
      "a day after the last",
      parsePurchaseTrace,
      { ...trace, asOf: "2026-01-02" },
      "out_of_range",
      ["days", 1, "day"],
    ],
    [
      "a lost customer",
      parsePurchaseTrace,
      { ...trace, customers: 1 },
      "out_of_range",
      ["customers"],
    ],
    [
      "somebody who comes again before anybody came",
      parsePurchaseTrace,
      { ...trace, days: [{ ...first, newCustomers: 0, repeatPurchases: 1 }, second, ...others] },
      "out_of_range",
      ["days", 0, "repeatPurchases"],
    ],
    [
      "a purchase too many",
      parsePurchaseTrace,
      { ...trace, repeatPurchases: trace.repeatPurchases + 1 },
      "out_of_range",
      ["repeatPurchases"],
    ],
    [
      "another method",
      parseRegularity,
      { ...regularity, wheatMorrison: { ...regularity.wheatMorrison, method: "guess" } },
      "invalid_option",
      ["wheatMorrison", "method"],
    ],
    [
      "a level of one",
      parseRegularity,
      { ...regularity, wheatMorrison: { ...regularity.wheatMorrison, level: 1 } },
      "out_of_range",
      ["wheatMorrison", "level"],
    ],
    [
      "a short row",
      parseSummaryTable,
      { ...table, rows: [["one"]] },
      "length_mismatch",
      ["rows", 0],
    ],
    [
      "too many decimals",
      parseSummaryTable,
      { ...table, columns: [{ name: "a", align: "left", format: { decimals: 18 } }], rows: [] },
      "out_of_range",
      ["columns", 0, "format", "decimals"],
    ],
    [
      "a cell that is none",
      parseSummaryTable,
      { title: "", columns: [{ name: "a", align: "left" }], rows: [[true]], notes: [] },
      "invalid_shape",
      ["rows", 0, 0],
    ],
    ["another key", parseSummaryTable, { ...table, caption: "" }, "unknown_key", ["caption"]],
  ])("%s", (_, parse, data, code, path) => {
    expect(refusalOf(parse, data)).toMatchObject({ code, path });
  });
});
