import type { Order } from "../order.ts";
import type { CustomerSummary } from "../summary.ts";
import { instantTexts } from "./instant-texts.ts";
import type { Summaries } from "./summary-table.ts";

/** Summaries as rows; ids as in the orders they were read from. */
export function summaryRows(orders: readonly Order[], summaries: Summaries): CustomerSummary[] {
  const { rows, figures } = summaries;
  const customers: CustomerSummary[] = [];
  const firstAt = instantTexts(figures.firstAt);
  const lastAt = instantTexts(figures.lastAt);
  for (let index = 0; index < rows.length; index++) {
    customers.push({
      customerId: idOf(orders[rows[index]]),
      frequency: figures.frequency[index],
      recency: figures.recency[index],
      age: figures.age[index],
      monetaryValue: figures.monetaryValue[index],
      orders: figures.orders[index],
      days: figures.days[index],
      revenue: figures.revenue[index],
      firstAt: firstAt[index],
      lastAt: lastAt[index],
      daysSinceLast: figures.daysSinceLast[index],
    });
  }
  return customers;
}

/** The id of an order; -0, which JSON cannot hold, is 0. */
export function idOf({ customerId }: Order): Order["customerId"] {
  return customerId === 0 ? 0 : customerId;
}
