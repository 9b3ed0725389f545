import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { churnCost } from "../../../src/retention/slipping/churn-cost.ts";
import { expectedGap } from "../../../src/retention/slipping/expected-gap.ts";
import { findSlipping } from "../../../src/retention/slipping/find-slipping.ts";

const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 0, 1);

/** Orders of each customer on days from FIRST. */
function ordersOn(days: Record<string, readonly number[]>, value = 10) {
  return Object.entries(days).flatMap(([customerId, own]) =>
    own.map((day) => ({ customerId, at: FIRST + day * DAY, value })),
  );
}

const asOf = (day: number) => FIRST + day * DAY;

// Ten customers of two to seven gaps.
const SHOP = {
  a: [0, 7, 15, 20, 28, 35],
  b: [3, 33, 70, 95],
  c: [10, 12, 15, 16, 20, 22, 25, 27],
  d: [5, 105, 190],
  e: [40],
  f: [50, 64],
  g: [1, 31, 60, 92, 121],
};

describe("expectedGap", () => {
  test("has the moments of one-way analysis of variance, written out", () => {
    const { population, customers } = expectedGap(ordersOn(SHOP), { asOf: asOf(200) });
    const logs = Object.values(SHOP).map((days) =>
      days.slice(1).map((day, i) => Math.log(day - days[i])),
    );
    const mean = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const groups = logs.filter((own) => own.length > 0);
    const all = groups.flat();
    const within =
      groups.flatMap((own) => own.map((x) => (x - mean(own)) ** 2)).reduce((s, x) => s + x, 0) /
      (all.length - groups.length);
    const between =
      groups.map((own) => own.length * (mean(own) - mean(all)) ** 2).reduce((s, x) => s + x, 0) /
      (groups.length - 1);
    const size =
      (all.length - groups.reduce((s, own) => s + own.length ** 2, 0) / all.length) /
      (groups.length - 1);
    const spread = (between - within) / size;
    const weights = groups.map((own) => 1 / (spread + within / own.length));
    const common =
      groups.reduce((s, own, i) => s + weights[i] * mean(own), 0) /
      weights.reduce((s, w) => s + w, 0);
    expect(population?.within).toBeCloseTo(Math.sqrt(within), 12);
    expect(population?.between).toBeCloseTo(Math.sqrt(spread), 12);
    expect(population?.typicalDays).toBeCloseTo(Math.exp(common), 10);
    for (const [i, own] of logs.entries()) {
      const w = own.length === 0 ? 0 : spread / (spread + within / own.length);
      const center = w * (own.length === 0 ? 0 : mean(own)) + (1 - w) * common;
      const deviation = Math.sqrt(within + spread * (1 - w));
      expect(customers[i].ownWeight).toBeCloseTo(w, 12);
      expect(customers[i].expectedDays).toBeCloseTo(Math.exp(center), 9);
      // The normal quantile of 0.9.
      const due = Math.exp(center + 1.2815515655446004 * deviation);
      expect((customers[i].dueDays ?? 0) / due).toBeCloseTo(1, 12);
    }
  });

  test("chance is 1 - probability on the due day", () => {
    const early = expectedGap(ordersOn(SHOP), { asOf: asOf(200), probability: 0.75 });
    for (const { dueDays, daysSinceLast, chance } of early.customers) {
      expect((chance ?? 9) < 0.25).toBe(daysSinceLast > (dueDays ?? 0));
    }
  });

  test("recovers the rhythm of a simulated shop, and keeps what it promises", () => {
    let state = 7;
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return ((state >>> 0) + 0.5) / 4294967296;
    };
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const days: Record<string, number[]> = {};
    let kept = 0;
    const nextGaps: number[] = [];
    for (let customer = 0; customer < 1500; customer++) {
      const center = Math.log(60) + 0.6 * normal();
      const gap = () => Math.max(1, Math.round(Math.exp(center + 0.4 * normal())));
      const own = [0];
      for (let i = 0; i < 1 + (customer % 6); i++) own.push(own[i] + gap());
      days[`c${customer}`] = own;
      nextGaps.push(gap());
    }
    const { population, customers } = expectedGap(ordersOn(days), { asOf: asOf(5000) });
    expect(population?.within).toBeGreaterThan(0.38);
    expect(population?.within).toBeLessThan(0.42);
    expect(population?.between).toBeGreaterThan(0.55);
    expect(population?.between).toBeLessThan(0.65);
    for (const [i, { dueDays }] of customers.entries())
      if (nextGaps[i] <= (dueDays ?? 0)) kept += 1;
    // 0.9 ± 4 standard errors of 1500 customers.
    expect(kept / 1500).toBeGreaterThan(0.869);
    expect(kept / 1500).toBeLessThan(0.931);
  });

  test("rows and columns agree; nothing depends on the order of rows", () => {
    const history = fc.array(fc.record({ id: fc.nat(5), day: fc.nat(90) }), { maxLength: 40 });
    fc.assert(
      fc.property(history, (events) => {
        const rows = events.map(({ id, day }) => ({ customerId: id, at: asOf(day), value: 1 }));
        const options = { asOf: asOf(100) };
        const byRow = expectedGap(rows, options);
        const byColumn = expectedGap(
          {
            customerId: Int32Array.from(events, ({ id }) => id),
            at: Float64Array.from(rows, ({ at }) => at),
            value: new Float64Array(events.length),
          },
          options,
        );
        expect(byColumn.isKnown).toBe(byRow.population !== null);
        const sorted = [...byRow.customers].sort(
          (a, b) => Number(a.customerId) - Number(b.customerId),
        );
        expect(Array.from(byColumn.customers.dueDays)).toEqual(sorted.map((it) => it.dueDays ?? 0));
        const back = expectedGap(rows.toReversed(), options);
        const again = [...back.customers].sort(
          (a, b) => Number(a.customerId) - Number(b.customerId),
        );
        expect(again.map(({ gaps }) => gaps)).toEqual(sorted.map(({ gaps }) => gaps));
        for (const [i, { chance }] of again.entries()) {
          expect(chance ?? 9).toBeCloseTo(sorted[i].chance ?? 9, 9);
        }
      }),
    );
  });

  test("where nobody has two gaps nothing is to be expected", () => {
    const orders = ordersOn({ a: [0, 7], b: [3] });
    const { population, customers } = expectedGap(orders, { asOf: asOf(10) });
    expect(population).toBeNull();
    expect(customers[0]).toMatchObject({
      gaps: 1,
      expectedDays: null,
      dueDays: null,
      chance: null,
    });
    expect(findSlipping(orders, { asOf: asOf(900) })).toMatchObject({ judged: 0, customers: [] });
    expect(expectedGap([], { asOf: asOf(10) })).toMatchObject({ population: null, customers: [] });
  });

  test.each([0, 1, Number.NaN])("refuses the probability %s", (probability) => {
    expect(() => expectedGap([], { asOf: asOf(1), probability })).toThrow(
      expect.objectContaining({ path: ["probability"] }),
    );
  });
});

