import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CohortCounting } from "../../../src/retention/cohorts/cohort-noun.ts";
import { cohortTable } from "../../../src/retention/cohorts/cohort-table.ts";
import { slowCohorts } from "./reference.ts";

const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 9, 10);

const ORDERS = fc.array(
  fc.record({
    customerId: fc.nat(7),
    at: fc.integer({ min: 0, max: 120 * 24 }).map((hours) => FIRST + hours * 3_600_000),
    value: fc.integer({ min: 0, max: 500 }),
  }),
  { maxLength: 60 },
);

const PERIOD = fc.constantFrom("day", "week", "month", "quarter", "year");

const COUNTINGS: readonly CohortCounting[] = [
  "on",
  "on_or_after",
  { brackets: [0, 1, 3, 7, 30] },
  { brackets: [2, 5] },
];

const RULES = fc.record({
  asOf: fc.constantFrom("2026-02-08", "2026-02-28", "2026-03-31"),
  timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"),
  cohortBy: PERIOD,
  period: fc.oneof(
    PERIOD,
    fc.integer({ min: 1, max: 9 }).map((days) => ({ days })),
  ),
  weekStartsOn: fc.constantFrom(0, 1, 6),
  counting: fc.constantFrom(...COUNTINGS),
  entry: fc.constantFrom("first", "recurring"),
  isEntry: fc.constantFrom(
    () => true,
    (row: number) => row % 3 !== 0,
  ),
});

