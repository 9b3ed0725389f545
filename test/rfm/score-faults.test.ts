import { describe, expect, it } from "vitest";
import type { CustomerBase } from "../../src/customers/summary.ts";
import { compareRfm } from "../../src/rfm/compare.ts";
import { describeSegments } from "../../src/rfm/describe-segments.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { baseOf, columnsOf } from "./bases.ts";
import { faultOf } from "./fault.ts";

const base = baseOf([
  { daysSinceLast: 3, days: 2, revenue: 5 },
  { daysSinceLast: 4, days: 1, revenue: 6 },
]);

/** The first customer with another value, as a caller without types might hand it in. */
function spoil(change: object): CustomerBase {
  const [first, second] = base.customers;
  return { ...base, customers: [{ ...first, ...change }, second] };
}

/** What a caller without types can do. */
const untyped: (base: CustomerBase, options: object) => unknown = scoreRfm;

describe("customers that cannot be scored", () => {
  it("refuses a base without customers", () => {
    const empty = baseOf([]);
    expect(faultOf(() => scoreRfm(empty))).toEqual({ code: "empty", path: ["customers"] });
    expect(faultOf(() => scoreRfm(columnsOf(empty)))?.code).toBe("empty");
  });

  it.each([
    ["revenue", Number.NaN],
    ["revenue", Number.NEGATIVE_INFINITY],
    ["daysSinceLast", undefined],
    ["days", Number.POSITIVE_INFINITY],
  ])("refuses %s of %s", (field, value) => {
    expect(faultOf(() => scoreRfm(spoil({ [field]: value })))).toEqual({
      code: "non_finite_value",
      path: ["customers", 0, field],
    });
    expect(faultOf(() => scoreRfm(columnsOf(spoil({ [field]: value }))))).toEqual({
      code: "non_finite_value",
      path: ["customers", 0, field],
    });
  });

  it("refuses null, which is no zero", () => {
    expect(faultOf(() => scoreRfm(spoil({ daysSinceLast: null })))).toEqual({
      code: "non_finite_value",
      path: ["customers", 0, "daysSinceLast"],
    });
  });

  it("reads no more than it needs", () => {
    expect(faultOf(() => scoreRfm(spoil({ orders: Number.NaN })))).toBeUndefined();
    const fault = faultOf(() => scoreRfm(spoil({ orders: Number.NaN }), { frequency: "orders" }));
    expect(fault?.path).toEqual(["customers", 0, "orders"]);
  });

  it("refuses a mean over no days", () => {
    expect(faultOf(() => scoreRfm(spoil({ days: 0 }), { monetary: "mean" }))).toEqual({
      code: "non_finite_value",
      path: ["customers", 0, "days"],
    });
  });

  it.each([1, 3])("refuses columns of another length (%i values)", (length) => {
    const { customers, ...frame } = columnsOf(base);
    const days = new Float64Array(length).fill(1);
    const fault = faultOf(() => scoreRfm({ ...frame, customers: { ...customers, days } }));
    expect(fault).toEqual({ code: "non_finite_value", path: ["customers", length, "days"] });
  });
});

describe("options that make no sense", () => {
  it.each([
    ["invalid_option", ["method"], { method: "decile" }],
    ["invalid_option", ["method"], { method: "custom" }],
    ["invalid_option", ["method"], { cuts: { r: [1], f: [1], m: [1] } }],
    ["invalid_option", ["frequency"], { frequency: "visits" }],
    ["invalid_option", ["monetary"], { monetary: "median" }],
    ["invalid_option", ["ties"], { ties: "random" }],
    ["invalid_option", ["nested"], { nested: true }],
    ["invalid_option", ["quantileType"], { quantileType: 3 }],
    ["out_of_range", ["bins", "r"], { bins: 1 }],
    ["out_of_range", ["bins", "r"], { bins: 100 }],
    ["out_of_range", ["bins", "f"], { bins: { r: 5, f: 2.5, m: 5 } }],
    ["out_of_range", ["bins", "m"], { method: "custom", cuts: { r: [1], f: [1], m: [] } }],
    ["out_of_range", ["weights"], { weights: { r: 0, f: 0, m: 0 } }],
    ["non_finite_value", ["weights", "m"], { weights: { r: 1, f: 1, m: Number.NaN } }],
    ["non_finite_value", ["weights", "f"], { weights: { r: 1, f: Infinity, m: 1 } }],
    ["out_of_range", ["weights"], { weights: { r: 1e300, f: 1e300, m: 1 } }],
    ["negative_value", ["weights", "r"], { weights: { r: -1, f: 3, m: 1 } }],
    ["not_a_number", ["weights", "m"], { weights: { r: 1, f: 1, m: "1" } }],
    ["not_a_number", ["weights", "m"], { weights: { r: 1, f: 1 } }],
    ["invalid_shape", ["weights"], { weights: null }],
    ["invalid_shape", ["bins"], { bins: null }],
    ["out_of_range", ["bins", "r"], { bins: "5" }],
    ["invalid_shape", ["cuts"], { method: "custom", cuts: 5 }],
    ["invalid_shape", ["cuts", "f"], { method: "custom", cuts: { r: [1] } }],
    ["not_a_number", ["cuts", "r", 0], { method: "custom", cuts: { r: ["1"], f: [1], m: [1] } }],
    [
      "not_a_number",
      ["cuts", "r", 0],
      { method: "custom", cuts: { r: new Array(2), f: [], m: [] } },
    ],
    ["not_ascending", ["cuts", "f", 1], { method: "custom", cuts: { r: [1], f: [2, 2], m: [1] } }],
    ["not_ascending", ["cuts", "m", 1], { method: "custom", cuts: { r: [1], f: [1], m: [2, 1] } }],
    [
      "non_finite_value",
      ["cuts", "r", 0],
      { method: "custom", cuts: { r: [Number.NaN], f: [1], m: [1] } },
    ],
  ])("refuses with %s at %j: %j", (code, path, options) => {
    expect(faultOf(() => untyped(base, options))).toEqual({ code, path });
  });

  it("says what it expected and what came", () => {
    expect(() => untyped(base, { monetary: "median" })).toThrow(
      'monetary: expected one of "sum", "mean", got "median"',
    );
  });
});

