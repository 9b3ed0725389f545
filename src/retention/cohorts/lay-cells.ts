import { InputError } from "../../core/errors.ts";
import { wilsonInterval } from "../../numeric/intervals.ts";
import type { GridRow } from "./cohort-grid.ts";
import type { CohortCell, CohortCounting, CohortShare } from "./cohort-noun.ts";

/** A share of so many members, with Wilson's interval. */
export function shareOfMembers(count: number, n: number, level: number): CohortShare {
  if (n === 0) return { value: null, n, lower: null, upper: null };
  return { value: count / n, n, ...wilsonInterval(count, n, level) };
}

/** The first cells of a row, so many, by the way of counting. */
export function layCells(
  row: GridRow,
  length: number,
  counting: CohortCounting,
  isComplete: (period: number) => boolean,
  level: number,
): CohortCell[] {
  const isOpen = counting === "on_or_after";
  const revenue = row.revenue.map((sum, column) => sum + row.rest[column]);
  const sumUp = isOpen ? fromHereOn : (values: Float64Array) => values;
  const laid = {
    customers: sumUp(isOpen ? row.lasts : row.customers),
    orders: sumUp(row.orders),
    revenue: sumUp(revenue),
  };
  return Array.from({ length }, (_, period) => {
    const customers = laid.customers[period];
    const value = laid.revenue[period];
    if (!Number.isFinite(value)) {
      throw new InputError("sum_overflow", "expected values whose sum is a finite number");
    }
    return {
      period,
      customers,
      orders: laid.orders[period],
      revenue: value,
      retention: shareOfMembers(customers, row.size, level),
      isComplete: isComplete(period),
    };
  });
}

function fromHereOn(values: Float64Array): Float64Array {
  const sums = values.slice();
  for (let i = sums.length - 2; i >= 0; i--) sums[i] += sums[i + 1];
  return sums;
}
