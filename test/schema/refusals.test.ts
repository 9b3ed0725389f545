import { describe, expect, test } from "vitest";
import { RFM_MARKETING_GRID } from "../../src/rfm/grids.ts";
import { parseContractModel } from "../../src/schema/contracts.ts";
import {
  parseCustomerBase,
  parseCustomerSummary,
  parseHoldoutBase,
} from "../../src/schema/customers.ts";
import { parseModel, parsePurchaseModel, parseSpendModel } from "../../src/schema/models.ts";
import { parseOrder, parseOrders } from "../../src/schema/orders.ts";
import { parsePurchasePatterns } from "../../src/schema/patterns.ts";
import { parseRfmScorer, parseRfmScores } from "../../src/schema/rfm-scores.ts";
import { parseRfmSegmentGrid, parseRfmSegments } from "../../src/schema/rfm-segments.ts";
import { parseShopSummary } from "../../src/schema/shop.ts";
import { scorer, scores, segments } from "./nouns.ts";
import { type Parse, refusalOf, withOwnProto } from "./refusal.ts";

const order = { customerId: "ada", at: "2026-01-31", value: 5 };
const bgNbd = {
  kind: "bg-nbd",
  version: 1,
  params: { r: 0.2, alpha: 4, a: 0.8, b: 2.4 },
  timeUnit: "week",
};
const fit = {
  logLikelihood: -10,
  customers: 3,
  patterns: 3,
  verdict: "optimum",
  iterations: 1,
  evaluations: 1,
  gradientNorm: 0,
  newtonDecrement: 0,
  positiveDefinite: false,
  conditionNumber: null,
  standardErrors: { p: 1, q: 1, v: null },
  estimates: ["p", "q", "v"],
  covariance: null,
  warnings: [],
};
const gammaGamma = { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 }, fit };
const summary = {
  customerId: "ada",
  frequency: 1,
  recency: 3,
  age: 10,
  monetaryValue: 20,
  orders: 2,
  days: 2,
  revenue: 45,
  firstAt: "2026-01-21T00:00:00.000Z",
  lastAt: "2026-01-24T00:00:00.000Z",
  daysSinceLast: 7,
};
const base = { asOf: "2026-01-31", timeUnit: "week", timeZone: "UTC", customers: [summary] };
const rules = RFM_MARKETING_GRID.rules;

