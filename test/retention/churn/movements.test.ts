import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buyerMovements,
  buyerMovementsTable,
} from "../../../src/retention/churn/buyer-movements.ts";
import { churnRate } from "../../../src/retention/churn/churn-rate.ts";
import {
  customerMovements,
  customerMovementsTable,
} from "../../../src/retention/churn/customer-movements.ts";
import {
  CUSTOMERS,
  DAY,
  FIRST,
  levelAt,
  STRETCHES,
  type Stretch,
  toSubscriptions,
} from "../revenue/contracts.ts";

const SPAN = fc
  .tuple(fc.integer({ min: -5, max: 90 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, days]) => ({ from, to: from + days }));

type IsThere = (customer: number, day: number) => boolean;

/** Customers of whom it is known for every day whether they are there. */
function slowly(
  isThere: IsThere,
  { from, to }: { from: number; to: number },
  customers = CUSTOMERS,
) {
  const counts = { start: 0, new: 0, reactivated: 0, lost: 0, lostOfStart: 0, end: 0 };
  const daily = Array.from({ length: to - from }, () => ({ start: 0, lost: 0 }));
  for (const customer of customers) {
    const before = isThere(customer, from - 1);
    const after = isThere(customer, to - 1);
    if (before) counts.start += 1;
    if (after) counts.end += 1;
    if (before && !after) counts.lostOfStart += 1;
    let known = false;
    for (let day = -20; day < from; day++) known ||= isThere(customer, day);
    for (let day = from; day < to; day++) {
      const was = isThere(customer, day - 1);
      const is = isThere(customer, day);
      if (!was && is) counts[known ? "reactivated" : "new"] += 1;
      if (was && !is) counts.lost += 1;
      known ||= is;
      if (was) daily[day - from].start += 1;
      if (was && !is) daily[day - from].lost += 1;
    }
  }
  return { ...counts, daily };
}

const windowOf = ({ from, to }: { from: number; to: number }) => ({
  from: FIRST + from * DAY,
  to: FIRST + to * DAY,
});

const paysAt =
  (stretches: readonly Stretch[]): IsThere =>
  (customer, day) =>
    levelAt(stretches, customer, day) > 0;

const runsAt =
  (stretches: readonly Stretch[]): IsThere =>
  (customer, day) =>
    stretches.some(
      (it) => it.customer === customer && it.start <= day && day < (it.end ?? Infinity),
    );

describe("customerMovements", () => {
  test("agrees with a day-by-day version, with and without free plans", () => {
    fc.assert(
      fc.property(STRETCHES, SPAN, (stretches, span) => {
        const rows = toSubscriptions(stretches);
        expect(customerMovements(rows, windowOf(span))).toMatchObject(
          slowly(paysAt(stretches), span),
        );
        expect(
          customerMovements(rows, { ...windowOf(span), freeCustomers: "include" }),
        ).toMatchObject(slowly(runsAt(stretches), span));
      }),
    );
  });

  test("who joins, leaves and returns within a day does not count as lost on it", () => {
    const at = (hour: number) => FIRST + hour * 3_600_000;
    const stay = [
      { customerId: "a", start: at(-50), end: at(2), amount: 5 },
      { customerId: "a", start: at(4), end: at(5), amount: 5 },
      { customerId: "a", start: at(9), end: null, amount: 5 },
      { customerId: "b", start: at(3), end: at(8), amount: 5 },
      { customerId: "c", start: at(-50), end: at(8), amount: 5 },
    ];
    const day = customerMovements(stay, { from: "2026-01-01", to: "2026-01-02" });
    expect(day).toMatchObject({
      start: 2,
      new: 1,
      reactivated: 2,
      lost: 4,
      lostOfStart: 1,
      end: 1,
    });
    expect(day.daily).toEqual([{ start: 2, lost: 1 }]);
    // What counts in the day's own sum is who was there and is not.
    expect(churnRate(day, { definition: "daily_sum" }).value).toBe(0.5);
  });

  test("periods join up, segments add up", () => {
    fc.assert(
      fc.property(STRETCHES, SPAN, (stretches, span) => {
        const rows = toSubscriptions(stretches);
        const window = windowOf(span);
        const options = { ...window, every: { days: 9 } };
        const table = customerMovementsTable(rows, options);
        const whole = customerMovements(rows, window);
        for (const [i, row] of table.entries()) {
          if (i > 0) expect(row.start).toBe(table[i - 1].end);
          expect(row.start + row.new + row.reactivated - row.lost).toBe(row.end);
        }
        expect(table.flatMap(({ daily }) => daily)).toEqual(whole.daily);
        const segmentOf = (id: string | number) => (id === "c1" ? null : "rest");
        const split = customerMovementsTable(rows, { ...options, segmentOf });
        for (const row of table) {
          const parts = split.filter(({ from }) => from === row.from);
          for (const name of ["start", "new", "lost", "lostOfStart", "end"] as const) {
            expect(parts.reduce((sum, part) => sum + part[name], 0)).toBe(row[name]);
          }
        }
      }),
    );
  });

  test("refuses a segment without a name", () => {
    const rows = [{ customerId: "a", start: "2026-01-01", amount: 1 }];
    const segmentOf = () => 3 as unknown as string;
    expect(() =>
      customerMovementsTable(rows, { from: "2026-01-01", to: "2026-02-01", segmentOf }),
    ).toThrow(expect.objectContaining({ code: "invalid_segment", path: ["segmentOf"] }));
  });
});

