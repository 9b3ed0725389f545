import type { CustomerId, IdColumn, NumberColumn } from "../core/columns.ts";
import type { TimeUnit } from "../core/time-unit.ts";
import type { Warning } from "../core/warning.ts";
import type { CovariateColumns, Covariates } from "./covariates.ts";

/** What the purchase models read of a customer; times in the base's unit. */
export interface PurchaseHistory {
  /** Repeat purchases x: distinct purchase days after the first. */
  readonly frequency: number;
  /** Age at the last purchase, t_x: day(last) - day(first). */
  readonly recency: number;
  /** Time under observation, T: day(asOf) - day(first). */
  readonly age: number;
  /** What else is known of the customer, for models with covariates. */
  readonly covariates?: Covariates;
}

/** What the spend models read of a customer. */
export interface SpendHistory {
  /** Repeat purchases x. */
  readonly frequency: number;
  /** Mean day total over the repeat purchases; 0 where there are none. */
  readonly monetaryValue: number;
  /** What else is known of the customer, for models with covariates. */
  readonly covariates?: Covariates;
}

/** Everything the package knows of a customer from orders alone. */
export interface CustomerSummary extends PurchaseHistory, SpendHistory {
  readonly customerId: CustomerId;
  /** Order lines counted. */
  readonly orders: number;
  /** Distinct purchase days. */
  readonly days: number;
  /** Sum of all values. */
  readonly revenue: number;
  /** Instant of the first order, ISO 8601 in UTC. */
  readonly firstAt: string;
  /** Instant of the last order, ISO 8601 in UTC. */
  readonly lastAt: string;
  /** Calendar days from the last purchase to `asOf`. */
  readonly daysSinceLast: number;
}

/** A row that was refused, and why. */
export interface RejectedRow {
  readonly row: number;
  /** `row` where the row as a whole is at fault. */
  readonly field: "customerId" | "at" | "value" | "row";
  readonly code: string;
  readonly message: string;
}

/** What holds for all customers of a base. */
export interface CustomerBaseFrame {
  /** The last day observed, inclusive: `YYYY-MM-DD` in `timeZone`. */
  readonly asOf: string;
  readonly timeUnit: TimeUnit;
  readonly timeZone: string;
  /** Present where something was odd but counted, e.g. `duplicate_rows`. */
  readonly warnings?: readonly Warning[];
  /** Present where refused rows were asked for; empty where none was refused. */
  readonly rejected?: readonly RejectedRow[];
}

/** Customers as of one day: plain, storable data. */
export interface CustomerBase extends CustomerBaseFrame {
  readonly customers: readonly CustomerSummary[];
}

/** {@link CustomerSummary} as parallel columns. Instants are epoch milliseconds. */
export interface CustomerColumns {
  readonly customerId: IdColumn;
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly monetaryValue: Float64Array;
  readonly orders: Float64Array;
  readonly days: Float64Array;
  readonly revenue: Float64Array;
  readonly firstAt: Float64Array;
  readonly lastAt: Float64Array;
  readonly daysSinceLast: Float64Array;
}

/** A base whose customers are columns: for size and speed, not for storage. */
export interface CustomerBaseColumns extends CustomerBaseFrame {
  readonly customers: CustomerColumns;
}

/** {@link PurchaseHistory} as parallel columns. */
export interface PurchaseColumns {
  readonly frequency: NumberColumn;
  readonly recency: NumberColumn;
  readonly age: NumberColumn;
  readonly covariates?: CovariateColumns;
}

/** {@link SpendHistory} as parallel columns. */
export interface SpendColumns {
  readonly frequency: NumberColumn;
  readonly monetaryValue: NumberColumn;
  readonly covariates?: CovariateColumns;
}

/** The distinct purchase histories of a base, each with the number of customers who share it. */
export interface PurchasePatterns extends PurchaseColumns {
  readonly timeUnit: TimeUnit;
  readonly weight: NumberColumn;
  /** Present where times were rounded to a grid of this step. */
  readonly grid?: number;
}
