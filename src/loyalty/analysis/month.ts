import { periodKey } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";

/** The local month that holds the last instant before an end: what ends at midnight ends the day before. */
export function monthOf(end: string, zone: Zone): string {
  return periodKey(Date.parse(end) - 1, "month", zone).slice(0, 7);
}
