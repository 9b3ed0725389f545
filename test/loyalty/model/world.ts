/**
 * What the reference says of the ledger, point by point: every single point is an object that is
 * somewhere. Slow, and obvious; written from the reference alone. Instants are epoch milliseconds.
 */

/** A policy set in the model's own words. */
export interface Rules {
  readonly zone: string;
  readonly spendFirst: "expiry" | "earned";
  readonly clawbackFrom: "own_then_expiry" | "expiry" | "own_only";
  readonly clawbackNegative: "allow" | "clamp";
  readonly clawbackExpired: "forgive" | "charge";
  readonly restoreOrder: "lifo" | "fifo" | "prorata";
  readonly restoreExpired: "original" | "reissue";
  readonly graceDays: number;
  readonly holdProtects: boolean;
  readonly adjustNegative: boolean;
  readonly orderDedupe: boolean;
  readonly returnDays: number;
  readonly currencies: Readonly<Record<string, CurrencyRules>>;
}

export interface CurrencyRules {
  readonly pendingDays: number | null;
  readonly life: {
    readonly months: number;
    readonly days: number;
    readonly roundUp: "none" | "day" | "month" | "quarter" | "year";
  } | null;
  readonly inactivity: { readonly months: number; readonly days: number } | null;
  readonly maximumBalance: number | null;
}

export interface ModelLot {
  readonly sequence: number;
  readonly currency: string;
  readonly earnedAt: number;
  readonly activeAt: number;
  /** Infinity: never. */
  readonly expiresAt: number;
  readonly order: string | null;
  readonly origin: "issued" | "received";
}

export interface Point {
  /** Its place among all points. */
  readonly index: number;
  lot: ModelLot;
  state: "pending" | "active" | "held" | "spent" | "expired" | "revoked" | "sent";
}

export interface ModelHold {
  readonly id: string;
  readonly currency: string;
  readonly until: number;
  /** In the order in which they would be spent. */
  points: Point[];
}

export interface ModelRedemption {
  readonly id: string;
  readonly currency: string;
  readonly until: number;
  /** In the order in which they were taken; those given back are gone. */
  points: Point[];
}

export interface ModelOrder {
  readonly id: string;
  readonly until: number;
  /** By currency: points granted, and how many of them were clawed back or forgiven. */
  readonly awards: Map<string, { kept: number; lapsed: number }>;
}

export interface World {
  readonly rules: Rules;
  clock: number;
  version: number;
  sequence: number;
  status: "open" | "frozen" | "closed";
  enrolled: boolean;
  points: Point[];
  holds: ModelHold[];
  redemptions: ModelRedemption[];
  orders: ModelOrder[];
  debt: Map<string, number>;
  writtenOff: Map<string, number>;
  /** When a currency lapses for want of activity. */
  lapsesAt: Map<string, number>;
  /** Bodies and versions of commands by id. */
  known: Map<string, { readonly body: string; readonly version: number }>;
}

export function newWorld(rules: Rules): World {
  return {
    rules,
    clock: Number.NEGATIVE_INFINITY,
    version: 0,
    sequence: 0,
    status: "open",
    enrolled: false,
    points: [],
    holds: [],
    redemptions: [],
    orders: [],
    debt: new Map(),
    writtenOff: new Map(),
    lapsesAt: new Map(),
    known: new Map(),
  };
}

/** Everything again, so that what is tried can be thrown away. */
export function copyWorld(world: World): World {
  const copies = world.points.map(({ index, lot, state }): Point => ({ index, lot, state }));
  const copied = (points: readonly Point[]) => points.map(({ index }) => copies[index]);
  return {
    ...world,
    points: copies,
    holds: world.holds.map((hold) => ({ ...hold, points: copied(hold.points) })),
    redemptions: world.redemptions.map((one) => ({ ...one, points: copied(one.points) })),
    orders: world.orders.map((order) => ({
      ...order,
      awards: new Map([...order.awards].map(([currency, award]) => [currency, { ...award }])),
    })),
    debt: new Map(world.debt),
    writtenOff: new Map(world.writtenOff),
    lapsesAt: new Map(world.lapsesAt),
    known: new Map(world.known),
  };
}

/** Adds to a number of a map. */
export function add(map: Map<string, number>, key: string, points: number): void {
  map.set(key, (map.get(key) ?? 0) + points);
}

/** Points that can be spent, in the order in which they are. */
export function spendable({ points, rules }: World, currency: string): Point[] {
  const free = points.filter(({ lot, state }) => lot.currency === currency && state === "active");
  return free.sort(({ lot: a }, { lot: b }) => compareLots(a, b, rules.spendFirst));
}

export function compareLots(a: ModelLot, b: ModelLot, first: "expiry" | "earned"): number {
  if (first === "expiry" && a.expiresAt !== b.expiresAt) return a.expiresAt < b.expiresAt ? -1 : 1;
  return a.earnedAt - b.earnedAt || a.sequence - b.sequence;
}

/** What a member may spend. */
export function available(world: World, currency: string): number {
  return spendable(world, currency).length - (world.debt.get(currency) ?? 0);
}
