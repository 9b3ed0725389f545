import { checkPositive, show } from "../../core/checks.ts";
import type { CustomerId, IdColumn } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import { checkOptions } from "../../core/expect.ts";
import type { TimeInput } from "../../core/time-input.ts";
import type { Warning } from "../../core/warning.ts";
import { isRows } from "../../customers/engine/order-table.ts";
import type { Order, OrderColumns } from "../../customers/order.ts";
import type { OrderPolicies } from "../../customers/order-policies.ts";
import { ORDER_OPTION_NAMES } from "../../customers/order-policies.ts";
import { splitHoldout } from "../../customers/split-holdout.ts";
import type { CustomerSummary, RejectedRow } from "../../customers/summary.ts";
import type { ChurnExample, FeatureValues } from "./model.ts";

export interface LabelChurnColumnsOptions extends OrderPolicies {
  /** The last day of which anything is known, inclusive. */
  readonly cut: TimeInput;
  /** The last day of the outcome, inclusive: who buys on none of the days after the cut has left. */
  readonly until: TimeInput;
  /** Leaves out customers silent for more than so many days at the cut: they left before. */
  readonly activeWithin?: number | undefined;
}

export interface LabelChurnOptions extends LabelChurnColumnsOptions {
  /** Features of a customer as summed up at the cut; four of her own unless given. */
  readonly featuresOf?: ((customer: CustomerSummary) => FeatureValues) | undefined;
}

/** What {@link labelChurn} does unless told otherwise. */
export const LABEL_CHURN_DEFAULTS = {
  timeZone: "UTC",
  futureOrders: "drop",
} as const satisfies OrderPolicies;

/** A customer as known at the cut, and whether she left after it. */
export interface LabeledCustomer extends ChurnExample {
  readonly customerId: CustomerId;
  readonly churned: boolean;
  /** The cut: the last day of which the features know. */
  readonly knownAt: string;
  /** The last day of the outcome. */
  readonly outcomeAt: string;
}

/** The features that {@link labelChurn} makes. */
export type OrderFeature = "daysSinceLast" | "tenureDays" | "purchaseDays" | "meanDayTotal";

/** {@link LabeledCustomer} as parallel columns. */
export interface LabeledColumns {
  readonly customerId: IdColumn;
  readonly features: Readonly<Record<OrderFeature, Float64Array>>;
  readonly churned: Uint8Array;
}

export interface LabeledFrame {
  readonly knownAt: string;
  readonly outcomeAt: string;
  readonly timeZone: string;
  /** Customers left out by `activeWithin`. */
  readonly inactive: number;
  readonly warnings?: readonly Warning[];
  readonly rejected?: readonly RejectedRow[];
}

/** Customers at one cut. */
export interface LabeledCustomers extends LabeledFrame {
  readonly customers: readonly LabeledCustomer[];
}

export interface LabeledCustomersInColumns extends LabeledFrame {
  readonly customers: LabeledColumns;
}

/**
 * Who left after a day, and what was known of them by then?
 *
 * Rows for `fitChurnModel` from orders. Features see the days up to `cut` alone, and the outcome those after it
 * alone, so that nothing leaks from one to the other. Take several cuts, oldest first, and split them by
 * `splitInTime`; `until - cut` is the time in which the model foretells leaving, and belongs beside every
 * number that it gives. For subscriptions make rows yourself.
 *
 * churned: no purchase day in (cut, until]. Features: `daysSinceLast`; `tenureDays` since the first
 * purchase; `purchaseDays`, distinct; `meanDayTotal`, revenue / purchaseDays.
 *
 * @param orders - rows or columns, as for `summarizeOrders`; complete from each customer's first one on
 * @param options - `cut` and `until`, days, inclusive; `activeWithin` days, above 0; of rows `featuresOf`, a
 *   function of the customer's summary at the cut, times in days; what to make of odd rows, as for
 *   `summarizeOrders`, but orders after `until` are dropped and told in a warning unless told otherwise
 * @returns customers with a purchase by the cut; rows of rows, columns of columns
 *
 * @throws InputError `out_of_range` where `until` is not after `cut`; else as `summarizeOrders` does
 *
 * @example
 * ```ts
 * import { labelChurn } from "clientele/retention";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "bob", at: "2026-01-19", value: 35 },
 *   { customerId: "ada", at: "2026-02-20", value: 40 },
 *   { customerId: "ada", at: "2026-03-15", value: 30 },
 * ];
 * const { customers } = labelChurn(orders, { cut: "2026-02-28", until: "2026-03-31" });
 * customers.map(({ customerId, churned }) => [customerId, churned]); // => [["ada", false], ["bob", true]]
 * customers[0].features; // => { daysSinceLast: 8, tenureDays: 54, purchaseDays: 2, meanDayTotal: 30 }
 * ```
 *
 * @see Neslin et al. (2006), Defection detection, Journal of Marketing Research 43
 */
