import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { CohortEntry, CohortTable } from "../retention/cohorts/cohort-noun.ts";
import { completeCohortOptions } from "../retention/cohorts/cohort-options.ts";
import type { CohortUnit } from "../retention/cohorts/periods-back.ts";
import { count, day, finite, lawful, level, listOf, oddities, share, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const unit = z.enum(["day", "week", "month", "quarter", "year"] satisfies CohortUnit[]);

const retention = z.strictObject({
  value: z.nullable(share),
  n: count,
  lower: z.nullable(share),
  upper: z.nullable(share),
});

/** What is stored of a cohort table; see {@link parseCohortTable}. */
export const cohortTableSchema = z
  .strictObject({
    asOf: day,
    timeZone,
    cohortBy: unit,
    period: z.union([unit, z.strictObject({ days: z.number() })]),
    counting: z.union([
      z.enum(["on", "on_or_after"]),
      z.strictObject({ brackets: listOf(z.number()) }),
    ]),
    entry: z.enum(["first", "recurring"] satisfies CohortEntry[]),
    average: z.enum(["weighted", "simple"]),
    level,
    cohorts: listOf(
      z.strictObject({
        from: day,
        to: day,
        size: count,
        isComplete: z.boolean(),
        cells: listOf(
          z.strictObject({
            period: count,
            customers: count,
            orders: count,
            revenue: finite,
            retention,
            isComplete: z.boolean(),
          }),
        ),
      }),
    ),
    curve: listOf(
      z.strictObject({
        period: count,
        retention,
        revenuePerMember: z.nullable(finite),
        cohorts: count,
      }),
    ),
    ...oddities,
  })
  .check(lawful(checkTable));

/** Settings are such as `cohortTable` takes, and no cohort has more customers than members. */
function checkTable({ asOf, period, counting, cohorts }: CohortTable): void {
  completeCohortOptions({ asOf, period, counting });
  cohorts.forEach(({ from, to, size, cells }, i) => {
    if (!(from < to)) {
      const message = `expected a day after ${from}, got ${to}`;
      throw new InputError("out_of_range", message, ["cohorts", i, "to"]);
    }
    cells.forEach((cell, j) => {
      const path = ["cohorts", i, "cells", j];
      if (cell.period !== j) {
        const message = `expected period ${j}, got ${cell.period}`;
        throw new InputError("out_of_range", message, [...path, "period"]);
      }
      if (cell.customers <= size) return;
      const message = `expected at most the ${size} members, got ${cell.customers}`;
      throw new InputError("out_of_range", message, [...path, "customers"]);
    });
  });
}

/**
 * Is this a cohort table?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the table, as `cohortTable` made it
 * @throws InputError `unknown_key`, `invalid_time`, `unknown_time_zone`, `invalid_option`, `not_a_number`,
 *   `out_of_range` also where a cell has more customers than the cohort, `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { cohortTable } from "clientele/retention";
 * import { parseCohortTable } from "clientele/schema";
 *
 * const orders = [{ customerId: "ada", at: "2026-01-05", value: 20 }];
 * const table = cohortTable(orders, { asOf: "2026-02-28" });
 * parseCohortTable(JSON.parse(JSON.stringify(table))).cohorts[0].size; // => 1
 * parseCohortTable({ ...table, asOf: "soon" }); // => throws invalid_time
 * ```
 */
export function parseCohortTable(data: unknown): CohortTable {
  return parseWith(cohortTableSchema, data);
}
