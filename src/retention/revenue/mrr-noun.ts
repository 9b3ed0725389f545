import { formatInstant } from "../../time/instant.ts";
import type { OpenWindow } from "../churn/window.ts";
import type { MovementBasis, MovementTally } from "./tally-movements.ts";

/** How monthly recurring revenue moved: minor units, whole and exact. Plain, storable data. */
export interface MrrMovements {
  /** The first moment, ISO 8601 in UTC. */
  readonly from: string;
  /** The first moment after the window, ISO 8601 in UTC. */
  readonly to: string;
  readonly timeZone: string;
  readonly basis: MovementBasis;
  /** MRR just before `from`. */
  readonly opening: number;
  /** Of customers who never paid before. */
  readonly new: number;
  /** Of customers who pay more. */
  readonly expansion: number;
  /** Of customers who had left and came back. */
  readonly reactivation: number;
  /** Of customers who pay less, but something. */
  readonly contraction: number;
  /** Of customers who pay nothing any more. */
  readonly churn: number;
  /** opening + new + expansion + reactivation - contraction - churn: MRR just before `to`. */
  readonly closing: number;
  /** closing - opening. */
  readonly net: number;
  readonly customers: {
    readonly opening: number;
    readonly new: number;
    readonly expanded: number;
    readonly reactivated: number;
    readonly contracted: number;
    readonly churned: number;
    readonly closing: number;
  };
}

export function toMrrMovements(
  { zone, from, to }: OpenWindow,
  basis: MovementBasis,
  { opening, closing, amounts, counts, ...customers }: MovementTally,
): MrrMovements {
  return {
    from: formatInstant(from),
    to: formatInstant(to),
    timeZone: zone.name,
    basis,
    opening,
    ...amounts,
    closing,
    net: closing - opening,
    customers: {
      opening: customers.openingCustomers,
      new: counts.new,
      expanded: counts.expansion,
      reactivated: counts.reactivation,
      contracted: counts.contraction,
      churned: counts.churn,
      closing: customers.closingCustomers,
    },
  };
}
