import fc from "fast-check";
import type { PurchaseOrder } from "../../../src/loyalty/order.ts";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { ROUNDING_MODES } from "../../../src/money/rounding-mode.ts";
import type { SlowCase, SlowLine, SlowRule } from "./slow-earning.ts";
import { policiesOf } from "./support.ts";

const cents = (most: number) =>
  fc.integer({ min: 0, max: most }).map((units) => (units / 100).toFixed(2));
const categories = fc.constantFrom("wine", "food", "toys");
const seldom = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3 });

const line: fc.Arbitrary<SlowLine> = fc
  .record({
    amount: fc.oneof(cents(20_000), cents(300)),
    share: fc.constantFrom(0, 0, 0.1, 1),
    category: categories,
    card: fc.integer({ min: 0, max: 4 }),
    tax: cents(500),
  })
  .map(({ amount, share, category, card, tax }) => ({
    amount,
    discount: (Math.floor(Number(amount) * 100 * share) / 100).toFixed(2),
    category,
    giftCard: card === 0,
    tax,
  }));

const rule = fc.record({
  type: fc.constantFrom("rate", "rate", "step", "fixed", "multiplier", "multiplier"),
  points: fc.integer({ min: 0, max: 30 }),
  per: fc.constantFrom("1.00", "0.30", "7", "20.00", "0.01", "33.33"),
  factor: fc.constantFrom("2", "1.5", "1.15", "3", "0.5", "1", "0", "1.333"),
  category: seldom(categories),
  minimum: seldom(fc.constantFrom("10.00", "50.00", "100.00")),
  isTargeted: fc.integer({ min: 0, max: 3 }),
  group: seldom(fc.constantFrom("a", "b")),
  priority: fc.integer({ min: 0, max: 2 }),
});

const rules: fc.Arbitrary<SlowRule[]> = fc
  .array(rule, { minLength: 1, maxLength: 8 })
  .map((given) => {
    const ids = given.map((_, index) => `${String.fromCharCode(97 + ((index * 5) % 8))}${index}`);
    return given.map(({ isTargeted, type, group, ...rest }, index) => ({
      ...rest,
      id: ids[index],
      type,
      group: group === null ? null : `${group}-${type === "multiplier" ? "factors" : "bases"}`,
      targets:
        isTargeted === 0
          ? ids.filter((_, other) => given[other].type !== "multiplier").slice(0, 2)
          : null,
    }));
  });

/** What may be taken off an order as a whole. */
function goodsOf(lines: readonly SlowLine[]): number {
  return lines.reduce(
    (sum, { amount, discount, giftCard }) =>
      giftCard ? sum : sum + Number(amount) - Number(discount),
    0,
  );
}

export const slowCases: fc.Arbitrary<SlowCase> = fc
  .record({
    rules,
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    discount: fc.oneof(fc.constant("0.00"), cents(3000)),
    shipping: cents(900),
    tax: cents(900),
    pointsPaid: fc.oneof(fc.constant("0.00"), cents(9000)),
    exchangeRate: seldom(fc.constantFrom("0.92", "1.0837", "1", "0.006")),
    tierFactor: seldom(fc.constantFrom("1.5", "2", "1.25")),
    cap: seldom(fc.integer({ min: 0, max: 300 })),
    ruleCap: seldom(fc.integer({ min: 0, max: 60 })),
    rounding: fc.record({
      mode: fc.constantFrom(...ROUNDING_MODES),
      scope: fc.constantFrom("order", "order", "line"),
      when: fc.constantFrom("end", "end", "per_rule"),
    }),
    multipliers: fc.constantFrom("additive", "additive", "multiplicative", "best"),
    basis: fc.record({
      tax: fc.boolean(),
      shipping: fc.boolean(),
      discounts: fc.boolean(),
      giftCards: fc.boolean(),
      pointsPaid: fc.boolean(),
    }),
  })
  .map(({ cap, ruleCap, rounding, multipliers, basis, discount, ...rest }) => ({
    ...rest,
    discount: Math.min(Number(discount), goodsOf(rest.lines)).toFixed(2),
    caps: [
      ...(ruleCap === null
        ? []
        : [{ points: ruleCap, rules: rest.rules.slice(0, 2).map(({ id }) => id) }]),
      ...(cap === null ? [] : [{ points: cap, rules: null }]),
    ],
    policies: policiesOf({ rounding, stacking: { multipliers }, basis }),
  }));

export function programOfCase({
  rules: given,
  caps,
  policies,
  tierFactor,
}: SlowCase): Partial<Program> {
  return {
    policies,
    rules: given.map(ruleOf),
    caps: caps.map((cap, index) => ({
      id: `cap-${index}`,
      window: "order",
      points: cap.points,
      ...(cap.rules === null ? {} : { rules: cap.rules }),
    })),
    ...(tierFactor === null
      ? {}
      : {
          tiers: {
            metric: "orders",
            window: { type: "lifetime" },
            levels: [{ id: "gold", threshold: 5, multiplier: tierFactor }],
          },
        }),
  };
}

function ruleOf({
  id,
  type,
  points,
  per,
  factor,
  category,
  minimum,
  targets,
  group,
  priority,
}: SlowRule): EarningRule {
  return {
    id,
    award:
      type === "multiplier"
        ? { type, factor, ...(targets === null ? {} : { rules: targets }) }
        : type === "fixed"
          ? { type, points }
          : { type, points, per },
    ...(category === null ? {} : { lines: { field: "line.categories", contains: category } }),
    ...(minimum === null ? {} : { when: { field: "order.amount", gte: minimum } }),
    ...(group === null ? {} : { group }),
    priority,
  };
}

export function orderOfCase(of: SlowCase): PurchaseOrder {
  const { lines, discount, shipping, tax, pointsPaid, exchangeRate } = of;
  return {
    id: "O1",
    lines: lines.map(({ category, ...rest }, index) => ({
      ...rest,
      id: `${index}`,
      categories: [category],
    })),
    discount,
    shipping,
    tax,
    pointsPaid,
    ...(exchangeRate === null ? {} : { currency: "USD", exchangeRate }),
  };
}
