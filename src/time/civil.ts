/** Milliseconds of a day without a change of offset. */
export const MS_PER_DAY = 86_400_000;

/** The last instant that a `Date` can hold, in epoch milliseconds; the first is its negative. */
export const LAST_INSTANT = 8.64e15;

/** 0000-01-01, the first day of the years that four digits can write. */
export const FIRST_DAY = -719_528;

/** 9999-12-31, the last of them. */
export const LAST_DAY = 2_932_896;

// Of a common year; the last entry is its length.
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/**
 * Days from 1970-01-01 to a date of the proleptic Gregorian calendar, or `NaN` where the calendar
 * has no such date. Year from 0, month and day of month from 1.
 */
export function dayOfCivil(year: number, month: number, dayOfMonth: number): number {
  if (!(month >= 1 && month <= 12)) return Number.NaN;
  const before = DAYS_BEFORE_MONTH[month - 1];
  const leapDay = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const length = DAYS_BEFORE_MONTH[month] - before + (month === 2 ? leapDay : 0);
  if (!(dayOfMonth >= 1 && dayOfMonth <= length)) return Number.NaN;
  // The year 0 had a leap day too, hence the one more.
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) + 1;
  const ofYear = before + (month > 2 ? leapDay : 0) + dayOfMonth - 1;
  return FIRST_DAY + 365 * year + leapDays + ofYear;
}
