import { tzOffset } from "@date-fns/tz/tzOffset";
import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";

/**
 * Reads the offsets of a named zone (local time minus UTC, in milliseconds) from the runtime's own
 * zone data.
 *
 * @throws `unknown_time_zone` where the runtime knows no such name.
 */
export function offsetReader(timeZone: string): (epochMs: number) => number {
  const format = openFormat(timeZone);
  return (epochMs) => {
    const date = new Date(epochMs);
    const minutes = tzOffset(timeZone, date);
    // tzOffset loses the sign of "GMT-00:44:30" (Monrovia until 1972), since its hours are zero.
    const signLost = minutes > 0 && minutes < 60 && format.format(date).includes("GMT-");
    return Math.round((signLost ? -minutes : minutes) * 60) * 1000;
  };
}

function openFormat(timeZone: string): Intl.DateTimeFormat {
  // Newer runtimes also take bare offsets ("+02:00"): those name no zone, and older ones refuse them.
  if (typeof timeZone === "string" && /^[A-Za-z]/.test(timeZone)) {
    try {
      return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    } catch {
      // Said below, in this package's own words.
    }
  }
  throw new InputError(
    "unknown_time_zone",
    `expected an IANA time zone such as "Europe/Berlin", got ${show(timeZone)}`,
    ["timeZone"],
  );
}
