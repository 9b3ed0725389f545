import type { CustomerBase, CustomerBaseColumns } from "../customers/summary.ts";
import { quantile } from "../numeric/quantile.ts";
import { accumulateSum } from "../numeric/sum.ts";
import { readColumn } from "./read-column.ts";
import { count, doubts, rejections, say } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

const QUANTILES = [
  ["Min", 0],
  ["25%", 0.25],
  ["Median", 0.5],
  ["75%", 0.75],
  ["Max", 1],
] as const;

export function describeBase(base: CustomerBase | CustomerBaseColumns): SummaryTable {
  const { asOf, timeUnit, timeZone, warnings, rejected } = base;
  const read = (field: "frequency" | "recency" | "age" | "monetaryValue" | "revenue") =>
    readColumn(base.customers, field, "customers");
  const frequency = read("frequency");
  const ofRepeaters = (values: Float64Array) => values.filter((_, i) => frequency[i] > 0);
  const repeaters = ofRepeaters(frequency).length;
  const measures = [
    spreadOf("Repeat purchases", frequency),
    spreadOf(`Age, ${timeUnit}s`, read("age")),
    spreadOf(`Recency, ${timeUnit}s`, ofRepeaters(read("recency"))),
    spreadOf("Mean spend", ofRepeaters(read("monetaryValue"))),
    spreadOf("Revenue", read("revenue")),
  ];
  return toTable(measures, {
    title: `Customers as of ${asOf}`,
    columns: [
      { name: "Measure", cell: ({ measure }) => measure },
      { name: "Customers", cell: ({ customers }) => customers, format: { decimals: 0 } },
      { name: "Mean", cell: ({ mean }) => mean, align: "right" },
      ...QUANTILES.map(([name], k) => ({
        name,
        cell: ({ quantiles }: Spread) => quantiles?.[k] ?? null,
        align: "right" as const,
      })),
    ],
    notes: [
      `${count(frequency.length, "customer")}, ${say(repeaters)} of whom bought again. Days in ${timeZone}.`,
      "Recency and mean spend are those of customers who bought again.",
      ...doubts(warnings),
      ...rejections(rejected),
    ],
  });
}

interface Spread {
  readonly measure: string;
  readonly customers: number;
  readonly mean: number | null;
  readonly quantiles: readonly number[] | null;
}

function spreadOf(measure: string, values: Float64Array): Spread {
  const customers = values.length;
  if (customers === 0) return { measure, customers, mean: null, quantiles: null };
  const total = accumulateSum();
  values.forEach(total.add);
  const sorted = values.toSorted();
  return {
    measure,
    customers,
    mean: total.total() / customers,
    quantiles: QUANTILES.map(([, probability]) => quantile(sorted, probability)),
  };
}
