import { checkObject, show } from "../core/checks.ts";
import type { CustomerId } from "../core/columns.ts";
import { InputError } from "../core/errors.ts";
import type { Warning } from "../core/warning.ts";
import { type Covariates, readCovariates } from "./covariates.ts";
import type { CustomerBase, CustomerSummary } from "./summary.ts";

/** What is known of one customer beside her orders. */
export interface CustomerCovariates {
  readonly customerId: CustomerId;
  /** Numbers by name; 0 or 1 for yes and no. */
  readonly covariates: Covariates;
}

/** A base in which each customer has the same covariates. */
export interface CovariateBase extends CustomerBase {
  readonly customers: readonly (CustomerSummary & { readonly covariates: Covariates })[];
}

/**
 * Which channel, which country, which first basket? Puts what is known of customers beside their
 * orders next to their summaries, for fits with `covariates`.
 *
 * Covariates are numbers. Give a choice among k as k - 1 columns of 0 and 1: with k of them, or with
 * one that is the same for all, their effects cannot be told apart from the model's parameters.
 *
 * @param base - summaries by `summarizeOrders`, or one half of `splitHoldout`
 * @param attributes - rows of `customerId` and `covariates`, in any order; each with the same names
 * @returns the base with `covariates` at each customer, in the base's order; with a warning
 *   `unmatched_covariates` where attributes are of customers who are not in the base
 *
 * Edge cases: no customers give an empty base.
 *
 * @throws InputError `missing_covariate` for a customer without attributes, or without one of the
 *   names; `duplicate_id` for a customer with two rows; `not_a_number`, `non_finite_value`
 *
 * @example
 * ```ts
 * import { joinCovariates, summarizeOrders } from "clientele/customers";
 *
 * const base = summarizeOrders(
 *   [
 *     { customerId: "ada", at: "2026-01-03", value: 20 },
 *     { customerId: "bob", at: "2026-01-05", value: 35 },
 *   ],
 *   { asOf: "2026-01-31", timeUnit: "week" },
 * );
 * const withChannel = joinCovariates(base, [
 *   { customerId: "bob", covariates: { app: 1 } },
 *   { customerId: "ada", covariates: { app: 0 } },
 * ]);
 * withChannel.customers.map((customer) => customer.covariates.app); // => [0, 1]
 * ```
 */
export function joinCovariates(
  base: CustomerBase,
  attributes: readonly CustomerCovariates[],
): CovariateBase {
  checkObject(base, "a base");
  if (!Array.isArray(attributes) || !Array.isArray(base.customers)) {
    throw new InputError("invalid_argument", "expected a base with rows, and rows of covariates");
  }
  const known = new Map<CustomerId, Covariates>();
  for (const [row, attribute] of attributes.entries()) {
    const { customerId, covariates } = checkObject(attribute, "a row of covariates");
    if (known.has(customerId)) {
      throw new InputError("duplicate_id", `a second row of customer ${show(customerId)}`, [
        row,
        "customerId",
      ]);
    }
    known.set(customerId, checkObject(covariates, "covariates by name"));
  }
  const customers = Array.from(base.customers, (customer, row) => {
    checkObject(customer, "a customer");
    const covariates = known.get(customer.customerId);
    if (covariates === undefined) {
      throw new InputError(
        "missing_covariate",
        `no covariates for customer ${show(customer.customerId)}`,
        ["customers", row, "covariates"],
      );
    }
    return { ...customer, covariates: { ...covariates } };
  });
  const names = new Set(customers.flatMap(({ covariates }) => Object.keys(covariates)));
  readCovariates(customers, [...names], customers.length);
  const inBase = new Set(customers.map((customer) => customer.customerId));
  const unmatched = attributes.filter(({ customerId }) => !inBase.has(customerId)).length;
  if (unmatched === 0) return { ...base, customers };
  const doubt: Warning = {
    code: "unmatched_covariates",
    message: `${unmatched} rows are of customers who are not in the base`,
    details: { count: unmatched },
  };
  return { ...base, customers, warnings: [...(base.warnings ?? []), doubt] };
}
