import { MS_PER_DAY } from "./civil.ts";
import type { LocalClock } from "./local-clock.ts";
import { offsetReader } from "./zone-offset.ts";

/** What tells the local day that holds an instant. */
export type DayClock = Pick<LocalClock, "dayOf">;

/** The days of UTC. */
export const UTC_DAYS: DayClock = { dayOf: (epochMs) => Math.floor(epochMs / MS_PER_DAY) };

/**
 * The days of a named zone, for a question or two: without the memory of a `Zone`.
 *
 * @throws `unknown_time_zone` where the runtime knows no such name.
 */
export function dayClock(timeZone: string): DayClock {
  const readOffset = offsetReader(timeZone);
  return { dayOf: (epochMs) => UTC_DAYS.dayOf(epochMs + readOffset(epochMs)) };
}
