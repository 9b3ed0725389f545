import { checkFinite } from "../../core/checks.ts";
import type { CustomerId, IdColumn } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import { checkOptions } from "../../core/expect.ts";
import { extended } from "../../core/extended.ts";
import type { TimeInput } from "../../core/time-input.ts";
import type { Warning } from "../../core/warning.ts";
import { isRows } from "../../customers/engine/order-table.ts";
import type { Order, OrderColumns } from "../../customers/order.ts";
import {
  ORDER_OPTION_NAMES,
  ORDER_POLICIES_DEFAULTS,
  type OrderPolicies,
} from "../../customers/order-policies.ts";
import type { RejectedRow } from "../../customers/summary.ts";
import { formatDay } from "../../time/day.ts";
import { type GapPopulation, gapQuantile } from "./gap-model.ts";
import { type PurchaseBook, readPurchaseBook } from "./purchase-book.ts";
import { judgeGaps, type Rhythm } from "./rhythm.ts";

export interface ExpectedGapOptions extends OrderPolicies {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
  /** How sure to be that a customer who stays has bought again by `dueDays`; 0.9 unless given. */
  readonly probability?: number | undefined;
}

/** What {@link expectedGap} does unless told otherwise. */
export const EXPECTED_GAP_DEFAULTS = /* @__PURE__ */ extended(ORDER_POLICIES_DEFAULTS, {
  probability: 0.9,
}) satisfies Omit<ExpectedGapOptions, "asOf">;

/** A customer's own rhythm. */
export interface CustomerGap {
  readonly customerId: CustomerId;
  /** Gaps between her purchase days so far. */
  readonly gaps: number;
  /** Calendar days from her last purchase to `asOf`. */
  readonly daysSinceLast: number;
  /** Median of her next gap, in days; `null` where no customer has two gaps. */
  readonly expectedDays: number | null;
  /** Days by which the next purchase comes with `probability`. */
  readonly dueDays: number | null;
  /** P(gap > daysSinceLast) of a customer who stays: small is late. */
  readonly chance: number | null;
  /** How far her own gaps count against those of all, 0 to 1. */
  readonly ownWeight: number | null;
}

/** {@link CustomerGap} as parallel columns. */
export interface CustomerGapColumns {
  readonly customerId: IdColumn;
  readonly gaps: Float64Array;
  readonly daysSinceLast: Float64Array;
  /** 0 where nothing is to be expected, as the next three columns are: see `isKnown`. */
  readonly expectedDays: Float64Array;
  readonly dueDays: Float64Array;
  readonly chance: Float64Array;
  readonly ownWeight: Float64Array;
}

/** What all gaps together say. */
export interface ExpectedGapFrame {
  /** The last day observed, inclusive: `YYYY-MM-DD` in `timeZone`. */
  readonly asOf: string;
  readonly timeZone: string;
  readonly probability: number;
  /** `null` where no customer has two gaps: then nothing is to be expected of anybody. */
  readonly population: GapPopulation | null;
  readonly warnings?: readonly Warning[];
  readonly rejected?: readonly RejectedRow[];
}

/** Every customer's rhythm. Plain, storable data. */
export interface ExpectedGaps extends ExpectedGapFrame {
  readonly customers: readonly CustomerGap[];
}

/** Every customer's rhythm, as columns. */
export interface ExpectedGapsColumns extends ExpectedGapFrame {
  /** Is anything to be expected? False where `population` is `null`. */
  readonly isKnown: boolean;
  readonly customers: CustomerGapColumns;
}

