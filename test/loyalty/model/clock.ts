import { later } from "./calendar.ts";
import { add, compareLots, type ModelLot, type Point, type World } from "./world.ts";

/** Lets time pass, instant by instant, up to and with `until`. */
export function letTimePass(world: World, until: number): void {
  for (;;) {
    const due = nextDue(world);
    if (due > until) break;
    atInstant(world, due);
  }
  if (world.clock < until) world.clock = until;
}

/** When something happens next by itself; what is overdue counts as due long ago. */
function nextDue(world: World): number {
  let due = Number.POSITIVE_INFINITY;
  const at = (instant: number) => {
    due = Math.min(due, instant);
  };
  for (const hold of world.holds) {
    at(hold.until);
    if (!world.rules.holdProtects) for (const { lot } of hold.points) at(lot.expiresAt);
  }
  for (const { lot, state } of world.points) {
    if (state === "pending" || state === "active") at(lot.expiresAt);
    if (state === "pending") at(lot.activeAt);
  }
  for (const instant of world.lapsesAt.values()) at(instant);
  return due;
}

/** At one instant: hold deadlines, then expiry, then activation (which repays debt). */
function atInstant(world: World, now: number): void {
  for (const hold of world.holds.filter(({ until }) => until <= now)) {
    world.holds = world.holds.filter((one) => one !== hold);
    // The deadline comes before what ends at the same instant.
    release(world, hold.points, now - 1);
  }
  if (!world.rules.holdProtects) {
    for (const hold of world.holds) {
      for (const point of hold.points) if (point.lot.expiresAt <= now) expire(world, point);
      hold.points = hold.points.filter(({ state }) => state === "held");
    }
    world.holds = world.holds.filter(({ points }) => points.length > 0);
  }
  for (const point of world.points) {
    const alive = point.state === "pending" || point.state === "active";
    if (alive && point.lot.expiresAt <= now) expire(world, point);
  }
  for (const [currency, instant] of world.lapsesAt) {
    if (instant > now) continue;
    world.lapsesAt.delete(currency);
    for (const point of world.points) {
      if (point.state === "active" && point.lot.currency === currency) expire(world, point);
    }
  }
  const activated = world.points.filter(
    ({ lot, state }) => state === "pending" && lot.activeAt <= now,
  );
  for (const point of activated) {
    point.state = "active";
    startIdleTime(world, point.lot.currency, Math.max(now, world.clock));
  }
  repay(
    world,
    activated.sort((a, b) => compareLots(a.lot, b.lot, "expiry")),
  );
}

export function expire(world: World, point: Point): void {
  point.state = "expired";
  const { order, currency } = point.lot;
  if (order === null) return;
  const award = world.orders.find(({ id }) => id === order)?.awards.get(currency);
  if (award !== undefined) award.lapsed++;
}

/** Gives points back to the balance: what is over lapses, what lives repays debt first. */
export function release(world: World, points: readonly Point[], now: number): void {
  for (const point of points) {
    if (isOver(world, point.lot, now)) expire(world, point);
    else point.state = "active";
  }
  repay(
    world,
    points.filter(({ state }) => state === "active"),
  );
}

/** Is the life of points over, or has their balance lapsed idle with no activity since? */
export function isOver({ rules, lapsesAt }: World, lot: ModelLot, now: number): boolean {
  const idle = rules.currencies[lot.currency].inactivity !== null;
  return lot.expiresAt <= now || (idle && !lapsesAt.has(lot.currency));
}

/** What becomes active where no deadline runs has the whole time before it. */
export function startIdleTime({ rules, lapsesAt }: World, currency: string, now: number): void {
  const { inactivity } = rules.currencies[currency];
  if (inactivity === null || lapsesAt.has(currency)) return;
  lapsesAt.set(currency, later(rules.zone, now, inactivity.months, inactivity.days));
}

/** Points that become free pay debt first. */
export function repay(world: World, points: readonly Point[]): void {
  for (const point of points) {
    const { currency } = point.lot;
    if ((world.debt.get(currency) ?? 0) === 0) continue;
    point.state = "revoked";
    add(world.debt, currency, -1);
  }
}
