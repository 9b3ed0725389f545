import { checkInteger, checkPositive } from "../../core/checks.ts";
import type { CustomerId, IdColumn } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import { checkOptions } from "../../core/expect.ts";
import { extended } from "../../core/extended.ts";
import { isRows } from "../../customers/engine/order-table.ts";
import type { Order, OrderColumns } from "../../customers/order.ts";
import { ORDER_OPTION_NAMES } from "../../customers/order-policies.ts";
import { formatDay } from "../../time/day.ts";
import {
  checkProbability,
  EXPECTED_GAP_DEFAULTS,
  type ExpectedGapFrame,
  type ExpectedGapOptions,
} from "./expected-gap.ts";
import { gapQuantile } from "./gap-model.ts";
import { type PurchaseBook, readPurchaseBook } from "./purchase-book.ts";
import { judgeGaps, type Rhythm } from "./rhythm.ts";

export interface FindSlippingOptions extends ExpectedGapOptions {
  /** Customers with fewer gaps of their own have no rhythm to fall out of; 2 unless given. */
  readonly minGaps?: number | undefined;
  /** Not those silent for more than so many times their expected gap; none is left out unless given. */
  readonly lostAfter?: number | undefined;
}

/** What {@link findSlipping} does unless told otherwise. */
export const FIND_SLIPPING_DEFAULTS = /* @__PURE__ */ extended(EXPECTED_GAP_DEFAULTS, {
  minGaps: 2,
}) satisfies Omit<FindSlippingOptions, "asOf">;

/** A customer who is overdue. */
export interface SlippingCustomer {
  readonly customerId: CustomerId;
  readonly gaps: number;
  readonly daysSinceLast: number;
  /** Median of her next gap, in days. */
  readonly expectedDays: number;
  /** Days by which she should have been back. */
  readonly dueDays: number;
  /** daysSinceLast - dueDays, above 0. */
  readonly overdueDays: number;
  /** P(gap > daysSinceLast) of a customer who stays. */
  readonly chance: number;
  /** What she spends in a year at her own rhythm: mean purchase day · 365.25 / expectedDays. */
  readonly yearlyRevenue: number;
}

/** {@link SlippingCustomer} as parallel columns. */
export interface SlippingColumns {
  readonly customerId: IdColumn;
  readonly gaps: Float64Array;
  readonly daysSinceLast: Float64Array;
  readonly expectedDays: Float64Array;
  readonly dueDays: Float64Array;
  readonly overdueDays: Float64Array;
  readonly chance: Float64Array;
  readonly yearlyRevenue: Float64Array;
}

export interface SlippingFrame extends ExpectedGapFrame {
  /** Customers with gaps enough to be judged. */
  readonly judged: number;
  /** Of these, silent for so long that they count as lost. */
  readonly lost: number;
}

/** Who is overdue. Plain, storable data. */
export interface Slipping extends SlippingFrame {
  readonly customers: readonly SlippingCustomer[];
}

export interface SlippingInColumns extends SlippingFrame {
  readonly customers: SlippingColumns;
}

/**
 * Who should have been back by now, going by their own rhythm?
 *
 * The list to write to, and the input for alerts: customers past the day by which they would have bought
 * with `probability`, most valuable first. After each purchase of a customer who stays, the chance is
 * 1 - probability that she gets on it: it says who is late, not who has left. For a chance of having
 * left see a purchase model's `probabilityAlive`, for what that costs `churnCost`.
 *
 * slipping: daysSinceLast > dueDays, the days of `expectedGap`.
 *
 * @param orders - rows or columns, as for `summarizeOrders`; purchases on one day are one
 * @param options - those of `expectedGap`; `minGaps` of her own, a whole number from 0, default 2;
 *   `lostAfter`, above 0: who is silent for more than so many expected gaps is counted in `lost` and not
 *   listed
 * @returns the overdue customers by what they spend in a year, highest first, equal ones by lateness;
 *   rows in: rows, columns in: columns; how many were `judged`
 *
 * Edge cases: where nobody has two gaps nobody is judged. Run daily, it names the same customers again:
 * to alert once, keep those named already.
 *
 * @throws InputError `out_of_range`; else as `expectedGap` does
 *
 * @example
 * ```ts
 * import { findSlipping } from "clientele/retention";
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
 * const { customers, judged } = findSlipping(orders, { asOf: "2026-03-15" });
 * judged; // => 2
 * customers.map((customer) => customer.customerId); // => ["ada"]
 * customers[0].daysSinceLast; // => 52
 * ```
 *
 * Source: as for `expectedGap`.
 */
