import { expect, test } from "vitest";
import { isClienteleError } from "../../../src/core/errors.ts";
import { compileRedemptions } from "../../../src/loyalty/redemption/compile-redemptions.ts";
import { CURRENCIES, compileOptions, MONEY } from "./program.ts";

const OFF = { type: "amount", points: 100, amount: "1.00" } as const;
const MUG = { type: "product", points: 100, product: "mug" } as const;

test("a program without options has none", () => {
  expect(compileOptions([]).size).toBe(0);
});

test("bounds are drawn in to steps", () => {
  const option = compileOptions([{ id: "off", gives: OFF, minimum: 250, maximum: 990, step: 100 }]);
  expect(option.get("off")).toMatchObject({ minimum: 300, maximum: 900, step: 100 });
});

test.each<[string, unknown, string, string]>([
  ["no array", {}, "invalid_shape", "redemptions"],
  ["a hole", [null], "invalid_shape", "redemptions[0]"],
  ["an array as an option", [[]], "invalid_shape", "redemptions[0]"],
  ["no id", [{ gives: OFF }], "invalid_id", "redemptions[0].id"],
  ["an empty id", [{ id: "", gives: OFF }], "invalid_id", "redemptions[0].id"],
  [
    "the same id",
    [
      { id: "x", gives: OFF },
      { id: "x", gives: OFF },
    ],
    "duplicate_id",
    "redemptions[1].id",
  ],
  ["no gives", [{ id: "x" }], "invalid_shape", "redemptions[0].gives"],
  [
    "an unknown type",
    [{ id: "x", gives: { ...OFF, type: "toString" } }],
    "invalid_option",
    "redemptions[0].gives.type",
  ],
  [
    "no points",
    [{ id: "x", gives: { ...OFF, points: 0 } }],
    "out_of_range",
    "redemptions[0].gives.points",
  ],
  [
    "half points",
    [{ id: "x", gives: { ...OFF, points: 0.5 } }],
    "out_of_range",
    "redemptions[0].gives.points",
  ],
  [
    "NaN points",
    [{ id: "x", gives: { ...OFF, points: Number.NaN } }],
    "non_finite_value",
    "redemptions[0].gives.points",
  ],
  [
    "a number as amount",
    [{ id: "x", gives: { ...OFF, amount: 1 } }],
    "invalid_decimal",
    "redemptions[0].gives.amount",
  ],
  [
    "too fine an amount",
    [{ id: "x", gives: { ...OFF, amount: "0.001" } }],
    "inexact",
    "redemptions[0].gives.amount",
  ],
  [
    "an amount of zero",
    [{ id: "x", gives: { ...OFF, amount: "0" } }],
    "out_of_range",
    "redemptions[0].gives.amount",
  ],
  [
    "a share above 1",
    [{ id: "x", gives: { type: "percentage", points: 1, share: "1.5" } }],
    "out_of_range",
    "redemptions[0].gives.share",
  ],
  [
    "no product",
    [{ id: "x", gives: { type: "product", points: 1 } }],
    "invalid_id",
    "redemptions[0].gives.product",
  ],
  [
    "no reward",
    [{ id: "x", gives: { type: "voucher", points: 1 } }],
    "invalid_id",
    "redemptions[0].gives.reward",
  ],
  [
    "a bad validity",
    [{ id: "x", gives: { type: "voucher", points: 1, reward: "r", validFor: "1 month" } }],
    "invalid_duration",
    "redemptions[0].gives.validFor",
  ],
  [
    "an unknown currency",
    [{ id: "x", gives: OFF, currency: "__proto__" }],
    "unknown_currency",
    "redemptions[0].currency",
  ],
  [
    "points that only count",
    [{ id: "x", gives: OFF, currency: "status" }],
    "not_spendable",
    "redemptions[0].currency",
  ],
  [
    "an unknown tier",
    [{ id: "x", gives: OFF, tiers: ["gold", "bronze"] }],
    "unknown_tier",
    "redemptions[0].tiers[1]",
  ],
  [
    "no array of tiers",
    [{ id: "x", gives: OFF, tiers: "gold" }],
    "invalid_shape",
    "redemptions[0].tiers",
  ],
  [
    "nothing between the bounds",
    [{ id: "x", gives: OFF, minimum: 150, maximum: 190, step: 100 }],
    "out_of_range",
    "redemptions[0].maximum",
  ],
  [
    "a share of zero",
    [{ id: "x", gives: OFF, maxShareOfOrder: "0" }],
    "out_of_range",
    "redemptions[0].maxShareOfOrder",
  ],
  [
    "a share of an order for a product",
    [{ id: "x", gives: MUG, maxShareOfOrder: "0.5" }],
    "invalid_option",
    "redemptions[0].maxShareOfOrder",
  ],
  [
    "a step of a product",
    [{ id: "x", gives: MUG, step: 5 }],
    "invalid_option",
    "redemptions[0].step",
  ],
  [
    "covers of a product",
    [{ id: "x", gives: MUG, covers: {} }],
    "invalid_option",
    "redemptions[0].covers",
  ],
  [
    "covers that are no flags",
    [{ id: "x", gives: OFF, covers: { tax: "yes" } }],
    "invalid_option",
    "redemptions[0].covers.tax",
  ],
  [
    "covers that are no object",
    [{ id: "x", gives: OFF, covers: 1 }],
    "invalid_shape",
    "redemptions[0].covers",
  ],
])("%s", (_, redemptions, code, path) => {
  const program = JSON.parse(
    JSON.stringify({ money: MONEY, tiers: { levels: [null, { id: "gold" }] } }),
  );
  program.redemptions = redemptions;
  const [mainCurrency] = CURRENCIES.values();
  try {
    compileRedemptions(program, { currencies: CURRENCIES, mainCurrency });
    expect.unreachable();
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    expect([error.code, error.message.split(":")[0]]).toEqual([code, path]);
  }
});
