import { describe, expect, it } from "vitest";
import { applyTierEffect } from "../../../src/loyalty/tiers/apply.ts";
import { carryTier } from "../../../src/loyalty/tiers/carry.ts";
import { reviewTier } from "../../../src/loyalty/tiers/review.ts";
import { viewTier } from "../../../src/loyalty/tiers/view.ts";
import { iso, type MemberOptions, openMember, SILVER_GOLD_PLATINUM } from "./member.ts";

const ROLLING = { window: { type: "rolling", period: "P12M" } } as const;
const CALENDAR = { window: { type: "calendar_year" } } as const;
const LIFETIME = { window: { type: "lifetime" } } as const;
const NOW = Date.parse("2026-03-01T00:00:00Z");

/** A member of gold since June 2025 whose program changes on 1 March 2026; the tier then and later. */
function carry(from: MemberOptions["ladder"], to: MemberOptions["ladder"], later: string) {
  const member = openMember({ ladder: from });
  member.credit("2025-06-01T00:00:00Z", 600);
  const { ladder } = openMember({ ladder: to });
  const levels = [NOW, Date.parse(later)].map((at) => {
    let record = member.record();
    while (record.reviewAt !== null && record.reviewAt <= iso(NOW)) {
      record = reviewTier(member.ladder, record, null).reduce(applyTierEffect, record);
    }
    record = applyTierEffect(record, carryTier(member.ladder, ladder, record, NOW, null));
    while (record.reviewAt !== null && record.reviewAt <= iso(at)) {
      record = reviewTier(ladder, record, null).reduce(applyTierEffect, record);
    }
    return viewTier(ladder, record, at).level;
  });
  return levels;
}

describe("carryTier", () => {
  it.each<[string, MemberOptions["ladder"], MemberOptions["ladder"], string, (string | null)[]]>([
    ["the same ladder", CALENDAR, CALENDAR, "2027-01-01T00:00:00Z", ["gold", null]],
    ["years to rolling", CALENDAR, ROLLING, "2026-12-31T00:00:00Z", [null, null]],
    ["rolling to years", ROLLING, CALENDAR, "2027-01-01T00:00:00Z", ["gold", null]],
    ["lifetime to rolling", LIFETIME, ROLLING, "2026-06-01T00:00:00Z", ["gold", null]],
    ["rolling to lifetime", ROLLING, LIFETIME, "2099-01-01T00:00:00Z", ["gold", "gold"]],
    [
      "higher thresholds: a year's tier is kept to its end",
      CALENDAR,
      { ...CALENDAR, levels: [{ id: "gold", threshold: 5000 }] },
      "2027-01-01T00:00:00Z",
      ["gold", null],
    ],
    [
      "another metric: credit is of another kind",
      LIFETIME,
      { ...LIFETIME, metric: "orders" },
      "2099-01-01T00:00:00Z",
      [null, null],
    ],
    [
      "a level that is no more",
      CALENDAR,
      { ...CALENDAR, levels: [SILVER_GOLD_PLATINUM[0]] },
      "2027-01-01T00:00:00Z",
      ["silver", null],
    ],
  ])("%s", (_, from, to, later, expected) => {
    expect(carry(from, to, later)).toEqual(expected);
  });
});
