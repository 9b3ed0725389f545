import { checkNames } from "../../core/check-names.ts";
import { checkInteger, checkObject, show } from "../../core/checks.ts";
import type { CustomerId } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { formatDay, parseDay } from "../../time/day.ts";
import { openZone, type Zone } from "../../time/zone.ts";

/** A stretch of time that a customer paid for. */
export interface SubscriptionSpan {
  readonly customerId: CustomerId;
  readonly start: TimeInput;
  /** The first day without; absent or `null` where it goes on. */
  readonly end?: TimeInput | null | undefined;
}

export interface SubscriptionDurationsOptions {
  /** The last day observed, inclusive. */
  readonly asOf: TimeInput;
  /** IANA zone whose calendar days count; "UTC" unless given. */
  readonly timeZone?: string | undefined;
  /** Days without a subscription that do not count as leaving, a whole number; 0 unless given. */
  readonly gap?: number | undefined;
  /** The day from which leaving was recorded, where older records know only who was there still. */
  readonly observedFrom?: TimeInput | undefined;
}

/** What {@link subscriptionDurations} does unless told otherwise. */
export const SUBSCRIPTION_DURATIONS_DEFAULTS = {
  timeZone: "UTC",
  gap: 0,
} as const satisfies Omit<SubscriptionDurationsOptions, "asOf">;

/** A duration in days, of a customer. */
export interface CustomerDuration {
  readonly customerId: CustomerId;
  readonly time: number;
  readonly event: boolean;
  /** Present where the customer came before leaving was recorded. */
  readonly entry?: number;
}

/** Durations, ready for `kaplanMeier` and the fits. */
export interface CustomerDurations {
  readonly timeUnit: "day";
  /** The day up to which it is known who left: `YYYY-MM-DD`. */
  readonly knownUntil: string;
  /** One for each customer, in the order of their first rows. */
  readonly durations: readonly CustomerDuration[];
  /** Customers of whom nothing is known yet: they came after that day. */
  readonly tooRecent: number;
  /** Customers who left before leaving was recorded. */
  readonly goneBefore: number;
}

/**
 * How long did each subscriber stay, and is it over?
 *
 * The step from subscriptions to survival curves. A customer's duration runs from her first day to the
 * first day without any subscription; later returns are a new life that it does not count. Changes of
 * plan, several at once, and pauses of up to `gap` days make one stretch.
 *
 * time = end - start in days, event, for those who left by `knownUntil` = asOf - gap; the others are
 * censored there: time = knownUntil - start. That day is the same for all, since who paused less than
 * `gap` days ago may yet return: to censor her at her pause would take the doubtful out of the risk and
 * make leaving look rarer. Who started before `observedFrom` has entry = observedFrom - start, since
 * had she left before, you would not know of her (left truncation).
 *
 * @param subscriptions - `customerId`, `start`, `end`; other fields are not read
 * @param options - `asOf`; `timeZone`; `gap` in days; `observedFrom`
 * @returns durations in days by customer, and how many were left out for which reason
 *
 * Edge cases: an end after `asOf` is not over yet; one on the start makes a duration of 0, an event.
 *
 * @throws InputError `end_before_start`, `invalid_time`, `missing_offset`, `invalid_id`,
 *   `unknown_time_zone`, `out_of_range`, with the path of the row; `invalid_option`
 *
 * @example
 * ```ts
 * import { kaplanMeier, subscriptionDurations } from "clientele/retention";
 *
 * const { durations } = subscriptionDurations(
 *   [
 *     { customerId: "ann", start: "2026-01-01", end: "2026-01-31" },
 *     { customerId: "ann", start: "2026-01-31" },
 *     { customerId: "bob", start: "2026-01-11", end: "2026-02-10" },
 *   ],
 *   { asOf: "2026-03-02" },
 * );
 * durations; // => [{ customerId: "ann", time: 60, event: false }, { customerId: "bob", time: 30, event: true }]
 * kaplanMeier(durations).points[0].survival; // => 0.5
 * ```
 *
 * @see Klein & Moeschberger (2003), Survival Analysis, chapter 3: censoring and truncation
 */
export function subscriptionDurations(
  subscriptions: readonly SubscriptionSpan[],
  options: SubscriptionDurationsOptions,
): CustomerDurations {
  if (!Array.isArray(subscriptions)) {
    throw new InputError("invalid_shape", `expected rows, got ${show(subscriptions)}`);
  }
  checkNames(checkObject(options, "options"), ["asOf", "timeZone", "gap", "observedFrom"]);
  const zone = openZone(options.timeZone ?? SUBSCRIPTION_DURATIONS_DEFAULTS.timeZone);
  const gap = checkInteger(options.gap ?? SUBSCRIPTION_DURATIONS_DEFAULTS.gap, ["gap"], 0, 36_525);
  const knownUntil = parseDay(options.asOf, zone, ["asOf"]) - gap;
  const observedFrom =
    options.observedFrom === undefined
      ? undefined
      : parseDay(options.observedFrom, zone, ["observedFrom"]);
  const durations: CustomerDuration[] = [];
  let tooRecent = 0;
  let goneBefore = 0;
  for (const [customerId, spans] of spansByCustomer(subscriptions, zone)) {
    const { start, end } = firstStretch(spans, gap);
    const event = end <= knownUntil;
    if (start > knownUntil) tooRecent++;
    else if (observedFrom !== undefined && end <= observedFrom && start < observedFrom)
      goneBefore++;
    else {
      const time = (event ? end : knownUntil) - start;
      const entry = Math.max(0, (observedFrom ?? start) - start);
      if (entry > 0 && entry >= time) tooRecent++;
      else durations.push({ customerId, time, event, ...(entry > 0 && { entry }) });
    }
  }
  return { timeUnit: "day", knownUntil: formatDay(knownUntil), durations, tooRecent, goneBefore };
}

interface Span {
  readonly start: number;
  /** Infinite where it goes on. */
  readonly end: number;
}

function spansByCustomer(
  subscriptions: readonly SubscriptionSpan[],
  zone: Zone,
): Map<CustomerId, Span[]> {
  const customers = new Map<CustomerId, Span[]>();
  subscriptions.forEach((row, index) => {
    const id: unknown = row?.customerId;
    if (!(typeof id === "string" ? id !== "" : Number.isSafeInteger(id))) {
      const message = `expected a text that is not empty or a whole number, got ${show(id)}`;
      throw new InputError("invalid_id", message, [index, "customerId"]);
    }
    const start = parseDay(row.start, zone, [index, "start"]);
    const isOpen = row.end === undefined || row.end === null;
    const end = isOpen ? Infinity : parseDay(row.end, zone, [index, "end"]);
    if (end < start) {
      const message = `expected an end on or after the start on ${formatDay(start)}, got ${formatDay(end)}`;
      throw new InputError("end_before_start", message, [index, "end"]);
    }
    const known = customers.get(row.customerId);
    if (known === undefined) customers.set(row.customerId, [{ start, end }]);
    else known.push({ start, end });
  });
  return customers;
}

/** From the first start to the first end that no other subscription bridges. */
function firstStretch(spans: Span[], gap: number): Span {
  spans.sort((a, b) => a.start - b.start);
  const { start } = spans[0];
  let { end } = spans[0];
  for (const span of spans) {
    if (span.start > end + gap) break;
    end = Math.max(end, span.end);
  }
  return { start, end };
}
