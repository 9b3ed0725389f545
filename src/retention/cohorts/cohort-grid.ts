import { InputError } from "../../core/errors.ts";
import { addCompensated } from "../../numeric/sum.ts";

/** What members of one cohort did, by periods since their entry. */
export interface GridRow {
  size: number;
  readonly customers: Float64Array;
  readonly orders: Float64Array;
  readonly revenue: Float64Array;
  /** What rounding took from `revenue`. */
  readonly rest: Float64Array;
  /** How many members bought for the last time in the period. */
  readonly lasts: Float64Array;
}

/** Cohorts by how many periods ago they came. */
export interface CohortGrid {
  /** The row of a cohort so many periods ago, made when first asked for. */
  rowOf(back: number): GridRow;
  /** Rows met so far, by periods ago. */
  rows(): readonly (GridRow | undefined)[];
}

const MOST_CELLS = 8_000_000;

/** An empty grid; a cohort so many periods ago has `columnsOf(back)` columns. */
export function openGrid(columnsOf: (back: number) => number): CohortGrid {
  const rows: (GridRow | undefined)[] = [];
  let cells = 0;
  return {
    rowOf(back) {
      const known = rows[back];
      if (known !== undefined) return known;
      const columns = columnsOf(back);
      cells += columns;
      if (cells > MOST_CELLS) {
        const message = `expected at most ${MOST_CELLS} cells, got more: take longer periods`;
        throw new InputError("out_of_range", message, ["period"]);
      }
      const row = {
        size: 0,
        customers: new Float64Array(columns),
        orders: new Float64Array(columns),
        revenue: new Float64Array(columns),
        rest: new Float64Array(columns),
        lasts: new Float64Array(columns),
      };
      rows[back] = row;
      return row;
    },
    rows: () => rows,
  };
}

/** Counts one order of a member; `isNew` where it is her first of that column. */
export function countOrder(row: GridRow, column: number, isNew: boolean): void {
  if (isNew) row.customers[column] += 1;
  row.orders[column] += 1;
}

/** Adds what an order brought, or a refund took. */
export function addValue(row: GridRow, column: number, value: number): void {
  addCompensated(row.revenue, row.rest, column, value);
}
