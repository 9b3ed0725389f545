import { type CustomerCovariates, joinCovariates, summarizeOrders } from "clientele/customers";
import { expect, it, test } from "vitest";

const base = summarizeOrders(
  [
    { customerId: "ada", at: "2026-01-03", value: 20 },
    { customerId: 7, at: "2026-01-05", value: 35 },
  ],
  { asOf: "2026-01-31" },
);
const ada: CustomerCovariates = { customerId: "ada", covariates: { app: 1 } };
const seven: CustomerCovariates = { customerId: 7, covariates: { app: 0 } };

/** For arguments that the types would not let pass. */
const untyped: (...args: never[]) => unknown = joinCovariates;
const join = (...args: unknown[]) => Reflect.apply(untyped, undefined, args);

it("tells 7 from its text, and who is not in the base", () => {
  const text = { ...seven, customerId: "7" };
  const { customers, warnings } = joinCovariates(base, [text, seven, ada]);
  expect(customers.map(({ covariates }) => covariates.app)).toEqual([1, 0]);
  expect(warnings).toMatchObject([{ code: "unmatched_covariates", details: { count: 1 } }]);
});

test.each<[string, readonly unknown[], string]>([
  ["a customer without a row", [base, [ada]], "missing_covariate"],
  ["a second row", [base, [ada, seven, ada]], "duplicate_id"],
  ["a row without a covariate", [base, [ada, { ...seven, covariates: {} }]], "missing_covariate"],
  ["no covariates", [base, [ada, { ...seven, covariates: null }]], "invalid_argument"],
  ["a row left out", [base, Object.assign(new Array(3), [ada, seven])], "invalid_argument"],
  [
    "a customer left out",
    [{ ...base, customers: Object.assign(new Array(3), base.customers) }, [ada, seven]],
    "invalid_argument",
  ],
])("refuses %s", (_, args, code) => {
  expect(() => join(...args)).toThrow(expect.objectContaining({ code }));
});
