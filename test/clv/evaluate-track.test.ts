import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { traceAlive } from "../../src/clv/evaluate/trace-alive.ts";
import { trackPurchases } from "../../src/clv/evaluate/track-purchases.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { tracePurchases } from "../../src/customers/trace-purchases.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { bgNbd, simulatedOrders } from "./evaluate-worlds.ts";

const failsWith = (code: string) => expect.objectContaining({ code });
const newcomer = { frequency: 0, recency: 0, age: 0 };
const covariate: BgNbdModel = { ...bgNbd, covariates: { transaction: { won: 0.3 } } };

describe("trackPurchases", () => {
  const orders = simulatedOrders(60, 11);
  const asOf = "2024-12-31";

  it("counts what a base of that day counts, and expects what new customers do", () => {
    const { periods, customers } = trackPurchases(bgNbd, tracePurchases(orders, { asOf }), {
      calibrationEnd: "2024-09-30",
      step: { days: 9 },
    });
    expect(customers).toBe(60);
    for (const { until, cumulativeActual, cumulativeExpected } of periods) {
      const base = summarizeOrders(
        orders.filter(({ at }) => String(at).slice(0, 10) <= until),
        { asOf: until },
      );
      const total = (of: (customer: (typeof base.customers)[number]) => number) =>
        base.customers.reduce((sum, customer) => sum + of(customer), 0);
      expect(cumulativeActual).toBe(total(({ frequency }) => frequency));
      const expected = total(({ age }) => expectedPurchases(bgNbd, newcomer, { horizon: age }));
      expectRelative(cumulativeExpected, expected, 1e-12);
    }
  });

  it("adds up, and parts calibration from holdout", () => {
    const { from, periods } = trackPurchases(bgNbd, tracePurchases(orders, { asOf }), {
      calibrationEnd: "2024-09-30",
    });
    let last = {
      cumulativeActual: 0,
      cumulativeExpected: 0,
      day: Date.parse(from) / 86_400_000 - 1,
    };
    for (const [index, row] of periods.entries()) {
      expect(row.period).toBe(index + 1);
      expect(row.actual).toBe(row.cumulativeActual - last.cumulativeActual);
      expect(row.expected).toBeCloseTo(row.cumulativeExpected - last.cumulativeExpected, 9);
      expect(row.isHoldout).toBe(row.until > "2024-09-30");
      const day = Date.parse(row.until) / 86_400_000;
      expect(row.days).toBe(day - last.day);
      last = { ...row, day };
    }
    const ends = periods.map((row) => row.until);
    expect(ends).toContain("2024-09-30");
    expect(ends).toContain("2024-10-07");
    expect(ends.at(-1)).toBe(asOf);
    expect(periods.filter(({ days }) => days !== 7).length).toBeLessThanOrEqual(2);
  });

  it("tracks a stored trace, month by month", () => {
    const trace = tracePurchases(orders, { asOf, timeZone: "America/New_York" });
    const stored: typeof trace = JSON.parse(JSON.stringify(trace));
    const tracked = trackPurchases(bgNbd, stored, { step: { months: 1 } });
    expect(tracked).toEqual(trackPurchases(bgNbd, trace, { step: { months: 1 } }));
    expect(tracked.timeZone).toBe("America/New_York");
    expect(tracked.periods.every((row) => !row.isHoldout)).toBe(true);
    // Months of 30.4375 days, each counted from the first day.
    expect(tracked.periods.slice(0, 4).map((row) => row.days)).toEqual([30, 31, 30, 31]);
  });

  it("says the same in days as in weeks", () => {
    const daily: BgNbdModel = {
      ...bgNbd,
      timeUnit: "day",
      params: { ...bgNbd.params, alpha: 7 * bgNbd.params.alpha },
    };
    const trace = tracePurchases(orders, { asOf });
    const days = trackPurchases(daily, trace, { step: { weeks: 1 } });
    for (const [index, row] of trackPurchases(bgNbd, trace).periods.entries()) {
      expectRelative(days.periods[index].cumulativeExpected, row.cumulativeExpected, 1e-11);
    }
  });

  it("refuses what it cannot track", () => {
    const trace = tracePurchases(orders, { asOf });
    const nothing = tracePurchases([], { asOf });
    expect(() => trackPurchases(bgNbd, nothing)).toThrow(failsWith("empty"));
    expect(() => trackPurchases(bgNbd, trace, { step: { days: 0.5 } })).toThrow(
      failsWith("out_of_range"),
    );
    for (const calibrationEnd of ["2023-12-31", "2025-01-01"]) {
      expect(() => trackPurchases(bgNbd, trace, { calibrationEnd })).toThrow(
        failsWith("out_of_range"),
      );
    }
    expect(() => trackPurchases(covariate, trace)).toThrow(failsWith("missing_covariate"));
  });
});

