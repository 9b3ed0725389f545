import { groupPatterns, type PurchaseHistory, summarizeOrders } from "clientele/customers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const timeUnit = "week";

/** A pattern as [frequency, age, recency, weight]. */
function list(patterns: ReturnType<typeof groupPatterns>): number[][] {
  const { frequency, recency, age, weight } = patterns;
  return Array.from(weight, (count, index) => [
    frequency[index],
    age[index],
    recency[index],
    count,
  ]);
}

const histories: fc.Arbitrary<PurchaseHistory> = fc
  .record({
    frequency: fc.constantFrom(0, 0, 1, 2, 300),
    days: fc.integer({ min: 1, max: 5 }),
    more: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ frequency, days, more }) => ({
    frequency,
    recency: frequency === 0 ? 0 : days / 7,
    age: (days + more) / 7,
  }));

function columnsOf(customers: readonly PurchaseHistory[]) {
  return {
    frequency: Float64Array.from(customers, ({ frequency }) => frequency),
    recency: Float64Array.from(customers, ({ recency }) => recency),
    age: Float64Array.from(customers, ({ age }) => age),
  };
}

describe("groupPatterns", () => {
  it("groups equal histories, ascending by frequency, age and recency", () => {
    const customers = [
      { frequency: 2, recency: 3, age: 9 },
      { frequency: 0, recency: 0, age: 9 },
      { frequency: 1, recency: 3, age: 9 },
      { frequency: 1, recency: 1, age: 10 },
      { frequency: 0, recency: 0, age: 9 },
      { frequency: 1, recency: 1, age: 2 ** 31 },
    ];
    const patterns = groupPatterns({ timeUnit, customers });
    expect(list(patterns)).toEqual([
      [0, 9, 0, 2],
      [1, 9, 3, 1],
      [1, 10, 1, 1],
      [1, 2 ** 31, 1, 1],
      [2, 9, 3, 1],
    ]);
    expect(patterns.timeUnit).toBe("week");
    expect(patterns).not.toHaveProperty("grid");
    expect(patterns.age).toBeInstanceOf(Float64Array);
  });

  it("takes a customer base, rows or columns", () => {
    const orders = [
      { customerId: 1, at: "2026-01-01", value: 1 },
      { customerId: 2, at: "2026-01-01", value: 1 },
      { customerId: 2, at: "2026-01-08", value: 1 },
    ];
    const columns = { customerId: [1, 2, 2], at: orders.map(({ at }) => at), value: [1, 1, 1] };
    const options = { asOf: "2026-01-15" };
    const expected = [
      [0, 2, 0, 1],
      [1, 2, 1, 1],
    ];
    expect(list(groupPatterns(summarizeOrders(orders, options)))).toEqual(expected);
    expect(list(groupPatterns(summarizeOrders(columns, options)))).toEqual(expected);
  });

  it("never rounds: the next double is another pattern, -0 is 0", () => {
    const age = 1 / 3;
    const customers = [age, age + 2 ** -54, age].map((it) => ({
      frequency: -0,
      recency: -0,
      age: it,
    }));
    expect(list(groupPatterns({ timeUnit, customers }))).toEqual([
      [0, age, 0, 2],
      [0, age + 2 ** -54, 0, 1],
    ]);
    const zeros = { frequency: [0, -0], recency: [-0, 0], age: [0, -0] };
    expect(list(groupPatterns({ timeUnit, customers: zeros }))).toEqual([[0, 0, 0, 2]]);
  });

  it("rounds times to a grid on request, a repeat purchase never to the first one", () => {
    const customers = [
      { frequency: 1, recency: 0.2, age: 0.3 },
      { frequency: 1, recency: 1.2, age: 2.6 },
      { frequency: 1, recency: 0.8, age: 3.4 },
      { frequency: 0, recency: 0, age: 0 },
    ];
    const patterns = groupPatterns({ timeUnit, customers }, { grid: 1 });
    expect(list(patterns)).toEqual([
      [0, 0, 0, 1],
      [1, 1, 1, 1],
      [1, 3, 1, 2],
    ]);
    expect(patterns.grid).toBe(1);
  });

  it("makes no patterns of no customers", () => {
    expect(list(groupPatterns({ timeUnit, customers: [] }))).toEqual([]);
  });

  it("counts every customer once, whatever their order, rows as columns", () => {
    const many = fc.array(histories, { maxLength: 100 }).chain((customers) =>
      fc.tuple(
        fc.constant(customers),
        fc.shuffledSubarray(customers, {
          minLength: customers.length,
          maxLength: customers.length,
        }),
      ),
    );
    fc.assert(
      fc.property(many, ([customers, shuffled]) => {
        const patterns = groupPatterns({ timeUnit, customers });
        expect(groupPatterns({ timeUnit, customers: shuffled })).toEqual(patterns);
        expect(groupPatterns({ timeUnit, customers: columnsOf(customers) })).toEqual(patterns);

        const counts = new Map<string, number>();
        for (const { frequency, recency, age } of customers) {
          const key = `${age} ${recency} ${frequency}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        const grouped = list(patterns);
        expect(new Map(grouped.map(([x, t, tx, weight]) => [`${t} ${tx} ${x}`, weight]))).toEqual(
          counts,
        );
        expect(grouped).toHaveLength(counts.size);
        expect(grouped).toEqual(
          grouped.toSorted((one, other) => {
            const step = one.findIndex((cell, index) => cell !== other[index]);
            return step < 0 ? 0 : one[step] - other[step];
          }),
        );
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it("groups more distinct times than it first made room for", () => {
    const size = 40_000;
    const times = Array.from({ length: size }, (_, index) => 1 + ((index * 7919) % size) / 7);
    const age = Float64Array.of(0, ...times, -0);
    const zeros = new Float64Array(age.length);
    const customers = { frequency: zeros, recency: zeros, age };
    const patterns = groupPatterns({ timeUnit, customers });
    const ages = Array.from(patterns.age);
    expect(ages).toHaveLength(size + 1);
    expect(ages.filter((time, index) => time !== (index && 1 + (index - 1) / 7))).toEqual([]);
    expect(patterns.weight[0]).toBe(2);
  });

  it.each<[code: string, field: string, customer: unknown]>([
    ["invalid_summary", "frequency", { frequency: 1.5, recency: 1, age: 2 }],
    ["invalid_summary", "frequency", { frequency: -1, recency: 1, age: 2 }],
    ["invalid_summary", "recency", { frequency: 1, recency: 3, age: 2 }],
    ["invalid_summary", "recency", { frequency: 1, recency: -1, age: 2 }],
    ["invalid_summary", "recency", { frequency: 1, recency: 0, age: 2 }],
    ["invalid_summary", "recency", { frequency: 0, recency: 1, age: 2 }],
    ["non_finite_value", "frequency", { frequency: Number.POSITIVE_INFINITY, recency: 1, age: 2 }],
    ["non_finite_value", "recency", { frequency: 1, recency: Number.NaN, age: 2 }],
    ["non_finite_value", "age", { frequency: 1, recency: 1, age: Number.POSITIVE_INFINITY }],
    ["not_a_number", "age", { frequency: 1, recency: 1 }],
    ["not_a_number", "frequency", { frequency: "1", recency: 1, age: 2 }],
  ])("refuses %s in %s of %o", (code, field, customer) => {
    const customers = [{ frequency: 0, recency: 0, age: 1 }, customer];
    expect(() => Reflect.apply(groupPatterns, undefined, [{ timeUnit, customers }])).toThrow(
      expect.objectContaining({ code, path: ["customers", 1, field] }),
    );
  });

  it.each<[code: string, path: (string | number)[], base: unknown, options?: unknown]>([
    ["invalid_option", ["timeUnit"], { customers: [] }],
    ["invalid_summary", ["customers"], { timeUnit }],
    ["invalid_summary", ["customers", 0], { timeUnit, customers: [null] }],
    [
      "invalid_column",
      ["customers", "recency"],
      { timeUnit, customers: { frequency: [], age: [] } },
    ],
    [
      "length_mismatch",
      ["customers", "age"],
      { timeUnit, customers: { frequency: [0], recency: [0], age: [] } },
    ],
    ["out_of_range", ["grid"], { timeUnit, customers: [] }, { grid: 0 }],
    ["not_a_number", ["grid"], { timeUnit, customers: [] }, { grid: "1" }],
    [
      "non_finite_value",
      ["customers", 0, "age"],
      { timeUnit, customers: [{ frequency: 0, recency: 0, age: 1e308 }] },
      { grid: 1e-10 },
    ],
  ])("refuses %s at %j", (code, path, base, options = {}) => {
    expect(() => Reflect.apply(groupPatterns, undefined, [base, options])).toThrow(
      expect.objectContaining({ code, path }),
    );
  });
});
