import type { Counter } from "./account.ts";
import type { Book } from "./book.ts";
import { compareEnds, insertSorted } from "./lots.ts";

/** What a counter stands at; 0 where there is none. */
export function countOf(counters: readonly Counter[], key: string): number {
  for (const [name, count] of counters) if (name === key) return count;
  return 0;
}

/** Adds to counters. */
export function applyCounters(book: Book, more: readonly Counter[]): void {
  for (const [key, by, until] of more) {
    setCounter(book, key, countOf(book.counters, key) + by, until);
  }
}

function setCounter(book: Book, key: string, count: number, until: string | null): void {
  const place = book.counters.findIndex(([name]) => name === key);
  if (place >= 0) book.counters.splice(place, 1);
  if (count !== 0) insertSorted(book.counters, [key, count, until], byEnd);
}

/** The soonest end first, those without one last. */
function byEnd(one: Counter, other: Counter): number {
  return compareEnds(one[2], other[2]);
}
