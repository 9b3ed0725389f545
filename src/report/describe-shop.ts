import type { ShopSummary } from "../customers/summarize-shop.ts";
import { doubts, rejections, sayLevel } from "./sentences.ts";
import type { NumberFormat, SummaryTable, TableCell } from "./table.ts";
import { toTable } from "./to-table.ts";

const WHOLE = { decimals: 0 } as const;
const MONEY = { decimals: 2 } as const;
const PERCENT = { percent: 1 } as const;

export function describeShop(shop: ShopSummary): SummaryTable {
  const { customers, orders, repeatPurchaseRate, medianDaysBetweenPurchases } = shop;
  const { value, lower, upper, level, n } = repeatPurchaseRate;
  const confidence = sayLevel(level);
  const rows = [
    figure("Customers", customers, WHOLE),
    figure("Orders", orders, WHOLE),
    figure("Purchase days", shop.purchaseDays, WHOLE),
    figure("Revenue", shop.revenue, MONEY),
    figure("Average order value", shop.averageOrderValue, MONEY, orders),
    figure("Orders a customer", shop.purchaseFrequency, MONEY, customers),
    figure("Revenue a customer", shop.revenuePerCustomer, MONEY, customers),
    figure("Repeat purchase rate", value, PERCENT, n),
    figure(`Repeat purchase rate, lower ${confidence}`, lower, PERCENT, n),
    figure(`Repeat purchase rate, upper ${confidence}`, upper, PERCENT, n),
    figure(
      "Median days between purchases",
      medianDaysBetweenPurchases.value,
      { decimals: 1 },
      medianDaysBetweenPurchases.n,
    ),
  ];
  return toTable(rows, {
    title: `Shop as of ${shop.asOf}`,
    columns: [
      { name: "Figure", cell: (row) => row.name },
      { name: "Value", cell: (row) => row.value, align: "right" },
      { name: "n", cell: (row) => row.n, align: "right" },
    ],
    notes: [
      shop.firstDay === null || shop.lastDay === null
        ? "There are no purchases."
        : `Purchases from ${shop.firstDay} to ${shop.lastDay}, days in ${shop.timeZone}.`,
      ...doubts(shop.warnings),
      ...rejections(shop.rejected),
    ],
  });
}

interface Figure {
  readonly name: string;
  readonly value: TableCell;
  /** Empty for plain totals, which are no estimate. */
  readonly n: TableCell;
}

function figure(name: string, value: number | null, format: NumberFormat, n?: number): Figure {
  return { name, value: value === null ? null : { value, format }, n: n ?? "" };
}
