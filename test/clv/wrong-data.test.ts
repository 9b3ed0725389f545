import { describe, expect, it, test } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";

const orders = [
  { customerId: "ada", at: "2025-01-01", value: 30 },
  { customerId: "ben", at: "2025-01-02", value: 40 },
  { customerId: "ben", at: "2025-01-09", value: 0 },
];

test.each([
  ["fitBgNbd", fitBgNbd],
  ["fitParetoNbd", fitParetoNbd],
])("%s of orders asks for the customer base that summarizeOrders makes", (_, learn) => {
  expect(() => learn(Object(orders))).toThrowError(
    expect.objectContaining({
      code: "invalid_option",
      path: ["timeUnit"],
      message: expect.stringMatching(/customer base.*summarizeOrders.*got an array/),
    }),
  );
});

describe("a repeat buyer for nothing", () => {
  const base = summarizeOrders(orders, { asOf: "2025-01-31" });
  const path = ["customers", 1, "monetaryValue"];

  it("is named by id besides the row", () => {
    expect(() => fitGammaGamma(base)).toThrowError(
      expect.objectContaining({
        code: "non_positive_spend",
        path,
        message:
          'customers[1].monetaryValue: expected a mean spend above 0, got 0 of "ben"; nonPositive: "exclude" leaves such customers out',
      }),
    );
  });

  it("is told by the row alone where there is no id", () => {
    const [frequency, monetaryValue] = [
      [0, 1],
      [0, 0],
    ];
    const message = expect.stringContaining("got 0; nonPositive");
    for (const data of [
      { frequency, monetaryValue },
      { customers: { frequency, monetaryValue } },
      { customers: base.customers.map(({ customerId: _, ...rest }) => rest) },
    ]) {
      expect(() => fitGammaGamma(data)).toThrowError(expect.objectContaining({ path, message }));
    }
  });
});
