import { checkChoice, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns } from "../../customers/summary.ts";
import { pick } from "../../numeric/vector.ts";
import { formatDay, parseDay } from "../../time/day.ts";
import { dayClock } from "../../time/day-clock.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Holdout, HoldoutPurchases } from "./holdout.ts";

/** The calendar period of the first purchase that makes customers a cohort. */
export type CohortPeriod = "month" | "quarter" | "year";

/** What models are compared on: data to fit to, and a split of which these are the calibration. */
export interface Comparison {
  readonly data: PurchaseData;
  readonly split: Holdout | undefined;
}

/** The customers of one cohort. */
export interface CohortPart extends Comparison {
  /** `2026-01`, `2026-Q1` or `2026`. */
  readonly cohort: string;
}

/** The customers apart by their first purchase, in order of time. */
export function cohortParts({ data, split }: Comparison, period: CohortPeriod): CohortPart[] {
  checkChoice(period, ["month", "quarter", "year"], ["cohorts"]);
  if (!("customers" in data)) throw noFirstPurchase("patterns", ["customers"]);
  const { timeUnit, customers } = data;
  const rowsOf = new Map<string, number[]>();
  for (const [row, day] of firstDays(data).entries()) {
    const cohort = labelOf(formatDay(day), period);
    const rows = rowsOf.get(cohort) ?? [];
    rows.push(row);
    rowsOf.set(cohort, rows);
  }
  return [...rowsOf]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([cohort, rows]) => {
      const part = {
        timeUnit,
        customers: isRows(customers) ? pickRows(customers, rows) : pickColumns(customers, rows),
      };
      return {
        cohort,
        data: part,
        split: split && { calibration: part, holdout: pickHoldout(split.holdout, rows) },
      };
    });
}

function labelOf(day: string, period: CohortPeriod): string {
  const year = day.slice(0, 4);
  if (period === "year") return year;
  if (period === "month") return day.slice(0, 7);
  return `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The local day of each customer's first purchase. */
function firstDays(base: PurchaseBase): number[] {
  const { customers } = base;
  const timeZone = "timeZone" in base ? base.timeZone : "UTC";
  const clock = dayClock(typeof timeZone === "string" ? timeZone : "UTC");
  const instants: ArrayLike<unknown> = isRows(customers)
    ? customers.map((customer) => ("firstAt" in customer ? customer.firstAt : undefined))
    : "firstAt" in customers && isColumn(customers.firstAt)
      ? customers.firstAt
      : { length: customers.frequency.length };
  return Array.from(instants, (firstAt, row) => {
    const path = ["customers", row, "firstAt"];
    if (typeof firstAt === "string" || typeof firstAt === "number") {
      return parseDay(firstAt, clock, path);
    }
    throw noFirstPurchase(show(firstAt), path);
  });
}

function noFirstPurchase(got: string, path: ErrorPath): InputError {
  const message = `cohorts need firstAt of each customer, as summarizeOrders gives it, got ${got}`;
  return new InputError("missing_first_purchase", message, path);
}

function pickHoldout(holdout: HoldoutPurchases, rows: readonly number[]): HoldoutPurchases {
  const { customers } = holdout;
  return {
    ...holdout,
    customers: isRows(customers)
      ? pickRows(customers, rows)
      : { frequency: pick(customers.frequency, rows) },
  };
}

function pickRows<Row>(all: readonly Row[], rows: readonly number[]): Row[] {
  return rows.map((row) => all[row]);
}

function pickColumns(
  { frequency, recency, age, covariates }: PurchaseColumns,
  rows: readonly number[],
): PurchaseColumns {
  return {
    frequency: pick(frequency, rows),
    recency: pick(recency, rows),
    age: pick(age, rows),
    ...(covariates && {
      covariates: Object.fromEntries(
        Object.entries(covariates).map(([name, column]) => [name, pick(column, rows)]),
      ),
    }),
  };
}

function isColumn(value: unknown): value is ArrayLike<unknown> {
  return typeof value === "object" && value !== null && "length" in value;
}

function isRows<Row, Columns>(customers: readonly Row[] | Columns): customers is readonly Row[] {
  return Array.isArray(customers);
}
