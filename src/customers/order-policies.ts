import { checkChoice } from "../core/checks.ts";

/** What to make of orders that are out of the ordinary. */
export interface OrderPolicies {
  /** IANA zone whose calendar days count; "UTC" unless given. */
  readonly timeZone?: string | undefined;
  /** Orders on days after the last day observed: an error, or dropped and told in a warning. */
  readonly futureOrders?: "error" | "drop" | undefined;
  /**
   * Negative values: an error; netted with the customer's purchases of that day; or dropped and told
   * in a warning.
   */
  readonly refunds?: "error" | "netSameDay" | "drop" | undefined;
  /**
   * Rows with the same customer, instant and value as an earlier one: counted and told in a warning;
   * dropped and told in a warning; or an error.
   */
  readonly duplicates?: "keep" | "drop" | "error" | undefined;
  /** Bad rows: the first one throws, or all are listed in `rejected` and left out. */
  readonly invalid?: "error" | "collect" | undefined;
}

/** The policies with nothing left open. */
export type CompletePolicies = {
  readonly [Name in keyof OrderPolicies]-?: Exclude<OrderPolicies[Name], undefined>;
};

/**
 * The names of all options of the verbs of this domain that read orders. Each takes any of them, so
 * that one object may serve several verbs, and refuses every other name, which can only be misspelt.
 */
export const ORDER_OPTION_NAMES = [
  "timeZone",
  "futureOrders",
  "refunds",
  "duplicates",
  "invalid",
  "asOf",
  "timeUnit",
  "monetaryValue",
  "cohort",
  "calibrationEnd",
  "holdoutEnd",
  "period",
  "level",
] as const;

/** How orders are read unless told otherwise: strictly, and counting what is merely odd. */
export const ORDER_POLICIES_DEFAULTS = {
  timeZone: "UTC",
  futureOrders: "error",
  refunds: "error",
  duplicates: "keep",
  invalid: "error",
} as const satisfies CompletePolicies;

/** The policies with the defaults filled in; `invalid_option` for a word that is none. */
export function completePolicies(options: OrderPolicies): CompletePolicies {
  const {
    timeZone = ORDER_POLICIES_DEFAULTS.timeZone,
    futureOrders = ORDER_POLICIES_DEFAULTS.futureOrders,
    refunds = ORDER_POLICIES_DEFAULTS.refunds,
    duplicates = ORDER_POLICIES_DEFAULTS.duplicates,
    invalid = ORDER_POLICIES_DEFAULTS.invalid,
  } = options;
  return {
    timeZone,
    futureOrders: checkChoice(futureOrders, ["error", "drop"], ["futureOrders"]),
    refunds: checkChoice(refunds, ["error", "netSameDay", "drop"], ["refunds"]),
    duplicates: checkChoice(duplicates, ["keep", "drop", "error"], ["duplicates"]),
    invalid: checkChoice(invalid, ["error", "collect"], ["invalid"]),
  };
}
