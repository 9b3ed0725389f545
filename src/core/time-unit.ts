/** The unit in which recency, age and horizons are counted. */
export type TimeUnit = "day" | "week" | "month" | "year";

/** Days in a unit: the mean Gregorian year has 365.25 days, a month is its twelfth part. */
export const DAYS_PER_UNIT = {
  day: 1,
  week: 7,
  month: 30.4375,
  year: 365.25,
} as const satisfies Record<TimeUnit, number>;

/** A length of time in a named unit, independent of any model's own unit. */
export type Span =
  | { readonly days: number }
  | { readonly weeks: number }
  | { readonly months: number }
  | { readonly years: number };
