import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MEASURE_REGULARITY_DEFAULTS,
  measureRegularity,
} from "../../src/customers/measure-regularity.ts";
import { openRegularity } from "../../src/customers/regularity-estimates.ts";
import { sampleGamma } from "../../src/numeric/random/gamma.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";

const asOf = "2026-01-31";

function orders(...customers: [customerId: string, ...days: string[]][]) {
  return customers.flatMap(([customerId, ...days]) =>
    days.map((day) => ({ customerId, at: `2026-01-${day}`, value: 1 })),
  );
}

/** The times at which customers buy at gamma intervals of shape k, about 70 days apart, in four years. */
function timesOf(k: number, customers: number, seed: number): number[][] {
  const random = seedRandom(seed);
  return Array.from({ length: customers }, () => {
    const rate = sampleGamma(random, 8, 480 / k);
    const times: number[] = [];
    for (let time = 0; time < 1500; time += sampleGamma(random, k, rate)) times.push(time);
    return times;
  });
}

describe("measureRegularity", () => {
  it("gives both estimates as computed by hand", () => {
    const { wheatMorrison, maximumLikelihood, ...frame } = measureRegularity(
      orders(["a", "01", "11", "26"], ["b", "03", "08", "10"], ["c", "01", "30"]),
      { asOf, timeZone: "Europe/Berlin" },
    );
    expect(frame).toEqual({ asOf, timeZone: "Europe/Berlin" });
    // M = 15/25 and 2/7 (the later interval's share), V = (0.01 + 9/196)/2.
    const variance = (0.01 + 9 / 196) / 2;
    expect(wheatMorrison).toMatchObject({ n: 2, level: 0.95, method: "wheat_morrison" });
    expectRelative(wheatMorrison.value, (1 - 4 * variance) / (8 * variance), 1e-12);
    // Their ln V has the standard error (9/196 - 0.01)/2/√2 / V.
    const factor = Math.exp((1.959963984540054 * (9 / 196 - 0.01)) / 2 / Math.SQRT2 / variance);
    expectRelative(wheatMorrison.lower, 1 / (8 * variance * factor) - 0.5, 1e-12);
    expectRelative(wheatMorrison.upper, factor / (8 * variance) - 0.5, 1e-12);
    // The root of Σ 2 [ψ(2k) - ψ(k)] + ln(10·15/25²) + ln(5·2/7²), in 30 digits (mpmath), and
    // 1/(k √(Σ 2 ψ'(k) - 4 ψ'(2k))), the standard error of ln k.
    expect(maximumLikelihood).toMatchObject({ n: 2, level: 0.95, method: "maximum_likelihood" });
    expectRelative(maximumLikelihood.value, 4.337275254752342, 1e-12);
    expectRelative(maximumLikelihood.lower, 0.6771319872707401, 1e-11);
    expectRelative(maximumLikelihood.upper, 27.78181652783941, 1e-11);
  });

  it("has the defaults it says", () => {
    expect(MEASURE_REGULARITY_DEFAULTS).toEqual({
      timeZone: "UTC",
      futureOrders: "error",
      refunds: "error",
      duplicates: "keep",
      invalid: "error",
      level: 0.95,
    });
  });

  it.each([0.5, 1, 2, 4])("finds k = %s again", (k) => {
    const regularity = openRegularity();
    for (const times of timesOf(k, 3000, k)) if (times.length > 2) regularity.add(times);
    const [one, other] = [regularity.wheatMorrison(0.999), regularity.maximumLikelihood(0.999)];
    for (const { lower, upper } of [one, other]) {
      expect(lower).toBeLessThan(k);
      expect(upper).toBeGreaterThan(k);
    }
    const width = ({ lower, upper }: typeof one) => (upper ?? 0) - (lower ?? 0);
    expect(width(other)).toBeLessThan(width(one));
    expect(width(one)).toBeLessThan(k / 2);
  });

  it("finds a little more regularity in whole days, most of all by all intervals", () => {
    const times = timesOf(1, 3000, 1);
    const columns = {
      customerId: Int32Array.from(times.flatMap((list, customer) => list.map(() => customer))),
      at: Int32Array.from(times.flat(), Math.floor),
      atUnit: "day",
      value: new Float64Array(times.flat().length),
    } as const;
    const found = measureRegularity(columns, { asOf: "1974-12-31" });
    const [one, other] = [found.wheatMorrison.value ?? 0, found.maximumLikelihood.value ?? 0];
    expect(one).toBeGreaterThan(1);
    expect(other).toBeGreaterThan(one);
    expect(other).toBeLessThan(1.1);
  });

  it("says null where nothing is known, with the n beside it", () => {
    const nothing = { value: null, lower: null, upper: null, level: 0.95 };
    for (const none of [[], orders(["a", "01", "05"], ["b", "02"])]) {
      const found = measureRegularity(none, { asOf });
      expect(found.wheatMorrison).toEqual({ ...nothing, n: 0, method: "wheat_morrison" });
      expect(found.maximumLikelihood).toEqual({ ...nothing, n: 0, method: "maximum_likelihood" });
    }
    const clockwork = measureRegularity(
      orders(["a", "01", "08", "15", "22"], ["b", "01", "02", "03"]),
      {
        asOf,
      },
    );
    expect(clockwork.wheatMorrison).toMatchObject({ ...nothing, n: 2 });
    expect(clockwork.maximumLikelihood).toMatchObject({ ...nothing, n: 2 });
    // Of the last two intervals only one is known to be equal; the others are not.
    const single = measureRegularity(orders(["a", "01", "03", "10", "20"]), { asOf });
    expect(single.wheatMorrison).toMatchObject({ n: 1, lower: null, upper: null });
    expect(single.wheatMorrison.value).toBeGreaterThan(1);
    expect(single.maximumLikelihood.upper).toBeGreaterThan(single.maximumLikelihood.value ?? 99);
  });

  it("takes purchases of a day as one, rows as columns, in any order", () => {
    const days = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(days, { maxLength: 8 }), fc.integer(), (customers, seed) => {
        const rows = customers.flatMap((list, customerId) =>
          list.map((day) => ({ customerId, at: day * 86_400_000 + 5, value: 1 })),
        );
        const options = { asOf: "1970-12-31", duplicates: "drop" } as const;
        const { warnings: _, ...found } = measureRegularity(rows, options);
        const shuffled = rows
          .map((row, i) => ({ row, key: Math.sin(seed + i) }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ row }) => row);
        // Later on the same day: the same purchase.
        const again = shuffled.map((row) => ({ ...row, at: row.at + 3_600_000 }));
        const { warnings: __, ...other } = measureRegularity(
          {
            customerId: Int32Array.from([...shuffled, ...again], (row) => row.customerId),
            at: Float64Array.from([...shuffled, ...again], (row) => row.at),
            value: Float64Array.from([...shuffled, ...again], (row) => row.value),
          },
          options,
        );
        for (const estimate of ["wheatMorrison", "maximumLikelihood"] as const) {
          const [one, two] = [found[estimate], other[estimate]];
          expect(two.n).toBe(one.n);
          for (const end of ["value", "lower", "upper"] as const) {
            const expected = one[end];
            if (expected === null) expect(two[end]).toBeNull();
            else expect(Math.abs((two[end] ?? 99) - expected)).toBeLessThanOrEqual(1e-9 * expected);
          }
          expect(JSON.stringify(one)).not.toContain("NaN");
        }
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
        const plain = customers.map((list) => new Set(list).size).filter((count) => count > 2);
        expect(found.wheatMorrison.n).toBe(plain.length);
      }),
      { numRuns: 100 },
    );
  });

  it.each([0, 1, Number.NaN, "high"])("refuses the level %s, even of nobody", (level) => {
    expect(() => Reflect.apply(measureRegularity, undefined, [[], { asOf, level }])).toThrow(
      expect.objectContaining({ path: ["level"] }),
    );
  });

  it("reads orders by the same rules as summarizeOrders", () => {
    const found = measureRegularity(
      [...orders(["a", "01", "11", "26"]), { customerId: "a", at: "2026-02-03", value: 1 }],
      { asOf, futureOrders: "drop", invalid: "collect" },
    );
    expect(found.warnings).toMatchObject([{ code: "future_orders_dropped" }]);
    expect(found.rejected).toEqual([]);
    expect(() =>
      measureRegularity(orders(["a", "01", "11", "26"]), { asOf: "2026-01-20" }),
    ).toThrow(expect.objectContaining({ code: "future_order" }));
  });
});

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  it("is bought at random", () => {
    const found = measureRegularity(readCdnowSample(), { asOf: "1998-06-30" });
    expect(found.wheatMorrison.n).toBe(736);
    expect(found.wheatMorrison.lower).toBeLessThan(1);
    expect(found.wheatMorrison.upper).toBeGreaterThan(1);
    expectRelative(found.maximumLikelihood.value, 0.9559, 1e-4);
  });
});
