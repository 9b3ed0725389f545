import { describe, expect, it } from "vitest";
import type { BgBbModel } from "../../src/clv/bg-bb/model.ts";
import { calibrateAlive } from "../../src/clv/evaluate/calibrate-alive.ts";
import { frequencyHistogram } from "../../src/clv/evaluate/frequency-histogram.ts";
import { intervalCoverage } from "../../src/clv/evaluate/interval-coverage.ts";
import { trackPurchases } from "../../src/clv/evaluate/track-purchases.ts";
import type { GammaGammaModel } from "../../src/clv/gamma-gamma/model.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import type { Horizon } from "../../src/clv/predict/horizon.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";
import type { TimeUnit } from "../../src/core/time-unit.ts";
import { tracePurchases } from "../../src/customers/trace-purchases.ts";

/*
 * With all shapes 1 a new customer buys at opportunity i with probability 1/2 · 1/(1+i): 1/4, 1/6, 1/8 …
 */
const bgBb = (timeUnit: TimeUnit): BgBbModel => ({
  kind: "bg-bb",
  version: 1,
  timeUnit,
  params: { alpha: 1, beta: 1, gamma: 1, delta: 1 },
});
/** A new customer spends p v / (q - 1) = 30. */
const spend: GammaGammaModel = { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } };
const newcomer = { frequency: 0, recency: 0, age: 0, monetaryValue: 0 };
const worthOf = (timeUnit: TimeUnit, horizon: Horizon, from?: string, discountRate = 0) =>
  lifetimeValue({ purchases: bgBb(timeUnit), spend }, newcomer, {
    horizon,
    discountRate,
    ...(from === undefined ? {} : { from }),
  });
const refused = (path: readonly (string | number)[]) =>
  expect.objectContaining({ code: "out_of_range", path });

describe("the value of opportunities to come", () => {
  it.each([undefined, "2024-01-01", "2025-01-01", "2025-02-28"])(
    "comes with the months and years, whatever their days, from %s",
    (from) => {
      for (const horizon of [3, { years: 3 }, { months: 36 }]) {
        expect(worthOf("year", horizon, from)).toBeCloseTo(30 * (1 / 4 + 1 / 6 + 1 / 8), 12);
      }
      for (const horizon of [2, { months: 2 }]) {
        expect(worthOf("month", horizon, from)).toBeCloseTo(30 * (1 / 4 + 1 / 6), 12);
      }
      const paid = 30 * (1 / 4 / 1.1 + 1 / 6 / 1.21);
      expect(worthOf("year", { years: 2 }, from, 0.1)).toBeCloseTo(paid, 12);
    },
  );

  it("is that of the donors of the paper on any calendar", () => {
    const params = { alpha: 1.2035, beta: 0.7497, gamma: 0.6567, delta: 2.7834 };
    const purchases: BgBbModel = { kind: "bg-bb", version: 1, timeUnit: "year", params };
    const donor = { frequency: 4, recency: 5, age: 6, monetaryValue: 50 };
    for (const from of ["2024-01-01", "2025-01-01"]) {
      for (const [years, value] of [
        [1, "21.78"],
        [5, "96.99"],
      ] as const) {
        const options = { horizon: { years }, from };
        expect(lifetimeValue({ purchases, spend }, donor, options)?.toFixed(2)).toBe(value);
      }
    }
  });

  it("comes by days elapsed where opportunities are days or weeks", () => {
    // Four weeks in February, of which the customer is worth 1/4 + 1/6 + 1/8 + 1/10 purchases.
    const inFour = 30 * (1 / 4 + 1 / 6 + 1 / 8 + 1 / 10);
    expect(worthOf("week", { months: 1 }, "2026-02-01")).toBeCloseTo(inFour, 12);
    expect(worthOf("week", { weeks: 4 })).toBeCloseTo(inFour, 12);
    const daily = expectedPurchases(bgBb("day"), newcomer, { horizon: 365 });
    expect(worthOf("day", { years: 1 }, "2026-01-01")).toBeCloseTo(30 * daily, 10);
  });

  it.each([
    ["year", 1.5, undefined],
    ["year", { months: 11 }, undefined],
    ["year", { months: 11 }, "2025-01-01"],
    ["year", { days: 365 }, "2025-01-01"],
    ["month", { days: 30 }, "2026-04-01"],
    ["week", { months: 12 }, undefined],
    ["week", { months: 12 }, "2026-01-01"],
    ["day", { months: 1 }, undefined],
  ] as const)(
    "is refused of part of an opportunity: of a %s, %j from %s",
    (unit, horizon, from) => {
      expect(() => worthOf(unit, horizon, from)).toThrow(refused(["horizon"]));
    },
  );
});

