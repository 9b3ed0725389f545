import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";

// "1/1/2026, GMT+01:00"; bare "GMT" where it is that; seconds in the days of local mean times.
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * Reads the offsets of a named zone (local time minus UTC, in milliseconds) from the runtime's own
 * zone data.
 *
 * @throws `unknown_time_zone` where the runtime knows no such name.
 */
export function offsetReader(timeZone: string): (epochMs: number) => number {
  const format = openFormat(timeZone);
  return (epochMs) => {
    const text = format.format(epochMs);
    const found = OFFSET.exec(text);
    if (found === null) throw new InputError("unknown_time_zone", `no offset in "${text}"`);
    const [, sign, hours = 0, minutes = 0, seconds = 0] = found;
    const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return (sign === "-" ? -size : size) * 1000;
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
