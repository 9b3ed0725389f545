import {
  type CustomerBase,
  type CustomerBaseColumns,
  type IdColumn,
  type SummarizeOrdersOptions,
  summarizeOrders,
} from "clientele/customers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { books, ID_KINDS, inColumnOrder, listCustomers, listIds, rules } from "./order-books.ts";
import { type PlainResult, type PlainRow, type PlainRules, summarizePlainly } from "./reference.ts";

const LINE_FAULTS = ["duplicate_row", "unmatched_refund", "refund_exceeds_day"];

type Base = CustomerBase | CustomerBaseColumns;

/** Compares what the engine makes of orders with what the reference does, under both `invalid`. */
function expectAsReferred(
  summarize: (options: SummarizeOrdersOptions) => Base,
  rows: readonly PlainRow[],
  rule: PlainRules,
  order: (expected: PlainResult["customers"]) => PlainResult["customers"] | readonly object[],
): void {
  const expected = summarizePlainly(rows, rule);
  const base = summarize({ ...rule, invalid: "collect" });
  const { asOf, timeUnit, timeZone } = rule;
  expect(base).toMatchObject({ asOf, timeUnit, timeZone });
  expect(listCustomers(base)).toEqual(order(expected.customers).map(withoutDates));
  expect(base.rejected?.map(({ row, field, code }) => ({ row, field, code }))).toEqual(
    expected.faults,
  );
  const told = base.warnings?.map(({ code, details }) => ({ code, count: details?.count }));
  expect((told ?? []).toSorted((one, other) => (one.code < other.code ? -1 : 1))).toEqual(
    expected.warnings,
  );
  expect(base.warnings).not.toEqual([]);
  expectThrowing(() => summarize({ ...rule, invalid: "error" }), base, expected.faults);
}

function expectThrowing(strictly: () => Base, base: Base, faults: PlainResult["faults"]): void {
  const [fault] = [
    ...faults.filter(({ code }) => !LINE_FAULTS.includes(code)),
    ...faults.filter(({ code }) => LINE_FAULTS.includes(code)),
  ];
  if (fault === undefined) {
    const { rejected, ...rest } = base;
    expect(rejected).toEqual([]);
    expect(strictly()).toEqual(rest);
    return;
  }
  const { row, field, code } = fault;
  const path = field === "row" ? [row] : [row, field];
  expect(strictly).toThrow(expect.objectContaining({ code, path }));
}

function withoutDates<Customer extends object>(customer: Customer): object {
  return Object.fromEntries(Object.entries(customer).filter(([name]) => name !== "dates"));
}

function kindOf(column: IdColumn): string {
  return "codes" in column ? `dictionary of ${kindOf(column.codes)}` : column.constructor.name;
}

describe("summarizeOrders agrees with a slow and obvious reference", () => {
  for (const [kind, makeIds] of Object.entries(ID_KINDS)) {
    it(`on columns with ids of kind ${kind}`, () => {
      fc.assert(
        fc.property(books, rules, ({ customers, rows }, rule) => {
          const customerId = makeIds(customers);
          const ids = listIds(customerId);
          const plain = rows.map((row, index) => ({ ...row, customerId: ids[index] }));
          const at = Float64Array.from(rows, (row) => row.at);
          const value = Float64Array.from(rows, (row) => Number(row.value));
          const summarize = (options: SummarizeOrdersOptions) => {
            const base = summarizeOrders({ customerId, at, value }, options);
            expect(kindOf(base.customers.customerId)).toBe(kindOf(customerId));
            return base;
          };
          expectAsReferred(summarize, plain, rule, (expected) =>
            inColumnOrder(expected, customerId),
          );
        }),
        { numRuns: 60, endOnFailure: true },
      );
    });
  }

  it("on rows, times in any form, cells of any kind", () => {
    const bad = fc.constantFrom(undefined, null, "", Number.NaN, 1.5, {}, true);
    const id = fc.integer({ min: 0, max: 5 }).map((n) => (n % 2 === 0 ? n : `${n - 1}`));
    const forms = fc.constantFrom(
      (ms: number) => ms,
      (ms: number) => new Date(ms),
      (ms: number) => new Date(ms).toISOString(),
      (ms: number) => new Date(ms + 5_400_000).toISOString().replace("Z", "+01:30"),
    );
    const cells = fc.array(
      fc.record({ id: fc.oneof({ weight: 12, arbitrary: id }, bad), form: forms }),
      { minLength: 300, maxLength: 300 },
    );
    fc.assert(
      fc.property(books, rules, cells, ({ rows }, rule, cell) => {
        const plain = rows.map((row, index) => ({ ...row, customerId: cell[index].id }));
        const orders = plain.map(({ customerId, at, value }, index) => {
          const time = Number.isNaN(at) ? "someday" : cell[index].form(at);
          return { customerId, at: time, value };
        });
        const text = JSON.stringify(orders);
        // What is wrong with these orders is the point: no type lets them pass.
        const summarize = (options: SummarizeOrdersOptions) =>
          Reflect.apply(summarizeOrders, undefined, [orders, options]);
        expectAsReferred(summarize, plain, rule, (expected) => expected);
        expect(JSON.stringify(orders)).toBe(text);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it.each([
    ["dense", (n: number[]) => Int32Array.from(n)],
    ["sparse", (n: number[]) => Int32Array.from(n, (id) => Math.imul(id, 0x9e3779b1))],
    ["sparse doubles", (n: number[]) => Float64Array.from(n, (id) => id * 1_234_567_891)],
    ["short strings", (n: number[]) => n.map((id) => `C${id}`)],
    ["long strings", (n: number[]) => n.map((id) => `customer-${id}`)],
  ] satisfies [string, (n: number[]) => IdColumn][])(
    "on more rows than a bucket holds, one customer with a third of them (%s ids)",
    (_, makeIds) => {
      const random = pseudoRandom();
      const size = 60_000;
      const numbers = Array.from({ length: size }, () =>
        random() < 1 / 3 ? 7 : Math.floor(4000 * random() ** 2),
      );
      const customerId = makeIds(numbers);
      const at = Float64Array.from({ length: size }, () => {
        const ms = Date.parse("2018-01-01") + Math.floor(random() * 500 * 86_400_000);
        return random() < 0.1 ? ms - (ms % 86_400_000) : ms;
      });
      const value = Float64Array.from({ length: size }, () => Math.floor(random() * 4) / 10);
      const ids = listIds(customerId);
      const plain = ids.map((id, row) => ({ customerId: id, at: at[row], value: value[row] }));
      const rule: PlainRules = {
        asOf: "2019-12-31",
        timeZone: "Europe/Berlin",
        timeUnit: "week",
        futureOrders: "error",
        refunds: "error",
        duplicates: "drop",
        monetaryValue: "repeatDays",
      };
      const summarize = (options: SummarizeOrdersOptions) =>
        summarizeOrders({ customerId, at, value }, options);
      expectAsReferred(summarize, plain, rule, (all) => inColumnOrder(all, customerId));
    },
  );
});

/** A linear congruential generator: the constants of Numerical Recipes. */
function pseudoRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
