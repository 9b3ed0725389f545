import type { CustomerId } from "../core/columns.ts";
import type { TimeInput } from "../core/time-input.ts";

/** Somebody who might be asked. */
export interface SurveyCandidate {
  readonly customerId: CustomerId;
  /** To surveys at all, or to the channels in the list. */
  readonly consent?: boolean | readonly string[] | undefined;
  readonly lastPurchaseAt?: TimeInput | undefined;
}

/** A survey that somebody was sent, or will be. */
export interface SurveyContact {
  readonly customerId: CustomerId;
  readonly at: TimeInput;
  readonly channel?: string | undefined;
  readonly survey?: string | undefined;
}

/** At most so many surveys within so many days: over all channels, or over those in the list. */
export interface FrequencyCap {
  readonly most: number;
  readonly days: number;
  readonly channels?: readonly string[] | undefined;
}

export interface PlanSurveysOptions {
  /** The day on which they would be asked. */
  readonly asOf: TimeInput;
  /** Of the draw: a finite number or a text; another one each round. */
  readonly seed: number | string;
  readonly history?: readonly SurveyContact[] | undefined;
  readonly timeZone?: string | undefined;
  /** The channel of this survey: consent is to it. */
  readonly channel?: string | undefined;
  /** The name of this survey, for `sameSurveyDays`. */
  readonly survey?: string | undefined;
  /** `assumed`: who said nothing may be asked, who said no may not. */
  readonly consent?: "required" | "assumed" | undefined;
  /** Days of rest after any survey. */
  readonly quarantineDays?: number | undefined;
  /** Days of rest after this survey. */
  readonly sameSurveyDays?: number | undefined;
  readonly caps?: readonly FrequencyCap[] | undefined;
  /** Days since the last purchase, both inclusive. */
  readonly afterPurchase?:
    | { readonly fromDays: number; readonly toDays?: number | undefined }
    | undefined;
  /** The share to ask of those who may be, above 0, at most 1. */
  readonly samplingRate?: number | undefined;
  /** How many to ask at most. */
  readonly most?: number | undefined;
}

/** What `planSurveys` does unless told otherwise. */
export const PLAN_SURVEYS_DEFAULTS = {
  timeZone: "UTC",
  consent: "required",
  quarantineDays: 90,
  sameSurveyDays: 0,
  samplingRate: 1,
} as const satisfies Partial<PlanSurveysOptions>;

export type PlanReasonCode =
  | "no_consent"
  | "quarantine"
  | "same_survey"
  | "frequency_cap"
  | "no_purchase"
  | "too_soon_after_purchase"
  | "too_late_after_purchase"
  | "not_sampled"
  | "over_quota";

/** Why somebody is not asked. */
export interface PlanReason {
  readonly code: PlanReasonCode;
  /** Exclusive: the first day on which this is no reason any more; null where waiting does not help. */
  readonly until: string | null;
}

export interface PlanDecision {
  readonly customerId: CustomerId;
  readonly ask: boolean;
  /** All that speaks against it; empty where she is asked. */
  readonly reasons: readonly PlanReason[];
  /** The first day on which no reason will be left; null where waiting does not help. */
  readonly askableFrom: string | null;
}

export interface SurveyPlan {
  readonly asOf: string;
  readonly timeZone: string;
  readonly candidates: number;
  readonly asked: number;
  readonly decisions: readonly PlanDecision[];
  /** How many have each reason; somebody may have several. */
  readonly reasons: readonly { readonly code: PlanReasonCode; readonly n: number }[];
}
