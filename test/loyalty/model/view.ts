import { letTimePass } from "./clock.ts";
import { available, copyWorld, type World } from "./world.ts";

export interface ModelWallet {
  readonly currency: string;
  readonly available: number;
  readonly active: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
  readonly issued: number;
  readonly received: number;
  readonly spent: number;
  readonly expired: number;
  readonly revoked: number;
  readonly sent: number;
  readonly writtenOff: number;
  /** Points that are left, by when they become active and when they end. */
  readonly lots: Readonly<Record<string, number>>;
  readonly expiring: Readonly<Record<string, number>>;
}

/** What a member has at an instant. */
export function viewModel(before: World, at: number): ModelWallet[] {
  const world = copyWorld(before);
  letTimePass(world, at);
  return Object.keys(world.rules.currencies).map((currency) => {
    const states = { pending: 0, active: 0, held: 0, spent: 0, expired: 0, revoked: 0, sent: 0 };
    const origins = { issued: 0, received: 0 };
    const lots: Record<string, number> = {};
    const expiring: Record<string, number> = {};
    for (const { lot, state } of world.points) {
      if (lot.currency !== currency) continue;
      states[state]++;
      origins[lot.origin]++;
      if (state !== "pending" && state !== "active" && state !== "held") continue;
      const key = keyOf(lot.activeAt > at ? lot.activeAt : null, lot.expiresAt);
      lots[key] = (lots[key] ?? 0) + 1;
      if (state === "active" && Number.isFinite(lot.expiresAt)) {
        const end = nameOf(lot.expiresAt);
        expiring[end] = (expiring[end] ?? 0) + 1;
      }
    }
    return {
      currency,
      available: available(world, currency),
      active: states.active + states.held,
      pending: states.pending,
      held: states.held,
      debt: world.debt.get(currency) ?? 0,
      ...origins,
      spent: states.spent,
      expired: states.expired,
      revoked: states.revoked,
      sent: states.sent,
      writtenOff: world.writtenOff.get(currency) ?? 0,
      lots,
      expiring,
    };
  });
}

const names = new Map<number, string>();

function nameOf(instant: number): string {
  let name = names.get(instant);
  if (name === undefined) {
    name = Number.isFinite(instant) ? new Date(instant).toISOString() : "never";
    names.set(instant, name);
  }
  return name;
}

/** A name for points of a kind: when they become active, unless they are, and when they end. */
export function keyOf(activeAt: number | null, expiresAt: number): string {
  const end = nameOf(expiresAt);
  return activeAt === null ? end : `${nameOf(activeAt)} to ${end}`;
}
