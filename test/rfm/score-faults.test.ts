import { describe, expect, it } from "vitest";
import { ClienteleError } from "../../src/core/errors.ts";
import type { CustomerBase } from "../../src/customers/summary.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { baseOf, columnsOf } from "./bases.ts";

const base = baseOf([
  { daysSinceLast: 3, days: 2, revenue: 5 },
  { daysSinceLast: 4, days: 1, revenue: 6 },
]);

function faultOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof ClienteleError) return { code: error.code, path: error.path };
    throw error;
  }
  return undefined;
}

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
    ["out_of_range", ["weights"], { weights: { r: 1, f: 1, m: Number.NaN } }],
    ["out_of_range", ["weights"], { weights: { r: 1, f: 1, m: Number.POSITIVE_INFINITY } }],
    ["not_ascending", ["cuts", "f"], { method: "custom", cuts: { r: [1], f: [2, 2], m: [1] } }],
    ["not_ascending", ["cuts", "m"], { method: "custom", cuts: { r: [1], f: [1], m: [2, 1] } }],
    [
      "not_ascending",
      ["cuts", "r"],
      { method: "custom", cuts: { r: [Number.NaN], f: [1], m: [1] } },
    ],
  ])("refuses with %s at %j: %j", (code, path, options) => {
    expect(faultOf(() => untyped(base, options))).toEqual({ code, path });
  });

  it("says what it expected and what came", () => {
    expect(() => untyped(base, { monetary: "median" })).toThrow(
      "monetary: expected sum mean, got median",
    );
  });
});
