import type { Order } from "../order.ts";
import type { CustomerSummary } from "../summary.ts";
import { visitPieces } from "./figures.ts";
import { instantFormatter } from "./instant-texts.ts";
import type { HeldSummaries } from "./summary-table.ts";

/** Summaries as rows; ids as in the orders they were read from. Without the detour of columns. */
export function summaryRows(
  orders: readonly Order[],
  { rows, records, places }: HeldSummaries,
): CustomerSummary[] {
  const customers = new Array<CustomerSummary>(rows.length);
  const { width } = records;
  const format = instantFormatter();
  let instants = new Float64Array(0);

  /** The texts of one cell of every record. */
  function textsOf(cells: Float64Array, cell: number): string[] {
    const count = cells.length / width;
    if (instants.length < count) instants = new Float64Array(count);
    for (let index = 0; index < count; index++) instants[index] = cells[index * width + cell];
    return format(instants.subarray(0, count));
  }

  visitPieces(records, (cells, first) => {
    const firstAt = textsOf(cells, 7);
    const lastAt = textsOf(cells, 8);
    for (let index = 0; index < firstAt.length; index++) {
      const cell = index * width;
      const place = places === undefined ? first + index : places[first + index];
      // Whole numbers said to be such need no memory of their own.
      customers[place] = {
        customerId: idOf(orders[rows[place]]),
        frequency: cells[cell] | 0,
        recency: cells[cell + 1],
        age: cells[cell + 2],
        monetaryValue: cells[cell + 3],
        orders: cells[cell + 4] | 0,
        days: cells[cell + 5] | 0,
        revenue: cells[cell + 6],
        firstAt: firstAt[index],
        lastAt: lastAt[index],
        daysSinceLast: cells[cell + 9] | 0,
      };
    }
  });
  return customers;
}

/** The id of an order; -0, which JSON cannot hold, is 0. */
export function idOf({ customerId }: Order): Order["customerId"] {
  return customerId === 0 ? 0 : customerId;
}
