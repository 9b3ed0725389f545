import type { Command } from "../../../src/loyalty/engine/command.ts";
import type { RefusalReason } from "../../../src/loyalty/engine/decision.ts";
import { later } from "./calendar.ts";
import { clawBack } from "./claw-back.ts";
import { expire, letTimePass, release } from "./clock.ts";
import { checkRoom, endOfLife, issue, issueNow, newLot } from "./issue.ts";
import { Refused } from "./refused.ts";
import { reverse } from "./reverse.ts";
import { add, available, copyWorld, type Point, spendable, type World } from "./world.ts";

export type Answer =
  | { readonly ok: true; readonly world: World }
  | { readonly ok: true; readonly duplicate: true; readonly version: number }
  | { readonly ok: false; readonly reason: RefusalReason; readonly short?: number };

/** Decides a command. Its instants must be epoch milliseconds. */
export function decideModel(before: World, command: Command, member: string): Answer {
  const { recordedAt, expectedVersion, ...body } = command;
  const known = before.known.get(command.id);
  if (known !== undefined) {
    if (known.body !== JSON.stringify(body)) return { ok: false, reason: "idempotency_conflict" };
    return { ok: true, duplicate: true, version: known.version };
  }
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    return { ok: false, reason: "version_conflict" };
  }
  const world = copyWorld(before);
  const now = Math.max(world.clock, Number(recordedAt ?? command.at));
  letTimePass(world, now);
  // What can no longer be undone is forgotten.
  world.orders = world.orders.filter(({ until }) => until > now);
  world.redemptions = world.redemptions.filter(({ until }) => until > now);
  try {
    act(world, command, Number(command.at), now, member);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { reason, short } = error;
    return { ok: false, reason, ...(short === undefined ? {} : { short }) };
  }
  // What is learned of late may be over at once.
  letTimePass(world, now);
  world.version++;
  world.known.set(command.id, { body: JSON.stringify(body), version: world.version });
  return { ok: true, world };
}

