import { dayOfCivil, MS_PER_DAY } from "./civil.ts";

const DATE_LENGTH = 10;
const UTC_LENGTH = "2026-01-31T00:00:00.000Z".length;
const MS_PER_MINUTE = 60_000;

// More than any field of a date or a time may be. Unlike NaN an integer: they are several times as fast.
const NO_PAIR = 1000;

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
  const century = readPair(text, 0);
  const ofCentury = readPair(text, 2);
  if (century === NO_PAIR || ofCentury === NO_PAIR) return Number.NaN;
  return dayOfCivil(century * 100 + ofCentury, readPair(text, 5), readPair(text, 8));
}

/**
 * The epoch milliseconds of `YYYY-MM-DDTHH:mm[:ss[.fraction]](Z|±hh[[:]mm])`, or `NaN`. What a
 * fraction says beyond milliseconds is cut off.
 */
export function readInstant(text: string): number {
  return text.length === UTC_LENGTH ? readUtc(text) : readAny(text);
}

/**
 * What `toISOString` writes, the commonest text by far, without a branch until the end; any other
 * text of that length goes to `readAny`.
 */
function readUtc(text: string): number {
  const y3 = text.charCodeAt(0) - ZERO;
  const y2 = text.charCodeAt(1) - ZERO;
  const y1 = text.charCodeAt(2) - ZERO;
  const y0 = text.charCodeAt(3) - ZERO;
  const m1 = text.charCodeAt(5) - ZERO;
  const m0 = text.charCodeAt(6) - ZERO;
  const d1 = text.charCodeAt(8) - ZERO;
  const d0 = text.charCodeAt(9) - ZERO;
  const h1 = text.charCodeAt(11) - ZERO;
  const h0 = text.charCodeAt(12) - ZERO;
  const n1 = text.charCodeAt(14) - ZERO;
  const n0 = text.charCodeAt(15) - ZERO;
  const s1 = text.charCodeAt(17) - ZERO;
  const s0 = text.charCodeAt(18) - ZERO;
  const f2 = text.charCodeAt(20) - ZERO;
  const f1 = text.charCodeAt(21) - ZERO;
  const f0 = text.charCodeAt(22) - ZERO;
  // The sign bit tells of a character before "0", or of one after "9".
  const low = y3 | y2 | y1 | y0 | m1 | m0 | d1 | d0 | h1 | h0 | n1 | n0 | s1 | s0 | f2 | f1 | f0;
  const year = (9 - y3) | (9 - y2) | (9 - y1) | (9 - y0);
  const day = (9 - m1) | (9 - m0) | (9 - d1) | (9 - d0);
  const clock = (9 - h1) | (9 - h0) | (9 - n1) | (9 - n0) | (9 - s1) | (9 - s0);
  const fraction = (9 - f2) | (9 - f1) | (9 - f0);
  const hour = h1 * 10 + h0;
  const plain =
    (low | year | day | clock | fraction) >= 0 &&
    hour < 24 &&
    n1 < 6 &&
    s1 < 6 &&
    text.charCodeAt(4) === MINUS &&
    text.charCodeAt(7) === MINUS &&
    text.charCodeAt(10) === UPPER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(19) === DOT &&
    text.charCodeAt(23) === UPPER_Z;
  if (!plain) return readAny(text);
  const date = dayOfCivil(y3 * 1000 + y2 * 100 + y1 * 10 + y0, m1 * 10 + m0, d1 * 10 + d0);
  const seconds = (hour * 60 + n1 * 10 + n0) * 60 + s1 * 10 + s0;
  return date * MS_PER_DAY + seconds * 1000 + f2 * 100 + f1 * 10 + f0;
}

function readAny(text: string): number {
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
        const code = text.charCodeAt(at);
        if (!isDigit(code)) break;
        millisecond += (code - ZERO) * worth;
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

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}
