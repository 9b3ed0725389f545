import { summarizeOrders } from "clientele/customers";
import { joinProfiles, type ProfileParts } from "clientele/profile";
import { RFM_MARKETING_GRID, scoreRfm, segmentRfm } from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BASE } from "./shop.ts";

const SCORES = scoreRfm(BASE, { method: "rank" });
const SEGMENTS = segmentRfm(SCORES, { segments: RFM_MARKETING_GRID });

describe("joinProfiles", () => {
  test("keeps every summary, in order, and every section", () => {
    const joined = joinProfiles({ base: BASE });
    expect(joined.profiles).toEqual(
      BASE.customers.map((customer) => ({
        ...customer,
        rfm: null,
        segment: null,
        predictions: {},
        attributes: {},
        surveys: {},
      })),
    );
    expect(joined).toMatchObject({ asOf: "2026-03-31", timeUnit: "week", timeZone: "UTC" });
    expect(joined.sources).toEqual([]);
    expect(joined.warnings).toEqual([]);
  });

  test("joins scores and segments; segments bring their scores along", () => {
    const both = joinProfiles({ base: BASE, scores: SCORES, segments: SEGMENTS });
    const alone = joinProfiles({ base: BASE, segments: SEGMENTS });
    expect(alone.profiles).toEqual(both.profiles);
    for (const [row, { customerId, rfm, segment }] of both.profiles.entries()) {
      const { r, f, m, code, composite, ...rest } = SEGMENTS.assignments[row];
      expect(rest.customerId).toBe(customerId);
      expect(rfm).toEqual({ r, f, m, code, composite });
      expect(segment).toBe(rest.segment);
    }
    expect(both.sources.map(({ source, matched }) => [source, matched])).toEqual([
      ["scores", 4],
      ["segments", 4],
    ]);
  });

  test("joins segments of one's own, and tells the number 7 from the text", () => {
    const { profiles } = joinProfiles({
      base: BASE,
      segments: [
        { customerId: "7", segment: "text" },
        { customerId: 7, segment: "number" },
      ],
    });
    expect(
      Object.fromEntries(
        profiles.map((it) => [`${typeof it.customerId} ${it.customerId}`, it.segment]),
      ),
    ).toEqual({
      "string ann": null,
      "string bob": null,
      "number 7": "number",
      "string 7": "text",
    });
  });

  test("reads predictions in the order of the base, with a mask or without", () => {
    const { profiles, fields } = joinProfiles({
      base: BASE,
      predictions: {
        alive: Float64Array.of(0.9, 0.8, 0.7, 0.6),
        value: { values: [1, 0, 3, Number.NaN], valid: Uint8Array.of(1, 0, 1, 0) },
      },
    });
    expect(profiles.map(({ predictions }) => predictions)).toEqual([
      { alive: 0.9, value: 1 },
      { alive: 0.8, value: null },
      { alive: 0.7, value: 3 },
      { alive: 0.6, value: null },
    ]);
    expect(fields.predictions).toEqual(["alive", "value"]);
  });

  test("types attributes, and fills what is not known with null", () => {
    const { profiles, fields } = joinProfiles(
      {
        base: BASE,
        attributes: [
          { customerId: "bob", attributes: { country: "DE", app: true, tags: ["vip"], age: null } },
          { customerId: "ann", attributes: { country: null, visits: 3, born: "1990-02-28" } },
        ],
      },
      { attributeTypes: { born: "time", shoe: "number" } },
    );
    const unknown = {
      born: null,
      shoe: null,
      country: null,
      app: null,
      tags: null,
      age: null,
      visits: null,
    };
    const byId = new Map(profiles.map((it) => [it.customerId, it.attributes]));
    expect(byId.get("bob")).toEqual({ ...unknown, country: "DE", app: true, tags: ["vip"] });
    expect(byId.get("ann")).toEqual({ ...unknown, visits: 3, born: "1990-02-28" });
    expect(byId.get(7)).toEqual(unknown);
    expect(fields.attributes).toEqual([
      { name: "born", type: "time" },
      { name: "shoe", type: "number" },
      { name: "country", type: "text" },
      { name: "app", type: "flag" },
      { name: "tags", type: "texts" },
      { name: "age", type: "text" },
      { name: "visits", type: "number" },
    ]);
  });

  test("an attribute may have any name", () => {
    const attributes = JSON.parse('{ "__proto__": 1, "constructor": 2 }');
    const { profiles } = joinProfiles({
      base: BASE,
      attributes: [{ customerId: "ann", attributes }],
    });
    const [ann, bob] = profiles.filter(({ customerId }) => typeof customerId === "string");
    expect(Object.entries(ann.attributes)).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
    expect(Object.entries(bob.attributes)).toEqual([
      ["__proto__", null],
      ["constructor", null],
    ]);
  });

  test("takes the latest answer, wherever it stands", () => {
    const nps = [
      { customerId: "ann", score: 3, at: "2026-01-01" },
      { customerId: "ann", score: 9, at: "2026-03-01" },
      { customerId: "ann", score: 5, at: "2026-02-01" },
      { customerId: "bob", score: 7 },
      { customerId: 7, score: 1, at: "2026-02-01T00:00:00Z" },
      { customerId: 7, score: 2, at: Date.UTC(2026, 1, 1) },
      { score: 10 },
    ];
    const { profiles, sources } = joinProfiles({ base: BASE, surveys: { nps } });
    expect(new Map(profiles.map((it) => [it.customerId, it.surveys.nps]))).toEqual(
      new Map<string | number, unknown>([
        ["ann", { score: 9, at: "2026-03-01T00:00:00.000Z", answers: 3 }],
        ["bob", { score: 7, at: null, answers: 1 }],
        [7, { score: 2, at: "2026-02-01T00:00:00.000Z", answers: 2 }],
        ["7", null],
      ]),
    );
    expect(sources).toEqual([
      { source: "surveys.nps", rows: 7, matched: 3, missing: 1, unmatched: [], anonymous: 1 },
    ]);
  });

  test("a day of an answer begins in the zone of the base", () => {
    const base = summarizeOrders([{ customerId: "a", at: "2026-01-01", value: 1 }], {
      asOf: "2026-03-31",
      timeZone: "Europe/Berlin",
    });
    const { profiles } = joinProfiles({
      base,
      surveys: { nps: [{ customerId: "a", score: 9, at: "2026-03-01" }] },
    });
    expect(profiles[0].surveys.nps?.at).toBe("2026-02-28T23:00:00.000Z");
  });

  test("names everyone who is not in the base", () => {
    const { sources, warnings, profiles } = joinProfiles({
      base: BASE,
      attributes: [
        { customerId: "zoe", attributes: { x: 1 } },
        { customerId: "ann", attributes: { x: 2 } },
      ],
      surveys: {
        csat: [
          { customerId: "zoe", score: 1, at: 0 },
          { customerId: "zoe", score: 1, at: 0 },
        ],
      },
    });
    expect(profiles.length).toBe(4);
    expect(sources).toEqual([
      { source: "attributes", rows: 2, matched: 1, missing: 3, unmatched: ["zoe"], anonymous: 0 },
      { source: "surveys.csat", rows: 2, matched: 0, missing: 4, unmatched: ["zoe"], anonymous: 0 },
    ]);
    expect(warnings.map(({ code, details }) => [code, details])).toEqual([
      ["unmatched_customers", { source: "attributes", count: 1 }],
      ["unmatched_customers", { source: "surveys.csat", count: 1 }],
    ]);
  });

  test("says where days differ", () => {
    const { warnings } = joinProfiles({
      base: { ...BASE, asOf: "2026-04-01" },
      scores: SCORES,
      segments: SEGMENTS,
    });
    expect(warnings.map(({ code, details }) => [code, details?.source])).toEqual([
      ["different_day", "scores"],
      ["different_day", "segments"],
    ]);
  });

  test("is plain data", () => {
    const joined = joinProfiles({
      base: BASE,
      segments: SEGMENTS,
      predictions: { alive: Float64Array.of(0.9, 0.8, 0.7, 0.6) },
      attributes: [{ customerId: "ann", attributes: { tags: ["a"] } }],
      surveys: { nps: [{ customerId: "ann", score: 9 }] },
    });
    expect(JSON.parse(JSON.stringify(joined))).toEqual(joined);
    expect(structuredClone(joined)).toEqual(joined);
  });

  test("an empty base gives no profiles, and leaves everybody else unmatched", () => {
    const { profiles, sources } = joinProfiles({
      base: { ...BASE, customers: [] },
      predictions: { alive: [] },
      attributes: [{ customerId: "ann", attributes: {} }],
    });
    expect(profiles).toEqual([]);
    expect(sources[0].unmatched).toEqual(["ann"]);
  });

  test("rows in any order give the same profiles, and no row is lost", () => {
    const id = fc.constantFrom<string | number>("ann", "bob", 7, "7", "zoe", "yan");
    const rows = fc.uniqueArray(fc.record({ customerId: id, n: fc.integer() }), {
      selector: ({ customerId }) => customerId,
    });
    fc.assert(
      fc.property(rows, (list) => {
        const attributes = list.map(({ customerId, n }) => ({ customerId, attributes: { n } }));
        const joined = joinProfiles({ base: BASE, attributes });
        const turned = joinProfiles({ base: BASE, attributes: attributes.toReversed() });
        expect(turned.profiles).toEqual(joined.profiles);
        const [{ matched, missing, unmatched }] = joined.sources;
        expect(matched + unmatched.length).toBe(list.length);
        expect(matched + missing).toBe(4);
        expect(joined.profiles.filter((it) => (it.attributes.n ?? null) !== null).length).toBe(
          matched,
        );
      }),
    );
  });

  const nobody = { ...BASE, customers: [...BASE.customers, BASE.customers[0]] };
  const attributes = (...values: unknown[]) =>
    values.map((value, row) => ({ customerId: ["ann", "bob", 7][row], attributes: { x: value } }));
  const nps = (...rows: object[]) => ({
    surveys: { nps: rows.map((row) => ({ customerId: "ann", ...row })) },
  });
  test.each<[string, (string | number)[], object]>([
    ["duplicate_id", ["base", "customers", 4, "customerId"], { base: nobody }],
    ["invalid_rows", ["base", "customers"], { base: { ...BASE, customers: { customerId: [] } } }],
    [
      "duplicate_id",
      ["segments", 1, "customerId"],
      {
        segments: [
          { customerId: "x", segment: "a" },
          { customerId: "x", segment: "a" },
        ],
      },
    ],
    ["invalid_name", ["segments"], { segments: [{ customerId: "ann", segment: "" }] }],
    ["invalid_name", ["predictions", ""], { predictions: { "": [1, 2, 3, 4] } }],
    ["invalid_name", ["surveys", ""], { surveys: { "": [] } }],
    [
      "invalid_name",
      ["attributes", 0, "attributes", ""],
      { attributes: [{ customerId: "ann", attributes: { "": 1 } }] },
    ],
    ["missing_id", ["segments", 0, "customerId"], { segments: [{ segment: "a" }] }],
    [
      "invalid_id",
      ["surveys", "nps", 0, "customerId"],
      { surveys: { nps: [{ customerId: 1.5, score: 1 }] } },
    ],
    ["length_mismatch", ["predictions", "p"], { predictions: { p: [1, 2] } }],
    [
      "length_mismatch",
      ["predictions", "p"],
      { predictions: { p: { values: [1, 2, 3, 4], valid: [1] } } },
    ],
    ["non_finite_value", ["predictions", "p", 1], { predictions: { p: [1, Number.NaN, 3, 4] } }],
    [
      "invalid_column",
      ["predictions", "p", 1],
      { predictions: { p: { values: [1, 2, 3, 4], valid: [1, false, 1, 1] } } },
    ],
    ["mixed_types", ["attributes", 1, "attributes", "x"], { attributes: attributes(1, "1") }],
    [
      "mixed_types",
      ["attributes", 2, "attributes", "x"],
      { attributes: attributes(true, null, ["a"]) },
    ],
    [
      "invalid_attribute",
      ["attributes", 0, "attributes", "x"],
      { attributes: attributes(Number.NaN) },
    ],
    ["invalid_attribute", ["attributes", 0, "attributes", "x"], { attributes: attributes([1]) }],
    ["invalid_attribute", ["attributes", 0], { attributes: [{ customerId: "ann" }] }],
    ["missing_time", ["surveys", "nps", 1, "at"], nps({ score: 1, at: 0 }, { score: 2 })],
    ["invalid_time", ["surveys", "nps", 0, "at"], nps({ score: 1, at: "soon" })],
    ["not_a_number", ["surveys", "nps", 0, "score"], nps({ score: "9" })],
  ])("refuses: %s at %j", (code, path, parts) => {
    const all: ProfileParts = { base: BASE, ...parts };
    expect(() => joinProfiles(all)).toThrow(expect.objectContaining({ code, path }));
  });

  test("refuses attributes that are not of their declared type, and types that do not exist", () => {
    const rows = [{ customerId: "ann", attributes: { born: "soon" } }];
    expect(() =>
      joinProfiles({ base: BASE, attributes: rows }, { attributeTypes: { born: "time" } }),
    ).toThrow(expect.objectContaining({ code: "mixed_types" }));
    const odd = JSON.parse('{ "born": "date" }');
    expect(() => joinProfiles({ base: BASE }, { attributeTypes: odd })).toThrow(
      expect.objectContaining({ code: "invalid_option", path: ["attributeTypes", "born"] }),
    );
  });
});
