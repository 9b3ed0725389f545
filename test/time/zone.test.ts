import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDay } from "../../src/time/day.ts";
import { openZone } from "../../src/time/zone.ts";
import { openWallClock } from "./wall-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(1900, 0, 1);
const TO = Date.UTC(2100, 0, 1);

const ZONES = [
  "UTC",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Africa/Monrovia",
  "America/Havana",
  "America/Los_Angeles",
  "America/New_York",
  "America/Recife",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Asia/Gaza",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Tehran",
  "Asia/Tokyo",
  "Australia/Lord_Howe",
  "Europe/Amsterdam",
  "Europe/Berlin",
  "Europe/Dublin",
  "Europe/London",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Kwajalein",
];

const instants = fc.integer({ min: FROM, max: TO });
const dayNamed = (text: string) => parseDay(text, openZone("UTC"), []);
const startOf = (timeZone: string, date: string) =>
  new Date(openZone(timeZone).startOfDay(dayNamed(date))).toISOString();

describe("offsetAt and dayOf", () => {
  it.each(ZONES)("agree with the runtime's wall clock, 1900 to 2100: %s", (timeZone) => {
    const zone = openZone(timeZone);
    const clock = openWallClock(timeZone);
    fc.assert(
      fc.property(instants, (instant) => {
        expect(zone.offsetAt(instant)).toBe(clock.localMs(instant) - instant);
        expect(zone.dayOf(instant)).toBe(clock.day(instant));
      }),
      { numRuns: 600 },
    );
  });

  it("agree with it in every zone of the runtime", () => {
    const random = fc.sample(instants, 25);
    for (const timeZone of Intl.supportedValuesOf("timeZone")) {
      const zone = openZone(timeZone);
      const clock = openWallClock(timeZone);
      for (const instant of random) {
        expect([timeZone, instant, zone.offsetAt(instant)]).toEqual([
          timeZone,
          instant,
          clock.localMs(instant) - instant,
        ]);
      }
    }
  });

  // The shortest stays at one offset on record.
  it.each([
    ["America/Recife", "2000-10-01", 30],
    ["America/Boa_Vista", "2000-10-01", 30],
    ["Africa/Tunis", "1943-03-25", 40],
    ["Europe/Simferopol", "1944-04-01", 20],
    ["Europe/Riga", "1944-09-25", 30],
    ["Europe/Vienna", "1945-03-25", 30],
    ["Africa/Cairo", "2010-08-01", 70],
    ["America/Argentina/San_Luis", "2008-01-10", 20],
  ])("keep up with quick changes: %s from %s", (timeZone, date, days) => {
    const zone = openZone(timeZone);
    const clock = openWallClock(timeZone);
    const start = dayNamed(date) * DAY;
    const offsets = new Set<number>();
    for (let instant = start; instant < start + days * DAY; instant += HOUR / 2) {
      offsets.add(zone.offsetAt(instant));
      expect(zone.offsetAt(instant)).toBe(clock.localMs(instant) - instant);
    }
    expect(offsets.size).toBeGreaterThan(1);
  });

  it("hold when asked backwards", () => {
    const zone = openZone("Europe/Madrid");
    const clock = openWallClock("Europe/Madrid");
    for (let instant = Date.UTC(2021, 0, 1); instant > Date.UTC(2015, 0, 1); instant -= DAY) {
      expect(zone.offsetAt(instant)).toBe(clock.localMs(instant) - instant);
    }
  });

  it("change on the very millisecond", () => {
    const berlin = openZone("Europe/Berlin");
    const spring = Date.UTC(2024, 2, 31, 1);
    const autumn = Date.UTC(2024, 9, 27, 1);
    expect([spring - 1, spring, autumn - 1, autumn].map(berlin.offsetAt)).toEqual([
      HOUR,
      2 * HOUR,
      2 * HOUR,
      HOUR,
    ]);
    expect(berlin.offsetAt(spring - 0.5)).toBe(HOUR);
  });

  it("keep the sign of an offset of less than an hour behind UTC", () => {
    // Monrovia kept -0:44:30 until 1972-01-07.
    expect(openZone("Africa/Monrovia").offsetAt(0)).toBe(-44.5 * 60_000);
    expect(openZone("Africa/Monrovia").dayOf(0)).toBe(-1);
  });

  it("hold over spans far longer than the table remembers at once", () => {
    const zone = openZone("America/New_York");
    const clock = openWallClock("America/New_York");
    for (const year of [1600, 2026, 3000, 1780, 2305, 2026, 9000, 1970]) {
      const instant = Date.UTC(year, 6, 4, 2);
      expect(zone.dayOf(instant)).toBe(clock.day(instant));
    }
  });

  it("hold at both ends of what a Date can hold", () => {
    for (const timeZone of ["UTC", "Asia/Tokyo", "America/New_York"]) {
      const zone = openZone(timeZone);
      expect(zone.dayOf(8.64e15)).toBe(timeZone === "America/New_York" ? 99_999_999 : 1e8);
      expect(Math.abs(zone.dayOf(-8.64e15) + 1e8)).toBeLessThanOrEqual(1);
      expect(zone.startOfDay(99_999_999)).toBe(99_999_999 * DAY - zone.offsetAt(8.64e15));
    }
  });
});

