import { expect, describe as group, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { isClienteleError } from "../../src/core/errors.ts";
import { joinCovariates } from "../../src/customers/join-covariates.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { summarizeShop } from "../../src/customers/summarize-shop.ts";
import { describe } from "../../src/report/describe.ts";
import { toCsv } from "../../src/report/to-csv.ts";
import { toTable } from "../../src/report/to-table.ts";

const orders = [
  { customerId: "ada", at: "2026-01-05", value: 20 },
  { customerId: "bob", at: "2026-01-06", value: 60 },
  { customerId: "ada", at: "2026-01-19", value: 40 },
];
const asOf = "2026-01-31";
const base = summarizeOrders(orders, { asOf });
const model = fitBgNbd({
  timeUnit: "week",
  frequency: [0, 1, 1, 2, 3, 5, 8],
  recency: [0, 4, 20, 9, 30, 12, 35],
  age: [38, 38, 36, 38, 33, 37, 38],
  weight: [600, 90, 70, 40, 35, 10, 20],
});

function untyped(json: string) {
  return JSON.parse(json);
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "none";
}

group("results that came back damaged from where they were stored", () => {
  const whole: Record<string, object> = { model, base, shop: summarizeShop(orders, { asOf }) };

  it.each(Object.keys(whole))("%s: any part may be lost, nothing raw is thrown", (name) => {
    for (const part of Object.keys(whole[name])) {
      for (const left of [null, 0, "x", [], [null], {}]) {
        const damaged = untyped(JSON.stringify({ ...whole[name], [part]: left }));
        expect(() => codeOf(() => describe(damaged))).not.toThrow();
      }
    }
  });

  it("says that it is the shape", () => {
    const fit = { ...model.fit, warnings: [null] };
    expect(codeOf(() => describe(untyped(JSON.stringify({ ...model, fit }))))).toBe(
      "invalid_shape",
    );
    const { medianDaysBetweenPurchases: _, ...shop } = summarizeShop(orders, { asOf });
    expect(codeOf(() => describe(untyped(JSON.stringify(shop))))).toBe("invalid_shape");
  });
});

group("calls without types", () => {
  const table = describe(model);

  it("tables", () => {
    expect(codeOf(() => toCsv(table, untyped("null")))).toBe("invalid_argument");
    expect(codeOf(() => toCsv({ ...table, rows: new Array(2) }))).toBe("invalid_shape");
    expect(codeOf(() => toTable(untyped("{}"), { title: "T", columns: [] }))).toBe(
      "invalid_argument",
    );
    expect(codeOf(() => toTable([1], { title: "T", columns: untyped("{}") }))).toBe(
      "invalid_argument",
    );
  });

  it("covariates", () => {
    expect(codeOf(() => joinCovariates(base, untyped("[null]")))).toBe("invalid_argument");
    const nobody = { ...base, customers: untyped("[null]") };
    expect(codeOf(() => joinCovariates(nobody, []))).toBe("invalid_argument");
  });
});
