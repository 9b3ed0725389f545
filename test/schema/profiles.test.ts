import { describe, expect, expectTypeOf, it } from "vitest";
import type * as z from "zod/mini";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { assignHoldout, type HoldoutGroups } from "../../src/profile/assign-holdout.ts";
import { type Audience, buildAudience } from "../../src/profile/build-audience.ts";
import { type AudienceComparison, compareAudiences } from "../../src/profile/compare-audiences.ts";
import { joinProfiles } from "../../src/profile/join-profiles.ts";
import type { CustomerProfiles } from "../../src/profile/types.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import {
  type audienceComparisonSchema,
  type audienceSchema,
  type holdoutGroupsSchema,
  parseAudience,
  parseAudienceComparison,
  parseHoldoutGroups,
} from "../../src/schema/audiences.ts";
import { type customerProfilesSchema, parseCustomerProfiles } from "../../src/schema/profiles.ts";
import { type Parse, refusalOf } from "./refusal.ts";

const base = summarizeOrders(
  [
    { customerId: "ann", at: "2024-01-05", value: 20 },
    { customerId: "ann", at: "2024-03-25", value: 60 },
    { customerId: "bob", at: "2024-01-20", value: 20 },
  ],
  { asOf: "2024-06-30" },
);
const profiles = joinProfiles(
  {
    base,
    segments: segmentRfm(scoreRfm(base)),
    predictions: { alive: [0.9, 0.4] },
    attributes: [
      {
        customerId: base.customers[0].customerId,
        attributes: {
          country: "DE",
          visits: 3,
          vip: true,
          tags: ["a"],
          since: "2024-01-01",
          note: null,
        },
      },
      { customerId: "nobody", attributes: { country: "FR" } },
    ],
    surveys: {
      nps: [{ customerId: base.customers[1].customerId, score: 9, at: "2024-03-01" }],
      csat: [],
    },
  },
  { attributeTypes: { since: "time" } },
);
const audience = buildAudience(profiles, {
  name: "Worth a letter",
  condition: {
    any: [
      { field: "orders", gte: 1 },
      { none: [{ field: "attributes.tags", containsAny: ["a", "b"] }] },
      { field: "attributes.since", lt: "2025-01-01" },
      { field: "surveys.nps.score", between: [9, 10] },
      { field: "predictions.alive", exists: true },
    ],
  },
});
const compared = compareAudiences([audience, { name: "Nobody", customerIds: [] }]);
const groups = assignHoldout(["ann", "bob", "cleo", 7], { share: 0.5, salt: "spring" });
const stored: Record<string, never> = JSON.parse(JSON.stringify(profiles));
const [first, second]: Record<string, never>[] = Object(stored.profiles);

describe("what a profile verb returns", () => {
  it.each<[string, Parse, unknown]>([
    ["profiles", parseCustomerProfiles, profiles],
    ["audience", parseAudience, audience],
    ["audiences compared", parseAudienceComparison, compared],
    ["holdout groups", parseHoldoutGroups, groups],
  ])("comes back as it went: %s", (_, parse, noun) => {
    const json: unknown = JSON.parse(JSON.stringify(noun));
    expect(parse(json)).toStrictEqual(json);
    expect(parse(structuredClone(noun))).toEqual(noun);
  });

  it("is of the type that the schema yields", () => {
    expectTypeOf<z.infer<typeof customerProfilesSchema>>().toExtend<CustomerProfiles>();
    expectTypeOf<CustomerProfiles>().toExtend<z.infer<typeof customerProfilesSchema>>();
    expectTypeOf<z.infer<typeof audienceSchema>>().toExtend<Audience>();
    expectTypeOf<Audience>().toExtend<z.infer<typeof audienceSchema>>();
    expectTypeOf<z.infer<typeof audienceComparisonSchema>>().toExtend<AudienceComparison>();
    expectTypeOf<z.infer<typeof holdoutGroupsSchema>>().toExtend<HoldoutGroups>();
    expectTypeOf<HoldoutGroups>().toExtend<z.infer<typeof holdoutGroupsSchema>>();
  });
});