describe("what is refused, and where", () => {
  test.each<[string, Parse, unknown, string, (string | number)[]]>([
    ["no order", parseOrder, null, "invalid_shape", []],
    ["no orders", parseOrders, order, "invalid_shape", []],
    [
      "an order without a customer",
      parseOrder,
      { ...order, customerId: "" },
      "missing_id",
      ["customerId"],
    ],
    ["a customer of half", parseOrder, { ...order, customerId: 1.5 }, "invalid_id", ["customerId"]],
    [
      "a time without offset",
      parseOrder,
      { ...order, at: "2026-01-31T12:00" },
      "missing_offset",
      ["at"],
    ],
    [
      "a day that is none",
      parseOrders,
      [order, { ...order, at: "2026-02-30" }],
      "invalid_time",
      [1, "at"],
    ],
    ["a time beyond all years", parseOrder, { ...order, at: 8e15 }, "invalid_time", ["at"]],
    ["NaN", parseOrder, { ...order, value: Number.NaN }, "non_finite_value", ["value"]],
    ["Infinity", parseOrders, [{ ...order, value: -Infinity }], "non_finite_value", [0, "value"]],
    ["a number as text", parseOrder, { ...order, value: "5" }, "not_a_number", ["value"]],
    ["a value that is missing", parseOrder, { customerId: 1, at: 0 }, "not_a_number", ["value"]],

    ["a model of no kind", parseModel, {}, "unknown_model", ["kind"]],
    ["a model of another kind", parseModel, { ...bgNbd, kind: "x" }, "unknown_model", ["kind"]],
    ["a spend model for purchases", parsePurchaseModel, gammaGamma, "unknown_model", ["kind"]],
    ["a purchase model for spend", parseSpendModel, bgNbd, "unknown_model", ["kind"]],
    [
      "another version first",
      parseModel,
      { ...bgNbd, version: 2, params: {}, more: 1 },
      "unsupported_version",
      ["version"],
    ],
    ["an unknown key", parseModel, { ...bgNbd, parms: {} }, "unknown_key", ["parms"]],
    [
      "an unknown parameter",
      parseModel,
      { ...bgNbd, params: { ...bgNbd.params, c: 1 } },
      "unknown_key",
      ["params", "c"],
    ],
    ["__proto__ as a key", parseModel, withOwnProto(bgNbd), "unknown_key", ["__proto__"]],
    [
      "a parameter of 0",
      parseModel,
      { ...bgNbd, params: { ...bgNbd.params, a: 0 } },
      "out_of_range",
      ["params", "a"],
    ],
    [
      "a parameter short",
      parseModel,
      { ...bgNbd, params: { r: 1, alpha: 1, a: 1 } },
      "not_a_number",
      ["params", "b"],
    ],
    [
      "an infinite parameter",
      parseModel,
      { ...bgNbd, params: { ...bgNbd.params, alpha: Infinity } },
      "non_finite_value",
      ["params", "alpha"],
    ],
    ["an unknown unit", parseModel, { ...bgNbd, timeUnit: "hour" }, "invalid_option", ["timeUnit"]],
    [
      "a model without unit",
      parseModel,
      { ...bgNbd, timeUnit: undefined },
      "invalid_option",
      ["timeUnit"],
    ],
    [
      "a unit for spend",
      parseModel,
      { ...gammaGamma, timeUnit: "week" },
      "unknown_key",
      ["timeUnit"],
    ],
    ["a fit that is none", parseModel, { ...bgNbd, fit: null }, "invalid_shape", ["fit"]],
    [
      "an unknown verdict",
      parseModel,
      { ...gammaGamma, fit: { ...fit, verdict: "fine" } },
      "invalid_option",
      ["fit", "verdict"],
    ],
    [
      "a negative error",
      parseModel,
      { ...gammaGamma, fit: { ...fit, standardErrors: { p: -1, q: 1, v: 1 } } },
      "negative_value",
      ["fit", "standardErrors", "p"],
    ],
    [
      "a covariance too small",
      parseModel,
      { ...gammaGamma, fit: { ...fit, covariance: [[1]] } },
      "length_mismatch",
      ["fit", "covariance"],
    ],
    [
      "a covariance of two rows",
      parseModel,
      {
        ...gammaGamma,
        fit: {
          ...fit,
          covariance: [
            [1, 0, 0],
            [0, 1, 0],
          ],
        },
      },
      "length_mismatch",
      ["fit", "covariance"],
    ],
    [
      "a covariance with a short row",
      parseModel,
      { ...gammaGamma, fit: { ...fit, covariance: [[1, 0, 0], [0, 1, 0], [0]] } },
      "length_mismatch",
      ["fit", "covariance"],
    ],
    [
      "iterations of half",
      parseModel,
      { ...gammaGamma, fit: { ...fit, iterations: 0.5 } },
      "out_of_range",
      ["fit", "iterations"],
    ],

    [
      "a customer who bought before her first purchase",
      parseCustomerSummary,
      { ...summary, recency: 11 },
      "invalid_summary",
      ["recency"],
    ],
    [
      "a half purchase",
      parseCustomerBase,
      { ...base, customers: [{ ...summary, frequency: 0.5 }] },
      "invalid_summary",
      ["customers", 0, "frequency"],
    ],
    [
      "a day with a time",
      parseCustomerBase,
      { ...base, asOf: "2026-01-31T00:00:00Z" },
      "invalid_time",
      ["asOf"],
    ],
    [
      "a day of no month",
      parseCustomerBase,
      { ...base, asOf: "2026-13-01" },
      "invalid_time",
      ["asOf"],
    ],
    [
      "a zone of no map",
      parseCustomerBase,
      { ...base, timeZone: "Mars/Olympus" },
      "unknown_time_zone",
      ["timeZone"],
    ],
    [
      "customers in columns",
      parseCustomerBase,
      { ...base, customers: {} },
      "invalid_shape",
      ["customers"],
    ],
    [
      "a warning without words",
      parseCustomerBase,
      { ...base, warnings: [{ code: "x" }] },
      "invalid_shape",
      ["warnings", 0, "message"],
    ],
    [
      "a detail that is none",
      parseCustomerBase,
      { ...base, warnings: [{ code: "x", message: "", details: { a: [] } }] },
      "invalid_shape",
      ["warnings", 0, "details", "a"],
    ],
    [
      "a holdout without length",
      parseHoldoutBase,
      { ...base, from: "2026-01-01", customers: [] },
      "not_a_number",
      ["length"],
    ],

    [
      "columns of unequal length",
      parsePurchasePatterns,
      { timeUnit: "week", frequency: [], recency: [], age: [], weight: [1] },
      "length_mismatch",
      ["weight"],
    ],
    [
      "a pattern of nobody",
      parsePurchasePatterns,
      { timeUnit: "week", frequency: [0], recency: [0], age: [1], weight: [0] },
      "out_of_range",
      [0, "weight"],
    ],

    [
      "a scorer of another version",
      parseRfmScorer,
      { ...scorer, version: 2 },
      "unsupported_version",
      ["version"],
    ],
    [
      "a scorer of one bin",
      parseRfmScorer,
      { ...scorer, settings: { ...scorer.settings, bins: { r: 3, f: 1, m: 3 } } },
      "out_of_range",
      ["settings", "bins", "f"],
    ],
    [
      "a nested scorer without its cells",
      parseRfmScorer,
      { ...scorer, settings: { ...scorer.settings, nested: "nested" } },
      "length_mismatch",
      ["thresholds", "f"],
    ],
    [
      "a cut short",
      parseRfmScorer,
      { ...scorer, thresholds: { ...scorer.thresholds, m: [[1]] } },
      "length_mismatch",
      ["thresholds", "m", 0],
    ],
    [
      "cuts that descend",
      parseRfmScorer,
      { ...scorer, thresholds: { ...scorer.thresholds, f: [[2, 1]] } },
      "not_ascending",
      ["thresholds", "f", 0, 1],
    ],
    [
      "weights that weigh nothing",
      parseRfmScorer,
      { ...scorer, settings: { ...scorer.settings, weights: { r: 0, f: 0, m: 0 } } },
      "out_of_range",
      ["settings", "weights"],
    ],
    [
      "a score beyond the bins",
      parseRfmScores,
      { ...scores, scores: [{ ...scores.scores[0], f: 4 }] },
      "out_of_range",
      ["scores", 0, "f"],
    ],
    [
      "segments without a last one",
      parseRfmSegmentGrid,
      { bins: 5, rules: rules.slice(0, 3) },
      "missing_catch_all",
      ["rules"],
    ],
    [
      "a segment in the shade",
      parseRfmSegmentGrid,
      { bins: 5, rules: [rules[0], rules[0], rules[9]] },
      "shadowed_segment",
      ["rules", 1],
    ],
    [
      "a misspelt condition",
      parseRfmSegmentGrid,
      { bins: 5, rules: [{ name: "A", R: [1, 1] }, { name: "B" }] },
      "unknown_key",
      ["rules", 0, "R"],
    ],
    [
      "a grid of a million bins",
      parseRfmSegmentGrid,
      { bins: 1e6, rules: [{ name: "A" }] },
      "out_of_range",
      ["bins"],
    ],
    [
      "a share above 1",
      parseRfmSegments,
      { ...segments, segments: [{ ...segments.segments[0], customerShare: 1.1 }] },
      "out_of_range",
      ["segments", 0, "customerShare"],
    ],
    [
      "a score of 0",
      parseRfmSegments,
      { ...segments, assignments: [{ ...segments.assignments[0], f: 0 }] },
      "out_of_range",
      ["assignments", 0, "f"],
    ],
    [
      "a quantile type as text",
      parseRfmScorer,
      { ...scorer, settings: { ...scorer.settings, quantileType: "7" } },
      "invalid_option",
      ["settings", "quantileType"],
    ],
    ["a shop of another make", parseShopSummary, { revenue: 1 }, "invalid_shape", ["asOf"]],
  ])("%s", (_, parse, data, code, path) => {
    expect(refusalOf(parse, data)).toMatchObject({ code, path });
  });

  test("tells all faults at once, the first one loudest", () => {
    const error = refusalOf(parseOrders, [
      { ...order, value: "5" },
      order,
      { customerId: null, at: "?", value: Number.NaN },
    ]);
    expect(error.message).toBe('[0].value: expected a number, got "5"');
    expect(error.details.issues).toEqual([
      { code: "not_a_number", path: [0, "value"], message: 'expected a number, got "5"' },
      { code: "missing_id", path: [2, "customerId"], message: "expected a customer id, got null" },
      expect.objectContaining({ code: "invalid_time", path: [2, "at"] }),
      {
        code: "non_finite_value",
        path: [2, "value"],
        message: "expected a finite number, got NaN",
      },
    ]);
  });

  test.each<[Parse, unknown, string]>([
    [
      parseContractModel,
      { ...bgNbd, kind: 7 },
      'kind: expected "shifted-beta-geometric" or "beta-discrete-weibull", got 7',
    ],
    [parseModel, { ...bgNbd, version: "1" }, 'version: expected version 1, got "1"'],
    [
      parseModel,
      { ...bgNbd, timeUnit: "hour" },
      'timeUnit: expected "day" or "week" or "month" or "year", got "hour"',
    ],
    [parseModel, { ...bgNbd, params: [] }, "params: expected a record, got an array"],
    [parseOrders, "orders", 'expected an array, got "orders"'],
    [parseOrder, 5, "expected an object, got 5"],
  ])("says what was expected and what came", (parse, data, message) => {
    expect(refusalOf(parse, data).message).toBe(message);
  });

  test("says in the words of the domain what the domain refuses", () => {
    const { details } = refusalOf(parseCustomerBase, {
      ...base,
      customers: [{ ...summary, recency: 11 }],
    });
    expect(details.issues).toEqual([
      {
        code: "invalid_summary",
        path: ["customers", 0, "recency"],
        message: "expected recency from 0 to age (10), got 11",
      },
    ]);
  });
});
