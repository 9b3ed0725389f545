import type { CustomerId, IdColumn } from "../core/columns.ts";
import type { CustomerBaseFrame } from "./summary.ts";

/** What a customer did after the calibration period. */
export interface HoldoutActivity {
  readonly customerId: CustomerId;
  /** Distinct purchase days within the holdout. */
  readonly frequency: number;
  /** Mean total of those days; 0 where there are none. */
  readonly monetaryValue: number;
  /** Sum of the holdout's values. */
  readonly revenue: number;
}

/** {@link HoldoutActivity} as parallel columns. */
export interface HoldoutColumns {
  readonly customerId: IdColumn;
  readonly frequency: Float64Array;
  readonly monetaryValue: Float64Array;
  readonly revenue: Float64Array;
}

/** What holds for all customers of a holdout; `asOf` is its last day. */
export interface HoldoutFrame extends CustomerBaseFrame {
  /** The first day, the one after the calibration period: `YYYY-MM-DD` in `timeZone`. */
  readonly from: string;
  /** Time from the end of calibration to the end of the holdout, in `timeUnit`. */
  readonly length: number;
}

/** The period to judge predictions by: plain, storable data. */
export interface HoldoutBase extends HoldoutFrame {
  readonly customers: readonly HoldoutActivity[];
}

/** A holdout whose customers are columns: for size and speed, not for storage. */
export interface HoldoutBaseColumns extends HoldoutFrame {
  readonly customers: HoldoutColumns;
}
