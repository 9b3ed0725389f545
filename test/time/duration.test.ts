import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { addMonths } from "date-fns/addMonths";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOfDay, monthsLater } from "../../src/time/date-fields.ts";
import { formatDay } from "../../src/time/day.ts";
import {
  addDuration,
  addYears,
  instantOfLocal,
  type LeapDay,
  parseDuration,
  startOfNext,
} from "../../src/time/duration.ts";
import { openZone } from "../../src/time/zone.ts";
import { openWallClock } from "./wall-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = [
  "UTC",
  "Africa/Cairo",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
];

const anyInstant = fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2037, 0, 1) });
const iso = (epochMs: number) => new Date(epochMs).toISOString();
const later = (from: string, duration: string, zone: string, times?: number) =>
  iso(addDuration(Date.parse(from), parseDuration(duration, []), openZone(zone), times));

/**
 * The instants at which a clock shows a local time, found by asking the runtime at every offset
 * that any zone has been at (they are multiples of a quarter of an hour since 1973).
 */
function instantsShowing(localMs: number, clock: { localMs(epochMs: number): number }): number[] {
  const found = [];
  for (let offset = 15 * HOUR; offset >= -15 * HOUR; offset -= HOUR / 4) {
    if (clock.localMs(localMs - offset) === localMs) found.push(localMs - offset);
  }
  return found;
}

describe("parseDuration", () => {
  it.each([
    ["P1Y", 12, 0, 0],
    ["P12M", 12, 0, 0],
    ["P30D", 0, 30, 0],
    ["P2W", 0, 14, 0],
    ["PT30M", 0, 0, 30 * 60_000],
    ["P1Y2M3W4DT5H6M7S", 14, 25, 5 * HOUR + 6 * 60_000 + 7000],
    ["P0D", 0, 0, 0],
    ["P010000Y", 120_000, 0, 0],
  ])("%s", (text, months, days, ms) => {
    expect(parseDuration(text, [])).toEqual({ text, months, days, ms });
  });

  it.each([
    ...["", "P", "PT", "P1", "1D", "P1DT", "P-1D", "-P1D", "P1.5D", "P1,5D", "p1d", "P1H", "PT1D"],
    ...["P1M1Y", " P1D", "P1D\n", "P1D ", "P10001Y", "P9999999999999999999D", "P١D"],
    ...[`P${"0".repeat(1000)}1D`, "__proto__", 30, null, undefined, {}, ["P1D"], Number.NaN],
  ])("refuses %o", (value) => {
    expect(() => parseDuration(value, ["currencies", "points", "life"])).toThrow(
      expect.objectContaining({
        name: "InputError",
        code: "invalid_duration",
        path: ["currencies", "points", "life"],
      }),
    );
  });
});

