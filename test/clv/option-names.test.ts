import * as clv from "clientele/clv";
import {
  type PurchasePatterns,
  splitHoldout,
  summarizeOpportunities,
  summarizeOrders,
  tracePurchases,
} from "clientele/customers";
import { describe, expect, test } from "vitest";
import { testOptionNames } from "../option-names.ts";
import { bgNbd, simulatedOrders } from "./evaluate-worlds.ts";

const orders = simulatedOrders(120, 7);
const asOf = "2024-12-31";
const split = splitHoldout(orders, { calibrationEnd: "2024-09-30", holdoutEnd: asOf });
const base = summarizeOrders(orders, { asOf });
const [customer] = base.customers;
const opportunities = summarizeOpportunities(orders, { asOf, period: "week" });
const trace = tracePurchases(orders, { asOf });
const days = orders.filter(({ customerId }) => customerId === customer.customerId);

const spend = { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } } as const;
const models = { purchases: bgNbd, spend };
const fitted = clv.fitBgNbd(base);
const refit = (data: PurchasePatterns) => clv.fitBgNbd(data);
const priors = clv.parameterPriors({
  r: { distribution: "log-normal", median: 0.5, sdLog: 0.1 },
});
const year = { horizon: { weeks: 52 } };
const purchasesOf = (model: typeof fitted) => clv.expectedPurchases(model, customer, year);

testOptionNames(
  clv,
  {
    bootstrapModel: [fitted, base, refit, { seed: 1, samples: 3 }],
    calibrateAlive: [fitted, split, { bins: 5 }],
    compareModels: [split, { models: { BG: clv.fitBgNbd } }],
    evaluateHoldout: [fitted, split, { lastBin: 3 }],
    evaluateSpendIndependence: [base, { level: 0.9 }],
    expectedPurchases: [fitted, customer, year],
    expectedSpend: [spend, base, {}],
    fitBgBb: [opportunities, {}],
    fitBgCnbdK: [base, { k: 2 }],
    fitBgNbd: [base, { priors }],
    fitGammaGamma: [base, { nonPositive: "exclude" }],
    fitGgompertzNbd: [base, {}],
    fitMbgCnbdK: [base, { k: 2 }],
    fitMbgNbd: [base, {}],
    fitNbd: [base, { priors }],
    fitParetoNbd: [base, {}],
    formulaValue: [{ averageOrderValue: 50, purchaseFrequency: 2, lifespan: 3 }],
    frequencyHistogram: [fitted, base, { maximum: 4 }],
    historicValue: [base, { margin: 0.3 }],
    intervalCoverage: [fitted, split, { level: 0.9 }],
    lifetimeValue: [models, customer, { ...year, discountRate: 0.1 }],
    ltvToCac: [{ value: 90, acquisitionCost: 30 }],
    marginRetentionValue: [{ marginPerPeriod: 10, retention: 0.8 }],
    nextPurchaseTime: [fitted, customer, { probability: 0.4 }],
    paybackPeriod: [{ acquisitionCost: 30, marginPerPeriod: 10 }],
    predictionInterval: [fitted, purchasesOf, { level: 0.9 }],
    probabilityAlive: [fitted, customer, { after: { weeks: 4 } }],
    probabilityOfNoPurchase: [fitted, customer, year],
    purchaseInterval: [fitted, customer, { ...year, level: 0.9 }],
    purchaseProbabilities: [fitted, customer, { ...year, maximum: 3 }],
    residualTransactions: [fitted, customer, { discountRate: 0.1 }],
    samplePosterior: [fitted, base, { seed: 1, chains: 2, draws: 60, warmup: 60 }],
    simulateOrders: [models, { customers: 5, from: "2024-01-01", to: "2024-06-30", seed: 1 }],
    totalPurchaseInterval: [fitted, base, year],
    traceAlive: [fitted, days, { asOf }],
    trackPurchases: [fitted, trace, { step: { weeks: 4 } }],
  },
  [
    ...["drawModel", "informationCriteria", "likelihoodRatioTest", "parameterPriors"],
    "robustCovariance",
    "staticCovariates",
  ],
);

test("a list of covariates that is undefined is one left out", () => {
  const customers = base.customers.map((one, at) => ({ ...one, covariates: { app: at % 2 } }));
  const fitWith = (options: clv.CovariateOptions) =>
    clv.fitBgNbd({ ...base, customers }, { covariates: clv.staticCovariates(options) });
  const undecided = { lifetime: undefined, equal: undefined, dropout: undefined, ridge: undefined };
  expect(fitWith({ ...undecided, transaction: ["app"] })).toEqual(
    fitWith({ transaction: ["app"] }),
  );
});

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
  ["probabilityAlive", (options) => clv.probabilityAlive(bgNbd, customer, options)],
  ["expectedPurchases", (options) => clv.expectedPurchases(bgNbd, customer, options)],
  ["purchaseProbabilities", (options) => clv.purchaseProbabilities(bgNbd, customer, options)],
  ["probabilityOfNoPurchase", (options) => clv.probabilityOfNoPurchase(bgNbd, customer, options)],
  ["nextPurchaseTime", (options) => clv.nextPurchaseTime(bgNbd, customer, options)],
  ["residualTransactions", (options) => clv.residualTransactions(bgNbd, customer, options)],
  ["purchaseInterval", (options) => clv.purchaseInterval(bgNbd, customer, options)],
  ["lifetimeValue", (options) => clv.lifetimeValue(models, customer, options)],
];

describe("the verbs of customers", () => {
  test.each(verbs)("%s takes the options of the others along", (_, call) => {
    expect(call(all)).not.toBeNaN();
  });

  test("asks for the time after by its name, where only a horizon is given", () => {
    const call = () =>
      Reflect.apply(clv.probabilityAlive, undefined, [bgNbd, customer, { horizon: 39 }]);
    expect(call).toThrow(
      expect.objectContaining({
        code: "invalid_option",
        path: ["horizon"],
        message: 'horizon: expected the time ahead by the name of after, got "horizon"',
      }),
    );
  });
});
