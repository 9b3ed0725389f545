import type { NumberColumn } from "../../core/columns.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";

/** What was seen after the calibration, customer by customer in its order. */
export interface HoldoutPurchases {
  /** The time observed after the calibration. */
  readonly length: number;
  readonly timeUnit: TimeUnit;
  readonly customers:
    | readonly { readonly frequency: number }[]
    | { readonly frequency: NumberColumn };
}

/** A base cut in two by `splitHoldout`. */
export interface Holdout {
  readonly calibration: PurchaseBase;
  readonly holdout: HoldoutPurchases;
}
