/**
 * What a wall clock of a zone shows at an instant, asked of the runtime field by field: an oracle
 * that shares neither code nor data path with src/time, which reads offsets.
 */
export interface WallClock {
  /** Local time read as if it were UTC, in epoch milliseconds. */
  localMs(epochMs: number): number;
  /** The local day, counted from 1970-01-01. */
  day(epochMs: number): number;
}

export function openWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  function localMs(epochMs: number): number {
    const fields = new Map<string, string>();
    for (const part of format.formatToParts(epochMs)) fields.set(part.type, part.value);
    const field = (name: string) => Number(fields.get(name));
    const local = new Date(0);
    local.setUTCFullYear(field("year"), field("month") - 1, field("day"));
    local.setUTCHours(field("hour"), field("minute"), field("second"));
    return local.getTime() + (((epochMs % 1000) + 1000) % 1000);
  }
  return { localMs, day: (epochMs) => Math.floor(localMs(epochMs) / 86_400_000) };
}
