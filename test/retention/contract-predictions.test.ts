import {
  type ContractModel,
  residualLifetime,
  residualValue,
  simulateLifetimes,
  survivalCurve,
} from "clientele/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logLoss } from "../../src/retention/log-loss.ts";
import { sumRenewals } from "../../src/retention/survival-sum.ts";
import { expectRelative } from "../expect-relative.ts";
import { contractModel, goldenContracts, SURVIVORS } from "./contract-golden.ts";

const HIGH_END = contractModel({ alpha: 0.6680883511, beta: 3.8060949641 });
const FINITE = contractModel({ alpha: 3, beta: 5 });

describe.each(goldenContracts.models)("predictions of $name", (golden) => {
  const model = contractModel(golden.params);
  const params = { c: 1, ...golden.params };

  it("have the survival, and the loss, of 40-digit arithmetic", () => {
    for (const [period, survival, retention] of golden.survival) {
      expectRelative(Math.exp(-logLoss(params, 0, period).value), survival, 1e-12);
      expectRelative(Math.exp(-logLoss(params, period - 1, 1).value), retention, 1e-13);
    }
    for (const [period, loss] of golden.loss) {
      expectRelative(-Math.expm1(-logLoss(params, period - 1, 1).value), loss, 1e-13);
    }
    const curve = survivalCurve(model, { periods: 12 });
    for (const [period, survival, retention] of golden.survival) {
      if (period > 12) continue;
      expectRelative(curve[period].survival, survival, 1e-12);
      expectRelative(curve[period].retention, retention, 1e-12);
    }
  });

  it.each(golden.renewals)("have %i renewals made, discounted at %f, horizon %o", (...row) => {
    const [renewals, discountRate, horizon, expected] = row;
    const customer = { renewals };
    const within = horizon === null ? {} : { horizon };
    const value = residualValue(model, customer, { discountRate, ...within });
    if (expected === null) expect(value).toBeNull();
    else expectRelative(value, expected, 1e-12);
    if (discountRate === 0) expect(residualLifetime(model, customer, within)).toBe(value);
  });
});

describe("survivalCurve", () => {
  it("projects the cohorts of Fader & Hardie (2007)", () => {
    // Figure 6: beyond year 7 the model has not seen them.
    for (const { period, survival } of survivalCurve(HIGH_END, { periods: 12 })) {
      expect(Math.abs(1000 * survival - SURVIVORS.highEnd[period])).toBeLessThan(30);
    }
  });

  it("falls from 1, with a retention that rises where c is at most 1", () => {
    const shape = fc.double({ min: 0.01, max: 100, noNaN: true });
    const duration = fc.double({ min: 0.1, max: 4, noNaN: true });
    fc.assert(
      fc.property(shape, shape, duration, (alpha, beta, c) => {
        const curve = survivalCurve(contractModel({ alpha, beta, c }), { periods: 25 });
        expect(curve[0]).toEqual({ period: 0, survival: 1, retention: null });
        for (let t = 1; t < curve.length; t++) {
          const { survival, retention } = curve[t];
          expect(survival).toBeLessThanOrEqual(curve[t - 1].survival);
          if (survival > 1e-290) {
            expectRelative(survival, (retention ?? 0) * curve[t - 1].survival, 1e-11);
          }
          if (c <= 1 && t > 1)
            expect(retention).toBeGreaterThanOrEqual(curve[t - 1].retention ?? 0);
        }
      }),
    );
  });
});

