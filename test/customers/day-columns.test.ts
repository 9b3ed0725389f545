import {
  customerIdAt,
  type OrderColumns,
  splitHoldout,
  summarizeOpportunities,
  summarizeOrders,
} from "clientele/customers";
import { cohortTable, expectedGap, orderDurations } from "clientele/retention";
import { describe, expect, it, test } from "vitest";
import { seedRandom } from "../../src/numeric/random/seed.ts";

// Of three buckets.
const ROWS = 40_000;
const CUSTOMERS = 3_000;
const FIRST_DAY = 20_000;
const MS_PER_DAY = 86_400_000;
const asOf = "2026-01-01";

const random = seedRandom(5);
const draw = (below: number) => Math.floor(below * random.next());
const customers = Int32Array.from({ length: ROWS }, () => draw(CUSTOMERS));
const days = Int32Array.from({ length: ROWS }, () => FIRST_DAY + draw(300));
const amounts = Float64Array.from({ length: ROWS }, () => 1 + draw(9));

const IDS: Readonly<Record<string, OrderColumns["customerId"]>> = {
  int8: Int8Array.from(customers, (customer) => (customer % 127) - 60),
  "uint8, clamped": Uint8ClampedArray.from(customers, (customer) => customer % 251),
  int16: Int16Array.from(customers, (customer) => customer - 1_500),
  int32: customers.map((customer) => customer - 1_000),
  "int32, near its least": customers.map((customer) => customer - 2 ** 31),
  "uint32, beyond int32": Uint32Array.from(customers, (customer) => customer + 2 ** 32 - 10_000),
  "doubles, beyond 32 bits": Float64Array.from(customers, (customer) => customer + 2 ** 40),
  bigint64: BigInt64Array.from(customers, (customer) => BigInt(customer) - 2n ** 40n),
  biguint64: BigUint64Array.from(customers, (customer) => BigInt(customer) + 2n ** 40n),
  dictionary: {
    codes: customers,
    dictionary: Array.from({ length: CUSTOMERS + 3 }, (_, entry) => `customer ${entry}`),
  },
  "dictionary with equal entries": {
    codes: Uint16Array.from(customers),
    dictionary: Array.from({ length: CUSTOMERS }, (_, entry) => `customer ${entry % 1_000}`),
  },
};

/** The same orders, by day and by the instants at which those days begin. */
function bothWays(customerId: OrderColumns["customerId"], value: Float64Array) {
  const at = Float64Array.from(days, (day) => day * MS_PER_DAY);
  return [
    { customerId, at: days, atUnit: "day", value },
    { customerId, at, value },
  ] as const;
}

function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("days give what the instants at their start give, rows and all", () => {
  const refunded = amounts.map((amount, row) => (row % 9_973 === 9_000 ? -3 * amount : amount));
  const options = [
    { duplicates: "keep" },
    { duplicates: "drop" },
    { duplicates: "error" },
    { duplicates: "error", invalid: "collect" },
    { refunds: "netSameDay" },
    { refunds: "netSameDay", invalid: "collect" },
    { refunds: "netSameDay", duplicates: "drop" },
  ] as const;

  const outcomes = (kind: string, value: Float64Array, option: object) =>
    bothWays(IDS[kind], value).map((orders) =>
      outcomeOf(() => summarizeOrders(orders, { asOf, ...option })),
    );

  test.each(Object.keys(IDS))("ids of %s", (kind) => {
    const [byDay, byInstant] = outcomes(kind, amounts, {});
    expect(byDay).toEqual(byInstant);
  });

  test.each(Object.keys(IDS))("the ids of %s are those of the column", (kind) => {
    const [byDay] = bothWays(IDS[kind], amounts);
    const { customerId, frequency } = summarizeOrders(byDay, { asOf }).customers;
    const found = Array.from(frequency, (_, at) => customerIdAt(customerId, at));
    const given = Array.from(customers, (_, row) => customerIdAt(IDS[kind], row));
    expect(new Set(found)).toEqual(new Set(given));
    expect(new Set(found).size).toBe(found.length);
    expect(Object.getPrototypeOf(customerId)).toBe(Object.getPrototypeOf(IDS[kind]));
  });

  test.each(options)("%j", (option) => {
    const [byDay, byInstant] = outcomes("int32", "refunds" in option ? refunded : amounts, option);
    expect(byDay).toEqual(byInstant);
  });

  test.each([
    [
      "splitHoldout",
      (orders: OrderColumns) =>
        splitHoldout(orders, { calibrationEnd: "2025-06-01", holdoutEnd: asOf }),
    ],
    [
      "summarizeOpportunities",
      (orders: OrderColumns) => summarizeOpportunities(orders, { asOf, period: "month" }),
    ],
    ["expectedGap", (orders: OrderColumns) => expectedGap(orders, { asOf })],
    ["orderDurations", (orders: OrderColumns) => orderDurations(orders, { asOf, gap: 60 })],
    [
      "cohortTable",
      (orders: OrderColumns) => cohortTable(orders, { asOf, isEntry: (row) => row % 3 === 1 }),
    ],
  ])("%s", (_, verb) => {
    const [byDay, byInstant] = bothWays(IDS.int32, amounts);
    expect(verb(byDay)).toEqual(verb(byInstant));
  });
});

it("tells the first rows of those that repeat others, of however many buckets", () => {
  const [byDay] = bothWays(IDS.dictionary, amounts);
  const seen = new Set<string>();
  const repeats = [...customers.keys()].filter((row) => {
    const key = `${customers[row]} ${days[row]} ${amounts[row]}`;
    return seen.has(key) || !seen.add(key);
  });
  expect(repeats.length).toBeGreaterThan(50);
  expect(summarizeOrders(byDay, { asOf }).warnings).toEqual([
    expect.objectContaining({
      code: "duplicate_rows",
      details: { count: repeats.length, rows: `${repeats.slice(0, 5).join(", ")} …` },
    }),
  ]);
});
