import { endOf, later } from "./calendar.ts";
import { expire } from "./clock.ts";
import { Refused } from "./refused.ts";
import type { ModelLot, Point, World } from "./world.ts";

export function endOfLife({ rules }: World, currency: string, at: number, given: unknown): number {
  if (given === null) return Number.POSITIVE_INFINITY;
  if (given !== undefined) return Number(given);
  const { life } = rules.currencies[currency];
  if (life === null) return Number.POSITIVE_INFINITY;
  return endOf(rules.zone, later(rules.zone, at, life.months, life.days), life.roundUp);
}

export function newLot(
  world: World,
  currency: string,
  lot: Omit<ModelLot, "sequence" | "currency">,
) {
  return { ...lot, sequence: ++world.sequence, currency };
}

/** New points: pending until the clock, which runs after the command, activates them. */
export function issue(
  world: World,
  currency: string,
  points: number,
  given: Omit<ModelLot, "sequence" | "currency">,
): void {
  checkRoom(world, currency, points);
  const lot = newLot(world, currency, given);
  const added: Point[] = [];
  for (let i = 0; i < points; i++) {
    added.push({ index: world.points.length + i, lot, state: "pending" });
  }
  world.points.push(...added);
  // What is learned of when its life is over does not repay debt.
  if (lot.expiresAt <= world.clock) for (const point of added) expire(world, point);
}

export function checkRoom(world: World, currency: string, points: number): void {
  const { maximumBalance } = world.rules.currencies[currency];
  if (maximumBalance === null) return;
  const there = world.points.filter(
    ({ lot, state }) =>
      lot.currency === currency && (state === "pending" || state === "active" || state === "held"),
  );
  if (there.length + points > maximumBalance) throw new Refused("above_maximum");
}

export function issueNow(
  world: World,
  currency: string,
  points: number,
  at: number,
  expiresAt: number,
): void {
  const life = { earnedAt: at, activeAt: at, expiresAt };
  issue(world, currency, points, { ...life, order: null, origin: "issued" });
}