export function labelChurn(orders: readonly Order[], options: LabelChurnOptions): LabeledCustomers;
export function labelChurn(
  orders: OrderColumns,
  options: LabelChurnColumnsOptions,
): LabeledCustomersInColumns;
export function labelChurn(
  orders: readonly Order[] | OrderColumns,
  options: LabelChurnOptions,
): LabeledCustomers | LabeledCustomersInColumns {
  checkOptions(options, [...ORDER_OPTION_NAMES, "cut", "until", "activeWithin", "featuresOf"]);
  const { cut, until, activeWithin, featuresOf = orderFeatures, ...policies } = options;
  const most =
    activeWithin === undefined ? Infinity : checkPositive(activeWithin, ["activeWithin"]);
  if (typeof featuresOf !== "function") {
    const message = `expected a function of a customer, got ${show(featuresOf)}`;
    throw new InputError("invalid_option", message, ["featuresOf"]);
  }
  const settings = {
    ...LABEL_CHURN_DEFAULTS,
    ...policies,
    timeUnit: "day",
    calibrationEnd: cut,
    holdoutEnd: until,
  } as const;
  if (isRows(orders)) {
    const { calibration, holdout } = inOwnNames(() => splitHoldout(orders, settings));
    const customers = calibration.customers.flatMap((customer, i): LabeledCustomer[] => {
      if (customer.daysSinceLast > most) return [];
      const { customerId } = customer;
      const churned = holdout.customers[i].frequency === 0;
      const times = { knownAt: calibration.asOf, outcomeAt: holdout.asOf };
      return [{ customerId, features: featuresOf(customer), churned, ...times }];
    });
    const inactive = calibration.customers.length - customers.length;
    return { ...frameOf(calibration, holdout, inactive), customers };
  }
  if (featuresOf !== orderFeatures) {
    const message = "expected rows of orders: columns have their own features";
    throw new InputError("invalid_option", message, ["featuresOf"]);
  }
  const { calibration, holdout } = inOwnNames(() => splitHoldout(orders, settings));
  const { daysSinceLast, age, days, revenue, customerId } = calibration.customers;
  const kept = Int32Array.from(daysSinceLast.keys()).filter((i) => daysSinceLast[i] <= most);
  const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]);
  const customers = {
    customerId: idsAt(customerId, kept),
    features: {
      daysSinceLast: pick(daysSinceLast),
      tenureDays: pick(age),
      purchaseDays: pick(days),
      meanDayTotal: Float64Array.from(kept, (i) => revenue[i] / days[i]),
    },
    churned: Uint8Array.from(kept, (i) => (holdout.customers.frequency[i] === 0 ? 1 : 0)),
  };
  return { ...frameOf(calibration, holdout, daysSinceLast.length - kept.length), customers };
}

/** What is wrong with a day is told by the name that it has here. */
function inOwnNames<Out>(split: () => Out): Out {
  try {
    return split();
  } catch (error) {
    const name = error instanceof InputError ? OWN_NAMES.get(error.path[0]) : undefined;
    if (!(error instanceof InputError) || name === undefined) throw error;
    const { code, message, details } = error;
    const bare = message.slice(message.indexOf(": ") + 2).replace("calibrationEnd", "cut");
    throw new InputError(code, bare, [name], details);
  }
}

const OWN_NAMES: ReadonlyMap<unknown, string> = new Map([
  ["calibrationEnd", "cut"],
  ["holdoutEnd", "until"],
]);

function orderFeatures({ daysSinceLast, age, days, revenue }: CustomerSummary) {
  const meanDayTotal = revenue / days;
  return { daysSinceLast, tenureDays: age, purchaseDays: days, meanDayTotal };
}

interface Base extends Pick<LabeledFrame, "warnings" | "rejected"> {
  readonly asOf: string;
  readonly timeZone: string;
}

function frameOf(calibration: Base, holdout: Base, inactive: number): LabeledFrame {
  const { timeZone, warnings, rejected } = calibration;
  return {
    knownAt: calibration.asOf,
    outcomeAt: holdout.asOf,
    timeZone,
    inactive,
    ...(warnings !== undefined && { warnings }),
    ...(rejected !== undefined && { rejected }),
  };
}

/** Some ids of a column, as they came: integers of 64 bits may be more than a number can tell. */
function idsAt(ids: IdColumn, rows: Int32Array): IdColumn {
  if ("dictionary" in ids) {
    const { codes, dictionary } = ids;
    return { codes: Int32Array.from(rows, (row) => Number(codes[row])), dictionary };
  }
  if (!(ids instanceof BigInt64Array || ids instanceof BigUint64Array)) {
    return Array.from(rows, (row) => ids[row]);
  }
  const picked = ids.slice(0, rows.length);
  for (const [at, row] of rows.entries()) picked[at] = ids[row];
  return picked;
}
