import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kaplanMeier } from "../../../src/retention/survival/kaplan-meier.ts";
import { nelsonAalen } from "../../../src/retention/survival/nelson-aalen.ts";
import { restrictedMean } from "../../../src/retention/survival/restricted-mean.ts";
import { survivalAt } from "../../../src/retention/survival/survival-at.ts";
import { SURVIVAL_INTERVALS } from "../../../src/retention/survival/survival-interval.ts";
import { survivalQuantiles } from "../../../src/retention/survival/survival-quantiles.ts";
import { durationsOf, expectNear, reference } from "./reference.ts";

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];

function rowsOf({ time, event, entry, weight }: ReturnType<typeof durationsOf>) {
  return time.map((at, i) => ({
    time: at,
    event: event[i] === 1,
    ...(entry && { entry: entry[i] }),
    ...(weight && { weight: weight[i] }),
  }));
}

function falls(bounds: readonly (number | null)[]): boolean {
  const known = bounds.filter((bound) => bound !== null);
  return known.every((bound, i) => i === 0 || bound <= known[i - 1]);
}

describe.each(Object.keys(reference.curves))("R's survfit of %s", (name) => {
  const wanted = reference.curves[name];
  const data = durationsOf(name);

  it.each(SURVIVAL_INTERVALS)("agrees to 1e-10, interval %s", (interval) => {
    const curve = kaplanMeier(rowsOf(data), { interval });
    const column = <Key extends keyof (typeof curve.points)[number]>(key: Key) =>
      curve.points.map((point) => point[key]);
    expectNear(column("time"), wanted.time, 1e-12, "time");
    expectNear(column("atRisk"), wanted.atRisk, 1e-12, "atRisk");
    expectNear(column("events"), wanted.events, 1e-12, "events");
    expectNear(column("censored"), wanted.censored, 1e-12, "censored");
    expectNear(column("survival"), wanted.survival, 1e-10, "survival");
    expectNear(column("standardError"), wanted.standardError, 1e-10, "standardError");
    expectNear(column("lower"), wanted.intervals[interval].lower, 1e-10, "lower");
    expectNear(column("upper"), wanted.intervals[interval].upper, 1e-10, "upper");
    const quantiles = survivalQuantiles(curve, SHARES);
    const { median } = curve;
    expectNear([median.time, median.lower, median.upper], wanted.median[interval], 1e-12, "median");
    expect(curve.median).toEqual(quantiles[2]);
    // R's quantile() goes on to the end of a plateau that is the last, where its median does not, and
    // sorts bounds that turn up again: there the median alone is compared.
    if (name === "one") return;
    const ends = wanted.quantiles[interval];
    const times = (key: "time" | "lower" | "upper") => quantiles.map((found) => found[key]);
    expectNear(times("time"), ends.time, 1e-12, "quantile");
    if (falls(column("lower"))) expectNear(times("lower"), ends.lower, 1e-12, "lower quantile");
    if (falls(column("upper"))) expectNear(times("upper"), ends.upper, 1e-12, "upper quantile");
  });

  it("agrees on the restricted mean to 1e-10", () => {
    for (const { horizon, value, standardError } of wanted.restricted) {
      const mean = restrictedMean(kaplanMeier(data), { horizon });
      expectNear([mean.value, mean.standardError], [value, standardError], 1e-10);
    }
  });

  it("agrees on the cumulative hazard to 1e-10", () => {
    const together = nelsonAalen(rowsOf(data)).points;
    expectNear(
      together.map((p) => p.cumulativeHazard),
      wanted.hazard,
      1e-10,
    );
    expectNear(
      together.map((p) => p.standardError),
      wanted.hazardError,
      1e-10,
    );
    const oneByOne = nelsonAalen(data, { ties: "one_by_one" }).points;
    expectNear([...oneByOne.cumulativeHazard], wanted.hazardOneByOne, 1e-10);
    expectNear([...oneByOne.standardError], wanted.hazardErrorOneByOne, 1e-10);
  });

  it("gives columns what it gives rows", () => {
    const rows = kaplanMeier(rowsOf(data));
    const columns = kaplanMeier(data);
    expect(rows.points.map((point) => point.survival)).toEqual([...columns.points.survival]);
    expect(rows.points.map((point) => point.lower !== null)).toEqual(
      [...columns.points.intervalValid].map((valid) => valid === 1),
    );
    expect(columns.median).toEqual(rows.median);
    expect(survivalAt(columns, [0, 3.3, 1e4])).toEqual(survivalAt(rows, [0, 3.3, 1e4]));
  });
});

describe("published values", () => {
  it("finds the medians of aml", () => {
    const medians = ["aml", "maintained", "nonmaintained"].map(
      (name) => kaplanMeier(durationsOf(name)).median.time,
    );
    expect(medians).toEqual([27, 31, 23]);
  });

  it("finds the restricted mean of lung, with the error that others have wrong", () => {
    const mean = restrictedMean(kaplanMeier(durationsOf("lung")), { horizon: 365 });
    expect(mean.value).toBeCloseTo(263.22187, 5);
    expect(mean.standardError).toBeCloseTo(7.79886, 5);
  });

  it.each([
    ["log", 285, 363],
    ["log_log", 284, 361],
  ] as const)("finds the median interval of lung, %s", (interval, lower, upper) => {
    expect(kaplanMeier(durationsOf("lung"), { interval }).median).toMatchObject({ lower, upper });
  });
});

