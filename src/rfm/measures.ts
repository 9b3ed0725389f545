import type { CustomerBase, CustomerBaseColumns } from "../customers/summary.ts";
import { check } from "./check.ts";
import { columnOf } from "./table.ts";
import type { RfmSettings, RfmTriple } from "./types.ts";

/** What a base says of R, F and M, as columns. */
export interface Measures extends RfmTriple<Float64Array> {
  readonly revenue: Float64Array;
}

type Field = "daysSinceLast" | "days" | "orders" | "frequency" | "revenue";

/** Reads the measures and refuses what would be scored wrongly. */
export function readMeasures(
  { customers }: CustomerBase | CustomerBaseColumns,
  { frequency, monetary }: RfmSettings,
): Measures {
  const rows = columnOf(customers, "revenue").length;
  check(rows > 0, "empty", ["customers"], "customers", rows);
  const checked = (column: Float64Array, field: Field): Float64Array => {
    // NaN and infinities times zero are not zero; nor is what lies beyond the end of a column.
    let bad = 0;
    while (column[bad] * 0 === 0) bad++;
    const path = ["customers", bad, field];
    check(bad === rows, "non_finite_value", path, "a finite number", column[bad]);
    return column;
  };
  const read = (field: Field) => checked(columnOf(customers, field), field);
  const revenue = read("revenue");
  const days = monetary === "mean" && read("days");
  return {
    r: read("daysSinceLast"),
    f: read(frequency === "repeats" ? "frequency" : frequency),
    m: days
      ? checked(
          revenue.map((value, i) => value / days[i]),
          "days",
        )
      : revenue,
    revenue,
  };
}
