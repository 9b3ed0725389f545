import { describe, toTable, toText } from "clientele";
import type { ListedCustomer, ShopReport } from "./analyze.ts";

/** The report as a shop owner reads it. */
export function printReport(report: ShopReport): string {
  const { shop, forecast, holdout } = report;
  return [
    toText(describe(shop)),
    toText(segmentTable(report)),
    ...modelsOf(forecast),
    ...judgementOf(holdout),
    ...listsOf(forecast),
  ].join("\n\n");
}

function modelsOf(forecast: ShopReport["forecast"]): string[] {
  if ("unavailable" in forecast) return [`No forecast: ${forecast.unavailable}.`];
  return [toText(describe(forecast.purchases)), toText(describe(forecast.spend))];
}

function judgementOf(holdout: ShopReport["holdout"]): string[] {
  if ("unavailable" in holdout) return [`No test of a forecast: ${holdout.unavailable}.`];
  return [
    toText(describe(holdout.evaluation)),
    `The forecast was learned until ${holdout.calibrationEnd} and judged by what came after.`,
  ];
}

function listsOf(forecast: ShopReport["forecast"]): string[] {
  if ("unavailable" in forecast) return [];
  return [
    toText(customerTable("Top customers by value in the next 12 months", forecast.top)),
    `All customers together: ${money(forecast.totalValue)} in the next 12 months.`,
    toText(
      customerTable("Slipping away: P(alive) from 10% to 50%, and worth a word", forecast.slipping),
    ),
  ];
}

function segmentTable({ segments, segmentWarnings }: ShopReport) {
  return toTable(segments, {
    title: "Segments by recency, frequency and money",
    notes: segmentWarnings.map(({ message }) => message),
    columns: [
      { name: "Segment", cell: (segment) => segment.name },
      { name: "Customers", cell: (segment) => segment.customers },
      { name: "Share", cell: (segment) => segment.customerShare, format: { percent: 1 } },
      { name: "Revenue", cell: (segment) => segment.revenue, format: { decimals: 2 } },
      { name: "Share of it", cell: (segment) => segment.revenueShare, format: { percent: 1 } },
      {
        name: "Days since last",
        cell: (segment) => segment.averageDaysSinceLast,
        format: { decimals: 0 },
      },
    ],
  });
}

function customerTable(title: string, customers: readonly ListedCustomer[]) {
  return toTable(customers, {
    title,
    columns: [
      { name: "Customer", cell: (customer) => customer.customerId },
      { name: "Orders", cell: (customer) => customer.orders },
      { name: "Revenue", cell: (customer) => customer.revenue, format: { decimals: 2 } },
      { name: "Days since last", cell: (customer) => customer.daysSinceLast },
      { name: "P(alive)", cell: (customer) => customer.probabilityAlive, format: { percent: 1 } },
      {
        name: "Purchases",
        cell: (customer) => customer.expectedPurchases,
        format: { decimals: 2 },
      },
      { name: "Spend", cell: (customer) => customer.expectedSpend, format: { decimals: 2 } },
      { name: "Value", cell: (customer) => customer.value, format: { decimals: 2 } },
      { name: "At stake", cell: (customer) => customer.valueAtStake, format: { decimals: 2 } },
    ],
  });
}

function money(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2, minimumFractionDigits: 2 });
}