describe("edges", () => {
  it("says nothing of nobody", () => {
    const curve = kaplanMeier([]);
    expect(curve.n).toBe(0);
    expect(curve.points).toEqual([]);
    expect(curve.median).toEqual({ probability: 0.5, time: null, lower: null, upper: null });
    expect(restrictedMean(curve)).toMatchObject({ horizon: null, value: null, n: 0 });
    expect(survivalAt(curve, [3])[0].survival).toBeNull();
    expect(nelsonAalen([]).points).toEqual([]);
  });

  it("knows nothing beyond the last time watched, unless all are gone", () => {
    const kept = kaplanMeier({ time: [1, 2], event: [1, 0] });
    expect(survivalAt(kept, [2, 2.1]).map((at) => at.survival)).toEqual([0.5, null]);
    expect(restrictedMean(kept, { horizon: 3 }).value).toBeNull();
    const gone = kaplanMeier({ time: [1, 2], event: [1, 1] });
    expect(survivalAt(gone, [5])[0]).toMatchObject({ survival: 0, standardError: null });
    expect(restrictedMean(gone, { horizon: 3 }).value).toBe(1.5);
  });

  it("warns where all are gone before others enter", () => {
    const curve = kaplanMeier([
      { time: 2, event: true },
      { time: 9, event: true, entry: 5 },
      { time: 9, event: false, entry: 6 },
    ]);
    expect(curve.warnings.map(({ code }) => code)).toEqual(["all_gone_early"]);
    expect(curve.points.map((point) => point.survival)).toEqual([0, 0]);
  });

  it("takes times as one that are close, relative to their mean or absolutely", () => {
    const times = (...time: number[]) => [
      ...kaplanMeier({ time, event: time.map(() => 1) }).points.time,
    ];
    expect(times(1e6, 1e6 + 0.01, 1e6 + 0.1)).toEqual([1e6, 1e6 + 0.1]);
    expect(times(1e-3, 1e-3 + 1e-9, 2e-3)).toEqual([1e-3, 2e-3]);
    expect(times(1e6, 1e6 + 1)).toEqual([1e6, 1e6 + 1]);
  });

  it("takes an entry of 0 as the start, so that some may leave at once", () => {
    const [first] = kaplanMeier([
      { time: 0, event: true, entry: 0 },
      { time: 4, event: false, entry: 0 },
    ]).points;
    expect(first).toMatchObject({ time: 0, atRisk: 2, survival: 0.5 });
  });

  it.each([
    [{ time: -1, event: true }, "negative_value", [1, "time"]],
    [{ time: Number.NaN, event: true }, "non_finite_value", [1, "time"]],
    [{ time: Infinity, event: true }, "non_finite_value", [1, "time"]],
    [{ event: true }, "not_a_number", [1, "time"]],
    [{ time: 3 }, "invalid_event", [1, "event"]],
    [{ time: 3, event: 2 }, "invalid_event", [1, "event"]],
    [{ time: 3, event: null }, "invalid_event", [1, "event"]],
    [{ time: 3, event: "1" }, "invalid_event", [1, "event"]],
    [{ time: 3, event: true, entry: 3 }, "end_before_start", [1, "time"]],
    [{ time: 3, event: true, entry: 4 }, "end_before_start", [1, "time"]],
    [{ time: 3, event: true, entry: -1 }, "negative_value", [1, "entry"]],
    [{ time: 3, event: true, entry: null }, "non_finite_value", [1, "entry"]],
    [{ time: 3, event: true, weight: -1 }, "negative_value", [1, "weight"]],
    [null, "invalid_shape", [1]],
  ])("refuses %j", (row, code, path) => {
    const rows = JSON.parse("[]");
    rows.push({ time: 1, event: true }, row);
    expect(() => kaplanMeier(rows)).toThrow(expect.objectContaining({ code, path }));
  });

  it("refuses columns of other lengths, and tells where in a column", () => {
    const fault = (data: Parameters<typeof nelsonAalen>[0], code: string, path: unknown[]) =>
      expect(() => nelsonAalen(data)).toThrow(expect.objectContaining({ code, path }));
    fault({ time: [1, 2], event: [1] } as never, "length_mismatch", ["event"]);
    fault({ time: [1, -2], event: [1, 0] } as never, "negative_value", ["time", 1]);
    fault({ event: [1] } as never, "invalid_column", ["time"]);
    fault(7 as never, "invalid_column", []);
  });

  it("refuses unknown options", () => {
    const data = { time: [1], event: [1] };
    expect(() => kaplanMeier(data, { level: 1 })).toThrow(/level/);
    expect(() => kaplanMeier(data, { interval: "wald" as never })).toThrow(/interval/);
    expect(() => survivalQuantiles(kaplanMeier(data), [0.5, 1])).toThrow(/probabilities\[1\]/);
  });
});

describe("laws", () => {
  const row = fc.record({
    time: fc.oneof(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 400 }).map((n) => n / 8),
    ),
    event: fc.boolean(),
  });

  it("takes a weight as so many rows, zero as none", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.integer({ min: 0, max: 3 })), { maxLength: 40 }),
        (all) => {
          const weighted = kaplanMeier(all.map(([one, weight]) => ({ ...one, weight })));
          const repeated = kaplanMeier(all.flatMap(([one, weight]) => Array(weight).fill(one)));
          expect(weighted.points).toEqual(repeated.points);
        },
      ),
    );
  });

  it("is the share still there where nobody is censored", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const all = rows.map(({ time }) => ({ time, event: true }));
        for (const { time, survival } of kaplanMeier(all).points) {
          const there = all.filter((one) => one.time > time).length / all.length;
          expect(survival).toBeCloseTo(there, 12);
        }
      }),
    );
  });

  it("does not depend on the order of rows, nor on the unit of time", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
        const one = kaplanMeier(rows).points;
        const other = kaplanMeier(
          [...rows].reverse().map((r) => ({ ...r, time: r.time * 4096.5 })),
        ).points;
        expect(other.map(({ survival }) => survival)).toEqual(one.map(({ survival }) => survival));
      }),
    );
  });
});
