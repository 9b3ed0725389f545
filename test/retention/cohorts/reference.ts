import type { CohortCounting } from "../../../src/retention/cohorts/cohort-noun.ts";
import type { CohortUnit } from "../../../src/retention/cohorts/periods-back.ts";

const DAY = 86_400_000;

export interface PlainOrder {
  readonly customerId: number;
  readonly at: number;
  readonly value: number;
}

export interface PlainRules {
  readonly asOf: string;
  readonly timeZone: string;
  readonly cohortBy: CohortUnit;
  readonly period: CohortUnit | { readonly days: number };
  readonly weekStartsOn: number;
  readonly counting: CohortCounting;
  readonly entry: "first" | "recurring";
  readonly isEntry: (row: number) => boolean;
}

export function localDate(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(new Date(at));
}

const toDay = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY;

/** The first day of the period that holds a day, by plain calendar arithmetic. */
export function startOf(day: number, period: CohortUnit, weekStartsOn: number): number {
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  if (period === "day") return day;
  if (period === "week") return day - ((date.getUTCDay() - weekStartsOn + 7) % 7);
  if (period === "month") return Date.UTC(year, month, 1) / DAY;
  if (period === "quarter") return Date.UTC(year, month - (month % 3), 1) / DAY;
  return Date.UTC(year, 0, 1) / DAY;
}

/** Steps from the period of one day to that of a later one. */
function stepsBetween(from: number, to: number, period: CohortUnit, weekStartsOn: number): number {
  let steps = 0;
  let start = startOf(to, period, weekStartsOn);
  while (start > from) {
    steps += 1;
    start = startOf(start - 1, period, weekStartsOn);
  }
  return steps;
}

export interface PlainCell {
  customers: number;
  orders: number;
  revenue: number;
}

/** Customers, orders and revenue by `cohort start/column`, and sizes by cohort start. */
export function slowCohorts(orders: readonly PlainOrder[], rules: PlainRules) {
  const { timeZone, cohortBy, period, weekStartsOn, counting, entry, isEntry } = rules;
  const dated = orders.map((order, row) => ({
    ...order,
    row,
    day: toDay(localDate(order.at, timeZone)),
  }));
  const sizes = new Map<number, number>();
  const cells = new Map<string, PlainCell>();
  for (const customer of new Set(orders.map((order) => order.customerId))) {
    const own = dated
      .filter((order) => order.customerId === customer)
      .sort((a, b) => a.at - b.at || a.value - b.value || a.row - b.row);
    const events = own.filter(({ row }) => isEntry(row));
    const entered = new Set<number>();
    for (const event of events) {
      const cohort = startOf(event.day, cohortBy, weekStartsOn);
      if (entered.has(cohort) || (entry === "first" && entered.size > 0)) continue;
      entered.add(cohort);
      sizes.set(cohort, (sizes.get(cohort) ?? 0) + 1);
      const later = own.slice(own.indexOf(event));
      const columns = later.map(({ day, at }) =>
        typeof period === "object"
          ? Math.floor((at - event.at) / (period.days * DAY))
          : stepsBetween(event.day, day, period, weekStartsOn),
      );
      const width = typeof counting === "object" ? counting.brackets.length - 1 : 200;
      for (let column = 0; column < width; column++) {
        const counts = (since: number) => {
          if (counting === "on") return since === column;
          if (counting === "on_or_after") return since >= column;
          return since >= counting.brackets[column] && since < counting.brackets[column + 1];
        };
        const here = later.filter((_, i) => counts(columns[i]));
        if (here.length === 0) continue;
        const key = `${cohort}/${column}`;
        const cell = cells.get(key) ?? { customers: 0, orders: 0, revenue: 0 };
        cell.customers += 1;
        cell.orders += here.length;
        cell.revenue += here.reduce((sum, { value }) => sum + value, 0);
        cells.set(key, cell);
      }
    }
  }
  return { sizes, cells };
}
