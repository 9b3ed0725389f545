import { checkFinite, show } from "../core/checks.ts";
import type { NumberColumn } from "../core/columns.ts";
import { InputError } from "../core/errors.ts";

/** A customer's own attributes as numbers, 0 or 1 for yes and no, by name. */
export type Covariates = Readonly<Record<string, number>>;

/** {@link Covariates} as parallel columns. */
export type CovariateColumns = Readonly<Record<string, NumberColumn>>;

/** Rows or columns that may carry covariates. */
export type WithCovariates =
  | readonly { readonly covariates?: Covariates | undefined }[]
  | { readonly covariates?: CovariateColumns | undefined };

/** The named covariates of so many customers as columns of doubles, each a finite number. */
export function readCovariates(
  customers: WithCovariates,
  names: readonly string[],
  length: number,
): Float64Array[] {
  return names.map((name) => {
    const column = isRows(customers)
      ? customers.map((customer) => customer.covariates?.[name])
      : customers.covariates?.[name];
    if (column?.length !== length) {
      throw new InputError("missing_covariate", `expected ${length} values of ${show(name)}`, [
        "customers",
        "covariates",
        name,
      ]);
    }
    return Float64Array.from(column, (value, row) => checkCovariate(value, name, row));
  });
}

/** The names of all covariates that customers carry, sorted; those of rows by the first. */
export function covariateNames(customers: WithCovariates): string[] {
  const some = isRows(customers) ? customers[0]?.covariates : customers.covariates;
  return Object.keys(some ?? {}).sort();
}

function checkCovariate(value: unknown, name: string, row: number): number {
  const path = ["customers", row, "covariates", name];
  if (value === undefined || value === null) {
    throw new InputError("missing_covariate", `expected a value of ${show(name)}`, path);
  }
  return checkFinite(value, path);
}

function isRows<Row, Columns>(customers: readonly Row[] | Columns): customers is readonly Row[] {
  return Array.isArray(customers);
}
