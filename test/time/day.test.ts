import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDay, parseDay } from "../../src/time/day.ts";
import { openZone } from "../../src/time/zone.ts";

const UTC = openZone("UTC");
const TOKYO = openZone("Asia/Tokyo");
const FIRST_DAY = -719_528;
const LAST_DAY = 2_932_896;

describe("parseDay", () => {
  it.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2000-01-01", 10_957],
    ["0000-01-01", FIRST_DAY],
    ["9999-12-31", LAST_DAY],
  ])("counts %s as %d", (date, day) => {
    expect(parseDay(date, UTC, [])).toBe(day);
    expect(formatDay(day)).toBe(date);
  });

  it("takes a date by its name, in whatever zone, there or not", () => {
    for (const zone of ["UTC", "Asia/Tokyo", "Pacific/Apia"]) {
      expect(parseDay("2011-12-30", openZone(zone), [])).toBe(15_338);
    }
  });

  it("takes an instant by the local day that holds it", () => {
    expect(parseDay("2026-01-31T15:00:00Z", TOKYO, [])).toBe(parseDay("2026-02-01", UTC, []));
    expect(parseDay("2026-01-31T14:59:59.999Z", TOKYO, [])).toBe(parseDay("2026-01-31", UTC, []));
    expect(parseDay(new Date(0), openZone("America/New_York"), [])).toBe(-1);
    expect(parseDay(0, UTC, [])).toBe(0);
  });

  it.each([
    ["2023-02-29", "invalid_time"],
    ["yesterday!", "invalid_time"],
    ["", "invalid_time"],
    [Number.NaN, "invalid_time"],
    ["2026-01-31T10:00", "missing_offset"],
  ])("refuses %o as %s", (input, code) => {
    expect(() => parseDay(input, TOKYO, ["asOf"])).toThrow(
      expect.objectContaining({ name: "InputError", code, path: ["asOf"] }),
    );
  });
});

describe("formatDay", () => {
  it("names the days one by one, as Date does", () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_DAY, max: LAST_DAY }), (day) => {
        expect(formatDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
        expect(parseDay(formatDay(day), UTC, [])).toBe(day);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [FIRST_DAY - 1, "out_of_range"],
    [LAST_DAY + 1, "out_of_range"],
    [0.5, "out_of_range"],
    [Number.NaN, "non_finite_value"],
  ])("refuses %d as %s", (day, code) => {
    expect(() => formatDay(day)).toThrow(expect.objectContaining({ name: "InputError", code }));
  });
});
