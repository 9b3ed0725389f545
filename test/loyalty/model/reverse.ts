import { later } from "./calendar.ts";
import { isOver, release, startIdleTime } from "./clock.ts";
import { Refused } from "./refused.ts";
import type { ModelLot, Point, World } from "./world.ts";

/** Gives points of a redemption back: to their own lots, or with a grace where those are over. */
export function reverse(world: World, id: string, wanted: number | undefined, now: number): void {
  const { rules } = world;
  const redemption = world.redemptions.find((one) => one.id === id);
  if (redemption === undefined) throw new Refused("folded");
  const all = redemption.points;
  const points = wanted ?? all.length;
  if (points > all.length || all.length === 0) throw new Refused("exceeds_remaining");
  const back = chosen(all, points, rules.restoreOrder);
  redemption.points = all.filter((point) => !back.includes(point));
  const fresh = new Map<ModelLot, ModelLot>();
  if (rules.restoreExpired === "reissue") {
    for (const { lot } of back) {
      if (!isOver(world, lot, now) || fresh.has(lot)) continue;
      const expiresAt = later(rules.zone, now, 0, rules.graceDays);
      const life = { earnedAt: now, activeAt: now, expiresAt };
      fresh.set(lot, { ...lot, ...life, sequence: ++world.sequence });
    }
  }
  // What has a life of its own repays debt before what gets a new one.
  const own = back.filter(({ lot }) => !fresh.has(lot));
  const anew = back.filter(({ lot }) => fresh.has(lot));
  release(world, own, now);
  for (const point of anew) point.lot = fresh.get(point.lot) ?? point.lot;
  if (anew.length > 0) startIdleTime(world, redemption.currency, now);
  release(world, anew, now);
}

/** Which points of a redemption come back, in the order in which they do. */
function chosen(
  all: readonly Point[],
  points: number,
  order: "lifo" | "fifo" | "prorata",
): Point[] {
  if (order === "fifo") return all.slice(0, points);
  if (order === "lifo") return all.slice(all.length - points).reverse();
  const lots = [...new Set(all.map(({ lot }) => lot))];
  const ofLot = (lot: ModelLot) => all.filter((point) => point.lot === lot);
  const exact = lots.map((lot) => (ofLot(lot).length * points) / all.length);
  const shares = exact.map(Math.floor);
  const byRemainder = exact
    .map((share, index) => ({
      index,
      rest: (ofLot(lots[index]).length * points) % all.length,
      share,
    }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let missing = points - shares.reduce((sum, share) => sum + share, 0);
  for (const { index } of byRemainder) {
    if (missing === 0) break;
    shares[index]++;
    missing--;
  }
  return lots.flatMap((lot, index) => ofLot(lot).slice(0, shares[index]));
}
