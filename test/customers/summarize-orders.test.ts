import {
  type IdColumn,
  type Order,
  type OrderColumns,
  SUMMARIZE_ORDERS_DEFAULTS,
  type SummarizeOrdersOptions,
  summarizeOrders,
} from "clientele/customers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizeShop } from "../../src/customers/summarize-shop.ts";

const asOf = "2026-01-31";

/** An order of one customer, at noon. */
function order(day: string, value: number, customerId: Order["customerId"] = "a"): Order {
  return { customerId, at: `2026-01-${day}T12:00:00Z`, value };
}

function summarizeOne(orders: readonly Order[], options: Partial<SummarizeOrdersOptions> = {}) {
  const { customers } = summarizeOrders(orders, { asOf, ...options });
  expect(customers).toHaveLength(1);
  return customers[0];
}

/** Calls with what no type lets pass. */
function summarizeAnything(orders: unknown, options: unknown = { asOf }): unknown {
  return Reflect.apply(summarizeOrders, undefined, [orders, options]);
}

function fault(code: string, path: readonly (string | number)[]) {
  return expect.objectContaining({ name: "InputError", code, path });
}

describe("summarizeOrders by the definition", () => {
  it("sums up a customer", () => {
    const orders = [order("20", 5), order("06", 20), order("20", 10), order("13", 30)];
    expect(summarizeOrders(orders, { asOf })).toEqual({
      asOf: "2026-01-31",
      timeUnit: "week",
      timeZone: "UTC",
      customers: [
        {
          customerId: "a",
          frequency: 2,
          recency: 2,
          age: 25 / 7,
          monetaryValue: 22.5,
          orders: 4,
          days: 3,
          revenue: 65,
          firstAt: "2026-01-06T12:00:00.000Z",
          lastAt: "2026-01-20T12:00:00.000Z",
          daysSinceLast: 11,
        },
      ],
    });
  });

  it("has the defaults it says", () => {
    expect(SUMMARIZE_ORDERS_DEFAULTS).toEqual({
      timeUnit: "week",
      timeZone: "UTC",
      monetaryValue: "repeatDays",
      futureOrders: "error",
      refunds: "error",
      duplicates: "keep",
      invalid: "error",
    });
    const orders = [order("06", 20), order("20", 5)];
    expect(summarizeOrders(orders, { asOf, ...SUMMARIZE_ORDERS_DEFAULTS })).toEqual(
      summarizeOrders(orders, { asOf }),
    );
  });

  it.each([
    ["day", 14, 25],
    ["week", 2, 25 / 7],
    ["month", 14 / 30.4375, 25 / 30.4375],
    ["year", 14 / 365.25, 25 / 365.25],
  ] as const)("counts in the unit %s", (timeUnit, recency, age) => {
    const customer = summarizeOne([order("06", 1), order("20", 1)], { timeUnit });
    expect(customer).toMatchObject({ recency, age, daysSinceLast: 11 });
  });

  it("averages the repeat days, or all days on request; 0 where there is no repeat", () => {
    const orders = [order("06", 10), order("07", 20), order("07", 30)];
    expect(summarizeOne(orders).monetaryValue).toBe(50);
    expect(summarizeOne(orders, { monetaryValue: "allDays" }).monetaryValue).toBe(30);
    expect(summarizeOne([order("06", 10)]).monetaryValue).toBe(0);
    expect(summarizeOne([order("06", 10)], { monetaryValue: "allDays" }).monetaryValue).toBe(10);
  });

  it("counts orders of value 0 as purchases", () => {
    expect(summarizeOne([order("06", 0), order("20", 0)])).toMatchObject({
      frequency: 1,
      monetaryValue: 0,
      revenue: 0,
    });
  });

  it("includes the day of asOf to its last instant, and names it", () => {
    const last = { customerId: "a", at: "2026-01-31T23:59:59.999Z", value: 1 };
    expect(summarizeOne([last])).toMatchObject({ age: 0, daysSinceLast: 0 });
    const next = { customerId: "a", at: "2026-02-01T00:00:00Z", value: 1 };
    expect(() => summarizeOrders([next], { asOf })).toThrow(fault("future_order", [0, "at"]));
    expect(summarizeOrders([], { asOf: new Date("2026-01-31T15:00:00Z") }).asOf).toBe(asOf);
  });

  it("makes a base without customers of no orders", () => {
    expect(summarizeOrders([], { asOf }).customers).toEqual([]);
    const { customers } = summarizeOrders({ customerId: [], at: [], value: [] }, { asOf });
    expect(customers.customerId).toEqual([]);
    expect(customers.frequency).toEqual(new Float64Array(0));
  });

  it("keeps only the cohort whose first purchase day lies in [from, to)", () => {
    const orders = [order("06", 1, 6), order("07", 1, 7), order("08", 1, 8), order("20", 1, 6)];
    const ids = (cohort: SummarizeOrdersOptions["cohort"]) =>
      summarizeOrders(orders, { asOf, ...(cohort && { cohort }) }).customers.map(
        ({ customerId }) => customerId,
      );
    expect(ids(undefined)).toEqual([6, 7, 8]);
    expect(ids({ from: "2026-01-07" })).toEqual([7, 8]);
    expect(ids({ to: "2026-01-07" })).toEqual([6]);
    expect(ids({ from: "2026-01-07", to: "2026-01-08" })).toEqual([7]);
  });

  it("gives plain data that JSON and structuredClone keep", () => {
    const orders = [order("06", -0, -0), order("20", 5, -0), order("20", Number.NaN, "b")];
    const base = summarizeOrders(orders, { asOf, invalid: "collect" });
    expect(JSON.parse(JSON.stringify(base))).toEqual(base);
    expect(structuredClone(base)).toEqual(base);
    expect(base.customers[0].customerId).toBe(0);
  });
});

