import { describe, expect, it } from "vitest";
import { RFM_SEGMENT_ACTIONS } from "../../src/rfm/actions.ts";
import { describeSegments } from "../../src/rfm/describe-segments.ts";
import { RFM_MARKETING_GRID, RFM_QUARTILE_GRID } from "../../src/rfm/grids.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { baseOf, columnsOf } from "./bases.ts";
import { faultOf } from "./fault.ts";

const base = baseOf([
  { daysSinceLast: 10, days: 3, revenue: 60 },
  { daysSinceLast: 20, days: 1, revenue: 30 },
  { daysSinceLast: 40, days: 2, revenue: 10 },
]);
const options = {
  method: "custom",
  monetary: "mean",
  cuts: { r: [30], f: [2], m: [20] },
} as const;
const rules = {
  segments: [
    { name: "Best", f: [2, 2] as const },
    { name: "None", r: [2, 2], m: [1, 1] },
    { name: "Others" },
  ] as const,
};

describe("describeSegments", () => {
  it("has a row for each segment, those without customers too", () => {
    expect(describeSegments(segmentRfm(scoreRfm(base, options), rules))).toEqual([
      {
        segment: "Best",
        customers: 1,
        customerShare: 1 / 3,
        revenue: 60,
        revenueShare: 0.6,
        averageRevenue: 60,
        averageDaysSinceLast: 10,
        averageFrequency: 3,
        averageMonetary: 20,
        averageComposite: 5 / 3,
        action: null,
      },
      {
        segment: "None",
        customers: 0,
        customerShare: 0,
        revenue: 0,
        revenueShare: 0,
        averageRevenue: null,
        averageDaysSinceLast: null,
        averageFrequency: null,
        averageMonetary: null,
        averageComposite: null,
        action: null,
      },
      {
        segment: "Others",
        customers: 2,
        customerShare: 2 / 3,
        revenue: 40,
        revenueShare: 0.4,
        averageRevenue: 20,
        averageDaysSinceLast: 30,
        averageFrequency: 1.5,
        averageMonetary: 17.5,
        averageComposite: (5 / 3 + 3 / 3) / 2,
        action: null,
      },
    ]);
  });

  it("is the same of columns, and of what was stored", () => {
    const rows = segmentRfm(scoreRfm(base, options), rules);
    const found = describeSegments(rows);
    expect(describeSegments(segmentRfm(scoreRfm(columnsOf(base), options), rules))).toEqual(found);
    expect(describeSegments(JSON.parse(JSON.stringify(rows)))).toEqual(found);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it("knows what to do about every segment of the published grids", () => {
    for (const { rules: published } of [RFM_MARKETING_GRID, RFM_QUARTILE_GRID]) {
      for (const { name } of published) expect(RFM_SEGMENT_ACTIONS).toHaveProperty([name]);
    }
    const rows = describeSegments(segmentRfm(scoreRfm(base)));
    expect(
      rows.every(
        ({ segment, action }) =>
          action === Object.entries(RFM_SEGMENT_ACTIONS).find(([name]) => name === segment)?.[1],
      ),
    ).toBe(true);
    const own = describeSegments(segmentRfm(scoreRfm(base)), { actions: { Promising: "Wait." } });
    expect(own[4]).toMatchObject({ segment: "Promising", action: "Wait." });
    expect(own[0].action).toBe(RFM_SEGMENT_ACTIONS.Champions);
  });

  it("takes no inherited property for advice", () => {
    const segments = [{ name: "toString" }];
    expect(describeSegments(segmentRfm(scoreRfm(base), { segments }))[0].action).toBeNull();
  });

  it("refuses a customer of no known segment", () => {
    const found = segmentRfm(scoreRfm(base, options), rules);
    const [row, ...others] = found.assignments;
    const assignments = [...others, { ...row, segment: "Worst" }];
    expect(faultOf(() => describeSegments({ ...found, assignments }))).toEqual({
      code: "unknown_segment",
      path: ["assignments", 2, "segment"],
    });
  });
});
