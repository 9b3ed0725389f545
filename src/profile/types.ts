import type { CustomerId, NumberColumn } from "../core/columns.ts";
import type { TimeUnit } from "../core/time-unit.ts";
import type { Warning } from "../core/warning.ts";
import type { CustomerSummary } from "../customers/summary.ts";

/** What is known of a customer beside orders: a number, a text, yes or no, or several texts. */
export type AttributeValue = number | string | boolean | readonly string[];

/** `time` is a text too: a date, or a date-time with `Z` or an offset. */
export type AttributeType = "number" | "text" | "flag" | "texts" | "time";

/** Attributes of one customer; `null` where one is not known. */
export interface CustomerAttributes {
  readonly customerId: CustomerId;
  readonly attributes: Readonly<Record<string, AttributeValue | null>>;
}

/** The segment of one customer, whoever made it. */
export interface CustomerSegment {
  readonly customerId: CustomerId;
  readonly segment: string;
}

/**
 * What a verb foretold of each customer, in the order of the base; with a mask where some have no
 * value, 1 where one has.
 */
export type PredictionColumn =
  | NumberColumn
  | { readonly values: NumberColumn; readonly valid: ArrayLike<number> };

/** Scores of a customer, as `scoreRfm` gave them. */
export interface RfmStanding {
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly code: string;
  readonly composite: number;
}

/** A customer's latest answer to a survey. */
export interface SurveyStanding {
  readonly score: number;
  /** ISO 8601 in UTC; null where the answer has no time. */
  readonly at: string | null;
  /** Answers in all. */
  readonly answers: number;
}

/** All that is known of one customer: plain, storable data. `null`: nothing known. */
export interface CustomerProfile extends CustomerSummary {
  readonly rfm: RfmStanding | null;
  readonly segment: string | null;
  /** Every prediction that was joined, by name. */
  readonly predictions: Readonly<Record<string, number | null>>;
  /** Every attribute that was joined, by name. */
  readonly attributes: Readonly<Record<string, AttributeValue | null>>;
  /** Every survey that was joined, by name. */
  readonly surveys: Readonly<Record<string, SurveyStanding | null>>;
}

/** What became of the rows of one source. */
export interface ProfileSource {
  /** `scores`, `segments`, `attributes`, or `surveys.` and the name of the survey. */
  readonly source: string;
  readonly rows: number;
  /** Customers of the base with a row or more. */
  readonly matched: number;
  /** Customers of the base without. */
  readonly missing: number;
  /** Who has rows but is not in the base, each once, in the order of rows. */
  readonly unmatched: readonly CustomerId[];
  /** Rows that name no customer. */
  readonly anonymous: number;
}

/** The names that conditions may use beside those that every profile has. */
export interface ProfileFields {
  readonly predictions: readonly string[];
  /** In the order in which they came up. */
  readonly attributes: readonly { readonly name: string; readonly type: AttributeType }[];
  readonly surveys: readonly string[];
}

export type ProfileWarningCode = "unmatched_customers" | "different_day";

/** The single customer view of a base: plain, storable data. */
export interface CustomerProfiles {
  /** The last day observed, inclusive: `YYYY-MM-DD` in `timeZone`. */
  readonly asOf: string;
  readonly timeUnit: TimeUnit;
  readonly timeZone: string;
  /** In the order of the base. */
  readonly profiles: readonly CustomerProfile[];
  readonly fields: ProfileFields;
  readonly sources: readonly ProfileSource[];
  readonly warnings: readonly Warning<ProfileWarningCode>[];
}
