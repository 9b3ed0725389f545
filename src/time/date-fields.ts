import { dayOfCivil, FIRST_DAY } from "./civil.ts";

/** A date of the proleptic Gregorian calendar. */
export interface DateFields {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly dayOfMonth: number;
}

// The calendar repeats itself every 400 years. Counted from a 1 March, leap days come last of all:
// at the end of their year, of their four years, of the whole.
const DAYS_OF_400_YEARS = 146_097;
const DAYS_TO_MARCH = 60;

/** The date of a day, counted from 1970-01-01; the inverse of `dayOfCivil`. */
export function dateOfDay(day: number): DateFields {
  const sinceMarch = day - FIRST_DAY - DAYS_TO_MARCH;
  const era = Math.floor(sinceMarch / DAYS_OF_400_YEARS);
  // Whole numbers below 146,097 from here on: `| 0` cuts the fractions off.
  const ofEra = sinceMarch - era * DAYS_OF_400_YEARS;
  const leapDays = ((ofEra / 1460) | 0) - ((ofEra / 36_524) | 0) + ((ofEra / 146_096) | 0);
  const yearOfEra = ((ofEra - leapDays) / 365) | 0;
  const ofYear = ofEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  // March to July and August to December have 153 days each, in the same order.
  const monthFromMarch = ((5 * ofYear + 2) / 153) | 0;
  const dayOfMonth = ofYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return { year, month, dayOfMonth };
}

/** The day so many months on, cut to the last day of its month. */
export function monthsLater(day: number, months: number): number {
  const { year, month, dayOfMonth } = dateOfDay(day);
  const moved = 12 * year + month - 1 + months;
  const toYear = Math.floor(moved / 12);
  const toMonth = moved - 12 * toYear + 1;
  const found = dayOfCivil(toYear, toMonth, dayOfMonth);
  if (!Number.isNaN(found) || toMonth === 12) return found;
  return dayOfCivil(toYear, toMonth + 1, 1) - 1;
}
