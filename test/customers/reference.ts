import type { TimeUnit } from "clientele/customers";

/** A row as the reference takes it: the instant already told, or what is wrong with the row. */
export interface PlainRow {
  readonly customerId: unknown;
  /** Epoch milliseconds, or `NaN` for what names no time. */
  readonly at: number;
  readonly value: unknown;
}

export interface PlainRules {
  readonly asOf: string;
  readonly timeZone: string;
  readonly timeUnit: TimeUnit;
  readonly futureOrders: "error" | "drop";
  readonly refunds: "error" | "netSameDay" | "drop";
  readonly duplicates: "keep" | "drop" | "error";
  readonly monetaryValue: "repeatDays" | "allDays";
  readonly cohort?: { readonly from?: string; readonly to?: string };
}

export interface PlainCustomer {
  readonly customerId: unknown;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
  readonly monetaryValue: number;
  readonly orders: number;
  readonly days: number;
  readonly revenue: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly daysSinceLast: number;
  /** Purchase days, for what is derived from them. */
  readonly dates: readonly string[];
}

export interface PlainResult {
  /** In the order of their first counted rows. */
  readonly customers: PlainCustomer[];
  readonly faults: { row: number; field: string; code: string }[];
  readonly warnings: { code: string; count: number }[];
}

interface Line {
  readonly row: number;
  readonly id: unknown;
  readonly date: string;
  readonly at: number;
  readonly value: number;
}

const DAYS: Record<TimeUnit, number> = { day: 1, week: 7, month: 30.4375, year: 365.25 };

/** The definition of a summary, written down once more: slowly, and with maps of strings. */
export function summarizePlainly(rows: readonly PlainRow[], rules: PlainRules): PlainResult {
  const dateOf = dateTeller(rules.timeZone);
  const faults: PlainResult["faults"] = [];
  const counts = new Map<string, number>();
  const note = (code: string) => counts.set(code, (counts.get(code) ?? 0) + 1);

  const lines: Line[] = [];
  const seen = new Set<string>();
  for (const [row, { customerId: id, at, value }] of rows.entries()) {
    const idFault = faultOfId(id);
    if (idFault !== undefined) faults.push({ row, field: "customerId", code: idFault });
    else if (Number.isNaN(at)) faults.push({ row, field: "at", code: "invalid_time" });
    else if (typeof value !== "number") faults.push({ row, field: "value", code: "not_a_number" });
    else if (!Number.isFinite(value)) {
      faults.push({ row, field: "value", code: "non_finite_value" });
    } else if (dateOf(at) > rules.asOf) {
      if (rules.futureOrders === "drop") note("future_orders_dropped");
      else faults.push({ row, field: "at", code: "future_order" });
    } else if (value < 0 && rules.refunds !== "netSameDay") {
      if (rules.refunds === "drop") note("refunds_dropped");
      else faults.push({ row, field: "value", code: "negative_value" });
    } else {
      const key = `${keyOf(id)} ${at} ${value}`;
      if (!seen.has(key) || rules.duplicates === "keep") {
        lines.push({ row, id, date: dateOf(at), at, value });
      }
      if (seen.has(key)) {
        if (rules.duplicates === "error") {
          faults.push({ row, field: "row", code: "duplicate_row" });
        } else {
          note(rules.duplicates === "drop" ? "duplicate_rows_dropped" : "duplicate_rows");
        }
      }
      seen.add(key);
    }
  }

  const customers: { firstRow: number; customer: PlainCustomer }[] = [];
  for (const ofCustomer of groupBy(lines, ({ id }) => keyOf(id)).values()) {
    const days = [...groupBy(ofCustomer, ({ date }) => date)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([date, ofDay]) => ({ date, ofDay: settleDay(ofDay, faults) }))
      .filter(({ ofDay }) => ofDay.length > 0);
    if (days.length === 0) continue;
    const { from, to } = rules.cohort ?? {};
    const [{ date: first }] = days;
    if ((from !== undefined && first < from) || (to !== undefined && first >= to)) continue;
    customers.push(describe(days, rules));
  }
  return {
    customers: customers
      .sort((one, other) => one.firstRow - other.firstRow)
      .map(({ customer }) => customer),
    faults: faults.sort((one, other) => one.row - other.row),
    warnings: [...counts]
      .map(([code, count]) => ({ code, count }))
      .sort((one, other) => (one.code < other.code ? -1 : 1)),
  };
}

function describe(days: readonly { date: string; ofDay: Line[] }[], rules: PlainRules) {
  const lines = days.flatMap(({ ofDay }) => ofDay);
  const orders = lines.filter(({ value }) => value >= 0);
  const averaged = rules.monetaryValue === "allDays" ? days : days.slice(1);
  const perUnit = DAYS[rules.timeUnit];
  const [first] = days;
  const last = days[days.length - 1];
  const customer: PlainCustomer = {
    customerId: lines[0].id,
    frequency: days.length - 1,
    recency: daysBetween(first.date, last.date) / perUnit,
    age: daysBetween(first.date, rules.asOf) / perUnit,
    monetaryValue: averaged.length === 0 ? 0 : revenueOf(averaged) / averaged.length,
    orders: orders.length,
    days: days.length,
    revenue: revenueOf(days),
    firstAt: Math.min(...orders.map(({ at }) => at)),
    lastAt: Math.max(...orders.map(({ at }) => at)),
    daysSinceLast: daysBetween(last.date, rules.asOf),
    dates: days.map(({ date }) => date),
  };
  return { firstRow: Math.min(...lines.map(({ row }) => row)), customer };
}

function revenueOf(days: readonly { ofDay: Line[] }[]): number {
  return exactSum(days.flatMap(({ ofDay }) => ofDay).map(({ value }) => value));
}

/** The lines of a day that count, its refunds netted. */
function settleDay(ofDay: Line[], faults: PlainResult["faults"]): Line[] {
  const refunds = ofDay.filter(({ value }) => value < 0);
  if (refunds.length === 0) return ofDay;
  const purchases = ofDay.filter(({ value }) => value >= 0);
  const left = exactSum(ofDay.map(({ value }) => value));
  const moved = exactSum(ofDay.map(({ value }) => Math.abs(value)));
  const none = purchases.length === 0;
  if (!none && Math.abs(left) <= 1e-12 * moved) return [];
  if (!none && left > 0) return ofDay;
  const code = none ? "unmatched_refund" : "refund_exceeds_day";
  for (const { row } of refunds) faults.push({ row, field: "value", code });
  return purchases;
}

/** The sum of the doubles themselves, rounded once; for values of 2^-8 and more. */
function exactSum(values: readonly number[]): number {
  const sum = values.reduce((part, value) => part + BigInt(value * 2 ** 60), 0n);
  return Number(sum) / 2 ** 60;
}

function faultOfId(id: unknown): string | undefined {
  if (id === undefined || id === null || id === "") return "missing_id";
  if (typeof id === "string" || typeof id === "bigint" || Number.isSafeInteger(id)) {
    return undefined;
  }
  return "invalid_id";
}

function keyOf(id: unknown): string {
  return `${typeof id} ${id}`;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** The local date of an instant, from the runtime's own calendar. */
export function dateTeller(timeZone: string): (epochMs: number) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  return (epochMs) => format.format(epochMs);
}
