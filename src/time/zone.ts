import { type LocalClock, localClock, UTC_CLOCK } from "./local-clock.ts";
import { offsetReader } from "./zone-offset.ts";

/** The clock of a named zone. */
export interface Zone extends LocalClock {
  /** The name it was opened by. */
  readonly name: string;
}

const MOST_OPEN_ZONES = 1024;

const openZones = new Map<string, Zone>();

/**
 * The zone of an IANA name such as `"Europe/Berlin"`, for many questions: it remembers offsets.
 *
 * @throws `unknown_time_zone` where the runtime knows no such name.
 */
export function openZone(timeZone: string): Zone {
  const open = openZones.get(timeZone);
  if (open !== undefined) return open;
  const clock = timeZone === "UTC" ? UTC_CLOCK : localClock(offsetReader(timeZone));
  const zone = { name: timeZone, ...clock };
  // Names differ in case too, and so could crowd the memory without end.
  if (openZones.size >= MOST_OPEN_ZONES) openZones.clear();
  openZones.set(timeZone, zone);
  return zone;
}
