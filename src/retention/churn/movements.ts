import { formatInstant } from "../../time/instant.ts";
import type { OpenWindow } from "./window.ts";

/** A day's customers at its start, and how many of them are gone at its end. */
export interface DayCounts {
  readonly start: number;
  readonly lost: number;
}

/** What churn rates are made of; a definition asks for the counts that it needs. */
export interface ChurnCounts {
  /** Customers at the start of the period, S. */
  readonly start: number;
  /** Departures in the period, of whomever, C. */
  readonly lost?: number | undefined;
  /** Customers of the start who are not there at the end. */
  readonly lostOfStart?: number | undefined;
  /** Customers who came for the first time in the period, N. */
  readonly new?: number | undefined;
  /** Returns of customers who had left before, in the period or ahead of it. */
  readonly reactivated?: number | undefined;
  /** Customers at the end of the period, E. */
  readonly end?: number | undefined;
  /** Day by day. */
  readonly daily?: readonly DayCounts[] | undefined;
}

/** Customers who came, left and returned. start + new + reactivated - lost = end. Storable data. */
export interface CustomerMovements {
  /** The first moment, ISO 8601 in UTC. */
  readonly from: string;
  /** The first moment after the period, ISO 8601 in UTC. */
  readonly to: string;
  readonly timeZone: string;
  readonly start: number;
  readonly new: number;
  readonly reactivated: number;
  readonly lost: number;
  readonly lostOfStart: number;
  readonly end: number;
  readonly daily: readonly DayCounts[];
}

/** A row of a table of movements. */
export interface CustomerMovementsRow extends CustomerMovements {
  /** `null` where no segments were asked for, and for customers without one. */
  readonly segment: string | null;
  /** Does the period last a whole step? The last one is cut short where the table ends. */
  readonly isComplete: boolean;
}

/** When customers were there: spans of each customer ascending, apart from each other. */
export interface ActivitySpans {
  readonly customers: number;
  /** Customer c has the spans from `offsets[c]` to before `offsets[c + 1]`. */
  readonly offsets: Int32Array;
  readonly from: Float64Array;
  /** The first moment without her; `Infinity` for one who stays. */
  readonly to: Float64Array;
}

/**
 * The movements of a window, its days given by their bounds in the unit of the spans. Who is there at
 * a bound is who was there just before it.
 */
export function tallyCustomers(
  { customers, offsets, from, to }: ActivitySpans,
  bounds: Float64Array,
  isMember: (customer: number) => boolean,
): Omit<CustomerMovements, "from" | "to" | "timeZone"> {
  const days = bounds.length - 1;
  const first = bounds[0];
  const last = bounds[days];
  const steps = new Float64Array(days + 2);
  const lostOn = new Float64Array(days);

  /** Is she there just before a moment, by one of these spans? */
  function isThereAt(moment: number, start: number, end: number): boolean {
    let there = false;
    for (let span = start; span < end && from[span] < moment; span++) there = to[span] >= moment;
    return there;
  }

  const counts = { start: 0, new: 0, reactivated: 0, lost: 0, lostOfStart: 0, end: 0 };
  for (let customer = 0; customer < customers; customer++) {
    if (!isMember(customer)) continue;
    let wasThere = false;
    let isThere = false;
    for (let span = offsets[customer]; span < offsets[customer + 1]; span++) {
      const came = from[span];
      const left = to[span];
      if (left < first) continue;
      if (came >= last) break;
      if (came < first) wasThere = true;
      else if (span === offsets[customer]) counts.new += 1;
      else counts.reactivated += 1;
      if (left < last) counts.lost += 1;
      else isThere = true;
      // There at the bounds above `came`, up to `left`.
      const low = firstAbove(bounds, came);
      const high = left >= last ? days : firstAbove(bounds, left) - 1;
      if (high < low) continue;
      steps[low] += 1;
      steps[high + 1] -= 1;
      if (high >= days) continue;
      const isBack = isThereAt(bounds[high + 1], span + 1, offsets[customer + 1]);
      if (!isBack) lostOn[high] += 1;
    }
    if (wasThere) counts.start += 1;
    if (isThere) counts.end += 1;
    if (wasThere && !isThere) counts.lostOfStart += 1;
  }
  let there = 0;
  const daily: DayCounts[] = [];
  for (let day = 0; day < days; day++) {
    there += steps[day];
    daily.push({ start: there, lost: lostOn[day] });
  }
  return { ...counts, daily };
}

/** The first place of a bound above a moment; their number where there is none. */
function firstAbove(bounds: Float64Array, moment: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bounds[middle] > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function frameOf({ zone, from, to }: OpenWindow) {
  return { from: formatInstant(from), to: formatInstant(to), timeZone: zone.name };
}
