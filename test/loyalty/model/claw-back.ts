import { Refused } from "./refused.ts";
import { add, compareLots, type Point, type World } from "./world.ts";

/** The order's own points, then those that expire soonest, then debt; never more than its award. */
export function clawBack(world: World, id: string, currency: string, points: number): void {
  const { rules } = world;
  const award = world.orders.find((order) => order.id === id)?.awards.get(currency);
  if (award === undefined) throw new Refused("folded");
  let left = Math.min(points, award.kept);
  award.kept -= left;
  const own = ({ lot }: Point) => lot.order === id && lot.currency === currency;
  const pendingOwn = world.points
    .filter((point) => own(point) && point.state === "pending")
    .sort(({ lot: a }, { lot: b }) => a.activeAt - b.activeAt || a.sequence - b.sequence);
  const active = world.points.filter(
    ({ lot, state }) => lot.currency === currency && state === "active",
  );
  const bySoonestExpiry = (a: Point, b: Point) => compareLots(a.lot, b.lot, "expiry");
  const takeFrom = (candidates: readonly Point[]) => {
    for (const point of candidates.slice(0, left)) {
      point.state = "revoked";
      left--;
    }
  };
  takeFrom(pendingOwn);
  if (rules.clawbackFrom !== "expiry") takeFrom(active.filter(own).sort(bySoonestExpiry));
  if (rules.clawbackExpired === "forgive") {
    const forgiven = Math.min(left, award.lapsed);
    award.lapsed -= forgiven;
    left -= forgiven;
  }
  if (rules.clawbackFrom !== "own_only") {
    takeFrom(active.filter(({ state }) => state === "active").sort(bySoonestExpiry));
  }
  const owed = rules.clawbackFrom !== "own_only" && rules.clawbackNegative === "allow";
  add(owed ? world.debt : world.writtenOff, currency, left);
}
