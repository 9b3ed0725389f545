/** Calendar arithmetic in a zone by asking `Intl` alone: slow, and obvious. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at an instant. */
function offsetAt(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, +value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return local - Math.floor(instant / 1000) * 1000;
}

/** The instant of a local time: the first of two, and later by the gap's length where there is none. */
function instantOf(zone: string, local: number): number {
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  const valid = [local - before, local - after].filter(
    (instant) => instant + offsetAt(zone, instant) === local,
  );
  return valid.length > 0 ? Math.min(...valid) : local - before;
}

/** An instant some months and days of the calendar later, month ends clamped. */
export function later(zone: string, instant: number, months: number, days: number): number {
  const local = instant + offsetAt(zone, instant);
  const date = new Date(local);
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay) + days;
  const midnight = Date.UTC(date.getUTCFullYear(), month, day);
  return instantOf(zone, midnight + (((local % DAY) + DAY) % DAY));
}

/** The first instant after the day, month, quarter or year that holds an instant. */
export function endOf(
  zone: string,
  instant: number,
  unit: "none" | "day" | "month" | "quarter" | "year",
): number {
  const date = new Date(instant + offsetAt(zone, instant));
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case "none":
      return instant;
    case "day":
      return instantOf(zone, Date.UTC(year, month, day + 1));
    case "month":
      return instantOf(zone, Date.UTC(year, month + 1, 1));
    case "quarter":
      return instantOf(zone, Date.UTC(year, month - (month % 3) + 3, 1));
    case "year":
      return instantOf(zone, Date.UTC(year + 1, 0, 1));
  }
}

/** The first instant of the day, week, month or year that holds an instant. */
export function startOf(
  zone: string,
  instant: number,
  unit: "day" | "week" | "month" | "year",
  weekStartsOn: number,
): number {
  const date = new Date(instant + offsetAt(zone, instant));
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case "day":
      return instantOf(zone, Date.UTC(year, month, day));
    case "week":
      return instantOf(
        zone,
        Date.UTC(year, month, day - ((date.getUTCDay() + 7 - weekStartsOn) % 7)),
      );
    case "month":
      return instantOf(zone, Date.UTC(year, month, 1));
    case "year":
      return instantOf(zone, Date.UTC(year, 0, 1));
  }
}