describe("daysOf", () => {
  it.each(["UTC", "Europe/Berlin", "Pacific/Apia"])("is dayOf of each: %s", (timeZone) => {
    const random = Float64Array.from(fc.sample(instants, 3000));
    const days = new Int32Array(random.length);
    openZone(timeZone).daysOf(random, days);
    const clock = openWallClock(timeZone);
    expect([...days]).toEqual([...random].map((instant) => clock.day(instant)));
  });

  it.each(["UTC", "Europe/Berlin"])("wants room for all: %s", (timeZone) => {
    const tooShort = () => openZone(timeZone).daysOf(new Float64Array(3), new Int32Array(2));
    expect(tooShort).toThrow(expect.objectContaining({ path: ["out", "length"] }));
  });
});

describe("startOfDay", () => {
  it.each(ZONES)("is the first instant of its day: %s", (timeZone) => {
    const zone = openZone(timeZone);
    const clock = openWallClock(timeZone);
    fc.assert(
      fc.property(
        fc.integer({ min: FROM / DAY, max: TO / DAY }),
        fc.integer({ min: 2, max: 30 * HOUR }),
        (day, earlier) => {
          const start = zone.startOfDay(day);
          expect(clock.day(start)).toBeGreaterThanOrEqual(day);
          expect(clock.day(start - 1)).toBeLessThan(day);
          expect(clock.day(start - earlier)).toBeLessThan(day);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ["UTC", "2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["Europe/Berlin", "2024-03-31", "2024-03-30T23:00:00.000Z"],
    ["Europe/Berlin", "2024-04-01", "2024-03-31T22:00:00.000Z"],
    // Midnight does not exist: clocks went from 24:00 to 01:00.
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"],
    ["Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00.000Z"],
    ["Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00.000Z"],
    ["America/Havana", "2024-03-10", "2024-03-10T05:00:00.000Z"],
    // Midnight occurs twice: clocks went from 01:00, or from 00:01, back over it.
    ["America/Havana", "2024-11-03", "2024-11-03T04:00:00.000Z"],
    ["America/St_Johns", "2005-10-30", "2005-10-30T02:30:00.000Z"],
    // The day does not exist: Samoa went from the 29th to the 31st.
    ["Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00.000Z"],
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z"],
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"],
    ["Pacific/Apia", "2012-01-01", "2011-12-31T10:00:00.000Z"],
    ["Pacific/Kwajalein", "1993-08-21", "1993-08-21T12:00:00.000Z"],
  ])("%s %s", (timeZone, date, expected) => {
    expect(startOf(timeZone, date)).toBe(expected);
  });

  it.each(["UTC", "Europe/Berlin"])(
    "wants a whole day within the range of Date: %s",
    (timeZone) => {
      const zone = openZone(timeZone);
      for (const day of [Number.NaN, Number.POSITIVE_INFINITY, 0.5, 1e8, -1e8]) {
        expect(() => zone.startOfDay(day)).toThrow(expect.objectContaining({ path: ["day"] }));
      }
    },
  );
});

describe("openZone", () => {
  it("keeps the name", () => {
    expect(openZone("Asia/Kolkata").name).toBe("Asia/Kolkata");
    expect(openZone("UTC").name).toBe("UTC");
  });

  it.each(["", "Mars/Olympus", "constructor", "toString", "__proto__", "x+05", "+02:00", "GMT+2h"])(
    "refuses %o",
    (name) => {
      expect(() => openZone(name)).toThrow(
        expect.objectContaining({
          name: "InputError",
          code: "unknown_time_zone",
          path: ["timeZone"],
        }),
      );
    },
  );

  it("refuses a bare offset also where the runtime knows it", () => {
    const { DateTimeFormat } = Intl;
    Intl.DateTimeFormat = new Proxy(DateTimeFormat, { construct: () => new DateTimeFormat() });
    try {
      expect(() => openZone("-07:00")).toThrow(expect.objectContaining({ path: ["timeZone"] }));
    } finally {
      Intl.DateTimeFormat = DateTimeFormat;
    }
  });

  it.each([undefined, null, 2, {}])("refuses what is no string: %o", (name) => {
    const untyped: (value: unknown) => unknown = (value) => Reflect.apply(openZone, null, [value]);
    expect(() => untyped(name)).toThrow(expect.objectContaining({ code: "unknown_time_zone" }));
  });
});