describe("traceAlive", () => {
  const times = ["2026-01-05", "2026-01-14", "2026-01-14T20:00:00Z", "2026-03-01"];
  const asOf = "2026-04-10";

  it("knows on each day what was known then", () => {
    const day = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        (days, step) => {
          const orders = days.map((d) => ({ customerId: 7, at: d * 86_400_000, value: 1 }));
          const end = "1970-05-10";
          const path = traceAlive(bgNbd, orders, { asOf: end, step: { days: step } });
          for (const point of path) {
            const [known] = summarizeOrders(
              orders.filter(({ at }) => at <= Date.parse(point.at)),
              { asOf: point.at },
            ).customers;
            expect(point.frequency).toBe(known.frequency);
            expect(point.age).toBe(known.age);
            expect(point.probabilityAlive).toBe(probabilityAlive(bgNbd, known));
            expect(point.isPurchase).toBe(days.includes(Date.parse(point.at) / 86_400_000));
          }
          const ats = path.map(({ at }) => at);
          expect(ats).toEqual([...new Set(ats)].sort());
          expect(ats.at(-1)).toBe(end);
          const first = Math.min(...days);
          const steps = (day: number) => (day - first) % step === 0;
          for (let d = first; d <= Date.parse(end) / 86_400_000; d++) {
            const at = new Date(d * 86_400_000).toISOString().slice(0, 10);
            if (steps(d) || days.includes(d)) expect(ats).toContain(at);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("takes times and orders alike, in any order", () => {
    const path = traceAlive(bgNbd, times, { asOf });
    const orders = times.map((at) => ({ customerId: "ada", at, value: 20 }));
    expect(traceAlive(bgNbd, orders, { asOf })).toEqual(path);
    expect(traceAlive(bgNbd, [...orders].reverse(), { asOf })).toEqual(path);
    const dates = times.map((at) => new Date(at));
    expect(traceAlive(bgNbd, dates, { asOf })).toEqual(path);
    expect(path.filter((point) => point.isPurchase).map(({ at }) => at)).toEqual([
      ...["2026-01-05", "2026-01-14", "2026-03-01"],
    ]);
  });

  it("falls while she stays away, and springs back when she buys", () => {
    const path = traceAlive(bgNbd, times, { asOf, step: { days: 1 } });
    expect(path).toHaveLength(96);
    for (let index = 1; index < path.length; index++) {
      const { frequency, isPurchase, probabilityAlive: alive } = path[index];
      const before = path[index - 1].probabilityAlive;
      if (isPurchase && frequency > 1) expect(alive).toBeGreaterThan(before);
      else if (frequency > 0 && !isPurchase) expect(alive).toBeLessThan(before);
    }
  });

  it("reads covariates", () => {
    const path = traceAlive(covariate, times, { asOf, covariates: { won: 1 } });
    const [known] = summarizeOrders(
      times.map((at) => ({ customerId: 1, at, value: 1 })),
      { asOf },
    ).customers;
    const last = { ...known, covariates: { won: 1 } };
    expect(path.at(-1)?.probabilityAlive).toBe(probabilityAlive(covariate, last));
    expect(() => traceAlive(covariate, times, { asOf })).toThrow(failsWith("missing_covariate"));
  });

  it("refuses what is no history of one customer", () => {
    expect(() => traceAlive(bgNbd, [], { asOf })).toThrow(failsWith("empty"));
    const two = ["a", "b"].map((customerId) => ({ customerId, at: "2026-01-01", value: 1 }));
    expect(() => traceAlive(bgNbd, two, { asOf })).toThrow(failsWith("several_customers"));
    expect(() => traceAlive(bgNbd, times, { asOf: "2026-02-01" })).toThrow(
      failsWith("future_order"),
    );
    expect(() => traceAlive(bgNbd, times, { asOf, step: 0.1 })).toThrow(failsWith("out_of_range"));
    const refund = [{ at: "2026-01-01", value: -1 }];
    expect(() => traceAlive(bgNbd, refund, { asOf })).toThrow(failsWith("negative_value"));
    expect(() => traceAlive(bgNbd, ["yesterday"], { asOf })).toThrow(failsWith("invalid_time"));
  });
});

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  it("tracks 2,457 repeat purchases of 39 weeks, and 1,882 of 39 more", () => {
    const orders = readCdnowSample();
    const model = fitBgNbd(
      summarizeOrders(
        orders.filter(({ at }) => String(at) <= "1997-09-30"),
        { asOf: "1997-09-30" },
      ),
    );
    const trace = tracePurchases(orders, { asOf: "1998-06-30" });
    const { from, periods } = trackPurchases(model, trace, { calibrationEnd: "1997-09-30" });
    expect([from, periods.length]).toEqual(["1997-01-01", 78]);
    expect(periods.every((row) => row.days === 7)).toBe(true);
    expect(periods[38]).toMatchObject({
      until: "1997-09-30",
      isHoldout: false,
      cumulativeActual: 2457,
    });
    expect(periods[77]).toMatchObject({ until: "1998-06-30", cumulativeActual: 2457 + 1882 });
    expect(periods[39].isHoldout).toBe(true);
    // "Tracks within 4 % over 78 weeks": Fader, Hardie & Lee (2005), figure 3.
    for (const { cumulativeActual, cumulativeExpected } of [periods[38], periods[77]]) {
      expect(Math.abs(cumulativeExpected / cumulativeActual - 1)).toBeLessThan(0.05);
    }
  });
});