describe("findSlipping", () => {
  test("lists who is past due, by what they spend", () => {
    const options = { asOf: asOf(200) };
    const orders = [...ordersOn(SHOP), ...ordersOn({ b: [96] }, 100)];
    const { customers: all } = expectedGap(orders, options);
    const { customers, judged } = findSlipping(orders, options);
    const late = all.filter((it) => it.gaps >= 2 && it.daysSinceLast > (it.dueDays ?? 0));
    expect(customers.map(({ customerId }) => customerId).sort()).toEqual(
      late.map(({ customerId }) => customerId).sort(),
    );
    expect(customers.length).toBeGreaterThan(1);
    expect(customers.length).toBeLessThan(judged);
    expect(judged).toBe(all.filter(({ gaps }) => gaps >= 2).length);
    const money = customers.map(({ yearlyRevenue }) => yearlyRevenue);
    expect(money).toEqual([...money].sort((a, b) => b - a));
    for (const it of customers) {
      expect(it.overdueDays).toBeCloseTo(it.daysSinceLast - it.dueDays, 12);
      expect(it.chance).toBeLessThan(0.1);
    }
  });

  test("leaves out those silent for too long, and counts them", () => {
    const orders = ordersOn(SHOP);
    const all = findSlipping(orders, { asOf: asOf(300) });
    const some = findSlipping(orders, { asOf: asOf(300), lostAfter: 10 });
    const lost = all.customers.filter((it) => it.daysSinceLast > 10 * it.expectedDays);
    expect(lost.length).toBeGreaterThan(0);
    expect(some.lost).toBe(lost.length);
    expect(some.customers.length).toBe(all.customers.length - lost.length);
  });

  test("clockwork is late the day after, not on the day", () => {
    for (let gap = 1; gap <= 60; gap++) {
      const days = [0, gap, 2 * gap, 3 * gap];
      const orders = ordersOn({ a: days, b: days });
      const lateOn = (day: number) => findSlipping(orders, { asOf: asOf(day) }).customers.length;
      expect([lateOn(4 * gap), lateOn(4 * gap + 1)]).toEqual([0, 2]);
    }
  });

  test("gives columns for columns", () => {
    const orders = ordersOn(SHOP);
    const ids = [...new Set(orders.map(({ customerId }) => customerId))];
    const columns = {
      customerId: {
        codes: Int8Array.from(orders, (it) => ids.indexOf(it.customerId)),
        dictionary: ids,
      },
      at: Float64Array.from(orders, ({ at }) => at),
      value: Float64Array.from(orders, ({ value }) => value),
    };
    const byRow = findSlipping(orders, { asOf: asOf(300) }).customers;
    const byColumn = findSlipping(columns, { asOf: asOf(300) }).customers;
    expect(Array.from(byColumn.dueDays)).toEqual(byRow.map(({ dueDays }) => dueDays));
    const { customerId } = byColumn;
    if (!("dictionary" in customerId)) throw new Error("expected codes");
    const codes: Iterable<number | bigint> = customerId.codes;
    expect(Array.from(codes, (code) => ids[Number(code)])).toEqual(
      byRow.map((it) => it.customerId),
    );
  });
});

