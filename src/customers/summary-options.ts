import { checkChoice } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { checkOptions } from "../core/expect.ts";
import { extended } from "../core/extended.ts";
import type { TimeInput } from "../core/time-input.ts";
import type { TimeUnit } from "../core/time-unit.ts";
import { formatDay, parseDay } from "../time/day.ts";
import type { Zone } from "../time/zone.ts";
import { checkTimeUnit } from "./check-time-unit.ts";
import { ORDER_POLICIES_DEFAULTS, type OrderPolicies } from "./order-policies.ts";

/** How a customer is summed up, whatever the period. */
export interface SummaryOptions extends OrderPolicies {
  /** The unit of recency and age; "week" unless given. */
  readonly timeUnit?: TimeUnit | undefined;
  /**
   * The mean day total of the repeat purchases, as the spend models want it (the default), or of all
   * purchases.
   */
  readonly monetaryValue?: "repeatDays" | "allDays" | undefined;
  /** Only customers whose first purchase day lies in [from, to). */
  readonly cohort?:
    | { readonly from?: TimeInput | undefined; readonly to?: TimeInput | undefined }
    | undefined;
}

/** How a customer is summed up unless told otherwise. */
export const SUMMARY_DEFAULTS = /* @__PURE__ */ extended(ORDER_POLICIES_DEFAULTS, {
  timeUnit: "week",
  monetaryValue: "repeatDays",
}) satisfies SummaryOptions;

/** The options with the defaults filled in; the cohort becomes a question about a first day. */
export function completeSummaryOptions(options: SummaryOptions, zone: Zone) {
  const {
    timeUnit = SUMMARY_DEFAULTS.timeUnit,
    monetaryValue = SUMMARY_DEFAULTS.monetaryValue,
    cohort,
  } = options;
  return {
    timeUnit: checkTimeUnit(timeUnit),
    monetaryValue: checkChoice(monetaryValue, ["repeatDays", "allDays"], ["monetaryValue"]),
    isMember: memberTest(cohort, zone),
  };
}

function memberTest(cohort: SummaryOptions["cohort"], zone: Zone): (firstDay: number) => boolean {
  if (cohort === undefined) return () => true;
  checkOptions(cohort, ["from", "to"], ["cohort"]);
  const { from, to } = cohort;
  const start =
    from === undefined ? Number.NEGATIVE_INFINITY : parseDay(from, zone, ["cohort", "from"]);
  const end = to === undefined ? Number.POSITIVE_INFINITY : parseDay(to, zone, ["cohort", "to"]);
  if (start >= end) {
    throw new InputError(
      "out_of_range",
      `expected a day after ${formatDay(start)}, the first one of the cohort, got ${formatDay(end)}`,
      ["cohort", "to"],
    );
  }
  return (firstDay) => firstDay >= start && firstDay < end;
}
