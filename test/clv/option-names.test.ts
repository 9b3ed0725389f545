import { describe, expect, it } from "vitest";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { evaluateHoldout } from "../../src/clv/evaluate/evaluate-holdout.ts";
import type { GammaGammaModel } from "../../src/clv/gamma-gamma/model.ts";
import { purchaseInterval } from "../../src/clv/intervals/purchase-interval.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { nextPurchaseTime } from "../../src/clv/predict/next-purchase.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { probabilityOfNoPurchase } from "../../src/clv/predict/probability-of-no-purchase.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { residualTransactions } from "../../src/clv/predict/residual-transactions.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";

const purchases: BgNbdModel = {
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
};
const spend: GammaGammaModel = {
  kind: "gamma-gamma",
  version: 1,
  params: { p: 6.25, q: 3.74, v: 15.44 },
};
const customer = { frequency: 2, recency: 30, age: 39, monetaryValue: 35 };

/** All that some verb of customers reads: one object for all of them. */
const all = {
  horizon: 39,
  after: 1,
  probability: 0.4,
  maximum: 3,
  level: 0.9,
  discountRate: 0.1,
  margin: 0.3,
  from: "2026-01-01",
  timeZone: "UTC",
  acquisitionCost: 3,
};
const verbs: [name: string, call: (options: typeof all) => unknown][] = [
  ["probabilityAlive", (options) => probabilityAlive(purchases, customer, options)],
  ["expectedPurchases", (options) => expectedPurchases(purchases, customer, options)],
  ["purchaseProbabilities", (options) => purchaseProbabilities(purchases, customer, options)],
  ["probabilityOfNoPurchase", (options) => probabilityOfNoPurchase(purchases, customer, options)],
  ["nextPurchaseTime", (options) => nextPurchaseTime(purchases, customer, options)],
  ["residualTransactions", (options) => residualTransactions(purchases, customer, options)],
  ["purchaseInterval", (options) => purchaseInterval(purchases, customer, options)],
  ["lifetimeValue", (options) => lifetimeValue({ purchases, spend }, customer, options)],
];

describe("the verbs of customers", () => {
  it.each(verbs)("%s takes the options of the others along", (_, call) => {
    expect(call(all)).not.toBeNaN();
  });

  it("asks for the time after by its name, where only a horizon is given", () => {
    const call = () =>
      Reflect.apply(probabilityAlive, undefined, [purchases, customer, { horizon: 39 }]);
    expect(call).toThrow(
      expect.objectContaining({
        code: "invalid_option",
        path: ["horizon"],
        message: 'horizon: expected the time ahead by the name of after, got "horizon"',
      }),
    );
  });

  it.each(verbs)("%s refuses a misspelt option by its name", (_, call) => {
    const options = { ...all, margins: 0.4 };
    expect(() => call(options)).toThrow(
      expect.objectContaining({ code: "invalid_option", path: ["margins"] }),
    );
  });
});

it("other verbs refuse names that they do not read", () => {
  const misspelt = JSON.parse('{"lastbin": 3}');
  const split = splitHoldout(
    [
      { customerId: "ann", at: "2026-01-01", value: 1 },
      { customerId: "ann", at: "2026-02-01", value: 1 },
    ],
    { calibrationEnd: "2026-01-20", holdoutEnd: "2026-03-01" },
  );
  expect(() => evaluateHoldout(purchases, split, misspelt)).toThrow(
    expect.objectContaining({ code: "invalid_option", path: ["lastbin"] }),
  );
  const world = { customers: 3, from: "2026-01-01", to: "2026-03-01", seed: 1, decimal: 2 };
  expect(() => simulateOrders({ purchases, spend }, world)).toThrow(
    expect.objectContaining({ code: "invalid_option", path: ["decimal"] }),
  );
});
