/** Rows, as opposed to columns. */
export function isRows<Row>(table: readonly Row[] | object): table is readonly Row[] {
  return Array.isArray(table);
}

/** One column, of either. */
export function columnOf<
  Name extends string,
  Columns extends Readonly<Record<Name, ArrayLike<number>>>,
>(
  table: readonly Readonly<Record<Name, number>>[] | Columns,
  name: Name,
): Columns[Name] | Float64Array {
  return isRows(table) ? Float64Array.from(table.map((row) => row[name] ?? NaN)) : table[name];
}
