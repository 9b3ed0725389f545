import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { describe as describeThing } from "../../src/report/describe.ts";
import { toText } from "../../src/report/to-text.ts";
import { kaplanMeier } from "../../src/retention/survival/kaplan-meier.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { compareScores } from "../../src/survey/compare-scores.ts";
import { scoreNps } from "../../src/survey/score-nps.ts";

/** What a beginner without types hands over; the error must name what was found and what to give. */
function complaint(verb: (...args: never[]) => unknown, ...args: unknown[]): string {
  try {
    Reflect.apply(verb, undefined, args);
  } catch (error) {
    return String(error);
  }
  return "no error";
}

const asOf = "2025-12-31";
const orders = [
  { customerId: "a", at: "2025-01-03", value: 40 },
  { customerId: "a", at: "2025-02-03", value: 40 },
];
const base = summarizeOrders(orders, { asOf });
const COLUMNS = "expected rows, or columns customerId, at and value, got";
const BASE = "expected a customer base from summarizeOrders, got";

describe("data of another shape", () => {
  it.each<[string, unknown, string]>([
    [
      "rows with a date",
      [{ customerId: "a", date: asOf, value: 3 }],
      "[0].at: expected a field at, got { customerId, date, value }",
    ],
    [
      "rows with a total",
      [{ customerId: "a", at: asOf, total: 3 }],
      "[0].value: expected a field value, got { customerId, at, total }",
    ],
    [
      "rows of a base",
      base.customers,
      "[0].at: expected a field at, got { customerId, frequency, recency, age, monetaryValue, orders, … }",
    ],
    ["a base", base, `customerId: ${COLUMNS} { asOf, timeUnit, timeZone, customers }`],
    [
      "columns with dates",
      { customerId: ["a"], date: [asOf], value: [1] },
      `at: ${COLUMNS} { customerId, date, value }`,
    ],
    [
      "columns with amounts",
      { customerId: ["a"], at: [asOf], amount: [1] },
      `value: ${COLUMNS} { customerId, at, amount }`,
    ],
    ["nothing in it", {}, `customerId: ${COLUMNS} {}`],
    ["orders not awaited", Promise.resolve(orders), `customerId: ${COLUMNS} a promise: await it`],
    [
      "a German date",
      [{ customerId: "a", at: "31.12.2024", value: 3 }],
      '[0].at: expected an ISO date (2026-01-31), a date-time with an offset, epoch milliseconds or a Date, got "31.12.2024"',
    ],
  ])("summarizeOrders of %s", (_, given, message) => {
    expect(complaint(summarizeOrders, given, { asOf })).toBe(`InputError: ${message}`);
  });

  it("tells the field that columns lack when the others are sound", () => {
    const columns = { customerId: ["a"], at: [asOf], value: undefined };
    const fault = { code: "invalid_column", path: ["value"] };
    expect(() => Reflect.apply(summarizeOrders, undefined, [columns, { asOf }])).toThrow(
      expect.objectContaining(fault),
    );
  });

  it("asks for the base where a split, a promise or orders came", () => {
    const split = { calibration: base, holdout: [] };
    for (const given of [split, Promise.resolve(base)]) {
      expect(complaint(fitBgNbd, given)).toBe(`InputError: timeUnit: ${BASE} an object`);
    }
    expect(complaint(scoreRfm, orders)).toBe(`InputError: customers: ${BASE} undefined`);
    expect(complaint(scoreRfm, undefined)).toBe(`InputError: ${BASE} undefined`);
    expect(complaint(segmentRfm, base)).toBe(
      "InputError: scorer: expected a scorer from scoreRfm, got undefined",
    );
  });

  it("names the fields of answers and durations", () => {
    expect(complaint(scoreNps, [{ rating: 9 }])).toBe(
      "InputError: [0].score: expected a number score in { rating }, got undefined",
    );
    expect(complaint(scoreNps, [{ score: "9" }])).toBe(
      'InputError: [0].score: expected a number score in { score }, got "9"',
    );
    expect(complaint(compareScores, { web: [9, 10], shop: [1] })).toBe(
      "InputError: score: expected an array score in { web, shop }, got undefined",
    );
    expect(complaint(kaplanMeier, [{ duration: 5, event: true }])).toBe(
      "InputError: [0].time: expected a field time, got { duration, event }",
    );
    expect(complaint(kaplanMeier, [{ time: 5, churned: true }])).toBe(
      "InputError: [0].event: expected a field event, got { time, churned }",
    );
    expect(complaint(kaplanMeier, { time: [5], churned: [1] })).toBe(
      "InputError: event: expected a field event, got { time, churned }",
    );
  });

  it("says where results without a table of their own go", () => {
    const curve = kaplanMeier([{ time: 5, event: true }]);
    expect(complaint(describeThing, curve)).toBe(
      'InputError: kind: expected a result that it has a table for (rows of your own: toTable), got "kaplan-meier"',
    );
    expect(complaint(toText, curve)).toBe(
      "InputError: expected a table from describe or toTable, got an object",
    );
  });
});