const withFirst = (change: object) => ({ ...stored, profiles: [{ ...first, ...change }, second] });
const withCondition = (condition: unknown) => ({ ...audience, condition });

describe("what a profile verb cannot have returned is refused", () => {
  it.each<[string, Parse, unknown, string, (string | number)[]]>([
    [
      "a customer twice",
      parseCustomerProfiles,
      { ...stored, profiles: [first, first] },
      "duplicate_id",
      ["profiles", 1, "customerId"],
    ],
    [
      "a prediction left out",
      parseCustomerProfiles,
      withFirst({ predictions: {} }),
      "missing_field",
      ["profiles", 0, "predictions", "alive"],
    ],
    [
      "a survey that nobody joined",
      parseCustomerProfiles,
      withFirst({ surveys: { ...Object(first.surveys), ces: null } }),
      "unknown_key",
      ["profiles", 0, "surveys", "ces"],
    ],
    [
      "an attribute of another type",
      parseCustomerProfiles,
      withFirst({ attributes: { ...Object(first.attributes), visits: "3" } }),
      "mixed_types",
      ["profiles", 0, "attributes", "visits"],
    ],
    [
      "a time that is none",
      parseCustomerProfiles,
      withFirst({ attributes: { ...Object(first.attributes), since: "2024-02-30" } }),
      "mixed_types",
      ["profiles", 0, "attributes", "since"],
    ],
    [
      "an impossible history",
      parseCustomerProfiles,
      withFirst({ recency: 1e9 }),
      "invalid_summary",
      ["profiles", 0, "recency"],
    ],
    [
      "a score of 0",
      parseCustomerProfiles,
      withFirst({ rfm: { ...Object(first.rfm), r: 0 } }),
      "out_of_range",
      ["profiles", 0, "rfm", "r"],
    ],
    [
      "ids that are not counted",
      parseAudience,
      { ...audience, customers: 7 },
      "length_mismatch",
      ["customerIds"],
    ],
    [
      "a customer twice in an audience",
      parseAudience,
      { ...audience, customerIds: ["a", "a"] },
      "duplicate_id",
      ["customerIds"],
    ],
    ["no condition", parseAudience, withCondition(undefined), "invalid_condition", ["condition"]],
    [
      "a field that profiles have not",
      parseAudience,
      withCondition({ field: "ordres", gte: 2 }),
      "unknown_field",
      ["condition", "field"],
    ],
    [
      "an operator that there is not",
      parseAudience,
      withCondition({ all: [{ field: "attributes.x", like: "a" }] }),
      "unknown_operator",
      ["condition", "all", 0, "like"],
    ],
    [
      "an operand of another type",
      parseAudience,
      withCondition({ field: "orders", gte: "2" }),
      "type_mismatch",
      ["condition", "gte"],
    ],
    [
      "an operand that JSON has not",
      parseAudience,
      withCondition({ field: "attributes.x", eq: 1n }),
      "type_mismatch",
      ["condition", "eq"],
    ],
    [
      "an overlap of more than all",
      parseAudienceComparison,
      { ...compared, reached: -1 },
      "out_of_range",
      ["reached"],
    ],
    [
      "groups that do not add up",
      parseHoldoutGroups,
      { ...groups, customers: 3 },
      "length_mismatch",
      ["customers"],
    ],
    [
      "a customer in both groups",
      parseHoldoutGroups,
      { ...groups, holdout: ["ann"], treatment: ["ann"], customers: 2 },
      "duplicate_id",
      ["customers"],
    ],
  ])("%s", (_, parse, data, code, path) => {
    expect(refusalOf(parse, data)).toMatchObject({ code, path });
  });

  it("a condition that contains itself", () => {
    const endless: { all: unknown[] } = { all: [] };
    endless.all.push(endless);
    expect(refusalOf(parseAudience, withCondition(endless)).code).toBe("condition_too_deep");
  });
});