describe("summarizeOrders on calendar days", () => {
  it.each([
    ["UTC", 1],
    ["Europe/Berlin", 2],
    ["America/Sao_Paulo", 1],
  ])("tells days apart in %s", (timeZone, days) => {
    const orders = [
      { customerId: "a", at: "2026-01-05T20:00:00Z", value: 1 },
      { customerId: "a", at: "2026-01-05T23:30:00Z", value: 1 },
    ];
    expect(summarizeOne(orders, { timeZone }).days).toBe(days);
  });

  it("takes a date alone as that local day, also where the clock skips its midnight", () => {
    const orders = [
      { customerId: "a", at: "2018-11-03", value: 1 },
      { customerId: "a", at: "2018-11-04", value: 1 },
      { customerId: "a", at: "2018-11-05", value: 1 },
    ];
    const rows = summarizeOrders(orders, {
      asOf: "2018-11-06",
      timeUnit: "day",
      timeZone: "America/Sao_Paulo",
    });
    expect(rows.customers[0]).toMatchObject({ days: 3, recency: 2, age: 3 });
    const columns: OrderColumns = {
      customerId: ["a", "a", "a"],
      at: Int32Array.from(orders, ({ at }) => Date.parse(at) / 86_400_000),
      atUnit: "day",
      value: [1, 1, 1],
    };
    const options = { asOf: "2018-11-06", timeZone: "America/Sao_Paulo" };
    const { customers } = summarizeOrders(columns, options);
    expect([customers.days[0], customers.recency[0]]).toEqual([3, 2 / 7]);
    expect(customers.firstAt[0]).toBe(Date.parse("2018-11-03T03:00:00Z"));
  });

  it("follows the clock where it shows midnight twice", () => {
    // St. John's set its clocks back at 00:01 on 2006-10-29: from 02:31Z on it was the 28th again.
    const timeZone = "America/St_Johns";
    const at = (minute: string) => ({ customerId: 1, at: `2006-10-29T02:${minute}:00Z`, value: 1 });
    const late = at("40");
    const options = { timeZone, timeUnit: "day" } as const;
    expect(summarizeOne([at("30"), late], { ...options, asOf: "2006-10-29" })).toMatchObject({
      days: 2,
      recency: 1,
      daysSinceLast: 0,
    });
    expect(summarizeOne([late], { ...options, asOf: "2006-10-28" }).days).toBe(1);
    expect(() => summarizeOrders([at("30")], { ...options, asOf: "2006-10-28" })).toThrow(
      fault("future_order", [0, "at"]),
    );
  });

  it("reads instants in any form and unit alike", () => {
    const instants = ["2026-01-06T12:00:00.123Z", "2026-01-20T23:59:59.999Z"].map(Date.parse);
    const bigs = (factor: bigint, rest = 0n) =>
      BigInt64Array.from(instants, (ms) => BigInt(ms) * factor + rest);
    const forms: Pick<OrderColumns, "at" | "atUnit">[] = [
      { at: instants },
      { at: instants.map((ms) => new Date(ms)) },
      { at: instants.map((ms) => new Date(ms).toISOString()) },
      { at: instants.map((ms) => new Date(ms + 3_600_000).toISOString().replace("Z", "+01:00")) },
      { at: [instants[0], new Date(instants[1]).toISOString()], atUnit: "ms" },
      { at: Float64Array.from(instants) },
      { at: Float64Array.from(instants, (ms) => ms / 1000), atUnit: "s" },
      { at: bigs(1n), atUnit: "ms" },
      { at: bigs(1000n, 999n), atUnit: "us" },
      { at: bigs(1_000_000n, 999_999n), atUnit: "ns" },
      { at: BigUint64Array.from(bigs(1_000_000n), (big) => big), atUnit: "ns" },
    ];
    for (const form of forms) {
      const { customers } = summarizeOrders(
        { customerId: [1, 1], ...form, value: [1, 1] },
        { asOf },
      );
      expect([...customers.firstAt, ...customers.lastAt], String(form.at)).toEqual(instants);
      expect(customers.frequency[0]).toBe(1);
    }
  });

  it("keeps fractions of milliseconds and seconds, and cuts finer units and texts", () => {
    const read = (form: Pick<OrderColumns, "at" | "atUnit">) => {
      const base = summarizeOrders({ customerId: [1, 1], ...form, value: [1, 1] }, { asOf });
      const { firstAt, lastAt } = base.customers;
      return [firstAt[0], lastAt[0], base.warnings?.[0].code];
    };
    const texts = ["1970-01-01T00:00:00.00125Z", "1970-01-01T00:00:00.00175Z"];
    const times = [1.5e12 + 1.25, 1.5e12 + 1.75];
    expect(read({ at: times })).toEqual([...times, undefined]);
    expect(read({ at: [0.0625, 0.5], atUnit: "s" })).toEqual([62.5, 500, undefined]);
    expect(read({ at: [1250, 1750], atUnit: "us" })).toEqual([1, 1, "duplicate_rows"]);
    expect(read({ at: [1_250_000, 1_750_000], atUnit: "ns" })).toEqual([1, 1, "duplicate_rows"]);
    expect(read({ at: texts })).toEqual([1, 1, "duplicate_rows"]);
    const rows = times.map((at) => ({ customerId: 1, at, value: 1 }));
    const { customers, warnings } = summarizeOrders(rows, { asOf });
    expect([customers[0].firstAt, customers[0].lastAt, warnings]).toEqual([
      "2017-07-14T02:40:00.001Z",
      "2017-07-14T02:40:00.001Z",
      undefined,
    ]);
    expect(() => read({ at: [1.5, 2], atUnit: "day" })).toThrow(fault("invalid_time", [0, "at"]));
  });

  it("doubts numbers that are hardly milliseconds, in rows and in columns", () => {
    const warningsOf = (at: readonly number[], unit: Pick<OrderColumns, "atUnit"> = {}) => {
      const columns = { customerId: at.map((_, row) => row), at, ...unit, value: at.map(() => 1) };
      const rows = at.map((time, row) => ({ customerId: row, at: time, value: 1 }));
      const bases = [summarizeOrders(columns, { asOf })];
      const shops = [summarizeShop(columns, { asOf })];
      if (unit.atUnit === undefined) shops.push(summarizeShop(rows, { asOf }));
      return [...bases, ...shops].map(({ warnings }) => warnings?.map(({ code }) => code));
    };
    const doubted = ["times_of_1970"];
    for (const at of [[20_240_104, 20_240_105], [1_704_326_400], [19_358, 19_400]]) {
      expect(warningsOf(at)).toEqual([doubted, doubted, doubted]);
    }
    expect(warningsOf([1_704_326_400], { atUnit: "s" })).toEqual([undefined, undefined]);
    expect(warningsOf([19_358], { atUnit: "day" })).toEqual([undefined, undefined]);
    expect(warningsOf([86_400_000, 1_704_326_400_000])).toEqual([undefined, undefined, undefined]);
    expect(warningsOf([])).toEqual([undefined, undefined, undefined]);
  });

  it("mixes up no dates, however many years apart", () => {
    // Powers of two days and years apart, back and forth: memories of dates must not confuse them.
    const start = Date.parse("2000-03-01");
    const days = [0, 4096, 1, 8192, 365, 0, 4097, -4096, 65_536 - 65_000].map((day) => day * 864e5);
    const orders = days.map((ms, index) => ({
      customerId: index,
      at: new Date(start + ms).toISOString().slice(0, 10),
      value: 1,
    }));
    const { customers } = summarizeOrders(orders, { asOf });
    expect(customers.map(({ firstAt }) => Date.parse(firstAt) - start)).toEqual(days);
    expect(customers.map(({ lastAt }) => Date.parse(lastAt) - start)).toEqual(days);
  });

  it("cuts nanoseconds without rounding, also before 1970", () => {
    const nanoseconds = [-1n, -1_000_001n, 1_767_225_599_999_999_999n, 1_767_225_600_000_000_000n];
    const expected = [-1, -2, 1_767_225_599_999, 1_767_225_600_000];
    for (const [index, at] of nanoseconds.entries()) {
      const columns = { customerId: [1], at: BigInt64Array.of(at), value: [1] };
      const { customers } = summarizeOrders({ ...columns, atUnit: "ns" }, { asOf });
      expect(customers.firstAt[0]).toBe(expected[index]);
    }
  });
});

