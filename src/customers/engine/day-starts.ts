import { FIRST_DAY, LAST_DAY } from "../../time/civil.ts";
import type { Zone } from "../../time/zone.ts";

const SLOTS = 4096;

/** `zone.startOfDay` with a memory; `NaN` for what is no day of the years 0000 to 9999. */
export function dayStarts(zone: Zone): (day: number) => number {
  const days = new Float64Array(SLOTS).fill(Number.NaN);
  const starts = new Float64Array(SLOTS);
  return (day) => {
    const slot = day & (SLOTS - 1);
    if (days[slot] === day) return starts[slot];
    if (!Number.isInteger(day) || day < FIRST_DAY || day > LAST_DAY) return Number.NaN;
    days[slot] = day;
    starts[slot] = zone.startOfDay(day);
    return starts[slot];
  };
}
