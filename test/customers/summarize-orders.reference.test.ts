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

const MS_PER_DAY = 86_400_000;

/** Kinds of ids whose customers are told apart in different ways, once days are given as such. */
const DAY_KINDS = ["dense", "dictionary", "repeatingDictionary", "unsigned", "sparse", "numbers"];

const someValue = fc.constantFrom(0, 0.1, 0.2, 0.3, 2.5, 19.99);

/** Orders on days between two, which may lie before 1970 or centuries apart; some are no days. */
const dayBooks = fc
  .record({
    last: fc.constantFrom(17_838, 17_850, -5),
    span: fc.constantFrom(1, 12, 1000, 1500, 40_000, 70_000),
    faults: fc.boolean(),
    sorted: fc.boolean(),
    size: fc.constantFrom(3, 60, 300),
  })
  .chain(({ last, span, faults, sorted, size }) =>
    fc
      .array(
        fc.record({
          customer: fc.integer({ min: 0, max: 5 }),
          day: fc.integer({ min: last - span + 1, max: last }),
          wrong: fc.option(fc.constantFrom(3_000_000, -800_000, -(2 ** 31)), {
            freq: 60,
            nil: undefined,
          }),
          value: fc.oneof({ weight: 30, arbitrary: someValue }, fc.constantFrom(-0.1, -2.5)),
        }),
        { minLength: 1, maxLength: size },
      )
      .map((cells) => ({
        cells: sorted ? cells.toSorted((one, other) => one.day - other.day) : cells,
        faults,
      })),
  );

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

  it.each(Object.entries(ID_KINDS).filter(([kind]) => DAY_KINDS.includes(kind)))(
    "on columns of days with ids of kind %s",
    (_, makeIds) => {
      fc.assert(
        fc.property(dayBooks, rules, ({ cells, faults }, anyRule) => {
          const rule = { ...anyRule, timeZone: "UTC" };
          const customerId = makeIds(cells.map(({ customer }) => customer));
          const ids = listIds(customerId);
          const days = cells.map(({ day, wrong }) => (faults ? (wrong ?? day) : day));
          const plain = cells.map(({ value }, index) => ({
            customerId: ids[index],
            at: Math.abs(days[index]) > 700_000 ? Number.NaN : days[index] * MS_PER_DAY,
            value,
          }));
          const at = Int32Array.from(days);
          const value = Float64Array.from(plain, (row) => row.value);
          const summarize = (options: SummarizeOrdersOptions) =>
            summarizeOrders({ customerId, at, atUnit: "day", value }, options);
          expectAsReferred(summarize, plain, rule, (all) => inColumnOrder(all, customerId));
        }),
        { numRuns: 60, endOnFailure: true },
      );
    },
  );

  it("on columns of days in any zone as on their first instants", () => {
    // Samoa left out 2011-12-30, São Paulo the first hour of its summer.
    const zone = fc.constantFrom("Pacific/Apia", "America/Sao_Paulo", "Europe/Berlin");
    const first = fc.constantFrom(15_332, 17_830, -7);
    const cell = fc.record({
      customer: fc.integer({ min: 0, max: 5 }),
      offset: fc.integer({ min: 0, max: 14 }),
      value: someValue,
    });
    const cells = fc.array(cell, { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(cells, first, zone, (book, firstDay, timeZone) => {
        const customerId = Int32Array.from(book, ({ customer }) => customer);
        const value = Float64Array.from(book, (one) => one.value);
        const at = Int32Array.from(book, ({ offset }) => firstDay + offset);
        const options = { asOf: "2019-06-30", timeZone } as const;
        const orders = { customerId, atUnit: "day", value } as const;
        expect(summarizeOrders({ ...orders, at }, options)).toEqual(
          summarizeOrders({ ...orders, at: Float64Array.from(at) }, options),
        );
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

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

  it.each([
    ["dense", 4000, 500],
    ["dense, few a customer", 50_000, 500],
    ["dense, many days", 4000, 30_000],
    ["dictionary", 4000, 500],
  ])("on more rows of days than a bucket holds (%s)", (kind, customers, span) => {
    const random = pseudoRandom();
    const size = 60_000;
    const codes = Int32Array.from({ length: size }, () => Math.floor(customers * random() ** 2));
    const dictionary = Array.from({ length: customers }, (_, code) => `customer ${code}`);
    const customerId = kind === "dictionary" ? { codes, dictionary } : codes;
    const at = Int32Array.from({ length: size }, () => 17_900 - Math.floor(random() * span));
    const value = Float64Array.from({ length: size }, () => Math.floor(random() * 4) / 10);
    const plain = listIds(customerId).map((id, row) => {
      return { customerId: id, at: at[row] * MS_PER_DAY, value: value[row] };
    });
    const rule: PlainRules = {
      asOf: "2019-12-31",
      timeZone: "UTC",
      timeUnit: "week",
      futureOrders: "error",
      refunds: "error",
      duplicates: "keep",
      monetaryValue: "repeatDays",
    };
    const summarize = (options: SummarizeOrdersOptions) =>
      summarizeOrders({ customerId, at, atUnit: "day", value }, options);
    const rank = new Map(dictionary.map((name, code) => [name, code]));
    const codeOf = (id: unknown) => (typeof id === "string" ? (rank.get(id) ?? -1) : Number(id));
    expectAsReferred(summarize, plain, rule, (all) =>
      all.toSorted((one, other) => codeOf(one.customerId) - codeOf(other.customerId)),
    );
  });

  it("on a long dictionary, with and without equal names", () => {
    const random = pseudoRandom();
    const size = 30_000;
    for (const different of [20_000, 19_990, 300]) {
      const dictionary = Array.from({ length: 20_000 }, (_, code) => `name ${code % different}`);
      const codes = Int32Array.from({ length: size }, () => Math.floor(random() * 20_000));
      const value = Float64Array.from({ length: size }, () => Math.floor(random() * 40) / 10);
      const at = new Int32Array(size).fill(17_900);
      const orders = { at, atUnit: "day", value } as const;
      const options = { asOf: "2019-12-31" } as const;
      const { customers } = summarizeOrders(
        { ...orders, customerId: { codes, dictionary } },
        options,
      );
      const merged = summarizeOrders(
        { ...orders, customerId: codes.map((code) => code % different) },
        options,
      );
      const { customerId, ...figures } = merged.customers;
      expect(customers).toEqual({
        ...figures,
        customerId: { codes: customerId, dictionary },
      });
    }
  });
});

/** A linear congruential generator: the constants of Numerical Recipes. */
function pseudoRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
