/**
 * How a number is shown. `"plain"`: as JavaScript writes it, for years and identifiers. `percent`:
 * a fraction, times a hundred, with so many decimals. `significant`: so many digits, but never a
 * whole digit rounded away.
 *
 * Without a format whole numbers are shown whole and others to 4 significant digits.
 */
export type NumberFormat =
  | "plain"
  | { readonly decimals: number }
  | { readonly significant: number }
  | { readonly percent: number };

/** A number that is shown in another way than its column. */
export interface FormattedNumber {
  readonly value: number;
  readonly format: NumberFormat;
}

/** What stands in a cell: numbers unrounded; `null` for what is undefined. */
export type TableCell = string | number | FormattedNumber | null;

export interface TableColumn {
  readonly name: string;
  readonly align: "left" | "right";
  /** Of the column's numbers, unless a cell says otherwise. */
  readonly format?: NumberFormat;
}

/** A table as plain, storable data, ready to be shown: renderers round, the table does not. */
export interface SummaryTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  /** As many cells a row as there are columns. */
  readonly rows: readonly (readonly TableCell[])[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
}
