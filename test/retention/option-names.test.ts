import * as retention from "../../src/retention/index.ts";
import { testOptionNames } from "../option-names.ts";

const window = { from: "2026-01-01", to: "2026-02-01" };
const subscriptions = [{ customerId: "ada", start: "2025-12-01", amount: 500 }];
const orders = ["2026-01-02", "2026-01-12", "2026-01-24"].map((at) => ({
  ...{ customerId: "ada", at, value: 20 },
}));
const durations = [
  { time: 1, event: true, group: "x", score: 3, covariates: { visits: 2 }, cause: "price" },
  { time: 2, event: true, group: "y", score: 1, covariates: { visits: 5 }, cause: null },
  { time: 3, event: true, group: "x", score: 2, covariates: { visits: 3 }, cause: "move" },
  { time: 4, event: false, group: "y", score: 0, covariates: { visits: 4 }, cause: null },
];
const examples = [
  { features: { visits: 1 }, churned: true },
  { features: { visits: 2 }, churned: false },
  { features: { visits: 3 }, churned: true },
  { features: { visits: 4 }, churned: false },
];
const dated = [
  { knownAt: "2026-01-01", outcomeAt: "2026-02-01" },
  { knownAt: "2026-02-01", outcomeAt: "2026-03-01" },
];
const survivors = { timeUnit: "year", survivors: [1000, 869, 743, 653, 593] } as const;
const counts = retention.customerMovements(subscriptions, window);
const movements = retention.mrrMovements(subscriptions, window);
const contract = retention.fitShiftedBetaGeometric(survivors);
const lifetime = retention.fitWeibull(durations);
const cox = retention.fitCox(durations);
const churn = retention.fitChurnModel(examples, { ridge: 1 });

/** What each verb takes: arguments that do, the options last. */
const CALLS: Readonly<Record<string, readonly unknown[]>> = {
  aalenJohansen: [durations, { level: 0.9 }],
  averageRevenuePerAccount: [subscriptions, { at: "2026-01-15" }],
  buyerMovements: [orders, { ...window, inactiveAfter: { days: 9 } }],
  buyerMovementsTable: [orders, { ...window, inactiveAfter: { days: 9 }, every: "week" }],
  churnCost: [[{ probability: 0.5, value: 10 }], { saveRate: 0.5 }],
  churnDrivers: [churn, examples, { level: 0.9 }],
  churnInterval: [churn, examples, { level: 0.9 }],
  churnRate: [counts, { definition: "start" }],
  cohortTable: [orders, { asOf: "2026-02-01", weekStartsOn: 0 }],
  concordance: [durations, { level: 0.9 }],
  customerMovements: [subscriptions, { ...window, churnDate: "end" }],
  customerMovementsTable: [subscriptions, { ...window, every: "week" }],
  evaluateClassifier: [[0.2, 0.7], [0, 1], { bins: 2 }],
  expectedGap: [orders, { asOf: "2026-02-01", timeZone: "Europe/Berlin" }],
  explainChurn: [churn, examples[0], { level: 0.9 }],
  findSlipping: [orders, { asOf: "2026-02-01", minGaps: 1 }],
  fitBetaDiscreteWeibull: [survivors, {}],
  fitChurnModel: [examples, { ridge: 1 }],
  fitCox: [durations, { ties: "breslow" }],
  fitExponential: [durations, { timeUnit: "week" }],
  fitLogLogistic: [durations, { timeUnit: "week" }],
  fitLogNormal: [durations, { timeUnit: "week" }],
  fitShiftedBetaGeometric: [survivors, {}],
  fitWeibull: [durations, { timeUnit: "week" }],
  grossRevenueRetention: [subscriptions, { ...window, meaning: "path_minimum" }],
  kaplanMeier: [durations, { interval: "log" }],
  labelChurn: [orders, { cut: "2026-01-15", until: "2026-01-31", activeWithin: 30 }],
  logRankTest: [durations, { weights: "gehan" }],
  mrrMovements: [subscriptions, { ...window, basis: "net" }],
  mrrMovementsTable: [subscriptions, { ...window, every: "week" }],
  nelsonAalen: [durations, { ties: "one_by_one" }],
  netRevenueRetention: [subscriptions, { ...window, reactivation: "exclude" }],
  orderDurations: [orders, { asOf: "2026-02-01", gap: 5 }],
  predictCox: [cox, { visits: 3 }, { times: [1] }],
  predictLifetime: [lifetime, { age: 1 }],
  quickRatio: [movements, { reactivation: "exclude" }],
  residualLifetime: [contract, { renewals: 1 }, { horizon: 3 }],
  residualValue: [contract, { renewals: 1 }, { discountRate: 0.1 }],
  restrictedMean: [retention.kaplanMeier(durations), { horizon: 2 }],
  retentionRate: [counts, { definition: "start" }],
  simulateLifetimes: [contract, { customers: 2, periods: 3, seed: 1 }],
  splitInTime: [dated, { cut: "2026-02-01" }],
  subscriptionDurations: [subscriptions, { asOf: "2026-02-01" }],
  survivalCurve: [contract, { periods: 2 }],
  testProportionalHazards: [cox, durations, { transform: "rank" }],
};
const WITHOUT_OPTIONS = ["parameterPriors", "scoreChurn", "survivalAt", "survivalQuantiles"];

testOptionNames(retention, CALLS, WITHOUT_OPTIONS);
