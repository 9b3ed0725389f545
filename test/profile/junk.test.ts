import { describe, expect, it } from "vitest";
import { assignHoldout } from "../../src/profile/assign-holdout.ts";
import { buildAudience } from "../../src/profile/build-audience.ts";
import { compareAudiences } from "../../src/profile/compare-audiences.ts";
import { isHeldOut } from "../../src/profile/is-held-out.ts";
import { joinProfiles } from "../../src/profile/join-profiles.ts";
import { parseProfileCondition } from "../../src/profile/parse-profile-condition.ts";
import type { ProfileCondition } from "../../src/profile/vocabulary.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { baseOf } from "../rfm/bases.ts";
import { type Call, faultsOf, unreadNames } from "../survey/junk.ts";

const base = baseOf([
  { daysSinceLast: 3, days: 2, revenue: 5 },
  { daysSinceLast: 40, days: 1, revenue: 6 },
]);
const [{ customerId }] = base.customers;
const scores = scoreRfm(base);
const parts = {
  ...{ base, scores, segments: segmentRfm(scores), predictions: { alive: [0.5, 0.4] } },
  attributes: [{ customerId, attributes: { country: "DE", visits: 4, tags: ["a"], since: null } }],
  surveys: { nps: [{ customerId, score: 9, at: "2026-03-01" }] },
};
const profiles = joinProfiles(parts);
const condition: ProfileCondition = { all: [{ field: "orders", gte: 1 }] };
const audience = buildAudience(profiles, { name: "All", condition });
const options = { share: 0.5, salt: "spring" };

/** Calls, and where in them options lie. */
const calls: [string, Call, string[]][] = [
  [
    "joinProfiles",
    { verb: joinProfiles, args: [parts, { attributeTypes: { since: "time" } }] },
    ["0", "1"],
  ],
  [
    "joinProfiles with segments of its own",
    {
      verb: joinProfiles,
      args: [
        {
          base,
          segments: [{ customerId, segment: "Q" }],
          predictions: { alive: { values: [1, 2], valid: [1, 0] } },
        },
      ],
    },
    ["0"],
  ],
  ["buildAudience", { verb: buildAudience, args: [profiles, { name: "All", condition }] }, ["1"]],
  ["parseProfileCondition", { verb: parseProfileCondition, args: [condition, profiles] }, []],
  [
    "compareAudiences",
    { verb: compareAudiences, args: [[audience, { name: "Ann", customerIds: ["ann"] }]] },
    [],
  ],
  ["assignHoldout", { verb: assignHoldout, args: [["ann", "bob"], options] }, ["1"]],
  ["assignHoldout of an audience", { verb: assignHoldout, args: [audience, options] }, ["1"]],
  ["isHeldOut", { verb: isHeldOut, args: ["ann", options] }, ["1"]],
];

describe("junk anywhere in a call", () => {
  it.each(calls)("meets an error of the package: %s", (_, made) => {
    expect(faultsOf(made, () => false)).toEqual([]);
  });

  it.each(calls)("is refused as an option that there is not: %s", (_, made, places) => {
    expect(() => Reflect.apply(made.verb, undefined, made.args)).not.toThrow();
    expect(unreadNames(made, places)).toEqual([]);
  });
});
