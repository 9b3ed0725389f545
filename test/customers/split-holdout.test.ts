import {
  SPLIT_HOLDOUT_DEFAULTS,
  type SplitHoldoutOptions,
  SUMMARIZE_ORDERS_DEFAULTS,
  splitHoldout,
  summarizeOrders,
} from "clientele/customers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { books, ID_KINDS, inColumnOrder, listCustomers, listIds, rules } from "./order-books.ts";
import { type PlainRow, type PlainRules, summarizePlainly } from "./reference.ts";

const split = { calibrationEnd: "2026-01-31", holdoutEnd: "2026-02-28" } as const;

const orders = [
  { customerId: "b", at: "2026-02-10", value: 8 },
  { customerId: "a", at: "2026-01-31", value: 5 },
  { customerId: "late", at: "2026-02-01", value: 100 },
  { customerId: "a", at: "2026-02-01", value: 10 },
  { customerId: "b", at: "2026-01-10", value: 1 },
  { customerId: "a", at: "2026-02-28T23:00:00Z", value: 30 },
  { customerId: "a", at: "2026-02-28T22:00:00Z", value: 20 },
  { customerId: "c", at: "2026-01-01", value: 7 },
];

describe("splitHoldout", () => {
  it("lists the customers of calibration twice: until then, and from then on", () => {
    const { calibration, holdout } = splitHoldout(orders, split);
    expect(calibration).toEqual(
      summarizeOrders(
        orders.filter(({ at }) => at <= "2026-01-31"),
        { asOf: "2026-01-31" },
      ),
    );
    expect(holdout).toEqual({
      from: "2026-02-01",
      asOf: "2026-02-28",
      length: 4,
      timeUnit: "week",
      timeZone: "UTC",
      customers: [
        { customerId: "a", frequency: 2, monetaryValue: 30, revenue: 60 },
        { customerId: "b", frequency: 1, monetaryValue: 8, revenue: 8 },
        { customerId: "c", frequency: 0, monetaryValue: 0, revenue: 0 },
      ],
    });
    expect(calibration.customers.map(({ customerId }) => customerId)).toEqual(["a", "b", "c"]);
  });

  it("has the defaults of summarizeOrders", () => {
    expect(SPLIT_HOLDOUT_DEFAULTS).toEqual(SUMMARIZE_ORDERS_DEFAULTS);
  });

  it("measures the holdout in the unit, and takes a cohort", () => {
    const options = { ...split, timeUnit: "day", cohort: { from: "2026-01-05" } } as const;
    const { calibration, holdout } = splitHoldout(orders, options);
    expect([holdout.length, holdout.timeUnit, calibration.timeUnit]).toEqual([28, "day", "day"]);
    expect(holdout.customers.map(({ customerId }) => customerId)).toEqual(["a", "b"]);
  });

  it("refuses or drops orders after the holdout", () => {
    const more = [...orders, { customerId: "a", at: "2026-03-01", value: 1 }];
    expect(() => splitHoldout(more, split)).toThrow(
      expect.objectContaining({ code: "future_order", path: [8, "at"] }),
    );
    const { calibration, holdout } = splitHoldout(more, { ...split, futureOrders: "drop" });
    expect(holdout.customers).toEqual(splitHoldout(orders, split).holdout.customers);
    for (const { warnings } of [calibration, holdout]) {
      expect(warnings).toMatchObject([{ code: "future_orders_dropped", details: { count: 1 } }]);
    }
  });

  it.each([
    ["holdoutEnd", { ...split, holdoutEnd: split.calibrationEnd }, "out_of_range"],
    ["calibrationEnd", { ...split, calibrationEnd: "then" }, "invalid_time"],
    ["holdoutEnd", { ...split, holdoutEnd: "2026-02-30" }, "invalid_time"],
    ["timeUnit", { ...split, timeUnit: "hour" }, "invalid_option"],
  ])("refuses a wrong %s", (name, options, code) => {
    expect(() => Reflect.apply(splitHoldout, undefined, [orders, options])).toThrow(
      expect.objectContaining({ code, path: [name] }),
    );
  });

  it("agrees with a slow and obvious reference, rows and columns of any kind", () => {
    const kinds = fc.constantFrom("rows", ...Object.keys(ID_KINDS));
    fc.assert(
      fc.property(books, rules, kinds, ({ customers, rows }, rule, kind) => {
        const customerId = (ID_KINDS[kind] ?? ID_KINDS.mixed)(customers);
        const ids = listIds(customerId);
        const plain = rows.map((row, index) => ({ ...row, customerId: ids[index] }));
        const { asOf: holdoutEnd, ...rest } = rule;
        const calibrationEnd = "2018-10-27";
        const options: SplitHoldoutOptions = {
          ...rest,
          calibrationEnd,
          holdoutEnd,
          invalid: "collect",
        };
        const columns = {
          customerId,
          at: Float64Array.from(rows, ({ at }) => at),
          value: Float64Array.from(rows, ({ value }) => Number(value)),
        };
        const { calibration, holdout } =
          kind === "rows"
            ? Reflect.apply(splitHoldout, undefined, [plain, options])
            : splitHoldout(columns, options);

        const expected = splitPlainly(plain, rule, calibrationEnd);
        const order = inColumnOrder(expected.calibration, customerId);
        expect(listCustomers(calibration)).toEqual(order.map(withoutDates));
        expect(listCustomers(holdout)).toEqual(
          order.map((customer) => expected.holdout[expected.calibration.indexOf(customer)]),
        );
        expect(calibration.rejected).toEqual(holdout.rejected);
        expect(calibration.warnings).toEqual(holdout.warnings);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

/** Two runs of the reference on the rows that it takes, and their difference. */
function splitPlainly(rows: readonly PlainRow[], rule: PlainRules, calibrationEnd: string) {
  const strict = { ...rule, asOf: rule.asOf, monetaryValue: "allDays" } as const;
  const whole = summarizePlainly(rows, strict);
  const bad = new Set(whole.faults.map(({ row }) => row));
  // A row that was refused stays out; holes keep the numbers of the others.
  const sound = rows.map((row, index) => (bad.has(index) ? { ...row, at: Number.NaN } : row));
  const until = summarizePlainly(sound, { ...rule, asOf: calibrationEnd, futureOrders: "drop" });
  const untilAll = summarizePlainly(sound, {
    ...strict,
    asOf: calibrationEnd,
    futureOrders: "drop",
  });
  const holdout = until.customers.map((customer, index) => {
    const { customerId } = customer;
    const after = whole.customers.find((other) => Object.is(other.customerId, customerId));
    const frequency = (after?.days ?? 0) - customer.days;
    const revenue = (after?.revenue ?? 0) - untilAll.customers[index].revenue;
    return {
      customerId,
      frequency,
      monetaryValue: frequency === 0 ? 0 : closeTo(revenue / frequency),
      revenue: closeTo(revenue),
    };
  });
  return { calibration: until.customers, holdout };
}

/** The reference takes a difference, which loses digits that the engine keeps. */
function closeTo(value: number): unknown {
  return expect.closeTo(value, 9);
}

function withoutDates<Customer extends object>(customer: Customer): object {
  return Object.fromEntries(Object.entries(customer).filter(([name]) => name !== "dates"));
}