describe("churnCost", () => {
  const at = (probability: number, value: number) => ({ probability, value });

  test("is the mean of independent losses, its interval by their variance", () => {
    const cost = churnCost([at(0.5, 400), at(0.1, 1000), at(0.9, 20)]);
    expect(cost).toMatchObject({ n: 3, value: 1420, atRisk: 318, expectedLost: 1.5 });
    const error = Math.sqrt(0.25 * 400 ** 2 + 0.09 * 1000 ** 2 + 0.09 * 20 ** 2);
    expect(cost.upper).toBeCloseTo(318 + 1.959963984540054 * error, 8);
    expect(cost.lower).toBe(0);
    const columns = { probability: Float64Array.of(0.5, 0.1, 0.9), value: [400, 1000, 20] };
    expect(churnCost(columns)).toEqual(cost);
  });

  test("contacts only those who are worth it", () => {
    const customers = [at(0.5, 400), at(0.1, 1000), at(0.9, 20)];
    const cost = churnCost(customers, { contactCost: 15, saveRate: 0.2 });
    expect(cost).toMatchObject({ worthContacting: 2 });
    expect(cost.netBenefit).toBeCloseTo(40 - 15 + (20 - 15), 12);
  });

  test("nobody is at risk of nothing", () => {
    expect(churnCost([])).toMatchObject({
      n: 0,
      value: 0,
      atRisk: 0,
      share: null,
      lower: 0,
      upper: 0,
    });
  });

  test.each([
    [[at(1.5, 1)], {}, "out_of_range", [0, "probability"]],
    [[at(0.5, -1)], {}, "negative_value", [0, "value"]],
    [[at(0.5, 1)], { saveRate: 2 }, "out_of_range", ["saveRate"]],
    [[at(0.5, 1)], { contactCost: -1 }, "negative_value", ["contactCost"]],
    [{ probability: [0.5], value: [] }, {}, "length_mismatch", ["value"]],
    [{ probability: [0.5, Number.NaN], value: [1, 1] }, {}, "non_finite_value", ["probability", 1]],
  ])("refuses %j with %j", (customers, options, code, path) => {
    expect(() => churnCost(customers, options)).toThrow(expect.objectContaining({ code, path }));
  });
});
