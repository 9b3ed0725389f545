import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placesOf, sortOrder, sortPairs } from "../../src/numeric/sort-order.ts";

const stable = (values: Float64Array) =>
  Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);

describe("sortOrder", () => {
  it("is what a stable sort gives", () => {
    fc.assert(
      fc.property(
        fc.float64Array({ noNaN: true, noDefaultInfinity: true, maxLength: 80 }),
        (values) => {
          expect([...sortOrder(values)]).toEqual(stable(values));
        },
      ),
    );
  });

  // Many numbers, so that they go to bins, and bins within bins.
  it.each([
    ["spread evenly", (i: number) => (i * 7919) % 5003],
    ["few distinct", (i: number) => (i * 31) % 7],
    ["all equal", () => 4],
    ["one far out", (i: number) => (i === 17 ? 1e300 : (i * 7919) % 5003)],
    [
      "far out on both sides",
      (i: number) => (i === 17 ? 1.7e308 : i === 3 ? -1.7e308 : (i * 7919) % 5003),
    ],
    ["close together", (i: number) => 1 + ((i * 7919) % 5003) * Number.EPSILON],
    ["over many magnitudes", (i: number) => 2 ** (((i * 7919) % 2000) - 1000)],
    [
      "at the ends of all numbers",
      (i: number) => (i % 2 ? 1 : -1) * 1e308 * (((i * 7919) % 5003) / 5003),
    ],
    ["below all normal numbers", (i: number) => ((i * 7919) % 5003) * Number.MIN_VALUE],
  ])("sorts numbers %s", (_, at) => {
    const values = Float64Array.from({ length: 5003 }, (_, i) => at(i));
    expect([...sortOrder(values)]).toEqual(stable(values));
  });

  it("takes labels along and leaves what it was given as it was", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer()), { maxLength: 99 }),
        (rows) => {
          const values = Float64Array.from(rows, ([value]) => value / 4);
          const labels = Int32Array.from(rows, ([, label]) => label);
          const given = { values: values.slice(), labels: labels.slice() };
          const order = stable(values);
          expect(sortPairs(given)).toEqual({
            values: Float64Array.from(order, (place) => values[place]),
            labels: Int32Array.from(order, (place) => labels[place]),
          });
          expect(given).toEqual({ values, labels });
        },
      ),
    );
    expect([...placesOf(3)]).toEqual([0, 1, 2]);
  });
});
