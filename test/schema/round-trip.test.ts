import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { RFM_MARKETING_GRID, RFM_QUARTILE_GRID } from "../../src/rfm/grids.ts";
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
import {
  bgNbdModels,
  customerBases,
  customerSummaries,
  gammaGammaModels,
  holdoutBases,
  orders,
  patterns,
  scorer,
  scores,
  segments,
  shopSummaries,
} from "./nouns.ts";

type Parse = (data: unknown) => unknown;

describe("what is stored comes back as it went", () => {
  test.each<[string, Parse, fc.Arbitrary<unknown>]>([
    ["order", parseOrder, orders],
    ["orders", parseOrders, fc.array(orders)],
    ["customer summary", parseCustomerSummary, customerSummaries],
    ["customer base", parseCustomerBase, customerBases],
    ["holdout base", parseHoldoutBase, holdoutBases],
    ["purchase patterns", parsePurchasePatterns, patterns],
    ["BG/NBD model", parseModel, bgNbdModels],
    ["BG/NBD model as purchase model", parsePurchaseModel, bgNbdModels],
    ["Gamma-Gamma model", parseModel, gammaGammaModels],
    ["Gamma-Gamma model as spend model", parseSpendModel, gammaGammaModels],
    ["shop summary", parseShopSummary, shopSummaries],
    ["RFM scorer", parseRfmScorer, fc.constant(scorer)],
    ["RFM scores", parseRfmScores, fc.constant(scores)],
    ["RFM segments", parseRfmSegments, fc.constant(segments)],
    [
      "RFM segment grid",
      parseRfmSegmentGrid,
      fc.constantFrom(RFM_MARKETING_GRID, RFM_QUARTILE_GRID),
    ],
  ])("%s", (_, parse, nouns) => {
    fc.assert(
      fc.property(nouns, (noun) => {
        const stored: unknown = JSON.parse(JSON.stringify(noun));
        expect(parse(stored)).toEqual(noun);
        expect(parse(structuredClone(noun))).toEqual(noun);
        // Nothing is lost that a noun has: not even a key that may be left out.
        expect(parse(stored)).toStrictEqual(stored);
      }),
      { numRuns: 50 },
    );
  });
});

test("fitted models come back as they went", () => {
  const purchases = fitBgNbd({
    timeUnit: "week",
    frequency: [0, 1, 1, 2, 3, 5, 8],
    recency: [0, 4, 20, 9, 30, 12, 35],
    age: [38, 38, 36, 38, 33, 37, 38],
    weight: [600, 90, 70, 40, 35, 10, 20],
  });
  expect(parseModel(JSON.parse(JSON.stringify(purchases)))).toStrictEqual(purchases);
  const spend = fitGammaGamma({
    customers: { frequency: [1, 2, 1, 4, 3], monetaryValue: [22.5, 31, 80.4, 28.2, 55] },
  });
  expect(parseModel(JSON.parse(JSON.stringify(spend)))).toStrictEqual(spend);
});

test("orders keep a Date, and lose what orders do not have", () => {
  const order = { customerId: 1, at: new Date(0), value: 5 };
  expect(parseOrder({ ...order, coupon: "SPRING" })).toStrictEqual(order);
});
