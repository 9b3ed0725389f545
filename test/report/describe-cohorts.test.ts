import { expect, describe as group, it } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { describe } from "../../src/report/describe.ts";
import { toText } from "../../src/report/to-text.ts";
import { cohortTable } from "../../src/retention/cohorts/cohort-table.ts";

const orders = [
  { customerId: "ada", at: "2026-01-05", value: 20 },
  { customerId: "bob", at: "2026-01-19", value: 35 },
  { customerId: "ada", at: "2026-02-03", value: 30 },
  { customerId: "bob", at: "2026-03-02", value: 10 },
  { customerId: "cy", at: "2026-03-10", value: 50 },
];
const asOf = "2026-03-15";

group("a cohort table", () => {
  it("is shown with a row for each cohort and a column for each period since", () => {
    expect(toText(describe(cohortTable(orders, { asOf })))).toBe(
      [
        "Retention by cohort as of 2026-03-15",
        "====================================",
        "",
        "From (month)  Members  Periods over       0      1      2",
        "------------  -------  ------------  ------  -----  -----",
        "2026-01-01          2             2  100.0%  50.0%  50.0%",
        "2026-02-01          0             0       –      –      –",
        "2026-03-01          1             0  100.0%      –      –",
        "Average             –             –  100.0%  50.0%      –",
        "",
        "Columns count months since entry: the share of members who bought in that period. Days in UTC.",
        "Shares beyond the periods over may still grow; the average (weighted) leaves them out.",
      ].join("\n"),
    );
  });

  it("names brackets by their periods, windows by their days", () => {
    const bracketed = describe(cohortTable(orders, { asOf, counting: { brackets: [0, 1, 3] } }));
    expect(bracketed.columns.map(({ name }) => name).slice(3)).toEqual(["0", "1-2"]);
    const weekly = describe(
      cohortTable(orders, {
        asOf,
        period: { days: 7 },
        cohortBy: "month",
        counting: "on_or_after",
        timeZone: "Europe/Berlin",
      }),
    );
    expect(weekly.notes[0]).toBe(
      "Columns count windows of 7 days since entry: the share of members who bought in that period or later. Days in Europe/Berlin.",
    );
    expect(weekly.rows[0].slice(3, 8)).toEqual([1, 1, 1, 1, 1]);
  });

  it("tells what was left out of it", () => {
    const rows = [...orders, { customerId: "", at: "2026-01-05", value: 1 }];
    expect(describe(cohortTable(rows, { asOf, invalid: "collect" })).notes.at(-1)).toBe(
      "1 row rejected.",
    );
  });

  it("shows no columns where nobody ever came", () => {
    expect(describe(cohortTable([], { asOf })).rows).toEqual([["Average", null, null]]);
  });

  it("is the same after a journey through JSON, and damaged throws nothing raw", () => {
    const whole = cohortTable(orders, { asOf });
    expect(describe(JSON.parse(JSON.stringify(whole)))).toEqual(describe(whole));
    for (const part of Object.keys(whole)) {
      for (const left of [undefined, null, 0, "x", [], [null], {}, { brackets: [0] }]) {
        const damaged = JSON.parse(JSON.stringify({ ...whole, [part]: left }));
        try {
          expect(toText(describe(damaged))).not.toMatch(/NaN/);
        } catch (error) {
          if (!isClienteleError(error)) throw error;
        }
      }
    }
  });
});