describe("residualLifetime", () => {
  it("has the closed form of shifted beta geometric", () => {
    const alphas = fc.double({ min: 1.001, max: 300, noNaN: true });
    const betas = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(alphas, betas, fc.nat(2000), (alpha, beta, renewals) => {
        const lifetime = residualLifetime(contractModel({ alpha, beta }), { renewals });
        expectRelative(lifetime, (beta + renewals) / (alpha - 1), 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it("ends in the power of time that it should, also where that comes soon", () => {
    for (const [alpha, beta, c] of [
      [0.5, 5, 6],
      [2.4, 0.3, 1],
      [30, 2, 0.1],
    ] as const) {
      for (const renewals of [0, 7, 2000]) {
        const params = { alpha, beta, c };
        const horizon = 1e120;
        const tail = Math.exp(-logLoss(params, renewals, horizon).value) * horizon;
        const expected = sumRenewals(params, renewals, 0, horizon) + tail / (alpha * c - 1);
        expectRelative(residualLifetime(contractModel(params), { renewals }), expected, 1e-12);
      }
    }
  });

  it("sums what falls off sharply far out", () => {
    for (const [beta, c] of [
      [1e22, 6],
      [1e40, 11],
    ] as const) {
      const params = { alpha: 3, beta, c };
      let expected = 0;
      for (let j = 1; j <= 30_000; j++) expected += Math.exp(-logLoss(params, 40, j).value);
      expectRelative(sumRenewals(params, 40, 0, 30_000), expected, 1e-12);
    }
  });

  it("is infinite for all or none", () => {
    expect(residualLifetime(HIGH_END, { renewals: 3 })).toBeNull();
    expect(residualLifetime(HIGH_END, { renewals: [0, 3] })).toBeNull();
    expect(
      residualLifetime(contractModel({ alpha: 0.5, beta: 1, c: 2 }), { renewals: 0 }),
    ).toBeNull();
    const lifetime = residualLifetime(contractModel({ alpha: 0.5, beta: 1, c: 2.2 }), {
      renewals: 0,
    });
    expect(lifetime).toBeGreaterThan(1);
    expect(residualLifetime(HIGH_END, { renewals: 3 }, { horizon: 40 })).toBeLessThan(40);
  });

  it("gives columns to the bit what it gives rows", () => {
    const renewals = [0, 4, 1, 4, 250, 0];
    const column = residualLifetime(FINITE, { renewals });
    expect(Array.from(column ?? [])).toEqual(
      renewals.map((made) => residualLifetime(FINITE, { renewals: made })),
    );
    const rate = { discountRate: 0.08, netCashFlow: 29.9, untilRenewal: 0.25, horizon: 60 };
    const values = residualValue(HIGH_END, { renewals: Int16Array.from(renewals) }, rate);
    expect(Array.from(values ?? [])).toEqual(
      renewals.map((made) => residualValue(HIGH_END, { renewals: made }, rate)),
    );
    expect(residualLifetime(FINITE, { renewals: [] })).toEqual(new Float64Array(0));
  });
});

describe("residualValue", () => {
  it("is the sum that defines it, and grows with every renewal", () => {
    let expected = 0;
    const curve = survivalCurve(HIGH_END, { periods: 400 });
    for (let j = 1; j <= 396; j++) {
      expected += (30 * curve[4 + j].survival) / curve[4].survival / 1.12 ** (j - 1);
    }
    const value = residualValue(HIGH_END, { renewals: 4 }, { discountRate: 0.12, netCashFlow: 30 });
    expectRelative(value, expected, 1e-12);
    const before = residualValue(
      HIGH_END,
      { renewals: 3 },
      { discountRate: 0.12, netCashFlow: 30 },
    );
    expect(before).toBeLessThan(value ?? 0);
  });

  it("satisfies the recursion of values from one renewal to the next", () => {
    // Just before a renewal: she pays and is then worth the discounted rest, or is gone.
    const shape = fc.double({ min: 0.02, max: 50, noNaN: true });
    fc.assert(
      fc.property(
        shape,
        shape,
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        fc.nat(30),
        (...at) => {
          const [alpha, beta, c, renewals] = at;
          const model = contractModel({ alpha, beta, c });
          const options = { discountRate: 0.1 };
          const next = residualValue(
            model,
            { renewals: renewals + 1 },
            { ...options, untilRenewal: 1 },
          );
          const stays = Math.exp(-logLoss({ alpha, beta, c }, renewals, 1).value);
          expectRelative(
            residualValue(model, { renewals }, options),
            stays * (1 + (next ?? Number.NaN)),
            1e-11,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("reads the rate as effective a year, whatever the unit", () => {
    const monthly: ContractModel = { ...HIGH_END, timeUnit: "month" };
    const asYearly = residualValue(
      HIGH_END,
      { renewals: 2 },
      { discountRate: 1.1 ** (1 / 12) - 1 },
    );
    const value = residualValue(monthly, { renewals: 2 }, { discountRate: 0.1 });
    expectRelative(value, asYearly ?? Number.NaN, 1e-12);
    const later = residualValue(monthly, { renewals: 2 }, { discountRate: 0.1, untilRenewal: 1 });
    expectRelative(later, (value ?? 0) / 1.1 ** (1 / 12), 1e-13);
  });

  it("is finite, exact and quick however far out", () => {
    const alphas = [1e-7, 0.3, 40];
    const betas = [1e-3, 5, 1e6];
    for (const alpha of alphas) {
      for (const beta of betas) {
        for (const c of [0.05, 1, 6]) {
          for (const horizon of [1, 1e4, Number.MAX_SAFE_INTEGER]) {
            const sum = sumRenewals({ alpha, beta, c }, 2, 1e-9, horizon);
            expect(sum).toBeGreaterThan(0);
            expect(sum).toBeLessThanOrEqual(Math.min(horizon, 1.01e9));
          }
        }
      }
    }
  });

  it.each([
    ["no model", null, { renewals: 1 }, { discountRate: 0.1 }, "unknown_model"],
    [
      "a parameter of 0",
      contractModel({ alpha: 0, beta: 1 }),
      { renewals: 1 },
      { discountRate: 0 },
      "out_of_range",
    ],
    [
      "c of NaN",
      contractModel({ alpha: 1, beta: 1, c: Number.NaN }),
      { renewals: 1 },
      { discountRate: 0 },
      "non_finite_value",
    ],
    [
      "no unit",
      { ...HIGH_END, timeUnit: "moon" },
      { renewals: 1 },
      { discountRate: 0 },
      "invalid_option",
    ],
    ["no rate", HIGH_END, { renewals: 1 }, {}, "not_a_number"],
    ["no options", HIGH_END, { renewals: 1 }, undefined, "not_a_number"],
    ["a rate below 0", HIGH_END, { renewals: 1 }, { discountRate: -0.1 }, "negative_value"],
    ["no customer", HIGH_END, undefined, { discountRate: 0.1 }, "not_a_number"],
    ["half a renewal", HIGH_END, { renewals: 0.5 }, { discountRate: 0.1 }, "out_of_range"],
    ["a column of words", HIGH_END, { renewals: ["one"] }, { discountRate: 0.1 }, "not_a_number"],
    ["no column", HIGH_END, { renewals: {} }, { discountRate: 0.1 }, "invalid_column"],
    [
      "half a horizon",
      HIGH_END,
      { renewals: 1 },
      { discountRate: 0.1, horizon: 2.5 },
      "out_of_range",
    ],
    [
      "two periods until",
      HIGH_END,
      { renewals: 1 },
      { discountRate: 0.1, untilRenewal: 2 },
      "out_of_range",
    ],
  ])("refuses %s", (_, model, customer, options, code) => {
    const call = () => Reflect.apply(residualValue, undefined, [model, customer, options]);
    expect(call).toThrowError(expect.objectContaining({ code }));
  });
});

describe("a risk that rises as steeply as any", () => {
  it("is summed without delay", () => {
    const steep = contractModel({ alpha: 1, beta: 2, c: 1e6 });
    // Σ (1 + j/r)^-c = r/(c - 1) - 1/2 + c/(12 r) …
    const expected = 1e9 / (1e6 - 1) - 0.5 + 1e6 / 12e9;
    expectRelative(residualLifetime(steep, { renewals: 1e9 }), expected, 1e-11);
    const edge = contractModel({ alpha: 1, beta: 2, c: 8_886_110 });
    expect(residualValue(edge, { renewals: 3 }, { discountRate: 0.1 })).toBe(0);
  }, 2000);
});

describe("simulateLifetimes", () => {
  it("draws the survival function, the same for the same seed", () => {
    for (const model of [HIGH_END, contractModel({ alpha: 0.4, beta: 0.3, c: 0.6 })]) {
      const options = { customers: 20_000, periods: 6, seed: "a" };
      const { customers, timeUnit } = simulateLifetimes(model, options);
      expect(timeUnit).toBe("year");
      for (const { period, survival } of survivalCurve(model, { periods: 6 })) {
        const there = customers.filter(({ renewals }) => renewals >= period).length;
        const error = Math.sqrt(20_000 * survival * (1 - survival));
        expect(Math.abs(there - 20_000 * survival)).toBeLessThanOrEqual(4 * error);
      }
      expect(simulateLifetimes(model, options).customers).toEqual(customers);
    }
  });

  it("survives shapes at the end of the doubles", () => {
    for (const alpha of [1e-7, 1e7]) {
      for (const beta of [1e-7, 1e7]) {
        for (const c of [1e-7, 1e7]) {
          const model = contractModel({ alpha, beta, c });
          const { customers } = simulateLifetimes(model, { customers: 20, periods: 3, seed: 1 });
          for (const { renewals, lost } of customers) {
            expect([0, 1, 2, 3]).toContain(renewals);
            expect(lost).toBe(renewals < 3);
          }
        }
      }
    }
  });
});
