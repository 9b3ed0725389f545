import { runInNewContext } from "node:vm";
import { parseISO } from "date-fns/parseISO";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimeInput } from "../../src/core/time-input.ts";
import { formatInstant, parseInstant, writeInstant } from "../../src/time/instant.ts";
import { openZone } from "../../src/time/zone.ts";

const UTC = openZone("UTC");
const BERLIN = openZone("Europe/Berlin");
const FIRST = Date.parse("0000-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

const parse = (input: TimeInput) => parseInstant(input, UTC, ["at"]);
const isoOf = (input: TimeInput) => new Date(parse(input)).toISOString();

/** The code of the InputError at `at` that parsing throws, or what it answers. */
function outcome(input: unknown): unknown {
  try {
    return Reflect.apply(parseInstant, null, [input, UTC, ["at"]]);
  } catch (error) {
    expect(error).toMatchObject({ name: "InputError", path: ["at"] });
    return error instanceof Error && "code" in error ? error.code : error;
  }
}

describe("parseInstant", () => {
  it.each([
    ["2026-01-31T10:20:30.456Z", "2026-01-31T10:20:30.456Z"],
    ["2026-01-31T10:20:30Z", "2026-01-31T10:20:30.000Z"],
    ["2026-01-31T10:20Z", "2026-01-31T10:20:00.000Z"],
    ["2026-01-31t10:20:30z", "2026-01-31T10:20:30.000Z"],
    ["2026-01-31 10:20:30+00", "2026-01-31T10:20:30.000Z"],
    ["2026-01-31T10:20:30+02:00", "2026-01-31T08:20:30.000Z"],
    ["2026-01-31T10:20:30-0530", "2026-01-31T15:50:30.000Z"],
    ["2026-01-31T10:20-03", "2026-01-31T13:20:00.000Z"],
    ["2026-01-31T00:00:00+14:00", "2026-01-30T10:00:00.000Z"],
    ["2026-01-31T10:20:30.4Z", "2026-01-31T10:20:30.400Z"],
    ["2026-01-31T10:20:30.45Z", "2026-01-31T10:20:30.450Z"],
    ["2026-01-31T10:20:30.456999999Z", "2026-01-31T10:20:30.456Z"],
    ["1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"],
    ["2026-01-31T24:00:00Z", "2026-02-01T00:00:00.000Z"],
    ["2024-02-29T00:00Z", "2024-02-29T00:00:00.000Z"],
    ["2000-02-29", "2000-02-29T00:00:00.000Z"],
    ["0000-02-29", "0000-02-29T00:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ])("reads %s", (text, expected) => {
    expect(isoOf(text)).toBe(expected);
  });

  it("takes a date alone as the start of the local day", () => {
    expect(parseInstant("2024-03-31", BERLIN, [])).toBe(Date.parse("2024-03-30T23:00:00Z"));
    expect(parseInstant("2024-04-01", BERLIN, [])).toBe(Date.parse("2024-03-31T22:00:00Z"));
  });

  it("takes numbers and Dates as they are", () => {
    expect(parse(1_700_000_000_000.25)).toBe(1_700_000_000_000.25);
    expect(parse(-8.64e15)).toBe(-8.64e15);
    expect(parse(new Date(8.64e15))).toBe(8.64e15);
    expect(parse(-0)).toBe(0);
  });

  it("takes a Date of another realm", () => {
    const foreign: unknown = runInNewContext("new Date(1700000000000)");
    expect(foreign).not.toBeInstanceOf(Date);
    expect(outcome(foreign)).toBe(1_700_000_000_000);
  });

  it.each([
    "2026-01-31T10:20",
    "2026-01-31T10:20:30",
    "2026-01-31 10:20:30.5",
    "2026-01-31T24:00:00",
  ])("misses the offset of %s", (text) => {
    expect(outcome(text)).toBe("missing_offset");
  });

  it.each([
    ["no real date", "2023-02-29"],
    ["no real date", "1900-02-29"],
    ["no real date", "2023-04-31T00:00Z"],
    ["no real date", "2023-00-10"],
    ["no real date", "2023-13-10"],
    ["no real date", "2023-01-00"],
    ["no real date", "2023-01-32"],
    ["no real date, no offset", "2023-02-29T10:00"],
    ["no real time", "2026-01-31T24:00:01Z"],
    ["no real time", "2026-01-31T24:01Z"],
    ["no real time", "2026-01-31T24:00:00.001Z"],
    ["no real time", "2026-01-31T25:00Z"],
    ["no real time", "2026-01-31T10:60Z"],
    ["no real time", "2026-01-31T10:20:60Z"],
    ["no real offset", "2026-01-31T10:20+24:00"],
    ["no real offset", "2026-01-31T10:20+02:60"],
    ["half an offset", "2026-01-31T10:20+"],
    ["half an offset", "2026-01-31T10:20+2"],
    ["half an offset", "2026-01-31T10:20+02:"],
    ["half an offset", "2026-01-31T10:20+02:0"],
    ["half an offset", "2026-01-31T10:20+020"],
    ["too much", "2026-01-31T10:20+02:000"],
    ["too much", "2026-01-31T10:20+02:00Z"],
    ["too much", "2026-01-31T10:20ZZ"],
    ["too much", "2026-01-31T10:20Z "],
    ["too much", " 2026-01-31"],
    ["too much", "2026-01-31\n"],
    ["too little", "2026"],
    ["too little", "2026-01"],
    ["too little", "2026-1-31"],
    ["too little", "2026-01-31T"],
    ["too little", "2026-01-31Z"],
    ["too little", "2026-01-31T10Z"],
    ["too little", "2026-01-31T10:2Z"],
    ["too little", "2026-01-31T10:20:Z"],
    ["too little", "2026-01-31T10:20:3Z"],
    ["too little", "2026-01-31T10:20:30.Z"],
    ["another form", "20260131"],
    ["another form", "20260131T102030Z"],
    ["another form", "2026/01/31"],
    ["another form", "2026-031"],
    ["another form", "2026-W05-6"],
    ["another form", "+002026-01-31T00:00:00Z"],
    ["another form", "2026-01-31T10:20:30,5Z"],
    ["another form", "2026-01-31_10:20Z"],
    ["another form", "31.01.2026"],
    ["another form", "Sat, 31 Jan 2026 00:00:00 GMT"],
    ["another form", "1700000000000"],
    ["other digits", "２026-01-31"],
    ["another form", "2026-01-31T1:120Z"],
    ["nothing", ""],
    ["a word", "yesterday!"],
    ["no number", Number.NaN],
    ["no number", Number.POSITIVE_INFINITY],
    ["beyond Date", 8.64e15 + 1],
    ["an invalid Date", new Date(Number.NaN)],
    ["another type", undefined],
    ["another type", null],
    ["another type", true],
    ["another type", 1_700_000_000_000n],
    ["another type", {}],
    ["another type", ["2026-01-31"]],
    ["another type", Symbol("now")],
  ])("refuses %s: %o", (_, input) => {
    expect(outcome(input)).toBe("invalid_time");
  });

  it("says what it expected and what came", () => {
    expect(() => parse(new Date(Number.NaN))).toThrow(
      /at: expected an ISO date .* got an invalid Date/,
    );
    expect(() => parse("2026-01-31T10:20")).toThrow(
      /expected "Z" or an offset .*"2026-01-31T10:20"/,
    );
  });

  it.each(["\r", " ", "\u00a0", "\ufeff"])("tells of white space that nobody sees: %j", (space) => {
    const message = expect.stringMatching(/got "2026-01-31" with white space around it$/);
    for (const input of [`2026-01-31${space}`, `${space}2026-01-31`]) {
      expect(() => parse(input)).toThrow(expect.objectContaining({ message }));
    }
  });

  it("agrees with Date.parse and date-fns on what they all read", () => {
    const offset = fc.oneof(
      fc.constant("Z"),
      fc
        .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 23 }), fc.nat(59))
        .map(([sign, hour, minute]) => `${sign}${two(hour)}:${two(minute)}`),
    );
    const instant = fc.date({ min: new Date(FIRST), max: new Date(LAST), noInvalidDate: true });
    const length = fc.constantFrom(16, 19, 21, 22, 23);
    fc.assert(
      fc.property(instant, length, offset, (date, cut, ending) => {
        const text = `${date.toISOString().slice(0, cut)}${ending}`;
        expect(parse(text)).toBe(Date.parse(text));
        expect(parse(text)).toBe(parseISO(text).getTime());
      }),
      { numRuns: 2000 },
    );
  });

  it("reads a date-time with one character changed as Date.parse does, or refuses it", () => {
    const inForm = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
    const marks = [..."0123456789:-+.TZtz /,", ""];
    const answers = { read: 0, refused: 0 };
    for (const right of ["2024-02-29T23:59:59.999Z", "2023-12-31T00:00:00+05:30", "2024-02-28"]) {
      for (let at = 0; at <= right.length; at++) {
        for (const changed of marks.flatMap((mark) =>
          [0, 1].map((width) => right.slice(0, at) + mark + right.slice(at + width)),
        )) {
          const answer = outcome(changed);
          const expected = Date.parse(changed);
          if (typeof answer === "number") {
            answers.read++;
            expect([changed, answer]).toEqual([changed, expected]);
          } else {
            answers.refused++;
            // What is in form is refused for what Date.parse refuses too, or reads as a later day
            // (30 February as 1 March).
            const date = changed.slice(0, 10);
            const rolled = () => new Date(Date.parse(date)).toISOString().slice(0, 10) !== date;
            if (inForm.test(changed) && !Number.isNaN(expected)) {
              expect([changed, rolled()]).toEqual([changed, true]);
            }
          }
        }
      }
    }
    expect(answers.read).toBeGreaterThan(100);
    expect(answers.refused).toBeGreaterThan(100);
  });

  it("is quick with long garbage", () => {
    expect(outcome(`2026-01-31T10:20:30.${"1".repeat(1e6)}!`)).toBe("invalid_time");
  });
});

