import type { CustomerId, IdColumn, IntegerArray, NumberColumn } from "../../core/columns.ts";
import type { ColumnTimeUnit, TimeInput } from "../../core/time-input.ts";

/** A stretch of a subscription at one price. */
export interface Subscription {
  readonly customerId: CustomerId;
  /** The first moment that it runs. */
  readonly start: TimeInput;
  /** The first moment without it, the end of what was paid for; none while it runs on. */
  readonly end?: TimeInput | null | undefined;
  /** Recurring revenue a month, in minor units of one currency: a safe integer from 0. */
  readonly amount: number;
  /**
   * Tells subscriptions apart that a customer has side by side; stretches of one must not overlap.
   * All of a customer's rows without it are one subscription.
   */
  readonly subscriptionId?: CustomerId | undefined;
  /** When the customer said that she leaves: the churn date under `churnDate: "cancellation"`. */
  readonly canceledAt?: TimeInput | null | undefined;
}

/** A column of moments; `null` and `undefined`, in numbers `Infinity`, stand for never. */
export type MomentColumn = readonly (TimeInput | null | undefined)[] | NumberColumn | IntegerArray;

/** {@link Subscription} as parallel columns. */
export interface SubscriptionColumns {
  readonly customerId: IdColumn;
  readonly start: readonly TimeInput[] | NumberColumn | IntegerArray;
  readonly end?: MomentColumn | undefined;
  readonly amount: NumberColumn | IntegerArray;
  readonly subscriptionId?: IdColumn | undefined;
  readonly canceledAt?: MomentColumn | undefined;
  /** Unit of numeric moments; milliseconds unless given. */
  readonly atUnit?: ColumnTimeUnit | undefined;
}

/** How subscriptions are read. */
export interface SubscriptionOptions {
  /**
   * When a subscription is lost: at the end of the paid term (the default), or at the moment of
   * cancellation where that comes first.
   */
  readonly churnDate?: "end" | "cancellation" | undefined;
}

/** How subscriptions are read unless told otherwise. */
export const SUBSCRIPTION_DEFAULTS = { churnDate: "end" } as const satisfies SubscriptionOptions;
