import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averageRevenuePerAccount } from "../../../src/retention/revenue/average-revenue-per-account.ts";
import { mrrMovements } from "../../../src/retention/revenue/mrr-movements.ts";
import { mrrMovementsTable } from "../../../src/retention/revenue/mrr-movements-table.ts";
import { quickRatio } from "../../../src/retention/revenue/quick-ratio.ts";
import {
  CUSTOMERS,
  DAY,
  FIRST,
  levelAt,
  paidBefore,
  STRETCHES,
  type Stretch,
  toSubscriptions,
} from "./contracts.ts";

const SPAN = fc
  .tuple(fc.integer({ min: -5, max: 90 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, days]) => ({ from, to: from + days }));

const windowOf = ({ from, to }: { from: number; to: number }) => ({
  from: FIRST + from * DAY,
  to: FIRST + to * DAY,
});

/** Day by day, change by change. */
function slowly(stretches: readonly Stretch[], from: number, to: number, basis: string) {
  const sums = {
    opening: 0,
    new: 0,
    expansion: 0,
    reactivation: 0,
    contraction: 0,
    churn: 0,
    closing: 0,
  };
  const move = (before: number, after: number, known: boolean) => {
    if (before === 0 && after > 0) sums[known ? "reactivation" : "new"] += after;
    else if (before > 0 && after === 0) sums.churn += before;
    else if (after > before) sums.expansion += after - before;
    else sums.contraction += before - after;
  };
  for (const customer of CUSTOMERS) {
    const opening = levelAt(stretches, customer, from - 1);
    const closing = levelAt(stretches, customer, to - 1);
    sums.opening += opening;
    sums.closing += closing;
    if (basis === "net") move(opening, closing, paidBefore(stretches, customer, from));
    else {
      for (let day = from; day < to; day++) {
        const known = paidBefore(stretches, customer, day);
        move(levelAt(stretches, customer, day - 1), levelAt(stretches, customer, day), known);
      }
    }
  }
  return sums;
}

