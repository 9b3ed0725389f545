import type { Counter } from "./account.ts";
import type { Book } from "./book.ts";
import { compareEnds, insertSorted, removeAt } from "./lots.ts";

/** What a counter stands at; 0 where there is none. */
export function countOf(counters: readonly Counter[], key: string): number {
  for (const [name, count] of counters) if (name === key) return count;
  return 0;
}

/** Adds to counters. */
export function applyCounters({ counters }: Book, more: readonly Counter[]): void {
  for (let index = 0; index < more.length; index++) addCount(counters, more[index]);
}

function addCount(counters: Counter[], change: Counter): void {
  // By their places: to take a list apart by a pattern takes an iterator.
  const key = change[0];
  const by = change[1];
  const until = change[2];
  let place = 0;
  while (place < counters.length && counters[place][0] !== key) place++;
  if (place === counters.length) {
    if (by !== 0) insertSorted(counters, change, byEnd);
    return;
  }
  const known = counters[place];
  const count = known[1] + by;
  if (count !== 0 && known[2] === until) counters[place] = [key, count, until];
  else {
    removeAt(counters, place);
    if (count !== 0) insertSorted(counters, [key, count, until], byEnd);
  }
}

/** The soonest end first, those without one last. */
function byEnd(one: Counter, other: Counter): number {
  return compareEnds(one[2], other[2]);
}
