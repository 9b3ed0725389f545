import { summarizeOrders } from "clientele/customers";
import {
  buildAudience,
  compareAudiences,
  joinProfiles,
  type ProfileCondition,
  parseProfileCondition,
} from "clientele/profile";
import { scoreRfm, segmentRfm } from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BASE } from "./shop.ts";

const PROFILES = joinProfiles(
  {
    base: BASE,
    segments: segmentRfm(scoreRfm(BASE, { method: "rank" })),
    predictions: {
      alive: { values: BASE.customers.map((_, row) => row / 4), valid: [1, 1, 1, 0] },
    },
    attributes: [
      {
        customerId: "ann",
        attributes: { country: "DE", app: true, tags: ["vip"], born: "1990-02-28", kids: 2 },
      },
      {
        customerId: "bob",
        attributes: { country: "FR", app: false, tags: [], born: "2001-07-01" },
      },
    ],
    surveys: { nps: [{ customerId: "bob", score: 4, at: "2026-03-01" }] },
  },
  { attributeTypes: { born: "time" } },
);
const IDS = BASE.customers.map(({ customerId }) => customerId);

const idsOf = (condition: ProfileCondition) =>
  new Set(buildAudience(PROFILES, { name: "test", condition }).customerIds);

describe("buildAudience", () => {
  test.each<[ProfileCondition, (string | number)[]]>([
    [{ all: [] }, IDS],
    [{ any: [] }, []],
    [{ field: "customerId", in: ["ann", 7] }, ["ann", 7]],
    [{ field: "orders", gte: 2 }, ["ann"]],
    [{ field: "frequency", eq: 0 }, ["bob", 7, "7"]],
    [{ field: "revenue", between: [25, 55] }, ["bob", 7, "7"]],
    [{ field: "daysSinceLast", gt: 30 }, ["bob"]],
    [{ field: "lastAt", lt: "2026-03-01" }, ["bob"]],
    [{ field: "lastAt", gte: "2026-03-01", lt: "2026-03-02" }, [7]],
    [{ field: "firstAt", lt: "2026-01-05T10:00:00.001Z" }, ["ann"]],
    [{ field: "firstAt", eq: "2026-01-05T11:00:00+01:00" }, ["ann"]],
    [{ field: "rfm.f", gte: 4 }, ["ann"]],
    [{ field: "segment", exists: false }, []],
    [{ field: "predictions.alive", exists: true }, IDS.slice(0, 3)],
    [{ field: "predictions.alive", ne: 9 }, IDS.slice(0, 3)],
    [{ none: [{ field: "predictions.alive", eq: 9 }] }, IDS],
    [{ field: "attributes.country", in: ["DE", "FR"] }, ["ann", "bob"]],
    [{ field: "attributes.app", eq: false }, ["bob"]],
    [{ field: "attributes.tags", contains: "vip" }, ["ann"]],
    [{ field: "attributes.tags", exists: true }, ["ann", "bob"]],
    [{ field: "attributes.born", lt: "2000-01-01" }, ["ann"]],
    [{ field: "attributes.kids", gte: 1 }, ["ann"]],
    [{ field: "surveys.nps.score", lte: 6 }, ["bob"]],
    [{ field: "surveys.nps.at", gte: "2026-03-02" }, []],
  ])("%j", (condition, ids) => {
    expect(idsOf(condition)).toEqual(new Set(ids));
  });

  test("says how many and how much", () => {
    const condition: ProfileCondition = { field: "orders", gte: 2 };
    expect(buildAudience(PROFILES, { name: "Regulars", condition })).toEqual({
      name: "Regulars",
      condition,
      asOf: "2026-03-31",
      customerIds: ["ann"],
      customers: 1,
      customerShare: 0.25,
      revenue: 90,
      revenueShare: 0.45,
      averageDaysSinceLast: 11,
    });
  });

  test("a share of nothing is null", () => {
    const empty = joinProfiles({ base: { ...BASE, customers: [] } });
    expect(buildAudience(empty, { name: "All", condition: { all: [] } })).toMatchObject({
      customers: 0,
      customerShare: null,
      revenue: 0,
      revenueShare: null,
      averageDaysSinceLast: null,
    });
    const free = summarizeOrders([{ customerId: "a", at: "2026-01-01", value: 0 }], {
      asOf: "2026-01-31",
    });
    expect(
      buildAudience(joinProfiles({ base: free }), { name: "All", condition: { all: [] } })
        .revenueShare,
    ).toBeNull();
  });

  test("an audience is plain data, and builds itself again from its condition", () => {
    const condition: ProfileCondition = {
      any: [
        { field: "orders", gte: 2 },
        { field: "attributes.app", eq: false },
      ],
    };
    const audience = buildAudience(PROFILES, { name: "A", condition });
    const copy = JSON.parse(JSON.stringify(audience));
    expect(copy).toEqual(audience);
    const stored = JSON.parse(JSON.stringify(PROFILES));
    const again = { name: copy.name, condition: parseProfileCondition(copy.condition, stored) };
    expect(buildAudience(stored, again)).toEqual(audience);
  });

  test("an audience and its opposite make up all customers and all revenue", () => {
    const value = fc.constantFrom(0, 1, 2, 20, 30, 90);
    const field = fc.constantFrom(
      "orders",
      "revenue",
      "daysSinceLast",
      "attributes.kids",
      "predictions.alive",
    );
    fc.assert(
      fc.property(field, value, (name, limit) => {
        const condition = parseProfileCondition({ field: name, gte: limit }, PROFILES);
        const own = buildAudience(PROFILES, { name: "own", condition });
        const rest = buildAudience(PROFILES, { name: "rest", condition: { none: [condition] } });
        expect(own.customers + rest.customers).toBe(4);
        expect(own.revenue + rest.revenue).toBeCloseTo(200, 10);
        const { both, either, jaccard } = compareAudiences([own, rest]).pairs[0];
        expect([both, either, jaccard]).toEqual([0, 4, 0]);
      }),
    );
  });

  test.each<[string, (string | number)[], unknown]>([
    ["unknown_field", ["condition", "field"], { field: "attributes.cuontry", eq: "DE" }],
    ["unknown_field", ["condition", "field"], { field: "predictions.__proto__", exists: true }],
    [
      "unknown_field",
      ["condition", "all", 0, "field"],
      { all: [{ field: "surveys.csat.score", eq: 1 }] },
    ],
    ["unknown_operator", ["condition", "gte"], { field: "attributes.country", gte: "DE" }],
    ["unknown_operator", ["condition", "eq"], { field: "attributes.tags", eq: "vip" }],
    ["type_mismatch", ["condition", "eq"], { field: "attributes.app", eq: "true" }],
    ["type_mismatch", ["condition", "lt"], { field: "lastAt", lt: "2026-03-01T00:00:00" }],
    ["type_mismatch", ["condition", "lt"], { field: "lastAt", lt: "last week" }],
    ["type_mismatch", ["condition", "lt"], { field: "lastAt", lt: 0 }],
    ["invalid_condition", ["condition"], null],
  ])("refuses: %s at %j", (code, path, condition) => {
    const options = JSON.parse(JSON.stringify({ name: "A", condition }));
    expect(() => buildAudience(PROFILES, options)).toThrow(expect.objectContaining({ code, path }));
  });

  test("shares and sums beyond a number are null or refused", () => {
    const worth = (...revenues: number[]) => ({
      ...PROFILES,
      profiles: revenues.map((revenue, row) => ({ ...PROFILES.profiles[row], revenue })),
    });
    const condition: ProfileCondition = { field: "revenue", gt: 0 };
    const odd = buildAudience(worth(1e300, -1e300, 1e-300), { name: "A", condition });
    expect([odd.revenue, odd.revenueShare]).toEqual([1e300, null]);
    expect(() => buildAudience(worth(1e308, 1e308), { name: "A", condition })).toThrow(
      expect.objectContaining({ code: "non_finite_value" }),
    );
  });

  test("refuses an audience without a name, and profiles with broken revenue", () => {
    expect(() => buildAudience(PROFILES, { name: "", condition: { all: [] } })).toThrow(
      expect.objectContaining({ code: "invalid_name" }),
    );
    const profiles = PROFILES.profiles.map((it) => ({ ...it, revenue: Number.NaN }));
    expect(() =>
      buildAudience({ ...PROFILES, profiles }, { name: "A", condition: { any: [] } }),
    ).toThrow(
      expect.objectContaining({ code: "non_finite_value", path: ["profiles", 0, "revenue"] }),
    );
  });
});

