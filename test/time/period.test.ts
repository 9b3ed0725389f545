import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { addMonths } from "date-fns/addMonths";
import { addQuarters } from "date-fns/addQuarters";
import { addWeeks } from "date-fns/addWeeks";
import { addYears } from "date-fns/addYears";
import { startOfDay } from "date-fns/startOfDay";
import { startOfMonth } from "date-fns/startOfMonth";
import { startOfQuarter } from "date-fns/startOfQuarter";
import { startOfWeek } from "date-fns/startOfWeek";
import { startOfYear } from "date-fns/startOfYear";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PeriodUnit, periodKey, startOf, startOfNext } from "../../src/time/duration.ts";
import type { WeekStart } from "../../src/time/week-start.ts";
import { openZone } from "../../src/time/zone.ts";
import { openWallClock } from "./wall-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UNITS: readonly PeriodUnit[] = ["day", "week", "month", "quarter", "year"];
const ZONES = [
  "UTC",
  "Africa/Cairo",
  "America/Havana",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
];

const anyInstant = fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2037, 0, 1) });
const anyWeekStart = fc.constantFrom<WeekStart>(0, 1, 2, 3, 4, 5, 6);
const iso = (epochMs: number) => new Date(epochMs).toISOString();

/** First day of the period of a local day and of the next one, by date-fns, in UTC. */
function byDateFns(localDay: number, unit: PeriodUnit, weekStartsOn: WeekStart): [Date, Date] {
  const date = new TZDate(localDay * DAY, "UTC");
  switch (unit) {
    case "day":
      return [startOfDay(date), addDays(startOfDay(date), 1)];
    case "week": {
      const start = startOfWeek(date, { weekStartsOn });
      return [start, addWeeks(start, 1)];
    }
    case "month":
      return [startOfMonth(date), addMonths(startOfMonth(date), 1)];
    case "quarter":
      return [startOfQuarter(date), addQuarters(startOfQuarter(date), 1)];
    case "year":
      return [startOfYear(date), addYears(startOfYear(date), 1)];
  }
}

/** The first instant at which a clock shows this day or a later one: every quarter is looked at. */
function firstInstantOf(day: number, clock: { day(epochMs: number): number }): number {
  for (let instant = day * DAY - 16 * HOUR; ; instant += HOUR / 4) {
    if (clock.day(instant) < day) continue;
    // Some clocks of the last century changed one minute past midnight.
    for (let minute = instant - HOUR / 4 + 60_000; ; minute += 60_000) {
      if (clock.day(minute) >= day) return minute;
    }
  }
}

/** The last day that has begun: a clock that is set back over midnight does not close it again. */
function lastDayBegun(epochMs: number, clock: { day(epochMs: number): number }): number {
  const shown = clock.day(epochMs);
  return firstInstantOf(shown + 1, clock) > epochMs ? shown : shown + 1;
}