/**
 * When should each customer be back, going by her own rhythm?
 *
 * For reminders, replenishment and win-back: 40 days of silence mean nothing of somebody who buys twice
 * a year and much of somebody who buys weekly. For who is late see `findSlipping`. It says how long a
 * customer who stays takes; whether she stays is for a purchase model (`probabilityAlive`).
 *
 * Logarithms of gaps are normal: of one customer about her mean with σ, the means about that of all with
 * τ (both by the moments of analysis of variance). Few gaps of her own are drawn towards all others':
 * with g of them and mean ȳ, w = τ²/(τ² + σ²/g),
 *
 * - expectedDays = exp(w ȳ + (1 - w) μ), the median of her next gap
 * - dueDays = expectedDays · exp(z · √(σ² + τ²(1 - w))), z the normal quantile of `probability`
 * - chance = P(gap > daysSinceLast)
 *
 * @param orders - rows or columns, as for `summarizeOrders`; purchases on one day are one
 * @param options - `asOf`, the last day observed, inclusive; `probability` of `dueDays`, between 0 and 1,
 *   default 0.9; `timeZone`; and what to make of odd rows, as for `summarizeOrders`
 * @returns every customer with days (above 0), chance and weight (0 to 1); rows in: rows, in the order of
 *   `summarizeOrders`; columns in: columns. `population`: what all gaps say, in days and logarithms
 *
 * Edge cases: who bought once is expected like anybody (`ownWeight` 0). Where nobody has two gaps nothing
 * is to be expected: `null`, in columns 0 and `isKnown` false. Gaps that are still open are not in the
 * estimates, so that in a young shop they are short.
 *
 * @throws InputError `out_of_range` for a probability that is none; else as `summarizeOrders` does
 *
 * @example
 * ```ts
 * import { expectedGap } from "clientele/retention";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-01", value: 20 },
 *   { customerId: "ada", at: "2026-01-08", value: 20 },
 *   { customerId: "ada", at: "2026-01-14", value: 20 },
 *   { customerId: "ada", at: "2026-01-22", value: 20 },
 *   { customerId: "bob", at: "2026-01-03", value: 35 },
 *   { customerId: "bob", at: "2026-02-02", value: 35 },
 *   { customerId: "bob", at: "2026-03-07", value: 35 },
 * ];
 * const { customers } = expectedGap(orders, { asOf: "2026-03-15" });
 * customers.map((customer) => customer.expectedDays?.toFixed(1)); // => ["7.0", "31.3"]
 * customers.map((customer) => customer.dueDays?.toFixed(1)); // => ["8.4", "38.0"]
 * ```
 *
 * Source: Searle, Casella and McCulloch (1992), Variance Components, 3.6 and 7.2.
 */
export function expectedGap(orders: readonly Order[], options: ExpectedGapOptions): ExpectedGaps;
export function expectedGap(orders: OrderColumns, options: ExpectedGapOptions): ExpectedGapsColumns;
export function expectedGap(
  orders: readonly Order[] | OrderColumns,
  options: ExpectedGapOptions,
): ExpectedGaps | ExpectedGapsColumns {
  checkOptions(options, [...ORDER_OPTION_NAMES, "probability"]);
  const probability = checkProbability(options.probability ?? EXPECTED_GAP_DEFAULTS.probability);
  const book = readPurchaseBook(orders, options);
  const { population, rhythmOf } = judgeGaps(book);
  const { reading, listed } = book;
  const frame: ExpectedGapFrame = {
    asOf: formatDay(reading.lastDay),
    timeZone: reading.zone.name,
    probability,
    population: population ?? null,
    ...reading.tally.report(),
  };
  const gapOf = (customer: number) => toGap(rhythmOf(customer), probability);
  if (isRows(orders)) {
    const customers = Array.from(listed, (customer) => ({
      customerId: orders[book.rowOf(customer)].customerId,
      ...gapOf(customer),
    }));
    return { ...frame, customers };
  }
  return { ...frame, isKnown: population !== undefined, customers: toColumns(book, gapOf) };
}

/** A probability between 0 and 1, or an error. */
export function checkProbability(probability: number): number {
  if (checkFinite(probability, ["probability"]) > 0 && probability < 1) return probability;
  const message = `expected more than 0, less than 1, got ${probability}`;
  throw new InputError("out_of_range", message, ["probability"]);
}

type Gap = Omit<CustomerGap, "customerId">;

function toGap({ gaps, daysSinceLast, forecast, chance }: Rhythm, probability: number): Gap {
  return {
    gaps,
    daysSinceLast,
    expectedDays: forecast === undefined ? null : Math.exp(forecast.mean),
    dueDays: forecast === undefined ? null : gapQuantile(forecast, probability),
    chance,
    ownWeight: forecast?.ownWeight ?? null,
  };
}

function toColumns(book: PurchaseBook, gapOf: (customer: number) => Gap): CustomerGapColumns {
  const { listed } = book;
  const column = () => new Float64Array(listed.length);
  const columns = {
    gaps: column(),
    daysSinceLast: column(),
    expectedDays: column(),
    dueDays: column(),
    chance: column(),
    ownWeight: column(),
  };
  for (let i = 0; i < listed.length; i++) {
    const gap = gapOf(listed[i]);
    columns.gaps[i] = gap.gaps;
    columns.daysSinceLast[i] = gap.daysSinceLast;
    columns.expectedDays[i] = gap.expectedDays ?? 0;
    columns.dueDays[i] = gap.dueDays ?? 0;
    columns.chance[i] = gap.chance ?? 0;
    columns.ownWeight[i] = gap.ownWeight ?? 0;
  }
  return { customerId: book.idsOf(listed), ...columns };
}
