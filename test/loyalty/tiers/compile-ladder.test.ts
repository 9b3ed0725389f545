import { describe, expect, it } from "vitest";
import { compileLadder } from "../../../src/loyalty/tiers/compile-ladder.ts";
import { openZone } from "../../../src/time/zone.ts";

const parts = {
  zone: openZone("UTC"),
  moneyScale: 2,
  currencies: new Map([
    ["stars", {}],
    ["miles", {}],
  ]),
  leapDay: "feb28",
} as const;

const untyped: (ladder: unknown) => ReturnType<typeof compileLadder> = (ladder) =>
  Reflect.apply(compileLadder, null, [ladder, parts]);

const GOLD = { id: "gold", threshold: 500 };
const LADDER = { metric: "points", window: { type: "calendar_year" }, levels: [GOLD] };
const withLevel = (change: object) => ({ ...LADDER, levels: [{ ...GOLD, ...change }] });

describe("compileLadder", () => {
  it("reads a ladder", () => {
    const ladder = compileLadder(
      {
        metric: "spend",
        window: { type: "rolling", period: "P12M" },
        levels: [
          { id: "silver", threshold: "99.90" },
          {
            id: "gold",
            threshold: "500",
            multiplier: "1.5",
            benefits: ["early access"],
            vouchers: [{ reward: "cake", validFor: "P30D" }, { reward: "hat" }],
          },
        ],
      },
      parts,
    );
    expect(ladder).toMatchObject({
      metric: "spend",
      currency: null,
      window: { type: "rolling", period: { months: 12 } },
      lowest: -1,
      failedReview: "requalify",
      grace: null,
      levels: [
        { id: "silver", rank: 0, threshold: 9990, benefits: [], vouchers: [] },
        {
          id: "gold",
          rank: 1,
          threshold: 50_000,
          benefits: ["early access"],
          vouchers: [
            { reward: "cake", validFor: { days: 30 } },
            { reward: "hat", validFor: null },
          ],
        },
      ],
    });
  });

  it("counts the first currency unless another is named", () => {
    expect(untyped(LADDER).currency).toBe("stars");
    expect(untyped({ ...LADDER, currency: "miles" }).currency).toBe("miles");
    expect(untyped({ ...LADDER, metric: "orders" }).currency).toBeNull();
  });

  it.each<[string, unknown, string, (string | number)[]]>([
    ["no object", null, "invalid_shape", []],
    ["an array", [], "invalid_shape", []],
    ["another metric", { ...LADDER, metric: "balance" }, "invalid_option", ["metric"]],
    ["a prototype key", { ...LADDER, metric: "constructor" }, "invalid_option", ["metric"]],
    ["no window", { ...LADDER, window: undefined }, "invalid_shape", ["window"]],
    [
      "another window",
      { ...LADDER, window: { type: "week" } },
      "invalid_option",
      ["window", "type"],
    ],
    [
      "a rolling window without length",
      { ...LADDER, window: { type: "rolling" } },
      "invalid_duration",
      ["window", "period"],
    ],
    [
      "a rolling window of nothing",
      { ...LADDER, window: { type: "rolling", period: "P0D" } },
      "out_of_range",
      ["window", "period"],
    ],
    [
      "a rolling window beyond a century",
      { ...LADDER, window: { type: "rolling", period: "P1201M" } },
      "out_of_range",
      ["window", "period"],
    ],
    ["no levels", { ...LADDER, levels: undefined }, "invalid_shape", ["levels"]],
    ["no level", { ...LADDER, levels: [] }, "invalid_shape", ["levels"]],
    ["a level of nothing", { ...LADDER, levels: [null] }, "invalid_shape", ["levels", 0]],
    ["a level without a name", withLevel({ id: "" }), "invalid_shape", ["levels", 0, "id"]],
    ["one name twice", { ...LADDER, levels: [GOLD, GOLD] }, "duplicate_id", ["levels", 1, "id"]],
    [
      "levels that do not rise",
      { ...LADDER, levels: [GOLD, { id: "silver", threshold: 500 }] },
      "out_of_range",
      ["levels", 1, "threshold"],
    ],
    [
      "a text of points",
      withLevel({ threshold: "500" }),
      "not_a_number",
      ["levels", 0, "threshold"],
    ],
    ["half a point", withLevel({ threshold: 0.5 }), "out_of_range", ["levels", 0, "threshold"]],
    ["1e308", withLevel({ threshold: 1e308 }), "out_of_range", ["levels", 0, "threshold"]],
    ["below zero", withLevel({ threshold: -1 }), "out_of_range", ["levels", 0, "threshold"]],
    [
      "a number of money",
      { ...LADDER, metric: "spend" },
      "invalid_decimal",
      ["levels", 0, "threshold"],
    ],
    [
      "money below zero",
      { ...withLevel({ threshold: "-1" }), metric: "spend" },
      "out_of_range",
      ["levels", 0, "threshold"],
    ],
    [
      "money finer than its unit",
      { ...withLevel({ threshold: "1.001" }), metric: "spend" },
      "inexact",
      ["levels", 0, "threshold"],
    ],
    [
      "benefits in a text",
      withLevel({ benefits: "all" }),
      "invalid_shape",
      ["levels", 0, "benefits"],
    ],
    ["no benefit", withLevel({ benefits: [""] }), "invalid_shape", ["levels", 0, "benefits", 0]],
    ["no voucher", withLevel({ vouchers: [1] }), "invalid_shape", ["levels", 0, "vouchers", 0]],
    [
      "a voucher of no length",
      withLevel({ vouchers: [{ reward: "cake", validFor: "soon" }] }),
      "invalid_duration",
      ["levels", 0, "vouchers", 0, "validFor"],
    ],
    ["an unknown currency", { ...LADDER, currency: "__proto__" }, "unknown_currency", ["currency"]],
    [
      "a currency for orders",
      { ...LADDER, metric: "orders", currency: "stars" },
      "invalid_option",
      ["currency"],
    ],
    ["another review", { ...LADDER, failedReview: "none" }, "invalid_option", ["failedReview"]],
    ["grace of no length", { ...LADDER, grace: "long" }, "invalid_duration", ["grace"]],
    ["grace of a year", { ...LADDER, grace: "P12M" }, "out_of_range", ["grace"]],
    [
      "grace without a review",
      { ...LADDER, window: { type: "rolling", period: "P12M" }, grace: "P30D" },
      "invalid_option",
      ["grace"],
    ],
    [
      "a step down without a review",
      { ...LADDER, window: { type: "lifetime" }, failedReview: "one_step" },
      "invalid_option",
      ["failedReview"],
    ],
  ])("refuses %s", (_, ladder, code, path) => {
    expect(() => untyped(ladder)).toThrow(
      expect.objectContaining({ name: "InputError", code, path: ["tiers", ...path] }),
    );
  });
});
