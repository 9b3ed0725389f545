import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, startOfPeriod } from "../../src/time/calendar.ts";
import { formatDay, parseDay } from "../../src/time/day.ts";
import { openZone } from "../../src/time/zone.ts";

const UTC = openZone("UTC");
const day = (text: string) => parseDay(text, UTC, []);
const anyDay = fc.integer({ min: day("1900-01-01"), max: day("2100-12-31") });

/** Year, month from 1, day of month. */
function civil(value: number): [number, number, number] {
  const [year, month, date] = formatDay(value).split("-").map(Number);
  return [year, month, date];
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

describe("addMonths", () => {
  it.each([
    ["2024-01-31", 1, "2024-02-29"],
    ["2023-01-31", 1, "2023-02-28"],
    ["2024-01-31", 2, "2024-03-31"],
    ["2024-01-31", 3, "2024-04-30"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["1896-02-29", 48, "1900-02-28"],
    ["2024-03-31", -1, "2024-02-29"],
    ["2024-01-15", -13, "2022-12-15"],
    ["2024-01-15", 0, "2024-01-15"],
    ["0099-12-31", 1, "0100-01-31"],
    ["0000-01-31", 1, "0000-02-29"],
  ])("%s and %d months is %s", (anchor, months, expected) => {
    expect(formatDay(addMonths(day(anchor), months))).toBe(expected);
  });

  it("lands in the month so many on, on the anchor's day or the month's last", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (anchor, months) => {
        const [year, month, date] = civil(anchor);
        const [toYear, toMonth, toDate] = civil(addMonths(anchor, months));
        expect(toYear * 12 + toMonth).toBe(year * 12 + month + months);
        expect(toDate).toBe(Math.min(date, monthLength(toYear, toMonth)));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [Number.NaN, 1, "day"],
    [0.5, 1, "day"],
    [3e6, 1, "day"],
    [0, 0.5, "months"],
    [0, Number.NaN, "months"],
    [0, Number.POSITIVE_INFINITY, "months"],
    [0, 120_001, "months"],
  ])("refuses %d and %d by its %s", (anchor, months, name) => {
    expect(() => addMonths(anchor, months)).toThrow(
      expect.objectContaining({ name: "InputError", path: [name] }),
    );
  });

  it("refuses to leave the years that can be written", () => {
    expect(() => addMonths(day("9999-12-31"), 1)).toThrow(
      expect.objectContaining({ name: "InputError", code: "out_of_range" }),
    );
    expect(() => addMonths(day("0000-01-01"), -1)).toThrow(
      expect.objectContaining({ name: "InputError", code: "out_of_range" }),
    );
  });
});

describe("startOfPeriod", () => {
  it.each([
    ["week", "2026-02-01", "2026-01-26"],
    ["week", "2026-01-26", "2026-01-26"],
    ["month", "2026-01-31", "2026-01-01"],
    ["quarter", "2026-03-31", "2026-01-01"],
    ["quarter", "2026-12-31", "2026-10-01"],
    ["year", "2024-12-31", "2024-01-01"],
    ["year", "0050-06-15", "0050-01-01"],
  ] as const)("the %s of %s starts on %s", (period, date, expected) => {
    expect(formatDay(startOfPeriod(day(date), period))).toBe(expected);
  });

  it("months, quarters and years start on their first day", () => {
    fc.assert(
      fc.property(anyDay, (value) => {
        const [year, month] = civil(value);
        expect(civil(startOfPeriod(value, "month"))).toEqual([year, month, 1]);
        expect(civil(startOfPeriod(value, "quarter"))).toEqual([
          year,
          month - ((month - 1) % 3),
          1,
        ]);
        expect(civil(startOfPeriod(value, "year"))).toEqual([year, 1, 1]);
      }),
      { numRuns: 1000 },
    );
  });

  it("weeks start on the weekday asked for, less than a week back", () => {
    const weekday = fc.constantFrom(0, 1, 2, 3, 4, 5, 6);
    fc.assert(
      fc.property(anyDay, weekday, (value, weekStartsOn) => {
        const start = startOfPeriod(value, "week", { weekStartsOn });
        expect(new Date(start * 86_400_000).getUTCDay()).toBe(weekStartsOn);
        expect(value - start).toBeGreaterThanOrEqual(0);
        expect(value - start).toBeLessThan(7);
      }),
    );
  });

  it.each([
    [[Number.NaN, "month"], "day"],
    [[0, "fortnight"], "period"],
    [[0, "week", { weekStartsOn: 7 }], "weekStartsOn"],
    [[0, "week", { weekStartsOn: 1.5 }], "weekStartsOn"],
  ])("refuses %o by its %s", (args, name) => {
    expect(() => Reflect.apply(startOfPeriod, null, args)).toThrow(
      expect.objectContaining({ name: "InputError", path: [name] }),
    );
  });

  it("refuses a week that starts before the year 0000", () => {
    expect(() => startOfPeriod(day("0000-01-01"), "week")).toThrow(
      expect.objectContaining({ code: "out_of_range" }),
    );
  });
});
