import { checkFinite } from "../core/checks.ts";

/** Customers as rows, or as columns of equal length. */
export type Many<Field extends string> =
  | readonly Readonly<Record<Field, number>>[]
  | Readonly<Record<Field, ArrayLike<number>>>;

/** A field of all customers, finite. */
export function readColumn<Field extends string>(
  many: Many<Field>,
  field: Field,
  where: string,
): Float64Array {
  return isRows(many)
    ? Float64Array.from(many, (row, i) => checkFinite(row[field], [where, i, field]))
    : Float64Array.from(many[field], (value, i) => checkFinite(value, [where, field, i]));
}

function isRows<Row>(many: readonly Row[] | object): many is readonly Row[] {
  return Array.isArray(many);
}