describe("compareAudiences", () => {
  test("counts as sets do", () => {
    const id = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }).map(String));
    const ids = fc.uniqueArray(id.filter((it) => it !== ""));
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 5 }), (lists) => {
        const sets = lists.map((list) => new Set<string | number>(list));
        const result = compareAudiences(
          lists.map((customerIds, i) => ({ name: `${i}`, customerIds })),
        );
        expect(result.reached).toBe(new Set(lists.flat()).size);
        expect(result.audiences.map(({ exclusive }) => exclusive)).toEqual(
          sets.map(
            (set, i) => [...set].filter((it) => !sets.some((o, j) => j !== i && o.has(it))).length,
          ),
        );
        expect(result.pairs.length).toBe((lists.length * Math.max(lists.length - 1, 0)) / 2);
        for (const pair of result.pairs) {
          const [a, b] = [sets[pair.first], sets[pair.second]];
          const both = [...a].filter((it) => b.has(it)).length;
          const either = new Set([...a, ...b]).size;
          expect(pair).toEqual({
            first: pair.first,
            second: pair.second,
            names: [`${pair.first}`, `${pair.second}`],
            both,
            onlyFirst: a.size - both,
            onlySecond: b.size - both,
            either,
            jaccard: either === 0 ? null : both / either,
            shareOfFirst: a.size === 0 ? null : both / a.size,
            shareOfSecond: b.size === 0 ? null : both / b.size,
          });
        }
      }),
    );
  });

  test("refuses a customer who is twice in one audience", () => {
    const audiences = [
      { name: "a", customerIds: [1] },
      { name: "b", customerIds: ["x", "x"] },
    ];
    expect(() => compareAudiences(audiences)).toThrow(
      expect.objectContaining({ code: "duplicate_id", path: ["audiences", 1, "customerIds", 1] }),
    );
  });
});
