import * as customers from "clientele/customers";
import { testOptionNames } from "../option-names.ts";

const orders = [
  { customerId: "ada", at: "2026-01-02", value: 10 },
  { customerId: "ada", at: "2026-01-09", value: 20 },
  { customerId: "bob", at: "2026-01-05", value: 30 },
];
const asOf = "2026-01-31";
const base = customers.summarizeOrders(orders, { asOf });

testOptionNames(
  customers,
  {
    groupPatterns: [base, { grid: 0.5 }],
    measureRegularity: [orders, { asOf, level: 0.9 }],
    splitHoldout: [orders, { calibrationEnd: "2026-01-15", holdoutEnd: asOf }],
    summarizeOpportunities: [orders, { asOf, period: "week" }],
    summarizeOrders: [orders, { asOf, cohort: { from: "2026-01-03", to: undefined } }],
    summarizeShop: [orders, { asOf, timeZone: "Europe/Berlin" }],
    tracePurchases: [orders, { asOf }],
  },
  ["customerIdAt", "joinCovariates"],
);
