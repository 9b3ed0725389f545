import { periodKey, startOfNext } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import type { Counter } from "../ledger/account.ts";
import { countOf } from "../ledger/counters.ts";
import type { Refusal } from "./decision.ts";
import { refuse } from "./refuse.ts";
import { emit, type Session } from "./session.ts";

/** Counts what leaves the account, and refuses what is more than the program allows. */
export function checkVelocity(session: Session, points: number): Refusal | null {
  const { velocity, calendar } = session.program.policies;
  if (velocity.commands === null && velocity.points === null) return null;
  const { zone } = session.program;
  const key = periodKey(session.nowMs, velocity.per, zone, calendar.weekStartsOn);
  const until = formatInstant(
    startOfNext(session.nowMs, velocity.per, zone, calendar.weekStartsOn),
  );
  const counters: Counter[] = [
    [`velocity:commands:${key}`, 1, until],
    [`velocity:points:${key}`, points, until],
  ];
  const [commands, sum] = counters.map(([name, by]) => countOf(session.book.counters, name) + by);
  if (velocity.commands !== null && commands > velocity.commands) {
    const message = `at most ${velocity.commands} commands that spend a ${velocity.per}`;
    return refuse("velocity_exceeded", message, { limit: velocity.commands });
  }
  if (velocity.points !== null && sum > velocity.points) {
    const message = `at most ${velocity.points} points spent a ${velocity.per}`;
    return refuse("velocity_exceeded", message, { limit: velocity.points });
  }
  emit(session, { type: "counted", counters });
  return null;
}
