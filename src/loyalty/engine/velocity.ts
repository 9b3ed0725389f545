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
  const counters: Counter[] = [];
  for (const what of ["commands", "points"] as const) {
    const name = `velocity:${what}:${key}`;
    const by = what === "points" ? points : 1;
    const most = velocity[what];
    if (most !== null && countOf(session.book.counters, name) + by > most) {
      const message = `at most ${most} ${what} a ${velocity.per}`;
      return refuse("velocity_exceeded", message, { limit: most });
    }
    counters.push([name, by, until]);
  }
  emit(session, { type: "counted", counters });
  return null;
}