describe("startOf, startOfNext and periodKey", () => {
  it("play scenario C04: the zone decides the month", () => {
    const earned = Date.parse("2026-02-28T23:30:00Z");
    expect(iso(startOfNext(earned, "month", openZone("Europe/Berlin")))).toBe(
      "2026-03-31T22:00:00.000Z",
    );
    expect(iso(startOfNext(earned, "month", openZone("UTC")))).toBe("2026-03-01T00:00:00.000Z");
  });

  it("let an instant on a boundary open its period", () => {
    const utc = openZone("UTC");
    const boundary = Date.parse("2026-01-01T00:00:00Z");
    for (const unit of ["day", "month", "quarter", "year"] as const) {
      expect(startOf(boundary, unit, utc)).toBe(boundary);
      expect(startOf(boundary - 1, unit, utc)).toBeLessThan(boundary);
      expect(startOfNext(boundary - 1, unit, utc)).toBe(boundary);
      expect(startOfNext(boundary, unit, utc)).toBeGreaterThan(boundary);
      expect(periodKey(boundary, unit, utc)).toBe("2026-01-01");
    }
  });

  it.each<[string, PeriodUnit, string, string, string, string]>([
    // Midnight is skipped: the day starts at 01:00.
    [
      "America/Sao_Paulo",
      "day",
      "2018-11-04T12:00:00Z",
      "2018-11-04",
      "2018-11-04T03:00:00.000Z",
      "2018-11-05T02:00:00.000Z",
    ],
    // Midnight comes twice: the day starts with the first.
    [
      "America/Havana",
      "day",
      "2024-11-03T05:30:00Z",
      "2024-11-03",
      "2024-11-03T04:00:00.000Z",
      "2024-11-04T05:00:00.000Z",
    ],
    // Clocks went from 00:01 back to 23:01: the new day has begun, and stays.
    [
      "America/St_Johns",
      "day",
      "2005-10-30T03:00:00Z",
      "2005-10-30",
      "2005-10-30T02:30:00.000Z",
      "2005-10-31T03:30:00.000Z",
    ],
    // 2011-12-30 is left out.
    [
      "Pacific/Apia",
      "day",
      "2011-12-30T09:59:59.999Z",
      "2011-12-29",
      "2011-12-29T10:00:00.000Z",
      "2011-12-30T10:00:00.000Z",
    ],
    [
      "Pacific/Apia",
      "day",
      "2011-12-30T10:00:00Z",
      "2011-12-31",
      "2011-12-30T10:00:00.000Z",
      "2011-12-31T10:00:00.000Z",
    ],
    [
      "Pacific/Apia",
      "year",
      "2011-12-30T10:00:00Z",
      "2011-01-01",
      "2011-01-01T10:00:00.000Z",
      "2011-12-31T10:00:00.000Z",
    ],
    [
      "UTC",
      "week",
      "2026-01-01T00:00:00Z",
      "2025-12-29",
      "2025-12-29T00:00:00.000Z",
      "2026-01-05T00:00:00.000Z",
    ],
    [
      "UTC",
      "quarter",
      "2024-02-29T23:59:59.999Z",
      "2024-01-01",
      "2024-01-01T00:00:00.000Z",
      "2024-04-01T00:00:00.000Z",
    ],
    [
      "UTC",
      "year",
      "0000-02-29T00:00:00Z",
      "0000-01-01",
      "0000-01-01T00:00:00.000Z",
      "0001-01-01T00:00:00.000Z",
    ],
  ])("%s, %s of %s: %s", (timeZone, unit, instant, key, start, next) => {
    const zone = openZone(timeZone);
    const epochMs = Date.parse(instant);
    expect(periodKey(epochMs, unit, zone)).toBe(key);
    expect(iso(startOf(epochMs, unit, zone))).toBe(start);
    expect(iso(startOfNext(epochMs, unit, zone))).toBe(next);
  });

  it.each(ZONES)("cut time without a gap: %s", (timeZone) => {
    const zone = openZone(timeZone);
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...UNITS), anyWeekStart, (at, unit, weekStart) => {
        const start = startOf(at, unit, zone, weekStart);
        const next = startOfNext(at, unit, zone, weekStart);
        expect(start).toBeLessThanOrEqual(at);
        expect(next).toBeGreaterThan(at);
        expect(startOf(start, unit, zone, weekStart)).toBe(start);
        expect(startOf(next - 1, unit, zone, weekStart)).toBe(start);
        expect(startOf(next, unit, zone, weekStart)).toBe(next);
        const key = periodKey(at, unit, zone, weekStart);
        expect(periodKey(next - 1, unit, zone, weekStart)).toBe(key);
        expect(periodKey(next, unit, zone, weekStart) > key).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each(ZONES)("agree with date-fns on a clock read from the runtime: %s", (timeZone) => {
    const zone = openZone(timeZone);
    const clock = openWallClock(timeZone);
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...UNITS), anyWeekStart, (at, unit, weekStart) => {
        const [first, next] = byDateFns(lastDayBegun(at, clock), unit, weekStart);
        expect(periodKey(at, unit, zone, weekStart)).toBe(first.toISOString().slice(0, 10));
        expect(iso(startOf(at, unit, zone, weekStart))).toBe(
          iso(firstInstantOf(first.getTime() / DAY, clock)),
        );
        expect(iso(startOfNext(at, unit, zone, weekStart))).toBe(
          iso(firstInstantOf(next.getTime() / DAY, clock)),
        );
      }),
      // A night on which St. John's clock went from 00:01 back to 23:01.
      { numRuns: 60, examples: [[Date.UTC(1994, 9, 30, 2, 31), "day", 0]] },
    );
  });

  it("refuse a unit that they do not know, and what is no instant", () => {
    const utc = openZone("UTC");
    const untyped: (...values: unknown[]) => unknown = (...values) =>
      Reflect.apply(startOfNext, null, values);
    expect(() => untyped(0, "decade", utc)).toThrow(
      expect.objectContaining({ code: "invalid_option", path: ["unit"] }),
    );
    for (const at of [Number.NaN, 1e308, 253_402_300_800_000]) {
      expect(() => startOfNext(at, "day", utc)).toThrow(
        expect.objectContaining({ name: "InputError" }),
      );
    }
  });
});
