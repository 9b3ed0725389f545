import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { RFM_MARKETING_GRID } from "../../src/rfm/grids.ts";
import {
  parseCustomerBase,
  parseCustomerSummary,
  parseHoldoutBase,
} from "../../src/schema/customers.ts";
import { parseModel, parsePurchaseModel, parseSpendModel } from "../../src/schema/models.ts";
import { parseOpportunityBase } from "../../src/schema/opportunities.ts";
import { parseOrder, parseOrders } from "../../src/schema/orders.ts";
import { parsePurchasePatterns } from "../../src/schema/patterns.ts";
import { parseRegularity } from "../../src/schema/regularity.ts";
import { parseRfmScorer, parseRfmScores } from "../../src/schema/rfm-scores.ts";
import { parseRfmSegmentGrid, parseRfmSegments } from "../../src/schema/rfm-segments.ts";
import { parseShopSummary } from "../../src/schema/shop.ts";
import { parseSummaryTable } from "../../src/schema/tables.ts";
import { parsePurchaseTrace } from "../../src/schema/traces.ts";
import {
  bgNbdModels,
  customerBases,
  gammaGammaModels,
  holdoutBases,
  orders,
  patterns,
  scorer,
  scores,
  segments,
  shopSummaries,
} from "./nouns.ts";
import { type Parse, refusalOf, withOwnProto } from "./refusal.ts";

const order = { customerId: "ada", at: "2026-01-31", value: 5 };

const parsers: Parse[] = [
  ...[parseOrder, parseOrders, parseCustomerSummary, parseCustomerBase, parseHoldoutBase],
  ...[parsePurchasePatterns, parseModel, parsePurchaseModel, parseSpendModel],
  ...[parseRfmScorer, parseRfmScores, parseRfmSegmentGrid, parseRfmSegments, parseShopSummary],
  ...[parseOpportunityBase, parsePurchaseTrace, parseRegularity, parseSummaryTable],
];

/** Parses, or refuses in the package's own way: anything else fails the test. */
function survive(parse: Parse, data: unknown): void {
  try {
    parse(data);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    if (!(error instanceof InputError)) return;
    const { issues } = error.details;
    expect(issues).toBeInstanceOf(Array);
    expect(error.path.filter((step) => !["string", "number"].includes(typeof step))).toEqual([]);
    expect(error).toMatchObject(Array.isArray(issues) ? { code: issues[0].code } : {});
    expect(error.code).toMatch(/^[a-z]+(_[a-z]+)+$/);
  }
}

describe("hostile input", () => {
  test("of any kind is refused in the package's own way", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withTypedArray: true,
      key: fc.oneof(
        fc.string(),
        fc.constantFrom("__proto__", "constructor", "kind", "customers", "at", "customerId"),
      ),
    });
    fc.assert(
      fc.property(anything, (data) => {
        for (const parse of parsers) survive(parse, data);
      }),
    );
  });

  test("that has one thing wrong is refused in the package's own way", () => {
    const nouns = fc.oneof(
      ...[bgNbdModels, gammaGammaModels, customerBases, holdoutBases, shopSummaries, patterns],
      fc.array(orders, { minLength: 1 }),
      fc.constantFrom(scorer, scores, segments, RFM_MARKETING_GRID),
    );
    const wrong = fc.oneof(
      fc.constantFrom(Number.NaN, Infinity, -1, 0.5, 1e308, "", "x", null, undefined, [], {}, 10n),
      fc.constantFrom(Symbol("s"), () => 1, new Date(Number.NaN), new Map(), [null]),
    );
    fc.assert(
      fc.property(nouns, wrong, fc.nat(), (noun, value, place) => {
        const data = structuredClone<unknown>(noun);
        plant(data, value, place);
        for (const parse of parsers) survive(parse, data);
      }),
    );
  });

  test("that throws when read is refused in the package's own way", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const thrower = new Proxy(
      {},
      {
        get: () => {
          throw new Error("no");
        },
      },
    );
    const traps: unknown[] = [
      proxy,
      thrower,
      [proxy],
      { kind: "bg-nbd", version: 1, params: thrower },
      {
        get customerId() {
          throw "not even an error";
        },
      },
      { ...order, at: proxy },
      { ...order, customerId: Object.create(null) },
      { ...order, value: { valueOf: () => 5 } },
    ];
    for (const trap of traps) {
      for (const parse of parsers) {
        expect(refusalOf(parse, trap).details.issues).toBeInstanceOf(Array);
      }
    }
  });

  test("pollutes no prototype and carries none in", () => {
    const polluted = withOwnProto(order);
    const parsed = parseOrder(polluted);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(Object.hasOwn(parsed, "__proto__")).toBe(false);
    expect(Object.keys(parsed)).toEqual(["customerId", "at", "value"]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  test("cannot lend a missing field from its prototype chain of Object", () => {
    expect(
      refusalOf(parseRfmSegmentGrid, { bins: 5, rules: [{ name: {}.toString }] }).path,
    ).toEqual(["rules", 0, "name"]);
  });
});

/** Sets the value at some place within the data. */
function plant(data: unknown, value: unknown, place: number): void {
  const places: [object, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node, key]);
      visit(child);
    }
  };
  visit(data);
  const [node, key] = places[place % places.length];
  Reflect.set(node, key, value);
}
