import { expect, test } from "vitest";
import { evaluateHoldout } from "../../src/clv/evaluate/evaluate-holdout.ts";
import { groupPatterns } from "../../src/customers/group-patterns.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { summarizeShop } from "../../src/customers/summarize-shop.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { parseCustomerBase, parseHoldoutBase } from "../../src/schema/customers.ts";
import { parsePurchaseModel } from "../../src/schema/models.ts";
import { parseOrders } from "../../src/schema/orders.ts";
import { parsePurchasePatterns } from "../../src/schema/patterns.ts";
import { parseRfmScorer, parseRfmScores } from "../../src/schema/rfm-scores.ts";
import { parseRfmSegments } from "../../src/schema/rfm-segments.ts";
import { parseShopSummary } from "../../src/schema/shop.ts";

const DAY = 86_400_000;

/** Customers who bought 1 to 7 times; one order is a refund, one row a duplicate, one is no order. */
const orders = parseOrders([
  ...Array.from({ length: 40 }, (_, customer) =>
    Array.from({ length: (customer % 7) + 1 }, (_, k) => ({
      customerId: `c${customer}`,
      at: new Date(Date.UTC(2025, 0, 1 + customer) + k * (9 + customer) * DAY).toISOString(),
      value: 10 + ((customer * 7 + k * 3) % 50),
    })),
  ).flat(),
  { customerId: "c3", at: "2025-01-04", value: -5 },
  { customerId: "c0", at: "2025-01-01T00:00:00.000Z", value: 10 },
]);

const rules = { asOf: "2026-01-31", refunds: "netSameDay" } as const;

function stored(noun: unknown): unknown {
  return JSON.parse(JSON.stringify(noun));
}

test("what the package hands out can be stored and read back", () => {
  const base = summarizeOrders([...orders, { customerId: "", at: 0, value: 1 }], {
    ...rules,
    invalid: "collect",
  });
  expect(base.rejected).toHaveLength(1);
  expect(base.warnings?.length).toBeGreaterThan(0);
  expect(parseCustomerBase(stored(base))).toStrictEqual(base);

  const shop = summarizeShop(orders, rules);
  expect(parseShopSummary(stored(shop))).toStrictEqual(shop);

  const { calibration, holdout } = splitHoldout(orders, {
    ...rules,
    calibrationEnd: "2025-06-30",
    holdoutEnd: "2026-01-31",
  });
  expect(parseCustomerBase(stored(calibration))).toStrictEqual(calibration);
  expect(parseHoldoutBase(stored(holdout))).toStrictEqual(holdout);

  const { frequency, recency, age, weight, timeUnit } = groupPatterns(base, { grid: 1 });
  const columns = [frequency, recency, age, weight].map((column) => Array.from(column));
  const patterns = {
    timeUnit,
    grid: 1,
    frequency: columns[0],
    recency: columns[1],
    age: columns[2],
    weight: columns[3],
  };
  expect(parsePurchasePatterns(stored(patterns))).toStrictEqual(patterns);
});

test.each([
  {},
  { nested: "nested", bins: 3 },
  { method: "rank", ties: "spread" },
  { method: "equalWidth", bins: { r: 2, f: 3, m: 12 } },
  { method: "custom", cuts: { r: [30, 90], f: [1, 3], m: [50] } },
] as const)("scores and segments under %j can be stored and read back", (options) => {
  const base = summarizeOrders(orders, rules);
  const scores = scoreRfm(base, options);
  expect(parseRfmScores(stored(scores))).toStrictEqual(scores);
  expect(parseRfmScorer(stored(scores.scorer))).toStrictEqual(scores.scorer);
  const segments = segmentRfm(scores, {
    segments: [{ name: "Best", r: [2, 2] }, { name: "Others" }],
  });
  expect(segments).toMatchObject(parseRfmSegments(stored(segments)));
});

test("what was read back works like what was stored", () => {
  const { calibration, holdout } = splitHoldout(orders, {
    ...rules,
    calibrationEnd: "2025-06-30",
    holdoutEnd: "2026-01-31",
  });
  const model = parsePurchaseModel({
    kind: "bg-nbd",
    version: 1,
    timeUnit: "week",
    params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  });
  const again = {
    calibration: parseCustomerBase(stored(calibration)),
    holdout: parseHoldoutBase(stored(holdout)),
  };
  expect(evaluateHoldout(model, again)).toStrictEqual(
    evaluateHoldout(model, { calibration, holdout }),
  );
});
