import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grossRevenueRetention } from "../../../src/retention/revenue/gross-revenue-retention.ts";
import { netRevenueRetention } from "../../../src/retention/revenue/net-revenue-retention.ts";
import {
  CUSTOMERS,
  DAY,
  FIRST,
  levelAt,
  STRETCHES,
  type Stretch,
  toSubscriptions,
} from "./contracts.ts";

const WEEKS = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 1, max: 6 }));

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Levels of a customer from just before a day to just before another. */
function path(stretches: readonly Stretch[], customer: number, from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, i) =>
    levelAt(stretches, customer, from - 1 + i),
  );
}

function paths(stretches: readonly Stretch[], from: number, to: number) {
  return CUSTOMERS.map((c) => path(stretches, c, from, to)).filter((levels) => levels[0] > 0);
}

const last = (levels: readonly number[]) => levels[levels.length - 1];

function slowShare(
  stretches: readonly Stretch[],
  from: number,
  to: number,
  kept: (levels: readonly number[]) => number,
) {
  const members = paths(stretches, from, to);
  const opening = sum(members.map(([first]) => first));
  return opening === 0 ? null : sum(members.map(kept)) / opening;
}

const cap = (levels: readonly number[]) => Math.min(levels[0], last(levels));

function expectShare(value: number | null, expected: number | null) {
  if (expected === null) expect(value).toBeNull();
  else expect(value).toBeCloseTo(expected, 12);
}

describe("revenue retention", () => {
  test("every meaning agrees with a day-by-day version", () => {
    fc.assert(
      fc.property(STRETCHES, WEEKS, (stretches, [from, weeks]) => {
        const to = from + 7 * weeks;
        const rows = toSubscriptions(stretches);
        const window = { from: FIRST + from * DAY, to: FIRST + to * DAY };
        const share = (kept: (levels: readonly number[]) => number) =>
          slowShare(stretches, from, to, kept);
        const net = share(last);
        expectShare(netRevenueRetention(rows, window).value, net);
        const asLeft = share((levels) => (levels.includes(0) ? 0 : last(levels)));
        expectShare(
          netRevenueRetention(rows, { ...window, reactivation: "exclude" }).value,
          asLeft,
        );
        const gross = (meaning: "customer_cap" | "aggregate_cap" | "path_minimum" | "compounded") =>
          grossRevenueRetention(rows, { ...window, meaning, every: "week" }).value;
        expectShare(gross("customer_cap"), share(cap));
        expectShare(gross("aggregate_cap"), net === null ? null : Math.min(1, net));
        expectShare(
          gross("path_minimum"),
          share((levels) => Math.min(...levels)),
        );
        const weekly = Array.from({ length: weeks }, (_, i) =>
          slowShare(stretches, from + 7 * i, from + 7 * (i + 1), cap),
        );
        // Once all is lost it stays lost; before that, nobody to divide by is undefined.
        const end = weekly.findIndex((one) => one === null || one === 0);
        const product =
          end < 0 ? weekly.reduce<number>((all, one) => all * (one ?? 0), 1) : weekly[end];
        expectShare(gross("compounded"), product);
      }),
    );
  });

  test("path_minimum ≤ customer_cap ≤ aggregate_cap ≤ 1, each within its interval", () => {
    fc.assert(
      fc.property(STRETCHES, WEEKS, (stretches, [from, weeks]) => {
        const rows = toSubscriptions(stretches);
        const window = { from: FIRST + from * DAY, to: FIRST + (from + 7 * weeks) * DAY };
        const all = (["path_minimum", "customer_cap", "aggregate_cap"] as const).map((meaning) =>
          grossRevenueRetention(rows, { ...window, meaning }),
        );
        if (all[0].value === null) return;
        const values = all.map(({ value }) => value ?? 0);
        expect(values[0]).toBeLessThanOrEqual(values[1]);
        expect(values[1]).toBeLessThanOrEqual(values[2]);
        expect(values[2]).toBeLessThanOrEqual(1);
        for (const { value, lower, upper, n } of all) {
          if (n < 2) expect([lower, upper]).toEqual([null, null]);
          else {
            expect(lower ?? 9).toBeLessThanOrEqual((value ?? 0) + 1e-12);
            expect(upper ?? -9).toBeGreaterThanOrEqual((value ?? 0) - 1e-12);
          }
        }
      }),
    );
  });

  test("the interval is Cochran's of a ratio", () => {
    const opening = [100, 200, 300, 400];
    const closing = [120, 150, 300, 500];
    const rows = opening.flatMap((amount, customerId) => [
      { customerId, start: "2025-01-01", end: "2026-01-10", amount },
      { customerId, start: "2026-01-10", amount: closing[customerId] },
    ]);
    const nrr = netRevenueRetention(rows, { from: "2026-01-01", to: "2026-02-01" });
    expect(nrr).toMatchObject({ value: 1.07, n: 4, opening: 1000, retained: 1070 });
    // By hand: residuals 13 -64 -21 72; s² = Σ e² / 3; SE = 2 s / 1000; t(.975, 3) = 3.182446.
    const error = (2 * Math.sqrt((13 ** 2 + 64 ** 2 + 21 ** 2 + 72 ** 2) / 3)) / 1000;
    expect(nrr.lower).toBeCloseTo(1.07 - 3.182446305 * error, 8);
    expect(nrr.upper).toBeCloseTo(1.07 + 3.182446305 * error, 8);
    const single = grossRevenueRetention(rows, {
      from: "2026-01-01",
      to: "2026-02-01",
      meaning: "compounded",
      every: "year",
    });
    const capped = grossRevenueRetention(rows, { from: "2026-01-01", to: "2026-02-01" });
    expect(single.value).toBe(capped.value);
    expect(single.lower).toBeCloseTo(capped.lower ?? Number.NaN, 12);
  });

  test("compounded, what is lost stays lost, and nobody to begin with is null", () => {
    const rows = [
      { customerId: "a", start: "2025-01-01", end: "2026-01-10", amount: 5 },
      { customerId: "b", start: "2026-02-10", amount: 5 },
    ];
    const gross = (from: string, to: string) =>
      grossRevenueRetention(rows, { from, to, meaning: "compounded" }).value;
    expect(gross("2026-01-01", "2026-03-01")).toBe(0);
    expect(gross("2026-02-01", "2026-03-01")).toBeNull();
  });

  test("nobody at the start is null, not 0", () => {
    const rows = [{ customerId: "a", start: "2026-01-10", amount: 5 }];
    const window = { from: "2026-01-01", to: "2026-02-01" };
    const none = { value: null, n: 0, opening: 0, retained: null, lower: null, upper: null };
    expect(netRevenueRetention(rows, window)).toMatchObject(none);
    expect(grossRevenueRetention(rows, window)).toMatchObject(none);
    expect(() => grossRevenueRetention(rows, { ...window, level: 1 })).toThrow(
      expect.objectContaining({ code: "out_of_range", path: ["level"] }),
    );
  });
});