describe("summarizeOrders on sums", () => {
  it("loses nothing to rounding, in any order", () => {
    const orders = [
      ...Array.from({ length: 10 }, () => order("06", 0.1)),
      order("20", 1e17),
      ...Array.from({ length: 10 }, () => order("21", 0.7)),
      order("22", 1),
    ];
    const customer = summarizeOne(orders, { duplicates: "keep" });
    // 1e17 + 10 x 0.7 + 1, where one unit in the last place is 16.
    expect(customer.monetaryValue * 3).toBe(1e17 + 8);
    expect(customer.revenue).toBe(1e17 + 9);
    expect(summarizeOne(orders.slice(0, 10)).revenue).toBe(1);
  });

  it("gives the same doubles whatever the order of rows", () => {
    const line = fc.record({
      customerId: fc.constantFrom("a", "b", 3),
      at: fc.integer({ min: 0, max: 20 }).map((step) => Date.parse("2026-01-01") + step * 4e7),
      value: fc.double({ min: 0, max: 1e9, noNaN: true }),
    });
    const shuffled = fc
      .array(line, { minLength: 2, maxLength: 200 })
      .chain((lines) =>
        fc.tuple(
          fc.constant(lines),
          fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
        ),
      );
    const byId = (lines: readonly Order[]) =>
      summarizeOrders(lines, { asOf }).customers.toSorted((one, other) =>
        String(one.customerId) < String(other.customerId) ? -1 : 1,
      );
    fc.assert(
      fc.property(shuffled, ([lines, others]) => {
        expect(byId(others)).toEqual(byId(lines));
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it("throws where a sum is beyond all doubles", () => {
    expect(() => summarizeOrders([order("06", 1e308), order("07", 1e308)], { asOf })).toThrow(
      fault("sum_overflow", [0, "value"]),
    );
  });
});

describe("summarizeOrders on ids", () => {
  it("tells 1 from '1', and takes names of object prototypes for what they are", () => {
    const ids = [1, "1", "__proto__", "constructor", "toString", "hasOwnProperty", -7];
    const orders = ids.map((id) => order("06", 1, id));
    const { customers } = summarizeOrders([...orders, ...orders], { asOf, duplicates: "drop" });
    expect(customers.map(({ customerId }) => customerId)).toEqual(ids);
    expect(customers.map(({ orders }) => orders)).toEqual(ids.map(() => 1));
  });

  it.each([
    ["short", ["a", "aa", "aaaa", "aaaaa", "ÿ", "C0012345", "C0012346", "C001"]],
    ["zero-ended", ["a", "a\0", "a\0\0"]],
    ["wide", ["Ā", "āa", "\u0001a", "a"]],
    ["long", ["a", "a".repeat(8), `${"a".repeat(8)}b`, "a".repeat(9), "\u{1f600}"]],
  ])("tells %s strings apart that differ late, in length or by zeros", (_, ids) => {
    const orders = ids.map((id) => order("06", 1, id));
    const found = summarizeOrders(orders, { asOf }).customers.map(({ customerId }) => customerId);
    expect(found).toEqual(ids);
  });

  it.each([1, 1e15])("takes -0 for 0, beside %d", (other) => {
    const customerId = Float64Array.of(0, other, -0, -other);
    const columns = { customerId, at: [0, 0, 0, 0], value: [1, 2, 3, 4] };
    const { customers } = summarizeOrders(columns, { asOf });
    expect(customers.customerId).toEqual(Float64Array.of(-other, 0, other));
    expect([...customers.revenue]).toEqual([4, 4, 2]);
  });

  // Of so many ids some ten pairs share any 32 bits made of them.
  it.each<[string, (n: number) => IdColumn]>([
    ["short strings", (n) => Array.from({ length: n }, (_, index) => (index * 7919).toString(36))],
    ["long strings", (n) => Array.from({ length: n }, (_, index) => `customer ${index * 7919}`)],
    ["doubles", (n) => Float64Array.from({ length: n }, (_, index) => index * 30_000_000_001)],
    ["bigints", (n) => BigInt64Array.from({ length: n }, (_, i) => BigInt(i) * 3n ** 27n)],
  ])("tells %s apart whatever their hashes", (_, makeIds) => {
    const size = 300_000;
    const customerId = makeIds(size);
    const zeros = new Float64Array(size);
    const { customers } = summarizeOrders({ customerId, at: zeros, value: zeros }, { asOf });
    expect(customers.frequency).toHaveLength(size);
  });

  it("keeps bigints beyond the safe integers exact", () => {
    const ids = BigInt64Array.of(2n ** 62n + 1n, 2n ** 62n, -(2n ** 63n), 2n ** 62n + 1n);
    const at = new Float64Array(4);
    const { customers } = summarizeOrders({ customerId: ids, at, value: [1, 2, 3, 4] }, { asOf });
    expect(customers.customerId).toEqual(BigInt64Array.of(-(2n ** 63n), 2n ** 62n, 2n ** 62n + 1n));
    expect([...customers.revenue]).toEqual([3, 2, 5]);
  });

  it("gives a dictionary back as it came, one customer a name", () => {
    const dictionary = ["x", "unused", "y", "x"];
    const columns = {
      customerId: { codes: Int8Array.of(3, 2, 0, 2), dictionary },
      at: new Float64Array(4),
      value: [1, 2, 3, 4],
    };
    const { customers } = summarizeOrders(columns, { asOf });
    expect(customers.customerId).toEqual({ codes: Int8Array.of(0, 2), dictionary });
    expect(customers.customerId).toHaveProperty("dictionary", dictionary);
    expect([...customers.revenue]).toEqual([4, 6]);
  });

  it.each([
    ["neighbors", ["a", "a", "bb"], [0, 0, 2]],
    ["the last of a sorted list", ["a", "b", "cc", "a"], [0, 1, 2, 0]],
    ["none, the longest first", ["bb", "a"], [0, 1]],
    ["none, not in order", ["b", "a"], [0, 1]],
  ])("knows equal names of a dictionary: %s", (_, dictionary, entries) => {
    const codes = Int32Array.from(dictionary.keys());
    const days = { at: Array.from(codes, () => 0), value: Array.from(codes, () => 1) };
    const { customers } = summarizeOrders({ customerId: { codes, dictionary }, ...days }, { asOf });
    const known = Int32Array.from(new Set(entries));
    expect(customers.customerId).toEqual({ codes: known, dictionary });
    expect([...customers.revenue]).toEqual(
      Array.from(known, (entry) => entries.filter((it) => it === entry).length),
    );
  });

  it.each([
    [
      [-1, 3, 1],
      ["x", "", "y"],
    ],
    [[0], ["", "x"]],
    [[1], ["x", JSON.parse("12"), "yyy"]],
  ])("refuses codes that name nobody: %s of %j", (codes, dictionary) => {
    for (const code of codes) {
      const customerId = { codes: Int32Array.of(dictionary.indexOf("x"), code), dictionary };
      expect(() => summarizeOrders({ customerId, at: [0, 0], value: [1, 1] }, { asOf })).toThrow(
        fault("missing_id", [1, "customerId"]),
      );
    }
  });
});

describe("summarizeOrders on odd rows", () => {
  const bad: [code: string, field: string, row: unknown][] = [
    ["invalid_row", "row", null],
    ["invalid_row", "row", "a,2026-01-06,1"],
    ["missing_id", "customerId", { at: 0, value: 1 }],
    ["missing_id", "customerId", { customerId: null, at: 0, value: 1 }],
    ["missing_id", "customerId", { customerId: "", at: 0, value: 1 }],
    ["invalid_id", "customerId", { customerId: 1.5, at: 0, value: 1 }],
    ["invalid_id", "customerId", { customerId: 2 ** 53, at: 0, value: 1 }],
    ["invalid_id", "customerId", { customerId: 7n, at: 0, value: 1 }],
    ["invalid_id", "customerId", { customerId: ["a"], at: 0, value: 1 }],
    ["invalid_time", "at", { customerId: "b", value: 1 }],
    ["invalid_time", "at", { customerId: "b", at: "yesterday", value: 1 }],
    ["invalid_time", "at", { customerId: "b", at: "2026-02-30", value: 1 }],
    ["invalid_time", "at", { customerId: "b", at: Number.NaN, value: 1 }],
    ["invalid_time", "at", { customerId: "b", at: new Date(Number.NaN), value: 1 }],
    ["invalid_time", "at", { customerId: "b", at: -1e15, value: 1 }],
    ["missing_offset", "at", { customerId: "b", at: "2026-01-06T12:00:00", value: 1 }],
    ["not_a_number", "value", { customerId: "b", at: 0, value: "12.50" }],
    ["not_a_number", "value", { customerId: "b", at: 0 }],
    ["non_finite_value", "value", { customerId: "b", at: 0, value: Number.NaN }],
    ["non_finite_value", "value", { customerId: "b", at: 0, value: Number.NEGATIVE_INFINITY }],
    ["negative_value", "value", { customerId: "b", at: 0, value: -1 }],
    ["future_order", "at", { customerId: "b", at: "2026-02-01", value: 1 }],
  ];

  it.each(bad)("%s in %s: %o", (code, field, row) => {
    const orders = [order("06", 1), row, order("07", 1)];
    const path = field === "row" ? [1] : [1, field];
    expect(() => summarizeAnything(orders)).toThrow(fault(code, path));
    expect(summarizeAnything(orders, { asOf, invalid: "collect" })).toMatchObject({
      customers: [{ customerId: "a", frequency: 1, orders: 2 }],
      rejected: [{ row: 1, field, code, message: expect.stringMatching(/expected .* got /) }],
    });
  });

  it.each([
    ["a bigint", { customerId: 7n, at: 0, value: 1 }, "got 7n, a bigint: take String(id)"],
    ["other names", { customer_id: "b", at: 0, value: 1 }, "got { customer_id, at, value }"],
    ["many names", { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1 }, "got { a, b, c, d, e, f, … }"],
    ["a refund", { customerId: "b", at: 0, value: -1 }, '"netSameDay" or "drop"'],
  ])("tells what helps: %s", (_, row, words) => {
    expect(() => summarizeAnything([row])).toThrow(words);
  });

  it("throws for the first bad row, and of its fields for the first", () => {
    const orders = [order("06", 1), { customerId: "b", at: "?", value: -1 }, null];
    expect(() => summarizeAnything(orders)).toThrow(fault("invalid_time", [1, "at"]));
  });

  it("collects bad rows in row order, an empty list where there are none", () => {
    const rows = bad.map(([, , row]) => row);
    expect(summarizeAnything(rows, { asOf, invalid: "collect" })).toMatchObject({
      customers: [],
      rejected: bad.map(([code, field], row) => ({ row, field, code })),
    });
    expect(summarizeOrders([order("06", 1)], { asOf, invalid: "collect" }).rejected).toEqual([]);
    expect(summarizeOrders([order("06", 1)], { asOf })).not.toHaveProperty("rejected");
  });

  it("counts duplicates unless told otherwise, and says so", () => {
    const orders = [order("06", 1), order("06", 2), order("06", 1), order("06", 1, "b")];
    const many = [...orders, ...Array.from({ length: 6 }, () => order("06", 2))];
    const kept = summarizeOrders(many, { asOf });
    expect(kept.customers[0]).toMatchObject({ orders: 9, revenue: 16, days: 1 });
    expect(kept.warnings).toEqual([
      {
        code: "duplicate_rows",
        message: expect.stringContaining("7 rows"),
        details: { count: 7, rows: "2, 4, 5, 6, 7 …" },
      },
    ]);
    for (const [one, other] of ["ab", "ba"]) {
      const late = Array.from({ length: 6 }, () => order("06", 1, one));
      const early = Array.from({ length: 6 }, () => order("06", 1, other));
      const both = [late[0], early[0], ...early, ...late];
      expect(summarizeOrders(both, { asOf }).warnings).toMatchObject([
        { details: { count: 12, rows: "2, 3, 4, 5, 6 …" } },
      ]);
    }
    const dropped = summarizeOrders(orders, { asOf, duplicates: "drop" });
    expect(dropped.customers[0]).toMatchObject({ orders: 2, revenue: 3 });
    expect(dropped.warnings).toMatchObject([
      { code: "duplicate_rows_dropped", details: { count: 1, rows: "2" } },
    ]);
    expect(() => summarizeOrders(many, { asOf, duplicates: "error" })).toThrow(
      fault("duplicate_row", [2]),
    );
  });

  it("drops later orders and refunds on request, and says so", () => {
    const orders = [order("06", 1), order("07", -1), order("08", 1), order("09", -1)];
    const base = summarizeOrders(orders, {
      asOf: "2026-01-07",
      futureOrders: "drop",
      refunds: "drop",
    });
    expect(base.customers).toMatchObject([{ orders: 1, frequency: 0 }]);
    expect(base.warnings?.map(({ code, details }) => [code, details])).toEqual([
      ["future_orders_dropped", { count: 2 }],
      ["refunds_dropped", { count: 1 }],
    ]);
    expect(base.warnings?.map(({ message }) => message)).toEqual([
      "2 orders after the last day observed were left out",
      "1 row of negative value was left out",
    ]);
  });

  it("nets refunds with the purchases of their day", () => {
    const orders = [order("06", 20), order("08", -5), order("08", 30), order("08", 5)];
    expect(summarizeOne(orders, { refunds: "netSameDay" })).toMatchObject({
      frequency: 1,
      orders: 3,
      monetaryValue: 30,
      revenue: 50,
    });
  });

  it("knows no purchase day that was refunded in full, to the last representation error", () => {
    const refunded = [order("09", 0.1), order("09", 0.2), order("09", -0.3)];
    const options = { refunds: "netSameDay" } as const;
    expect(summarizeOne([order("06", 20), ...refunded], options)).toMatchObject({
      days: 1,
      orders: 1,
      revenue: 20,
      lastAt: "2026-01-06T12:00:00.000Z",
    });
    expect(summarizeOrders(refunded, { asOf, ...options }).customers).toEqual([]);
    const penny = [order("09", 1e6), order("09", -1e6 + 0.01)];
    expect(summarizeOne(penny, options).days).toBe(1);
  });

  it("refuses refunds without a purchase that day, or beyond it", () => {
    const options = { asOf, refunds: "netSameDay" } as const;
    const unmatched = [order("06", 20), order("07", -5), order("07", 20, "b")];
    expect(() => summarizeOrders(unmatched, options)).toThrow(
      fault("unmatched_refund", [1, "value"]),
    );
    const excess = [order("06", 20), order("06", -25), order("07", 1)];
    expect(() => summarizeOrders(excess, options)).toThrow(
      fault("refund_exceeds_day", [1, "value"]),
    );
    const collected = summarizeOrders(excess, { ...options, invalid: "collect" });
    expect(collected.customers[0]).toMatchObject({ orders: 2, revenue: 21 });
    expect(collected.rejected).toMatchObject([{ row: 1, code: "refund_exceeds_day" }]);
  });

  it("leaves the orders alone", () => {
    const columns = {
      customerId: Int32Array.of(5, 1, 5),
      at: Float64Array.of(3, 2, 1),
      value: Float64Array.of(1, 2, 3),
    };
    const before = structuredClone(columns);
    summarizeOrders(columns, { asOf });
    expect(columns).toEqual(before);
  });
});

describe("summarizeOrders on a wrong call", () => {
  it("names the day that an order of the future falls on where the shop is", () => {
    const orders = [{ customerId: "a", at: "2026-01-31T23:30:00Z", value: 5 }];
    expect(() => summarizeOrders(orders, { asOf, timeZone: "Europe/Berlin" })).toThrow(
      "on or before 2026-01-31, got 2026-01-31T23:30:00.000Z, 2026-02-01 in Europe/Berlin",
    );
  });

  const columns = { customerId: [1, 2], at: [0, 0], value: [1, 1] };

  it.each<[code: string, path: string[], options: unknown]>([
    ["invalid_option", [], null],
    ["invalid_time", ["asOf"], {}],
    ["invalid_time", ["asOf"], { asOf: "soon" }],
    ["missing_offset", ["asOf"], { asOf: "2026-01-31T00:00:00" }],
    ["unknown_time_zone", ["timeZone"], { asOf, timeZone: "Mars/Olympus" }],
    ["invalid_option", ["timeUnit"], { asOf, timeUnit: "fortnight" }],
    ["invalid_option", ["monetaryValue"], { asOf, monetaryValue: "median" }],
    ["invalid_option", ["futureOrders"], { asOf, futureOrders: "keep" }],
    ["invalid_option", ["refunds"], { asOf, refunds: "ignore" }],
    ["invalid_option", ["duplicates"], { asOf, duplicates: true }],
    ["invalid_option", ["invalid"], { asOf, invalid: "skip" }],
    ["invalid_option", ["cohort"], { asOf, cohort: "2025" }],
    ["invalid_option", ["cohort", "form"], { asOf, cohort: { form: "2025-01-01" } }],
    ["invalid_time", ["cohort", "from"], { asOf, cohort: { from: "2025" } }],
    ["out_of_range", ["cohort", "to"], { asOf, cohort: { from: "2026-01-02", to: "2026-01-02" } }],
  ])("%s at %j: %o", (code, path, options) => {
    expect(() => summarizeAnything([], options)).toThrow(fault(code, path));
  });

  it.each<[code: string, path: string[], orders: unknown]>([
    ["invalid_orders", [], null],
    ["invalid_orders", [], "orders.csv"],
    ["invalid_column", ["customerId"], { at: [], value: [] }],
    ["invalid_column", ["customerId"], { ...columns, customerId: new Float32Array(2) }],
    ["invalid_column", ["at"], { ...columns, at: undefined }],
    ["invalid_column", ["value"], { ...columns, value: 7 }],
    ["length_mismatch", ["at"], { ...columns, at: [0] }],
    ["length_mismatch", ["value"], { ...columns, value: new Float64Array(3) }],
    ["invalid_option", ["atUnit"], { ...columns, atUnit: "min" }],
  ])("%s at %j: %o", (code, path, orders) => {
    expect(() => summarizeAnything(orders)).toThrow(fault(code, path));
  });
});
