import type { Duration, PeriodUnit } from "../../time/duration.ts";
import { addDuration, periodKey, startOf, startOfNext } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import type { Zone } from "../../time/zone.ts";
import type { Counter } from "../ledger/account.ts";
import type { Policies } from "../program/policies.ts";

/** Orders so far, whatever became of them. */
export const ORDERS_KEY = "orders";
/** 1 once the member's first order is made. */
export const FIRST_KEY = "first";

/** What a counter stands at; 0 where there is none. */
export function countIn(counters: readonly Counter[], key: string): number {
  for (let index = 0; index < counters.length; index++) {
    if (counters[index][0] === key) return counters[index][1];
  }
  return 0;
}

/** What the counter of a window stands at, in the one that holds an instant. */
export function countAt(
  counters: readonly Counter[],
  window: KeyWindow,
  at: number,
  clock: WindowClock,
): number {
  turnTo(window, at, clock);
  return countIn(counters, window.key);
}

/** How a program's windows lie in time. */
export interface WindowClock {
  readonly zone: Zone;
  readonly weekStartsOn: Policies["calendar"]["weekStartsOn"];
  /** How much later an order may be learned of: so long a window's count is kept past its end. */
  readonly lateness: Duration;
}

/** The counter of a calendar window, for an instant; it remembers the window it was asked last. */
export interface KeyWindow {
  readonly prefix: string;
  readonly unit: PeriodUnit | "lifetime";
  /** Of streaks: the window after it looks back at it, and so it is kept through that one too. */
  readonly isLong: boolean;
  start: number;
  end: number;
  key: string;
  /** Of the window before. */
  previous: string;
  until: string | null;
}

export function keyWindow(prefix: string, unit: KeyWindow["unit"], isLong = false): KeyWindow {
  const isOne = unit === "lifetime";
  return {
    prefix,
    unit,
    isLong,
    start: isOne ? -Infinity : Infinity,
    end: Infinity,
    key: prefix,
    previous: prefix,
    until: null,
  };
}

/** Turns it to the window that holds an instant. */
export function turnTo(window: KeyWindow, at: number, clock: WindowClock): void {
  const { unit, prefix } = window;
  if ((at >= window.start && at < window.end) || unit === "lifetime") return;
  const { zone, weekStartsOn, lateness } = clock;
  window.start = startOf(at, unit, zone, weekStartsOn);
  window.end = startOfNext(at, unit, zone, weekStartsOn);
  window.key = `${prefix}:${periodKey(at, unit, zone, weekStartsOn)}`;
  window.previous = `${prefix}:${periodKey(window.start - 1, unit, zone, weekStartsOn)}`;
  const last = window.isLong ? startOfNext(window.end, unit, zone, weekStartsOn) : window.end;
  window.until = formatInstant(addDuration(last, lateness, zone));
}
