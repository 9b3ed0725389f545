import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logRankTest } from "../../../src/retention/survival/log-rank.ts";
import { LOG_RANK_WEIGHTS } from "../../../src/retention/survival/log-rank-weights.ts";
import { columnsOf, expectNear, reference } from "./reference.ts";

describe("R's survdiff", () => {
  it.each(reference.ranks)(
    "agrees to 1e-10: $data by $group, rho $rho, stratum $stratum",
    (wanted) => {
      const { group, stratum, rho, test } = wanted;
      const names = ["time", "event", group, ...(stratum ? [stratum] : [])];
      const set = columnsOf(wanted.data, names);
      const found = logRankTest(
        {
          time: set.time,
          event: set.event,
          group: set[group],
          ...(stratum && { stratum: set[stratum] }),
        },
        rho === 0 ? {} : { weights: "fleming_harrington", rho },
      );
      expectNear(
        found.groups.map((each) => each.observed),
        test.observed,
        1e-10,
        "observed",
      );
      expectNear(
        found.groups.map((each) => each.expected),
        test.expected,
        1e-10,
        "expected",
      );
      expectNear(found.covariance.flat(), test.variance.flat(), 1e-10, "covariance");
      expectNear([found.statistic], [test.statistic], 1e-10, "statistic");
      expect(found.degreesOfFreedom).toBe(test.observed.length - 1);
    },
  );
});

/** Freireich's leukemia trial as in Gehan (1965): values of the weights that R does not have. */
const gehan = (() => {
  const { time, event, group } = columnsOf("gehan", ["time", "event", "group"]);
  return { time, event, group };
})();

describe("published and other packages' values", () => {
  // lifelines 0.30.3, logrank_test(weightings = "wilcoxon", "tarone-ware", "peto", "fleming-harrington").
  it.each([
    [{ weights: "log_rank" }, 16.792940989216543],
    [{ weights: "gehan" }, 13.457852049631066],
    [{ weights: "tarone_ware" }, 15.123575301872695],
    // Klein & Moeschberger's Peto-Peto test; not R's rho = 1, which is the next.
    [{ weights: "peto" }, 14.084139866856543],
    [{ weights: "fleming_harrington" }, 14.457150818717132],
    [{ weights: "fleming_harrington", rho: 1, gamma: 1 }, 12.74149570863097],
    [{ weights: "fleming_harrington", rho: 0, gamma: 1 }, 13.048448624020747],
  ] as const)("agrees with lifelines on Gehan's data: %j", (options, value) => {
    expectNear([logRankTest(gehan, options).statistic], [value], 1e-12);
  });

  it("knows the modified Peto-Peto test apart: each weight is n/(n + 1) of the other's", () => {
    // One time with events: its weight cancels. Two: it does not.
    const once = { time: [2, 2, 3, 3], event: [1, 1, 0, 0], group: [1, 1, 2, 2] };
    const peto = logRankTest(once, { weights: "peto" });
    const modified = logRankTest(once, { weights: "modified_peto" });
    expectNear([modified.statistic], [peto.statistic], 1e-14);
    expect(modified.groups[0].observed / peto.groups[0].observed).toBeCloseTo(4 / 5, 14);
  });

  it("gives aml and lung their published values", () => {
    const { time, event, x: group } = columnsOf("aml", ["time", "event", "x"]);
    expect(logRankTest({ time, event, group }).statistic).toBeCloseTo(3.396389, 6);
    expect(logRankTest({ time, event, group }).pValue).toBeCloseTo(0.06534, 5);
  });
});

