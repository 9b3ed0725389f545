import { check } from "../core/expect.ts";
import type { CustomerBase, CustomerBaseColumns } from "../customers/summary.ts";
import type { RfmField } from "./extra-types.ts";
import { columnOf, rowsOf } from "./table.ts";
import type { RfmSettings, RfmTriple } from "./types.ts";

/** What a base says of R, F and M, as columns. */
export interface Measures extends RfmTriple<Float64Array> {
  readonly revenue: Float64Array;
  readonly read: (field: RfmField) => Float64Array;
}

/** Reads the measures and refuses what would be scored wrongly. */
export function readMeasures(
  { customers }: CustomerBase | CustomerBaseColumns,
  { frequency, monetary }: RfmSettings,
): Measures {
  const rows = rowsOf(customers, ["customers"]);
  check(rows > 0, "empty", ["customers"], "customers", rows);
  const read = (field: RfmField) => columnOf(customers, field, rows, ["customers"]);
  const revenue = read("revenue");
  const days = monetary === "mean" && read("days");
  if (days) {
    const none = days.findIndex((count, i) => !Number.isFinite(revenue[i] / count));
    check(none < 0, "non_finite_value", ["customers", none, "days"], "purchase days", days[none]);
  }
  return {
    r: read("daysSinceLast"),
    f: read(frequency === "repeats" ? "frequency" : frequency),
    m: days ? revenue.map((value, i) => value / days[i]) : revenue,
    revenue,
    read,
  };
}