export function findSlipping(orders: readonly Order[], options: FindSlippingOptions): Slipping;
export function findSlipping(orders: OrderColumns, options: FindSlippingOptions): SlippingInColumns;
export function findSlipping(
  orders: readonly Order[] | OrderColumns,
  options: FindSlippingOptions,
): Slipping | SlippingInColumns {
  checkOptions(options, [...ORDER_OPTION_NAMES, "probability", "minGaps", "lostAfter"]);
  const probability = checkProbability(options.probability ?? FIND_SLIPPING_DEFAULTS.probability);
  const minGaps = checkInteger(options.minGaps ?? FIND_SLIPPING_DEFAULTS.minGaps, ["minGaps"]);
  const lostAfter =
    options.lostAfter === undefined ? Infinity : checkPositive(options.lostAfter, ["lostAfter"]);
  const book = readPurchaseBook(orders, options);
  const { population, rhythmOf } = judgeGaps(book);
  const late: Late[] = [];
  let judged = 0;
  let lost = 0;
  for (const customer of book.listed) {
    const rhythm = rhythmOf(customer);
    if (rhythm.forecast === undefined || rhythm.gaps < minGaps) continue;
    judged += 1;
    const figures = judge(book, customer, rhythm, probability);
    if (figures.daysSinceLast > lostAfter * figures.expectedDays) lost += 1;
    else if (figures.overdueDays > 0) late.push({ customer, figures });
  }
  late.sort(
    (one, other) =>
      other.figures.yearlyRevenue - one.figures.yearlyRevenue ||
      one.figures.chance - other.figures.chance,
  );
  const { reading } = book;
  const frame: SlippingFrame = {
    asOf: formatDay(reading.lastDay),
    timeZone: reading.zone.name,
    probability,
    population: population ?? null,
    judged,
    lost,
    ...reading.tally.report(),
  };
  if (isRows(orders)) {
    const customers = late.map(({ customer, figures }) => ({
      customerId: orders[book.rowOf(customer)].customerId,
      ...figures,
    }));
    return { ...frame, customers };
  }
  return { ...frame, customers: toColumns(book, late) };
}

type Figures = Omit<SlippingCustomer, "customerId">;

interface Late {
  readonly customer: number;
  readonly figures: Figures;
}

function judge(
  { offsets, revenue }: PurchaseBook,
  customer: number,
  { gaps, daysSinceLast, forecast, chance }: Rhythm,
  probability: number,
): Figures {
  const mean = forecast?.mean ?? 0;
  const expectedDays = Math.exp(mean);
  const dueDays = forecast === undefined ? 0 : gapQuantile(forecast, probability);
  const spent = revenue[customer] / (offsets[customer + 1] - offsets[customer]);
  const yearlyRevenue = (spent / expectedDays) * 365.25;
  if (!Number.isFinite(yearlyRevenue)) {
    throw new InputError("sum_overflow", "expected values whose sum is a finite number, it is not");
  }
  return {
    gaps,
    daysSinceLast,
    expectedDays,
    dueDays,
    // Rounding must not make a clockwork customer late on the day itself.
    overdueDays: daysSinceLast > dueDays * (1 + 1e-9) ? daysSinceLast - dueDays : 0,
    chance: chance ?? 0,
    yearlyRevenue,
  };
}

function toColumns(book: PurchaseBook, late: readonly Late[]): SlippingColumns {
  const column = (name: keyof Figures) => Float64Array.from(late, ({ figures }) => figures[name]);
  return {
    customerId: book.idsOf(Int32Array.from(late, ({ customer }) => customer)),
    gaps: column("gaps"),
    daysSinceLast: column("daysSinceLast"),
    expectedDays: column("expectedDays"),
    dueDays: column("dueDays"),
    overdueDays: column("overdueDays"),
    chance: column("chance"),
    yearlyRevenue: column("yearlyRevenue"),
  };
}