describe("edges", () => {
  it("has nothing to compare with one group, without events, or nobody", () => {
    const nothing = { statistic: null, pValue: null, degreesOfFreedom: 0 };
    expect(logRankTest({ time: [1, 2], event: [1, 1], group: ["a", "a"] })).toMatchObject(nothing);
    expect(logRankTest({ time: [1, 2], event: [0, 0], group: ["a", "b"] })).toMatchObject(nothing);
    expect(logRankTest([])).toMatchObject({ ...nothing, n: 0, groups: [] });
  });

  it("spends no degree of freedom on a group gone before the first event", () => {
    const test = logRankTest({
      time: [1, 2, 3, 4, 5],
      event: [0, 1, 1, 0, 1],
      group: [3, 1, 2, 1, 2],
    });
    expect(test.degreesOfFreedom).toBe(1);
    expect(test.groups[2]).toEqual({ group: 3, n: 1, observed: 0, expected: 0 });
  });

  it("reads rows, dictionaries and columns alike", () => {
    const rows = gehan.time.map((time, i) => ({
      time,
      event: gehan.event[i] === 1,
      group: gehan.group[i] === 1 ? "treated" : "control",
    }));
    const dictionary = {
      ...gehan,
      group: { codes: Uint8Array.from(gehan.group), dictionary: ["control", "treated"] },
    };
    expect(logRankTest(rows)).toEqual(logRankTest(dictionary));
    expect(logRankTest(rows).statistic).toBe(logRankTest(gehan).statistic);
  });

  it.each([
    [{ time: 1, event: true }, "invalid_label", [0, "group"]],
    [{ time: 1, event: true, group: "" }, "invalid_label", [0, "group"]],
    [{ time: 1, event: true, group: 1.5 }, "invalid_label", [0, "group"]],
    [{ time: 1, event: true, group: "a", stratum: null }, "invalid_label", [0, "stratum"]],
    [{ time: -1, event: true, group: "a" }, "negative_value", [0, "time"]],
  ])("refuses %j", (row, code, path) => {
    const rows = [row] as never;
    expect(() => logRankTest(rows)).toThrow(expect.objectContaining({ code, path }));
  });

  it("refuses unknown weights and negative exponents", () => {
    expect(() => logRankTest(gehan, { weights: "wilcoxon" as never })).toThrow(/weights/);
    expect(() => logRankTest(gehan, { rho: -1 })).toThrow(/rho/);
  });
});

describe("laws", () => {
  const row = fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    event: fc.boolean(),
    group: fc.constantFrom("a", "b", "c"),
    stratum: fc.constantFrom(1, 2),
  });

  it("observed and expected add up to the same", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
        const { groups, n } = logRankTest(rows, { weights: "tarone_ware" });
        const sum = (key: "observed" | "expected" | "n") => groups.reduce((s, g) => s + g[key], 0);
        expect(sum("observed")).toBeCloseTo(sum("expected"), 9);
        expect(sum("n")).toBe(n);
      }),
    );
  });

  it("takes a weight as so many rows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.integer({ min: 0, max: 3 })), { maxLength: 30 }),
        (all) => {
          const weighted = logRankTest(all.map(([one, weight]) => ({ ...one, weight })));
          const repeated = logRankTest(all.flatMap(([one, weight]) => Array(weight).fill(one)));
          expect(weighted.statistic ?? -1).toBeCloseTo(repeated.statistic ?? -1, 8);
        },
      ),
    );
  });

  it("counts the same on every clock, row by row or by a table of times", () => {
    const weights = fc.constantFrom(...LOG_RANK_WEIGHTS);
    const many = row.map((one) => ({ ...one, stratum: (one.time * 7) % 5 }));
    fc.assert(
      fc.property(fc.array(fc.oneof(row, many), { maxLength: 60 }), weights, (rows, weights) => {
        // Whole numbers have a table; halves are sorted, and with weights have a table as well.
        const halves = rows.map((one) => ({ ...one, time: one.time + 0.5 }));
        const weighed = halves.map((one) => ({ ...one, weight: 1 }));
        const wanted = logRankTest(rows, { weights });
        for (const other of [halves, weighed]) {
          const found = logRankTest(other, { weights });
          expect(found.degreesOfFreedom).toBe(wanted.degreesOfFreedom);
          found.groups.forEach(({ group, n, observed, expected }, j) => {
            const { [j]: same } = wanted.groups;
            expect([group, n]).toEqual([same.group, same.n]);
            expect(observed).toBeCloseTo(same.observed, 9);
            expect(expected).toBeCloseTo(same.expected, 9);
          });
          found.covariance.flat().forEach((value, cell) => {
            expect(value).toBeCloseTo(wanted.covariance.flat()[cell], 9);
          });
        }
      }),
    );
  });

  it("does not see who came late if nothing had happened before", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const late = rows.map((one) => ({ ...one, time: one.time + 5, entry: 3 }));
        const early = rows.map((one) => ({ ...one, time: one.time + 5 }));
        expect(logRankTest(late)).toEqual(logRankTest(early));
      }),
    );
  });
});