describe("mrrMovements", () => {
  test.each(["events", "net"] as const)("agrees with a day-by-day version: %s", (basis) => {
    fc.assert(
      fc.property(STRETCHES, SPAN, (stretches, span) => {
        const movements = mrrMovements(toSubscriptions(stretches), { ...windowOf(span), basis });
        expect(movements).toMatchObject(slowly(stretches, span.from, span.to, basis));
      }),
    );
  });

  test("reconciles to the cent, in money and in customers", () => {
    fc.assert(
      fc.property(STRETCHES, SPAN, fc.constantFrom("events", "net"), (stretches, span, basis) => {
        const it = mrrMovements(toSubscriptions(stretches), { ...windowOf(span), basis });
        const moved = it.new + it.expansion + it.reactivation - it.contraction - it.churn;
        expect(it.opening + moved).toBe(it.closing);
        expect(it.net).toBe(moved);
        const { customers } = it;
        expect(customers.opening + customers.new + customers.reactivated - customers.churned).toBe(
          customers.closing,
        );
      }),
    );
  });

  test("does not depend on the order of rows, nor on rows or columns", () => {
    fc.assert(
      fc.property(STRETCHES, SPAN, fc.nat(), (stretches, span, seed) => {
        const rows = toSubscriptions(stretches);
        const shuffled = rows
          .map((row, i) => ({ row, key: Math.imul(i + 1, seed | 1) }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        const expected = mrrMovements(rows, windowOf(span));
        expect(mrrMovements(shuffled, windowOf(span))).toEqual(expected);
        const names = CUSTOMERS.map((n) => `c${n}`);
        const columns = {
          customerId: { codes: Int32Array.from(stretches, (it) => it.customer), dictionary: names },
          subscriptionId: stretches.map((it) => it.subscription),
          start: Float64Array.from(stretches, (it) => (FIRST + it.start * DAY) / 1000),
          end: stretches.map((it) => (it.end === null ? null : (FIRST + it.end * DAY) / 1000)),
          amount: Int32Array.from(stretches, (it) => it.amount),
          atUnit: "s",
        } as const;
        expect(mrrMovements(columns, windowOf(span))).toEqual(expected);
      }),
    );
  });

  test("a cancellation is an earlier end, at once where it comes with the start", () => {
    const delays = fc.array(fc.nat(30), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(STRETCHES, SPAN, delays, (stretches, span, delay) => {
        const canceled = toSubscriptions(stretches).map((row, i) => ({
          ...row,
          canceledAt: FIRST + (stretches[i].start + delay[i]) * DAY,
        }));
        const cut = stretches.flatMap((it, i) => {
          const end = Math.min(it.end ?? Infinity, it.start + delay[i]);
          return end > it.start ? [{ ...it, end }] : [];
        });
        const options = { ...windowOf(span), churnDate: "cancellation" } as const;
        expect(mrrMovements(canceled, options)).toEqual(
          mrrMovements(toSubscriptions(cut), windowOf(span)),
        );
      }),
    );
  });

  test("ids of all kinds, and those at fault", () => {
    const window = { from: "2026-01-01", to: "2026-02-01" };
    const start = ["2026-01-05", "2025-01-05", "2026-01-06"];
    const columns = { start, amount: BigInt64Array.of(1n, 10n, 100n) };
    for (const customerId of [
      Int32Array.of(7, 9, 8),
      Float64Array.of(-1, 2 ** 50, 5),
      BigUint64Array.of(1n, 2n ** 63n, 3n),
      ["a", 1, "1"],
    ]) {
      expect(mrrMovements({ ...columns, customerId }, window)).toMatchObject({
        opening: 10,
        new: 101,
      });
    }
    const holed = { ...columns, customerId: Float64Array.of(1, Number.NaN, 2) };
    expect(() => mrrMovements(holed, window)).toThrow(
      expect.objectContaining({ code: "invalid_id", path: [1, "customerId"] }),
    );
    const short = { ...columns, customerId: [1, 2] };
    expect(() => mrrMovements(short, window)).toThrow(
      expect.objectContaining({ code: "length_mismatch", path: ["amount"] }),
    );
  });

  test("keeps amounts exact that float64 sums would lose", () => {
    const amount = 2 ** 51 - 1;
    const rows = [
      { customerId: 1, start: "2026-01-10", amount },
      { customerId: 2, start: "2025-01-10", end: "2026-01-20", amount: 1 },
      { customerId: 3, start: "2025-01-10", amount: 1 },
    ];
    const it = mrrMovements(rows, { from: "2026-01-01", to: "2026-02-01" });
    expect(it.closing).toBe(2 ** 51);
    expect(it.new).toBe(amount);
    expect(() =>
      mrrMovements([...rows, { customerId: 4, start: 0, amount: 2 ** 52 }], {
        from: "2026-01-01",
        to: "2026-02-01",
      }),
    ).toThrow(expect.objectContaining({ code: "sum_overflow" }));
  });

  test("a customer who loses all but the last subscription contracts", () => {
    const rows = [
      { customerId: "a", subscriptionId: "x", start: "2025-01-01", end: "2026-01-10", amount: 300 },
      { customerId: "a", subscriptionId: "y", start: "2025-01-01", end: "2026-01-20", amount: 200 },
      { customerId: "a", subscriptionId: "z", start: "2025-01-01", amount: 100 },
    ];
    const it = mrrMovements(rows, { from: "2026-01-01", to: "2026-02-01" });
    expect(it).toMatchObject({ contraction: 500, churn: 0, closing: 100 });
  });

  test("churn is dated by the end of the term, or by the cancellation", () => {
    const rows = [
      {
        customerId: "a",
        start: "2025-01-01",
        end: "2026-02-15",
        canceledAt: "2026-01-15",
        amount: 300,
      },
    ];
    const january = { from: "2026-01-01", to: "2026-02-01" };
    expect(mrrMovements(rows, january).churn).toBe(0);
    expect(mrrMovements(rows, { ...january, churnDate: "cancellation" }).churn).toBe(300);
  });

  test("days are those of the zone", () => {
    const rows = [{ customerId: "a", start: "2026-01-31T23:30:00Z", amount: 300 }];
    const january = { from: "2026-01-01", to: "2026-02-01" };
    expect(mrrMovements(rows, january).new).toBe(300);
    expect(mrrMovements(rows, { ...january, timeZone: "Europe/Berlin" }).new).toBe(0);
  });

  const good = { customerId: "a", start: "2026-01-01", end: "2026-02-01", amount: 100 };
  test.each([
    ["missing_id", "customerId", { ...good, customerId: "" }],
    ["invalid_id", "customerId", { ...good, customerId: 1.5 }],
    ["invalid_time", "start", { ...good, start: "yesterday" }],
    ["missing_offset", "start", { ...good, start: "2026-01-01T10:00:00" }],
    ["end_before_start", "end", { ...good, end: "2025-12-31" }],
    ["end_before_start", "end", { ...good, end: "2026-01-01" }],
    ["invalid_time", "end", { ...good, end: Number.NaN }],
    ["end_before_start", "canceledAt", { ...good, canceledAt: "2025-12-31" }],
    ["negative_value", "amount", { ...good, amount: -1 }],
    ["out_of_range", "amount", { ...good, amount: 19.99 }],
    ["out_of_range", "amount", { ...good, amount: 2 ** 53 }],
    ["overlapping_subscriptions", "start", { ...good, start: "2026-01-31", end: null }],
  ])("refuses %s at its place (%s)", (code, field, row) => {
    const rows = [good, row];
    expect(() => mrrMovements(rows, { from: "2026-01-01", to: "2026-02-01" })).toThrow(
      expect.objectContaining({ code, path: [1, field] }),
    );
  });

  test.each([
    [{ from: "2026-02-01", to: "2026-02-01" }, "out_of_range", ["to"]],
    [{ from: "2026-01-01", to: "2026-02-01", timeZone: "Mars" }, "unknown_time_zone", ["timeZone"]],
  ])("refuses a window that is none", (options, code, path) => {
    expect(() => mrrMovements([good], options)).toThrow(expect.objectContaining({ code, path }));
  });
});

describe("mrrMovementsTable", () => {
  test("windows join up, segments add up", () => {
    fc.assert(
      fc.property(STRETCHES, SPAN, (stretches, span) => {
        const rows = toSubscriptions(stretches);
        const window = windowOf(span);
        const options = { ...window, every: { days: 7 } };
        const whole = mrrMovements(rows, window);
        const table = mrrMovementsTable(rows, options);
        expect(table[0].opening).toBe(whole.opening);
        expect(table[table.length - 1].closing).toBe(whole.closing);
        for (const [i, row] of table.entries()) {
          if (i > 0) expect(row.opening).toBe(table[i - 1].closing);
        }
        for (const name of ["new", "expansion", "reactivation", "contraction", "churn"] as const) {
          expect(table.reduce((sum, row) => sum + row[name], 0)).toBe(whole[name]);
        }
        const segmentOf = (id: string | number) =>
          id === "c1" ? null : `${Number(`${id}`.slice(1)) % 2}`;
        const split = mrrMovementsTable(rows, { ...options, segmentOf });
        for (const row of table) {
          const parts = split.filter(({ from }) => from === row.from);
          expect(parts.reduce((sum, part) => sum + part.closing, 0)).toBe(row.closing);
        }
      }),
    );
  });

  test("months count from the anchor and clamp, the last one is marked when cut short", () => {
    const table = mrrMovementsTable([], { from: "2026-01-31", to: "2026-04-15" });
    expect(table.map(({ to, isComplete }) => [to.slice(0, 10), isComplete])).toEqual([
      ["2026-02-28", true],
      ["2026-03-31", true],
      ["2026-04-15", false],
    ]);
  });
});

describe("quickRatio and averageRevenuePerAccount", () => {
  test("take the figures of the movements", () => {
    fc.assert(
      fc.property(STRETCHES, SPAN, (stretches, span) => {
        const rows = toSubscriptions(stretches);
        const it = mrrMovements(rows, windowOf(span));
        const arpa = averageRevenuePerAccount(rows, { at: FIRST + span.to * DAY });
        expect(arpa.revenue).toBe(it.closing);
        expect(arpa.n).toBe(it.customers.closing);
        const { value, gained, lost } = quickRatio(it);
        expect(gained - lost).toBe(it.net);
        if (lost === 0) expect(value).toBeNull();
      }),
    );
  });

  test("the interval of the mean is Student's", () => {
    const rows = [10, 12, 14, 20].map((amount, i) => ({ customerId: i, start: 0, amount }));
    const arpa = averageRevenuePerAccount(rows, { at: "2026-01-01" });
    // R: t.test(c(10, 12, 14, 20))$conf.int
    expect(arpa.value).toBe(14);
    expect(arpa.lower).toBeCloseTo(7.12513023628, 10);
    expect(arpa.upper).toBeCloseTo(20.87486976372, 10);
    expect(averageRevenuePerAccount([], { at: 0 })).toMatchObject({
      value: null,
      n: 0,
      revenue: 0,
    });
  });

  test("refuse what is no movement", () => {
    const movements = { new: 1, expansion: 1, reactivation: 1, contraction: 1, churn: -1 };
    expect(() => quickRatio(movements)).toThrow(
      expect.objectContaining({ code: "negative_value", path: ["churn"] }),
    );
  });
});
