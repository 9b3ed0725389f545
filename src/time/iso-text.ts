import { dayOfCivil, MS_PER_DAY } from "./civil.ts";

const DATE_LENGTH = 10;
const MS_PER_MINUTE = 60_000;

// More than any field of a date or a time may be. Unlike NaN an integer: they are several times as fast.
const NO_PAIR = 10_000;

const SPACE = 32;
const PLUS = 43;
export const MINUS = 45;
export const DOT = 46;
export const ZERO = 48;
export const COLON = 58;
export const UPPER_T = 84;
export const UPPER_Z = 90;
const LOWER_T = 116;
const LOWER_Z = 122;
// Set in lower-case letters, clear in upper-case ones.
const CASE_BIT = 32;

/** Is this text as long as a date alone? */
export function isDateLong(text: string): boolean {
  return text.length === DATE_LENGTH;
}

/** The day that the first ten characters name, `YYYY-MM-DD`, or `NaN`. */
export function readDay(text: string): number {
  if (text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) return Number.NaN;
  const year = readPair(text, 0) * 100 + readPair(text, 2);
  if (year >= NO_PAIR) return Number.NaN;
  return dayOfCivil(year, readPair(text, 5), readPair(text, 8));
}

/**
 * The epoch milliseconds of `YYYY-MM-DDTHH:mm[:ss[.fraction]](Z|±hh[[:]mm])`, or `NaN`. What a
 * fraction says beyond milliseconds is cut off.
 */
export function readInstant(text: string): number {
  const separator = text.charCodeAt(DATE_LENGTH);
  const separated = (separator | CASE_BIT) === LOWER_T || separator === SPACE;
  if (!separated || text.charCodeAt(13) !== COLON) return Number.NaN;
  const hour = readPair(text, 11);
  const minute = readPair(text, 14);
  let second = 0;
  let millisecond = 0;
  let at = 16;
  if (text.charCodeAt(at) === COLON) {
    second = readPair(text, at + 1);
    at += 3;
    if (text.charCodeAt(at) === DOT) {
      const start = at + 1;
      let worth = 100;
      for (at = start; ; at++) {
        const digit = text.charCodeAt(at) - ZERO;
        if (!(digit >= 0 && digit <= 9)) break;
        millisecond += digit * worth;
        worth = (worth / 10) | 0;
      }
      if (at === start) return Number.NaN;
    }
  }
  const ofDay = (hour * 60 + minute) * MS_PER_MINUTE + second * 1000 + millisecond;
  if (!(minute < 60 && second < 60 && (hour < 24 || ofDay === MS_PER_DAY))) return Number.NaN;
  return readDay(text) * MS_PER_DAY + ofDay - readOffset(text, at);
}

/** The offset that fills the rest of the text, in milliseconds, or `NaN`. */
function readOffset(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  const rest = text.length - at;
  if (rest === 1 && (sign | CASE_BIT) === LOWER_Z) return 0;
  if (sign !== PLUS && sign !== MINUS) return Number.NaN;
  const minuteAt = at + (text.charCodeAt(at + 3) === COLON ? 4 : 3);
  if (rest !== 3 && text.length !== minuteAt + 2) return Number.NaN;
  const hour = readPair(text, at + 1);
  const minute = rest === 3 ? 0 : readPair(text, minuteAt);
  if (!(hour < 24 && minute < 60)) return Number.NaN;
  const offset = (hour * 60 + minute) * MS_PER_MINUTE;
  return sign === PLUS ? offset : -offset;
}

/** The number that two digits write; `NO_PAIR`, or `NaN` beyond the end, where there are none. */
function readPair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  // Below 0 where one of the four is: one question instead of four.
  return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? NO_PAIR : tens * 10 + ones;
}
