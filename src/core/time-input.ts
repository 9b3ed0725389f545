/**
 * A moment as callers have it: a `Date`, epoch milliseconds, or an ISO 8601 string. A date alone is
 * the start of that local day; a date-time must carry `Z` or an offset.
 */
export type TimeInput = Date | string | number;

/**
 * The unit of a numeric time column, counted from 1970-01-01T00:00Z. `day` is a local date, a whole
 * number. `us` and `ns` are cut to milliseconds, as texts are; `s` and `ms` keep their fractions.
 */
export type ColumnTimeUnit = "day" | "s" | "ms" | "us" | "ns";