describe("parts of opportunities", () => {
  const year = bgBb("year");

  it("are refused by P(alive) later on", () => {
    expect(probabilityAlive(year, newcomer, { after: { months: 24 } })).toBeCloseTo(1 / 4, 14);
    for (const after of [1.5, { months: 11 }]) {
      expect(() => probabilityAlive(year, newcomer, { after })).toThrow(refused(["after"]));
    }
  });

  it("are refused of a holdout, and of ages that are compared", () => {
    const holdout = { length: 1.5, timeUnit: "year", customers: [{ frequency: 0 }] } as const;
    const split = { calibration: { timeUnit: "year", customers: [newcomer] }, holdout } as const;
    for (const judge of [calibrateAlive, intervalCoverage]) {
      expect(() => judge(year, split)).toThrow(refused(["holdout", "length"]));
    }
    const data = {
      timeUnit: "year",
      frequency: [0],
      recency: [0],
      age: [1.5],
      weight: [2],
    } as const;
    expect(() => frequencyHistogram(year, data)).toThrow(refused(["age"]));
  });

  it("so many of them that a distribution takes for ever are refused", () => {
    expect(() => purchaseProbabilities(year, newcomer, { horizon: 1e9, maximum: 3 })).toThrow(
      refused(["horizon"]),
    );
    expect(expectedPurchases(year, newcomer, { horizon: 1e9 })).toBeGreaterThan(8);
  });
});

describe("opportunities tracked", () => {
  const order = (customerId: string, at: string) => ({ customerId, at, value: 1 });
  const orders = [
    order("ada", "2026-01-07"),
    order("bob", "2026-01-12"),
    order("ada", "2026-01-20"),
  ];

  it("are calendar weeks that are over", () => {
    const trace = tracePurchases(orders, { asOf: "2026-01-25" });
    const { periods } = trackPurchases(bgBb("week"), trace);
    expect(periods.map(({ until }) => until)).toEqual(["2026-01-11", "2026-01-18", "2026-01-25"]);
    expect(periods.map(({ cumulativeActual }) => cumulativeActual)).toEqual([0, 0, 1]);
    // Ada has seen one opportunity, then two, and Bob one.
    [0, 1 / 4, 1 / 4 + 1 / 6 + 1 / 4].forEach((expected, i) => {
      expect(periods[i].cumulativeExpected).toBeCloseTo(expected, 14);
    });
    const fortnights = trackPurchases(bgBb("week"), trace, { step: { weeks: 2 } }).periods;
    expect(fortnights.map(({ until }) => until)).toEqual(["2026-01-18", "2026-01-25"]);
  });

  it("are not over in a week in which the calibration ends", () => {
    const { periods } = trackPurchases(
      bgBb("week"),
      tracePurchases(orders, { asOf: "2026-01-22" }),
      { calibrationEnd: "2026-01-16" },
    );
    expect(periods.map(({ until }) => until)).toEqual([
      "2026-01-11",
      "2026-01-16",
      "2026-01-18",
      "2026-01-22",
    ]);
    expect(periods.map(({ cumulativeExpected }) => cumulativeExpected)).toEqual([0, 0, 0.25, 0.25]);
  });

  it("are calendar months and years", () => {
    const monthly = [order("ada", "2026-01-15"), order("bob", "2026-02-10")];
    const inMonths = trackPurchases(
      bgBb("month"),
      tracePurchases(monthly, { asOf: "2026-03-31" }),
    ).periods;
    expect(inMonths.map(({ until }) => until)).toEqual(["2026-01-31", "2026-02-28", "2026-03-31"]);
    [0, 1 / 4, 1 / 4 + 1 / 6 + 1 / 4].forEach((expected, i) => {
      expect(inMonths[i].cumulativeExpected).toBeCloseTo(expected, 14);
    });
    const inYears = trackPurchases(
      bgBb("year"),
      tracePurchases([order("ada", "2023-05-01")], { asOf: "2025-12-31" }),
    ).periods;
    expect(inYears.map(({ until }) => until)).toEqual(["2023-12-31", "2024-12-31", "2025-12-31"]);
    [0, 1 / 4, 1 / 4 + 1 / 6].forEach((expected, i) => {
      expect(inYears[i].cumulativeExpected).toBeCloseTo(expected, 14);
    });
  });

  it("are never halved", () => {
    const trace = tracePurchases(orders, { asOf: "2026-01-25" });
    for (const step of [1.5, { days: 10 }]) {
      expect(() => trackPurchases(bgBb("week"), trace, { step })).toThrow(refused(["step"]));
    }
  });
});