describe("dates", () => {
  it("are those of the runtime, on each day of the years 0000 to 9999", () => {
    for (let day = -719_528; day <= 2_932_896; day++) {
      const { year, month, dayOfMonth } = dateOfDay(day);
      const date = new Date(day * DAY);
      const same =
        year === date.getUTCFullYear() &&
        month === date.getUTCMonth() + 1 &&
        dayOfMonth === date.getUTCDate();
      if (!same) expect([day, year, month, dayOfMonth]).toEqual(date);
    }
  });

  it("move by months as date-fns moves them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40_000, max: 80_000 }),
        fc.integer({ min: -600, max: 600 }),
        (day, months) => {
          const expected = addMonths(new TZDate(day * DAY, "UTC"), months);
          expect(formatDay(monthsLater(day, months))).toBe(expected.toISOString().slice(0, 10));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("addDuration", () => {
  it("plays scenario C01: months are cut to the month's end, and lots live to the day's end", () => {
    const from = Date.parse("2026-01-31T15:00:00Z");
    const zone = openZone("UTC");
    const exact = addDuration(from, parseDuration("P1M", []), zone);
    expect(iso(exact)).toBe("2026-02-28T15:00:00.000Z");
    expect(iso(startOfNext(exact, "day", zone))).toBe("2026-03-01T00:00:00.000Z");
  });

  it("plays scenario C09: periods are counted from the anchor, not chained", () => {
    const noon = "T12:00:00.000Z";
    const years = [1, 2, 4].map((times) => later(`2024-02-29${noon}`, "P1Y", "UTC", times));
    expect(years).toEqual([`2025-02-28${noon}`, `2026-02-28${noon}`, `2028-02-29${noon}`]);
    const months = [1, 2, 3].map((times) => later(`2026-01-31${noon}`, "P1M", "UTC", times));
    expect(months).toEqual([`2026-02-28${noon}`, `2026-03-31${noon}`, `2026-04-30${noon}`]);
  });

  it.each([
    // Clocks skip an hour: what would fall into it moves on by an hour.
    ["Europe/Berlin", "2024-03-30T01:30:00Z", "P1D", "2024-03-31T01:30:00.000Z"],
    ["America/New_York", "2024-02-10T07:30:00Z", "P1M", "2024-03-10T07:30:00.000Z"],
    // Clocks show an hour twice: the first of the two.
    ["Europe/Berlin", "2024-10-26T00:30:00Z", "P1D", "2024-10-27T00:30:00.000Z"],
    ["America/New_York", "2024-10-03T05:30:00Z", "P1M", "2024-11-03T05:30:00.000Z"],
    // A day of 23 hours, and 24 hours over it.
    ["Europe/Berlin", "2024-03-30T12:00:00Z", "P1D", "2024-03-31T11:00:00.000Z"],
    ["Europe/Berlin", "2024-03-30T12:00:00Z", "PT24H", "2024-03-31T12:00:00.000Z"],
    // Half an hour of summer time: 02:15 is skipped on 2024-10-06, 01:45 comes twice on 2024-04-07.
    ["Australia/Lord_Howe", "2024-10-04T15:45:00Z", "P1D", "2024-10-05T15:45:00.000Z"],
    ["Australia/Lord_Howe", "2024-04-05T14:45:00Z", "P1D", "2024-04-06T14:45:00.000Z"],
    // 2011-12-30 is left out altogether: a gap of a day.
    ["Pacific/Apia", "2011-12-29T22:00:00Z", "P1D", "2011-12-30T22:00:00.000Z"],
    ["Pacific/Apia", "2011-12-29T22:00:00Z", "P2D", "2011-12-30T22:00:00.000Z"],
    // The calendar's part first, then the elapsed part.
    ["Europe/Berlin", "2024-03-30T01:30:00Z", "P1DT1H", "2024-03-31T02:30:00.000Z"],
    // Months before days: 31 January and a month is 29 February, and a day is 1 March.
    ["UTC", "2024-01-31T00:00:00Z", "P1M1D", "2024-03-01T00:00:00.000Z"],
    ["UTC", "1969-12-31T23:59:59.999Z", "P1D", "1970-01-01T23:59:59.999Z"],
  ])("%s %s + %s", (zone, from, duration, expected) => {
    expect(later(from, duration, zone)).toBe(expected);
  });

  it("leaves the second of two equal local times alone where nothing is added", () => {
    const second = "2024-10-27T01:30:00.000Z";
    expect(later(second, "P1D", "Europe/Berlin", 0)).toBe(second);
    expect(later(second, "PT0S", "Europe/Berlin")).toBe(second);
  });

  it("counts back too", () => {
    expect(later("2024-03-31T12:00:00Z", "P1M", "UTC", -1)).toBe("2024-02-29T12:00:00.000Z");
    expect(later("2024-03-31T12:00:00Z", "PT1H", "UTC", -2)).toBe("2024-03-31T10:00:00.000Z");
  });

  it.each(ZONES)("goes where the wall clock goes: %s", (timeZone) => {
    const zone = openZone(timeZone);
    const clock = openWallClock(timeZone);
    const parts = fc.record({
      from: anyInstant.map((instant) => instant - (instant % (HOUR / 4))),
      months: fc.integer({ min: 0, max: 30 }),
      days: fc.integer({ min: 0, max: 400 }),
      minutes: fc.integer({ min: 0, max: 3000 }),
      times: fc.constantFrom(-2, -1, 1, 2),
    });
    fc.assert(
      fc.property(parts, ({ from, months, days, minutes, times }) => {
        fc.pre(months + days > 0);
        const duration = parseDuration(`P${months}M${days}DT${minutes}M`, []);
        const moved = addMonths(new TZDate(clock.localMs(from), "UTC"), months * times);
        const local = addDays(moved, days * times).getTime();
        const shown = instantsShowing(local, clock);
        // In a gap: past it by as much as the local time lies past its start.
        let before = local - 30 * HOUR;
        for (let step = 16 * HOUR; step >= 1; step = Math.floor(step / 2)) {
          while (clock.localMs(before + step) < local) before += step;
        }
        const expected = shown[0] ?? before + local - clock.localMs(before);
        const actual = addDuration(from, duration, zone, times) - minutes * 60_000 * times;
        expect(iso(actual)).toBe(iso(expected));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ["P9000Y", 1],
    ["P1D", 1e9],
    ["P1M", -1e9],
    ["PT1H", 1e15],
    ["P1D", Number.NaN],
    ["P1M", Number.POSITIVE_INFINITY],
    ["PT1S", Number.NaN],
  ])("refuses what leaves the years 0000 to 9999: %s times %d", (duration, times) => {
    expect(() => later("2026-01-31T00:00:00Z", duration, "Europe/Berlin", times)).toThrow(
      expect.objectContaining({ name: "InputError" }),
    );
  });
});

describe("addYears", () => {
  it.each<[LeapDay, number, string]>([
    ["feb28", 1, "2025-02-28T23:30:00.000Z"],
    ["mar1", 1, "2025-03-01T23:30:00.000Z"],
    ["feb28", 4, "2028-02-29T23:30:00.000Z"],
    ["mar1", 4, "2028-02-29T23:30:00.000Z"],
    ["mar1", -1, "2023-03-01T23:30:00.000Z"],
    ["mar1", 76, "2100-03-01T23:30:00.000Z"],
  ])("29 February by %s, %d years on", (leapDay, years, expected) => {
    const from = Date.parse("2024-02-29T23:30:00Z");
    expect(iso(addYears(from, years, openZone("UTC"), leapDay))).toBe(expected);
  });

  it("looks at the local date", () => {
    // 00:30 on 29 February in Berlin, the 28th in UTC.
    const from = Date.parse("2024-02-28T23:30:00Z");
    const berlin = openZone("Europe/Berlin");
    expect(iso(addYears(from, 1, berlin, "feb28"))).toBe("2025-02-27T23:30:00.000Z");
    expect(iso(addYears(from, 1, berlin, "mar1"))).toBe("2025-02-28T23:30:00.000Z");
    expect(iso(addYears(from, 1, openZone("UTC"), "mar1"))).toBe("2025-02-28T23:30:00.000Z");
  });

  it("is so many times twelve months on any other day", () => {
    const year = parseDuration("P1Y", []);
    const berlin = openZone("Europe/Berlin");
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -20, max: 60 }), (from, years) => {
        expect(addYears(from, years, berlin, "feb28")).toBe(addDuration(from, year, berlin, years));
      }),
    );
  });
});

describe("instantOfLocal", () => {
  it.each(["Pacific/Apia", "Europe/Berlin", "Australia/Lord_Howe"])("%s", (timeZone) => {
    const zone = openZone(timeZone);
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const local = instant + zone.offsetAt(instant);
        const day = Math.floor(local / DAY);
        const found = instantOfLocal(day, local - day * DAY, zone);
        expect(found).toBeLessThanOrEqual(instant);
        expect(found + zone.offsetAt(found)).toBe(local);
      }),
      { numRuns: 300 },
    );
  });
});