describe("formatInstant", () => {
  it("is what parseInstant reads back", () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST }), (instant) => {
        expect(formatInstant(instant)).toBe(new Date(instant).toISOString());
        expect(parse(formatInstant(instant))).toBe(instant);
      }),
    );
  });

  it("cuts a fraction of a millisecond toward the past, on both sides of 1970", () => {
    expect(formatInstant(0.9)).toBe("1970-01-01T00:00:00.000Z");
    expect(formatInstant(-0.1)).toBe("1969-12-31T23:59:59.999Z");
  });

  it.each([
    [FIRST - 1, "out_of_range"],
    [LAST + 1, "out_of_range"],
    [Number.NaN, "non_finite_value"],
    [Number.POSITIVE_INFINITY, "non_finite_value"],
  ])("refuses %d as %s", (instant, code) => {
    expect(() => formatInstant(instant)).toThrow(
      expect.objectContaining({ name: "InputError", code }),
    );
  });
});

describe("writeInstant", () => {
  it("gives what formatInstant gives", () => {
    fc.assert(
      fc.property(fc.double({ min: FIRST, max: LAST, noNaN: true }), (instant) => {
        expect(writeInstant(instant)).toBe(formatInstant(instant));
      }),
    );
  });

  it.each([FIRST - 1, LAST + 1])("refuses %d, outside the years of four digits", (instant) => {
    expect(() => writeInstant(instant)).toThrow(
      expect.objectContaining({ name: "InputError", code: "out_of_range", path: [] }),
    );
  });
});

function two(value: number): string {
  return String(value).padStart(2, "0");
}