const PURCHASES = fc.array(
  fc.record({ customer: fc.nat(4), day: fc.integer({ min: 0, max: 100 }) }),
  {
    maxLength: 30,
  },
);

describe("buyerMovements", () => {
  test("agrees with a day-by-day version", () => {
    fc.assert(
      fc.property(PURCHASES, SPAN, fc.integer({ min: 1, max: 40 }), (purchases, span, days) => {
        const isThere: IsThere = (customer, day) =>
          purchases.some((it) => it.customer === customer && it.day <= day && day - it.day <= days);
        const orders = purchases.map((it) => ({
          customerId: it.customer,
          at: FIRST + it.day * DAY + 5_000_000,
          value: 1,
        }));
        const options = { ...windowOf(span), inactiveAfter: { days } };
        expect(buyerMovements(orders, options)).toMatchObject(slowly(isThere, span));
        const columns = {
          customerId: Int32Array.from(purchases, (it) => it.customer),
          at: Float64Array.from(orders, (it) => it.at),
          value: new Float64Array(orders.length),
        };
        expect(buyerMovements(columns, options)).toEqual(buyerMovements(orders, options));
      }),
    );
  });

  test("waits for each as long as her own gaps ask for", () => {
    const every = (customerId: string, gap: number, from: number, count: number) =>
      Array.from({ length: count }, (_, i) => ({
        customerId,
        at: FIRST + (from + i * gap + (i % 2)) * DAY,
        value: 10,
      }));
    const orders = [...every("fast", 5, 0, 12), ...every("slow", 40, 0, 6)];
    const options = {
      from: "2026-05-01",
      to: "2026-07-01",
      inactiveAfter: { expectedGap: { probability: 0.95 } },
    };
    const fast = (id: string | number) => `${id}`;
    const rows = buyerMovementsTable(orders, { ...options, every: { days: 61 }, segmentOf: fast });
    // Day 120 is the first of May: fast ended on day 56, slow bought on 121, 160 and 201.
    expect(rows.map(({ segment, start, lost }) => [segment, start, lost])).toEqual([
      ["fast", 0, 0],
      ["slow", 1, 0],
    ]);
  });

  test("refuses windows that are no days, and gaps that nobody has", () => {
    const orders = [{ customerId: "a", at: FIRST, value: 1 }];
    const window = { from: "2026-01-01", to: "2026-02-01" };
    expect(() =>
      buyerMovements(orders, { from: FIRST + 1, to: "2026-02-01", inactiveAfter: { days: 3 } }),
    ).toThrow(expect.objectContaining({ code: "out_of_range", path: ["from"] }));
    expect(() => buyerMovements(orders, { ...window, inactiveAfter: { days: 0 } })).toThrow(
      expect.objectContaining({ code: "out_of_range", path: ["inactiveAfter", "days"] }),
    );
    expect(() =>
      buyerMovements(orders, { ...window, inactiveAfter: { expectedGap: { probability: 0.9 } } }),
    ).toThrow(expect.objectContaining({ code: "too_few_gaps" }));
  });
});