describe("cohortTable", () => {
  test("agrees with a slow obvious version, whatever the rules", () => {
    fc.assert(
      fc.property(ORDERS, RULES, (orders, rules) => {
        const table = cohortTable(orders, rules);
        const { sizes, cells } = slowCohorts(orders, rules);
        const members = table.cohorts.filter(({ size }) => size > 0);
        const dayOf = (date: string) => Date.parse(date) / DAY;
        expect(new Map(members.map(({ from, size }) => [dayOf(from), size]))).toEqual(
          new Map([...sizes].sort(([a], [b]) => a - b)),
        );
        let found = 0;
        for (const { from, size, cells: row } of members) {
          for (const cell of row) {
            const slow = cells.get(`${dayOf(from)}/${cell.period}`);
            if (slow !== undefined) found += 1;
            const expected = slow ?? { customers: 0, orders: 0, revenue: 0 };
            expect(cell).toMatchObject(expected);
            expect(cell.retention.value).toBe(expected.customers / size);
            expect(cell.retention.n).toBe(size);
          }
        }
        expect(found).toBe(cells.size);
      }),
      { numRuns: 300 },
    );
  });

  test("does not depend on the order of rows, nor on rows or columns", () => {
    fc.assert(
      fc.property(ORDERS, fc.nat(), (orders, seed) => {
        const options = { asOf: "2026-02-28", period: "week" } as const;
        const expected = cohortTable(orders, options);
        const shuffled = orders
          .map((order, i) => ({ order, key: Math.imul(i + 1, seed | 1) }))
          .sort((a, b) => a.key - b.key)
          .map(({ order }) => order);
        const withoutWarnings = { ...expected, warnings: undefined };
        expect({ ...cohortTable(shuffled, options), warnings: undefined }).toEqual(withoutWarnings);
        const columns = {
          customerId: Int32Array.from(orders, (it) => it.customerId),
          at: Float64Array.from(orders, (it) => it.at),
          value: Float64Array.from(orders, (it) => it.value),
        };
        expect({ ...cohortTable(columns, options), warnings: undefined }).toEqual(withoutWarnings);
      }),
    );
  });

  test("what is complete stays as it is, whatever comes later", () => {
    fc.assert(
      fc.property(ORDERS, RULES, (orders, rules) => {
        if (rules.counting === "on_or_after") return;
        const early = { ...rules, asOf: "2026-01-10", futureOrders: "drop" } as const;
        const before = cohortTable(orders, early).cohorts;
        const after = cohortTable(orders, { ...rules, futureOrders: "drop" }).cohorts;
        for (const cohort of before) {
          const later = after.find(({ from }) => from === cohort.from);
          if (cohort.isComplete && rules.entry === "first") expect(later?.size).toBe(cohort.size);
          for (const cell of cohort.cells) {
            if (cell.isComplete) expect(later?.cells[cell.period]).toEqual(cell);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  const order = (customerId: string, at: string, value = 10) => ({ customerId, at, value });

  test("marks periods that are not over, leaves them out of the curve and on request out of rows", () => {
    const orders = [
      order("a", "2026-01-05"),
      order("b", "2026-02-05"),
      order("a", "2026-02-07"),
      order("a", "2026-03-01"),
    ];
    const midMonth = { asOf: "2026-03-30" };
    const { cohorts, curve } = cohortTable(orders, midMonth);
    expect(cohorts.map(({ isComplete }) => isComplete)).toEqual([true, true, false]);
    expect(cohorts.map(({ cells }) => cells.map(({ isComplete }) => isComplete))).toEqual([
      [true, true, false],
      [true, false],
      [],
    ]);
    expect(curve.map(({ cohorts: n }) => n)).toEqual([2, 1, 0]);
    expect(curve[2].retention).toEqual({ value: null, n: 0, lower: null, upper: null });
    const short = cohortTable(orders, { ...midMonth, incomplete: "exclude" });
    expect(short.cohorts.map(({ cells }) => cells.length)).toEqual([2, 1, 0]);
    const over = cohortTable(orders, { asOf: "2026-03-31" });
    expect(over.cohorts[0].cells.map(({ isComplete }) => isComplete)).toEqual([true, true, true]);
    expect(cohortTable(orders, { ...midMonth, periods: 2 }).curve.length).toBe(2);
  });

  const figuresOf = ({ cohorts }: ReturnType<typeof cohortTable>) =>
    cohorts.map(({ cells }) => cells.map((it) => [it.customers, it.orders, it.revenue]));

  test("windows of 24 hours are the same of columns of days", () => {
    const days = [20000, 20001, 20009, 20030];
    const columns = {
      customerId: Int32Array.of(0, 1, 0, 1),
      at: Int32Array.from(days),
      atUnit: "day",
      value: Float64Array.of(1, 2, 3, 4),
    } as const;
    const rows = days.map((day, i) =>
      order(`c${i % 2}`, new Date(day * DAY).toISOString().slice(0, 10), i + 1),
    );
    const rules = {
      asOf: "2024-11-30",
      period: { days: 7 },
      cohortBy: "year",
      periods: 3,
    } as const;
    const expected = [
      [2, 2, 3],
      [1, 1, 3],
      [0, 0, 0],
    ];
    expect(figuresOf(cohortTable(rows, rules))).toEqual([expected]);
    expect(figuresOf(cohortTable(columns, rules))).toEqual([expected]);
  });

  describe("a refund", () => {
    const netted = { asOf: "2026-01-31", refunds: "netSameDay" } as const;

    test("lowers revenue and is no order", () => {
      const orders = [order("a", "2026-01-05", 30), order("a", "2026-01-05", -10)];
      expect(figuresOf(cohortTable(orders, netted))).toEqual([[[1, 1, 20]]]);
    });

    test("is no entry, and is of the entry that follows it on its day", () => {
      const orders = [
        order("a", "2026-01-05T08:00:00Z", -10),
        order("a", "2026-01-05T20:00:00Z", 30),
        order("a", "2026-01-06T10:00:00Z", 5),
      ];
      const windows = { ...netted, period: { days: 1 }, periods: 2 } as const;
      expect(figuresOf(cohortTable(orders, windows))).toEqual([
        [
          [1, 2, 25],
          [0, 0, 0],
        ],
      ]);
      const onlyRefund = { ...netted, isEntry: (row: number) => row === 0 };
      expect(cohortTable(orders, onlyRefund).cohorts).toEqual([]);
    });

    test("is not of an entry that is not the first of its day", () => {
      const orders = [
        order("a", "2026-01-05T08:00:00Z", 30),
        order("a", "2026-01-05T09:00:00Z", -10),
        order("a", "2026-01-05T20:00:00Z", 40),
      ];
      const second = { ...netted, isEntry: (row: number) => row === 2 };
      expect(figuresOf(cohortTable(orders, second))).toEqual([[[1, 1, 40]]]);
    });

    test("in a window without a purchase makes nobody a buyer in it", () => {
      const orders = [
        order("a", "2026-01-05T10:00:00Z", 30),
        order("a", "2026-01-06T09:00:00Z", 20),
        order("a", "2026-01-06T11:00:00Z", -5),
      ];
      const windows = { ...netted, period: { days: 1 }, periods: 2 } as const;
      for (const counting of ["on", { brackets: [0, 1, 2] }] as const) {
        expect(figuresOf(cohortTable(orders, { ...windows, counting }))).toEqual([
          [
            [1, 2, 50],
            [0, 0, -5],
          ],
        ]);
      }
      const open = cohortTable(orders, { ...windows, counting: "on_or_after" });
      expect(figuresOf(open)[0].map(([customers]) => customers)).toEqual([1, 0]);
    });
  });

  test("a 24-hour window is over once it is for the last who could have joined", () => {
    const orders = [order("a", "2026-01-05T10:00:00Z"), order("a", "2026-01-06T09:00:00Z")];
    const options = { period: { days: 1 }, cohortBy: "day", asOf: "2026-01-06" } as const;
    const [cohort] = cohortTable(orders, options).cohorts;
    expect(cohort.cells.map(({ orders: n, isComplete }) => [n, isComplete])).toEqual([
      [2, true],
      [0, false],
    ]);
    // By the calendar the second order is of the next day.
    const [byDay] = cohortTable(orders, { ...options, period: "day" }).cohorts;
    expect(byDay.cells.map(({ orders: n, isComplete }) => [n, isComplete])).toEqual([
      [1, true],
      [1, true],
    ]);
  });

  test("weeks start when they are told to, in the zone", () => {
    // A Sunday, 23:30 in London and Monday in Berlin.
    const orders = [order("a", "2026-01-04T23:30:00Z")];
    const first = (options: object) =>
      cohortTable(orders, { asOf: "2026-01-20", period: "week", ...options }).cohorts[0].from;
    expect(first({})).toBe("2025-12-29");
    expect(first({ timeZone: "Europe/Berlin" })).toBe("2026-01-05");
    expect(first({ weekStartsOn: 0 })).toBe("2026-01-04");
  });

  test("averages by size, or cohort by cohort", () => {
    const orders = [
      ...["a", "b", "c", "d"].map((id) => order(id, "2026-01-05")),
      order("a", "2026-02-05", 30),
      order("e", "2026-02-06"),
      order("e", "2026-03-06", 20),
    ];
    const options = { asOf: "2026-04-30" };
    const [, weighted] = cohortTable(orders, options).curve;
    expect(weighted).toMatchObject({ retention: { value: 0.4, n: 5 }, revenuePerMember: 10 });
    // prop.test(2, 5, correct = FALSE) in R
    expect(weighted.retention.lower).toBeCloseTo(0.117621, 6);
    expect(weighted.retention.upper).toBeCloseTo(0.769276, 6);
    const [, simple] = cohortTable(orders, { ...options, average: "simple" }).curve;
    expect(simple).toMatchObject({ retention: { value: 0.625, n: 5 }, revenuePerMember: 13.75 });
    expect(simple.retention).toMatchObject({ lower: 0, upper: 1 });
  });

  test("one order of long ago, one a day of which no other came, does not take minutes", () => {
    const orders = [order("a", "1850-01-01"), order("b", "2026-01-05"), order("b", "2026-01-06")];
    const { cohorts, curve } = cohortTable(orders, { asOf: "2026-01-31", period: "day" });
    expect([cohorts.length, curve.length]).toEqual([64_314, 64_314]);
    expect(cohorts.filter(({ size }) => size > 0).map(({ from }) => from)).toEqual([
      "1850-01-01",
      "2026-01-05",
    ]);
    expect(curve[0]).toMatchObject({ retention: { value: 1, n: 2 }, cohorts: 2 });
    expect(curve[1]).toMatchObject({ retention: { value: 0.5, n: 2 }, cohorts: 2 });
    expect(curve[64_313]).toMatchObject({ retention: { value: 0, n: 1 }, cohorts: 1 });
  });

  test("no orders make no cohorts", () => {
    expect(cohortTable([], { asOf: "2026-01-31" })).toMatchObject({ cohorts: [], curve: [] });
  });

  test.each([
    [{ customerId: "", at: "2026-01-05", value: 1 }, {}, "missing_id", [0, "customerId"]],
    [order("a", "2026-05-01"), {}, "future_order", [0, "at"]],
    [order("a", "2026-01-05"), { timeZone: "Mars" }, "unknown_time_zone", ["timeZone"]],
    [order("a", "2026-01-05"), { period: "fortnight" }, "invalid_option", ["period"]],
    [order("a", "2026-01-05"), { period: { days: 0 } }, "out_of_range", ["period", "days"]],
    [order("a", "2026-01-05"), { weekStartsOn: 7 }, "out_of_range", ["weekStartsOn"]],
    [order("a", "2026-01-05"), { counting: "off" }, "invalid_option", ["counting"]],
    [
      order("a", "2026-01-05"),
      { counting: { brackets: [0, 3, 3] } },
      "out_of_range",
      ["counting", "brackets", 2],
    ],
    [order("a", "2026-01-05"), { periods: 0 }, "out_of_range", ["periods"]],
    [order("a", "2026-01-05"), { level: 2 }, "out_of_range", ["level"]],
  ])("refuses %j with %j", (row, options, code, path) => {
    const wrong: object = options;
    expect(() => cohortTable([row], { asOf: "2026-02-28", ...wrong })).toThrow(
      expect.objectContaining({ code, path }),
    );
  });
});
