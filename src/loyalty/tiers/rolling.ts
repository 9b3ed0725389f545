import { MS_PER_DAY } from "../../time/civil.ts";
import { dateOfDay, monthsLater } from "../../time/date-fields.ts";
import { addDuration, type Duration, instantOfLocal } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
import type { TierCredit } from "./record.ts";
import { readStamp } from "./stamp.ts";

/**
 * When credit leaves a rolling window: the first instant that, less the period, has reached the one
 * at which it was earned. What is earned on 29 February thus counts for all of the 28th a year on.
 */
export function leavesAt(earnedAt: number, period: Duration, zone: Zone): number {
  const { months, days, ms } = period;
  const from = earnedAt + ms;
  if (months === 0 && days === 0) return from;
  const day = zone.dayOf(from);
  const msOfDay = from + zone.offsetAt(from) - day * MS_PER_DAY;
  let leaving = monthsLater(day + days, months);
  // Every month has its 28th: up to then the way back leads to the same day.
  if (dateOfDay(day + days).dayOfMonth > 28) {
    const back = (of: number) => monthsLater(of, -months) - days;
    while (back(leaving) < day) leaving++;
    while (back(leaving - 1) >= day) leaving--;
    if (back(leaving) > day) return zone.startOfDay(leaving);
  }
  const found = instantOfLocal(leaving, msOfDay, zone);
  const isPlain =
    found + zone.offsetAt(found) === leaving * MS_PER_DAY + msOfDay &&
    instantOfLocal(day, msOfDay, zone) === from;
  return isPlain ? found : searchLeaving(earnedAt, period, zone, leaving);
}

/** Clocks are changed on one of the two days: between times that are sure, the first that is late. */
function searchLeaving(earnedAt: number, period: Duration, zone: Zone, day: number): number {
  let inside = zone.startOfDay(day) - 1;
  let outside = zone.startOfDay(day + 5);
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (addDuration(middle, period, zone, -1) < earnedAt) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Has credit left the window? */
export function hasLeft(
  earnedAt: number,
  period: Duration | null,
  zone: Zone,
  now: number,
): boolean {
  if (period === null) return false;
  const { months, days, ms } = period;
  const age = now - earnedAt - ms;
  const years = Math.floor(months / 12);
  // Nearly always a look at the bounds will do; two days more are for what clocks are changed by.
  if (age < (365 * years + 28 * (months - 12 * years) + days - 2) * MS_PER_DAY) return false;
  if (age > (366 * years + 31 * (months - 12 * years) + days + 4) * MS_PER_DAY) return true;
  return leavesAt(earnedAt, period, zone) <= now;
}

/** The place of the first credit that still counts at an instant. */
export function firstCounting(
  credits: readonly TierCredit[],
  period: Duration | null,
  zone: Zone,
  now: number,
): number {
  let low = 0;
  let high = credits.length;
  // Nearly always the first or the second.
  let middle = 0;
  while (low < high) {
    if (hasLeft(readStamp(credits[middle][0]), period, zone, now)) low = middle + 1;
    else high = middle;
    middle = low === 1 ? 1 : (low + high) >> 1;
  }
  return low;
}
