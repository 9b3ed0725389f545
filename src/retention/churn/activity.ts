import { checkInteger, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { RevenuePaths } from "../revenue/revenue-paths.ts";
import {
  forecastGap,
  type GapPopulation,
  gapQuantile,
  measureGaps,
} from "../slipping/gap-model.ts";
import type { PurchaseBook } from "../slipping/purchase-book.ts";
import type { ActivitySpans } from "./movements.ts";

/**
 * After how many days without a purchase a buyer counts as lost: so many for all, or, for each, the
 * time by which she would have bought with this probability, going by her gaps so far.
 */
export type InactiveAfter =
  | { readonly days: number }
  | { readonly expectedGap: { readonly probability: number } };

/** A century: nobody is waited for longer. */
const LONGEST_WAIT = 36_525;

/** Spans in which a customer pays, or has any row running where free ones count. */
export function payingSpans(paths: RevenuePaths, withFree: boolean): ActivitySpans {
  const { customers, offsets, at, level, running } = paths;
  const spans = openSpans(customers, at.length);
  for (let customer = 0; customer < customers; customer++) {
    let since = Number.NaN;
    for (let step = offsets[customer]; step < offsets[customer + 1]; step++) {
      const isThere = withFree ? running[step] > 0 : level[step] > 0;
      if (isThere && Number.isNaN(since)) since = at[step];
      if (isThere || Number.isNaN(since)) continue;
      spans.add(since, at[step]);
      since = Number.NaN;
    }
    if (!Number.isNaN(since)) spans.add(since, Infinity);
    spans.close(customer);
  }
  return spans.finish();
}

/** Spans of days in which a buyer counts as active. */
export function buyingSpans(book: PurchaseBook, inactiveAfter: InactiveAfter): ActivitySpans {
  const { customers, offsets, days } = book;
  const waitAfter = waiting(book, inactiveAfter);
  const spans = openSpans(customers, days.length);
  for (let customer = 0; customer < customers; customer++) {
    const start = offsets[customer];
    let since = days[start];
    let until = since;
    let sumOfLogs = 0;
    for (let i = start; i < offsets[customer + 1]; i++) {
      const day = days[i];
      if (day > until && i > start) {
        spans.add(since, until);
        since = day;
      }
      if (i > start) sumOfLogs += Math.log(day - days[i - 1]);
      until = day + waitAfter(i - start, sumOfLogs) + 1;
    }
    spans.add(since, until);
    spans.close(customer);
  }
  return spans.finish();
}

/** Days to wait for a buyer after her gaps so far. */
function waiting(
  { customers, offsets, days }: PurchaseBook,
  inactiveAfter: InactiveAfter,
): (gaps: number, sumOfLogs: number) => number {
  if (typeof inactiveAfter !== "object" || inactiveAfter === null) {
    const message = `expected { days } or { expectedGap: { probability } }, got ${show(inactiveAfter)}`;
    throw new InputError("invalid_option", message, ["inactiveAfter"]);
  }
  if ("days" in inactiveAfter) {
    const wait = checkInteger(inactiveAfter.days, ["inactiveAfter", "days"], 1, LONGEST_WAIT);
    return () => wait;
  }
  const probability = inactiveAfter.expectedGap?.probability;
  if (!(probability > 0 && probability < 1)) {
    const message = `expected more than 0, less than 1, got ${show(probability)}`;
    throw new InputError("out_of_range", message, ["inactiveAfter", "expectedGap", "probability"]);
  }
  const population: GapPopulation | undefined = measureGaps(customers, offsets, days);
  if (population === undefined) {
    const message =
      "expected a customer with three purchase days or more: there is no gap to expect";
    throw new InputError("too_few_gaps", message, ["inactiveAfter"]);
  }
  return (gaps, sumOfLogs) => {
    const forecast = forecastGap(population, gaps, gaps === 0 ? 0 : sumOfLogs / gaps);
    // Rounding must not take a day from a gap of whole days.
    return Math.floor(Math.min(gapQuantile(forecast, probability) + 1e-9, LONGEST_WAIT));
  };
}

function openSpans(customers: number, most: number) {
  const offsets = new Int32Array(customers + 1);
  const from = new Float64Array(most);
  const to = new Float64Array(most);
  let filled = 0;
  return {
    add(start: number, end: number): void {
      from[filled] = start;
      to[filled++] = end;
    },
    close(customer: number): void {
      offsets[customer + 1] = filled;
    },
    finish: (): ActivitySpans => ({ customers, offsets, from, to }),
  };
}