describe("calls without what they need", () => {
  const scores = scoreRfm(base);
  const call: Record<string, (...given: never[]) => unknown> = {
    scoreRfm,
    segmentRfm,
    describeSegments,
    compareRfm,
  };

  it.each([
    ["scoreRfm", [null], []],
    ["scoreRfm", [undefined], []],
    ["scoreRfm", ["base"], []],
    ["scoreRfm", [{}], ["customers"]],
    ["scoreRfm", [{ customers: {} }], ["customers", "customerId"]],
    ["scoreRfm", [base, null], ["options"]],
    ["scoreRfm", [base, 5], ["options"]],
    ["scoreRfm", [base, { scorer: null }], ["scorer"]],
    ["segmentRfm", [null], []],
    ["segmentRfm", [scores, null], ["options"]],
    ["segmentRfm", [scores, { segments: null }], ["segments"]],
    ["segmentRfm", [{ ...scores, scores: null }], ["scores"]],
    ["segmentRfm", [{ ...scores, scores: {} }], ["scores", "customerId"]],
    ["segmentRfm", [{ ...scores, scorer: undefined }], ["scorer"]],
    ["describeSegments", [null], []],
    ["describeSegments", [{}], ["assignments"]],
    ["describeSegments", [{ assignments: [] }], ["segments"]],
    ["describeSegments", [segmentRfm(scores), null], ["options"]],
    ["compareRfm", [null, scores], ["before"]],
    ["compareRfm", [scores, undefined], ["after"]],
    ["compareRfm", [scores, scores, null], ["options"]],
  ])("%s refuses %j at %j", (name, given, path) => {
    expect(faultOf(() => Reflect.apply(call[name], undefined, given))).toEqual({
      code: "invalid_shape",
      path,
    });
  });

  it("refuses rows that are none", () => {
    const customers: readonly CustomerBase["customers"][number][] = JSON.parse("[null]");
    const fault = faultOf(() => scoreRfm({ ...base, customers }));
    expect(fault).toEqual({ code: "non_finite_value", path: ["customers", 0, "revenue"] });
  });
});

describe("scorers that come from elsewhere", () => {
  const { scorer } = scoreRfm(base, { bins: 3, nested: "nested" });
  const two = { ...scorer.thresholds, r: [[1, 2]] };

  it.each([
    ["invalid_shape", ["kind"], { kind: "scorer" }],
    ["unsupported_version", ["version"], { version: 2 }],
    ["invalid_shape", ["settings"], { settings: null }],
    ["invalid_option", ["settings", "ties"], { settings: { ...scorer.settings, ties: "random" } }],
    [
      "out_of_range",
      ["settings", "bins", "f"],
      { settings: { ...scorer.settings, bins: { r: 3, f: 1, m: 3 } } },
    ],
    [
      "negative_value",
      ["settings", "weights", "m"],
      { settings: { ...scorer.settings, weights: { r: 1, f: 1, m: -1 } } },
    ],
    ["invalid_shape", ["thresholds"], { thresholds: null }],
    ["length_mismatch", ["thresholds", "r"], { thresholds: { ...two, r: [] } }],
    ["length_mismatch", ["thresholds", "r", 0], { thresholds: { ...two, r: [[1]] } }],
    ["length_mismatch", ["thresholds", "f"], { thresholds: { ...two, f: [[1, 2]] } }],
    ["not_ascending", ["thresholds", "r", 0, 1], { thresholds: { ...two, r: [[2, 1]] } }],
    [
      "non_finite_value",
      ["thresholds", "r", 0, 0],
      { thresholds: { ...two, r: [[Number.NaN, 1]] } },
    ],
    ["not_a_number", ["thresholds", "r", 0, 1], { thresholds: { ...two, r: [[1, null]] } }],
    [
      "invalid_shape",
      ["thresholds", "m", 8],
      { thresholds: { ...two, m: [...Array(8).fill([1, 2]), null] } },
    ],
    ["invalid_shape", ["extra"], { extra: {} }],
    ["invalid_option", ["extra", 0, "field"], { extra: [{ name: "x", field: "visits" }] }],
  ])("are refused with %s at %j", (code, path, change) => {
    const fault = faultOf(() => untyped(base, { scorer: { ...scorer, ...change } }));
    expect(fault).toEqual({ code, path: ["scorer", ...path] });
  });

  it("may have equal cuts, which ties make", () => {
    expect(
      scoreRfm(base, { scorer: { ...scorer, thresholds: { ...two, r: [[1, 1]] } } }).scores[0].r,
    ).toBe(1);
  });

  it("say that ties stay together where they were spread", () => {
    const spread = scoreRfm(base, { bins: 2, ties: "spread" });
    expect(spread.warnings).toEqual([]);
    const again = scoreRfm(base, { scorer: spread.scorer });
    expect(again.warnings.map(({ code, details }) => [code, details?.dimension])).toEqual([
      ["ties_kept_together", "r"],
      ["ties_kept_together", "f"],
      ["ties_kept_together", "m"],
    ]);
    const cuts = { r: [3], f: [1], m: [5] };
    const custom = scoreRfm(base, { method: "custom", cuts, ties: "spread" });
    expect(custom.warnings.map(({ code }) => code)).toEqual(Array(3).fill("ties_kept_together"));
  });
});
