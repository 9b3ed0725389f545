import { describe, expect, test } from "vitest";
import { churnRate } from "../../../src/retention/churn/churn-rate.ts";
import { CHURN_DEFINITIONS } from "../../../src/retention/churn/definitions.ts";
import { retentionRate } from "../../../src/retention/churn/retention-rate.ts";

// ChartMogul's month: 12 lost, 1 of them returned, 1 more had joined in the month.
const MONTH = {
  start: 100,
  new: 20,
  reactivated: 1,
  lost: 12,
  lostOfStart: 10,
  end: 109,
  daily: [
    { start: 100, lost: 2 },
    { start: 98, lost: 0 },
    { start: 103, lost: 3 },
    { start: 99, lost: 1 },
  ],
};

describe("churnRate", () => {
  test.each([
    ["start", 10 / 100, 100],
    ["start_all_churn", 12 / 100, 100],
    ["start_plus_new", 12 / 120, 120],
    ["average", 12 / 104.5, 104.5],
    ["daily_sum", 2 / 100 + 3 / 103 + 1 / 99, 100],
    ["customer_days", (4 * 6) / 400, 100],
  ] as const)("by %s", (definition, value, n) => {
    const rate = churnRate(MONTH, { definition });
    expect(rate.value).toBeCloseTo(value, 14);
    expect(rate).toMatchObject({ n, definition, level: 0.95 });
    expect(rate.lower).toBeLessThan(value);
    expect(rate.upper).toBeGreaterThan(value);
    const kept = retentionRate(MONTH, { definition });
    expect(kept.value).toBeCloseTo(1 - value, 14);
    expect(kept.lower).toBe(1 - (rate.upper ?? 0));
    expect(kept.upper).toBe(1 - (rate.lower ?? 0));
  });

  test("intervals are those of R", () => {
    // prop.test(10, 100, correct = FALSE), poisson.test(12, 100), Fay and Feuer by qchisq.
    expect(churnRate(MONTH).lower).toBeCloseTo(0.0552291370607, 11);
    expect(churnRate(MONTH).upper).toBeCloseTo(0.1743656615049, 11);
    const all = churnRate(MONTH, { definition: "start_all_churn" });
    expect(all.lower).toBeCloseTo(0.0620057510872, 11);
    expect(all.upper).toBeCloseTo(0.2096158504818, 11);
    const daily = churnRate(MONTH, { definition: "daily_sum" });
    expect(daily.lower).toBeCloseTo(0.021731501366, 11);
    expect(daily.upper).toBeCloseTo(0.129546598977, 11);
  });

  test("no loss is 0 with an upper end, also where a rate is no share", () => {
    for (const definition of CHURN_DEFINITIONS) {
      const none = {
        start: 50,
        new: 0,
        lost: 0,
        lostOfStart: 0,
        end: 50,
        daily: [{ start: 50, lost: 0 }],
      };
      const rate = churnRate(none, { definition });
      expect(rate).toMatchObject({ value: 0, lower: 0 });
      expect(rate.upper).toBeGreaterThan(0.01);
    }
  });

  test("nobody is null with n 0 by every definition", () => {
    for (const definition of CHURN_DEFINITIONS) {
      const nobody = { start: 0, new: 0, lost: 0, lostOfStart: 0, end: 0, daily: [] };
      const expected = { value: null, n: 0, lower: null, upper: null };
      expect(churnRate(nobody, { definition })).toMatchObject(expected);
      expect(retentionRate(nobody, { definition })).toMatchObject(expected);
    }
  });

  test("a rate that may exceed 1 does", () => {
    const wild = { start: 10, new: 20, lost: 25, lostOfStart: 10, end: 5 };
    expect(churnRate(wild, { definition: "start_all_churn" }).value).toBe(2.5);
    expect(retentionRate(wild, { definition: "start_all_churn" }).value).toBe(-1.5);
    const twice = churnRate({ start: 1, new: 0, lost: 3 }, { definition: "start_plus_new" });
    expect(twice).toMatchObject({ value: 3, method: "poisson" });
  });

  test.each([
    [{ start: 10 }, {}, "missing_count", ["lostOfStart"]],
    [{ start: 10, lost: 1 }, { definition: "start_plus_new" }, "missing_count", ["new"]],
    [{ start: 10 }, { definition: "daily_sum" }, "missing_count", ["daily"]],
    [{ start: 10, lostOfStart: 11 }, {}, "out_of_range", ["lostOfStart"]],
    [{ start: 0, lostOfStart: 1 }, {}, "out_of_range", ["lostOfStart"]],
    [{ start: 10, lostOfStart: 3, lost: 2 }, {}, "out_of_range", ["lostOfStart"]],
    [{ ...MONTH, end: 108 }, {}, "invalid_counts", ["end"]],
    [{ start: -1, lostOfStart: 0 }, {}, "out_of_range", ["start"]],
    [{ start: 1.5, lostOfStart: 0 }, {}, "out_of_range", ["start"]],
    [MONTH, { definition: "monthly" as "start" }, "invalid_option", ["definition"]],
    [MONTH, { level: 0 }, "out_of_range", ["level"]],
    [MONTH, { level: 1 - 2 ** -53, definition: "start_all_churn" }, "out_of_range", ["level"]],
    [MONTH, { method: "guess" as "wald" }, "invalid_option", ["method"]],
    [
      { start: 5, daily: [{ start: 5, lost: 6 }] },
      { definition: "customer_days" },
      "out_of_range",
      ["daily", 0, "lost"],
    ],
  ] as const)("refuses %j %j", (counts, options, code, path) => {
    expect(() => churnRate(counts, options)).toThrow(expect.objectContaining({ code, path }));
  });
});

describe("counts that are none", () => {
  test.each([
    ["start", "100", "not_a_number"],
    ["start", Symbol("many"), "not_a_number"],
    ["lost", 5n, "not_a_number"],
    ["lost", 1.5, "out_of_range"],
    ["lostOfStart", "4", "not_a_number"],
    ["new", null, "not_a_number"],
    ["end", 98.5, "out_of_range"],
  ])("are told by their own path: %s", (field, count, code) => {
    const counts = { start: 100, lost: 5, lostOfStart: 4, new: 3, end: 98, [field]: count };
    expect(() => churnRate(counts)).toThrow(expect.objectContaining({ code, path: [field] }));
  });
});
