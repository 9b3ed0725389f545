import { describe, expect, test } from "vitest";
import { fitChurnModel } from "../../src/retention/churn-model/fit.ts";
import { labelChurn } from "../../src/retention/churn-model/label-churn.ts";
import { mrrMovements } from "../../src/retention/revenue/mrr-movements.ts";
import { mrrMovementsTable } from "../../src/retention/revenue/mrr-movements-table.ts";
import { fitShiftedBetaGeometric } from "../../src/retention/shifted-beta-geometric/fit.ts";
import { kaplanMeier } from "../../src/retention/survival/kaplan-meier.ts";
import { codeOf } from "../survey/code-of.ts";

/** A column that knows its length and is read by a method: an Arrow vector, as its library makes it. */
const vector = (values: readonly number[]): readonly number[] =>
  Object({ length: values.length, get: (row: number) => values[row] });

const window = { from: "2026-01-01", to: "2026-03-01" };
const paid = { customerId: ["a", "b"], start: ["2026-01-02", "2026-01-03"], amount: [5, 6] };

describe("a column that cannot be read by index", () => {
  test("is refused where a row may leave the field out", () => {
    const watched = { time: [2, 3, 5], event: [1, 1, 0] };
    const values = vector([1, 2, 3]);
    expect(codeOf(() => kaplanMeier({ ...watched, weight: values }))).toEqual({
      code: "not_a_number",
      path: ["weight", 0],
    });
    expect(codeOf(() => kaplanMeier({ ...watched, entry: values }))).toEqual({
      code: "not_a_number",
      path: ["entry", 0],
    });
    const examples = { features: { x: [1, 2, 3] }, churned: [0, 1, 0] };
    expect(codeOf(() => fitChurnModel({ ...examples, weight: values }))).toEqual({
      code: "not_a_number",
      path: ["weight", 0],
    });
  });

  test.each(["end", "canceledAt"])("is refused as %s, which would never come", (field) => {
    const moments = [Date.UTC(2026, 0, 9), Date.UTC(2026, 0, 10)];
    const options = { ...window, churnDate: "cancellation" } as const;
    expect(mrrMovements({ ...paid, [field]: moments }, options).churn).toBe(11);
    expect(codeOf(() => mrrMovements({ ...paid, [field]: vector(moments) }, options))).toEqual({
      code: "invalid_column",
      path: [field],
    });
  });

  test("is not what a column that begins with null is", () => {
    expect(mrrMovements({ ...paid, end: [undefined, "2026-02-01"] }, window).closing).toBe(5);
    expect(mrrMovements({ ...paid, end: [null, "2026-02-01"] }, window).closing).toBe(5);
  });
});

test("rows of a churn model without weight beside others count once", () => {
  const rows = [1, 2, 3, 1].map((x, row) => ({ features: { x }, churned: row % 2 === 1 }));
  const once = fitChurnModel(rows.map((row) => ({ ...row, weight: 1 })));
  expect(fitChurnModel([{ ...rows[0], weight: 1 }, ...rows.slice(1)])).toEqual(once);
});

test("renewals as bigints are refused, with their path", () => {
  const renewals: readonly number[] = Object(BigInt64Array.from([1n, 2n]));
  const customers = { renewals, lost: [1, 0] };
  expect(codeOf(() => fitShiftedBetaGeometric({ timeUnit: "month", customers }))).toEqual({
    code: "not_a_number",
    path: ["customers", 0, "renewals"],
  });
});

describe("ids of 64 bits that no number can tell", () => {
  const customerId = BigInt64Array.from([9007199254740992n, 9007199254740993n]);

  test("are handed back as they came", () => {
    const orders = { customerId, at: paid.start, value: [1, 2] };
    const days = { cut: "2026-01-10", until: "2026-01-20" };
    expect(labelChurn(orders, days).customers.customerId).toEqual(customerId);
    const active = labelChurn(orders, { ...days, activeWithin: 7 });
    expect(active.customers.customerId).toEqual(customerId.subarray(1));
  });

  test("are refused where a segment would be asked of two as one", () => {
    const options = { ...window, segmentOf: String };
    expect(codeOf(() => mrrMovementsTable({ ...paid, customerId }, options))).toEqual({
      code: "invalid_id",
      path: ["segmentOf"],
    });
    const small = BigInt64Array.from([7n, 8n]);
    const rows = mrrMovementsTable({ ...paid, customerId: small }, options);
    expect(rows[0]).toMatchObject({ segment: "7", closing: 5 });
  });
});

describe("ids of subscriptions", () => {
  const [first, second] = paid.start.map((start, row) => ({
    customerId: "a",
    start,
    amount: paid.amount[row],
  }));

  test.each([[{}], [Number.NaN], [""], [1.5]])("%s is none", (id) => {
    const subscriptionId: string = Object(id).valueOf();
    const rows = [{ ...first, subscriptionId }, second];
    expect(codeOf(() => mrrMovements(rows, window))).toEqual({
      code: "invalid_id",
      path: [0, "subscriptionId"],
    });
  });

  test("null is as good as no id: rows without are one subscription", () => {
    const subscriptionId: undefined = JSON.parse("null");
    const rows = [{ ...first, subscriptionId }, second, { ...second, subscriptionId: "x" }];
    expect(codeOf(() => mrrMovements(rows, window))).toEqual({
      code: "overlapping_subscriptions",
      path: [1, "start"],
    });
  });
});