function act(world: World, command: Command, at: number, now: number, member: string): void {
  const { rules } = world;
  const main = Object.keys(rules.currencies)[0];
  if (world.status === "closed") throw new Refused("closed");
  if (world.status === "frozen" && !WHILE_FROZEN.includes(command.type)) {
    throw new Refused("frozen");
  }
  switch (command.type) {
    case "grant": {
      const currency = command.currency ?? main;
      checkRoom(world, currency, command.points);
      if (command.order !== undefined) awardOrder(world, command.order, currency, command.points);
      const { pendingDays } = rules.currencies[currency];
      const activeAt =
        command.activeAt === undefined
          ? pendingDays === null
            ? at
            : later(rules.zone, at, 0, pendingDays)
          : Number(command.activeAt);
      issue(world, currency, command.points, {
        earnedAt: at,
        activeAt,
        expiresAt: endOfLife(world, currency, at, command.expiresAt),
        order: command.order ?? null,
        origin: "issued",
      });
      beActive(world, at);
      return;
    }
    case "buyPoints": {
      const currency = command.currency ?? main;
      issueNow(world, currency, command.points, at, endOfLife(world, currency, at, undefined));
      beActive(world, at);
      return;
    }
    case "adjust": {
      const currency = command.currency ?? main;
      if (command.points > 0) {
        issueNow(world, currency, command.points, at, endOfLife(world, currency, at, undefined));
        return;
      }
      const wanted = -command.points;
      const free = available(world, currency);
      if (wanted > free && !rules.adjustNegative) {
        throw new Refused("insufficient_points", wanted - free);
      }
      const taken = spendable(world, currency).slice(0, wanted);
      for (const point of taken) point.state = "revoked";
      add(world.debt, currency, wanted - taken.length);
      return;
    }
    case "revoke":
      clawBack(world, command.order, command.currency ?? main, command.points);
      return;
    case "redeem": {
      const currency = command.currency ?? main;
      if (world.redemptions.some(({ id }) => id === command.redemption)) {
        throw new Refused("idempotency_conflict");
      }
      const points = take(world, currency, command.points);
      spend(world, command.redemption, currency, points, now);
      beActive(world, at);
      return;
    }
    case "reverseRedemption":
      reverse(world, command.redemption, command.points, now);
      return;
    case "hold": {
      const currency = command.currency ?? main;
      if (world.holds.some(({ id }) => id === command.hold)) {
        throw new Refused("idempotency_conflict");
      }
      const points = take(world, currency, command.points);
      const until = command.until === undefined ? at + 30 * 60_000 : Number(command.until);
      if (until <= now) throw new Refused("hold_not_open");
      for (const point of points) point.state = "held";
      world.holds.push({ id: command.hold, currency, until, points });
      return;
    }
    case "captureHold": {
      const hold = world.holds.find(({ id }) => id === command.hold);
      if (hold === undefined) throw new Refused("hold_not_open");
      const wanted = command.points ?? hold.points.length;
      if (wanted > hold.points.length) throw new Refused("exceeds_remaining");
      const redemption = command.redemption ?? `hold:${command.hold}`;
      if (world.redemptions.some(({ id }) => id === redemption)) {
        throw new Refused("idempotency_conflict");
      }
      world.holds = world.holds.filter((one) => one !== hold);
      spend(world, redemption, hold.currency, hold.points.slice(0, wanted), now);
      release(world, hold.points.slice(wanted), now);
      beActive(world, at);
      return;
    }
    case "releaseHold": {
      const hold = world.holds.find(({ id }) => id === command.hold);
      if (hold === undefined) throw new Refused("hold_not_open");
      world.holds = world.holds.filter((one) => one !== hold);
      release(world, hold.points, now);
      return;
    }
    case "transfer": {
      const currency = command.currency ?? main;
      if (command.to === member) throw new Refused("not_eligible");
      for (const point of take(world, currency, command.points)) point.state = "sent";
      return;
    }
    case "reinstate": {
      const currency = command.currency ?? main;
      const over = world.points.filter(
        ({ lot, state }) => lot.currency === currency && state === "expired",
      );
      if (command.points > over.length) throw new Refused("exceeds_remaining");
      checkRoom(world, currency, command.points);
      const expiresAt = endOfLife(world, currency, at, command.expiresAt);
      const give = (points: Point[], order: string | null) => {
        if (points.length === 0) return;
        const life = { earnedAt: at, activeAt: at, expiresAt };
        const lot = newLot(world, currency, { ...life, order, origin: "issued" });
        for (const point of points) {
          point.lot = lot;
          point.state = "pending";
          if (expiresAt <= now) expire(world, point);
        }
      };
      const points = over.slice(0, command.points);
      // What an order lost is its own again: of the latest order first.
      for (const order of [...world.orders].reverse()) {
        const award = order.awards.get(currency);
        const part = points.splice(0, award?.lapsed ?? 0);
        if (award !== undefined) award.lapsed -= part.length;
        give(part, order.id);
      }
      give(points, null);
      return;
    }
    case "enroll":
      if (world.enrolled) throw new Refused("not_eligible");
      world.enrolled = true;
      return;
    case "freeze":
      world.status = "frozen";
      return;
    case "unfreeze":
      if (world.status === "open") throw new Refused("not_eligible");
      world.status = "open";
      return;
    case "close":
      for (const hold of world.holds) release(world, hold.points, now);
      world.holds = [];
      for (const point of world.points) {
        if (point.state === "pending" || point.state === "active") point.state = "revoked";
      }
      world.status = "closed";
      return;
    default:
      throw new Error(`not in the model: ${command.type}`);
  }
}

/** What a shop must be able to do of a frozen account. */
const WHILE_FROZEN: readonly string[] = [
  "revoke",
  "reverseRedemption",
  "releaseHold",
  "adjust",
  "unfreeze",
  "close",
];

/** The member earned or spent: that puts off the lapse of every balance. */
function beActive({ rules, lapsesAt }: World, at: number): void {
  for (const [currency, { inactivity }] of Object.entries(rules.currencies)) {
    if (inactivity === null) continue;
    const deadline = later(rules.zone, at, inactivity.months, inactivity.days);
    lapsesAt.set(currency, Math.max(deadline, lapsesAt.get(currency) ?? Number.NEGATIVE_INFINITY));
  }
}

/** Points that can be spent, or a refusal. */
function take(world: World, currency: string, points: number): Point[] {
  const free = available(world, currency);
  if (points > free) throw new Refused("insufficient_points", points - free);
  return spendable(world, currency).slice(0, points);
}

function spend(world: World, id: string, currency: string, points: Point[], now: number): void {
  for (const point of points) point.state = "spent";
  const until = later(world.rules.zone, now, 0, world.rules.returnDays);
  world.redemptions.push({ id, currency, until, points });
}

function awardOrder(world: World, id: string, currency: string, points: number): void {
  const { rules } = world;
  const known = world.orders.find((one) => one.id === id);
  if (known !== undefined && rules.orderDedupe) throw new Refused("duplicate_order");
  // Awarded once more, it can come back once more.
  const until = later(rules.zone, world.clock, 0, rules.returnDays);
  const order = { id, until, awards: known?.awards ?? new Map() };
  world.orders = [...world.orders.filter((one) => one !== known), order];
  const award = order.awards.get(currency) ?? { kept: 0, lapsed: 0 };
  award.kept += points;
  order.awards.set(currency, award);
}
