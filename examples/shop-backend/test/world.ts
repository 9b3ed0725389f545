/**
 * A shop's day, made from a seed: what is sent to the service, and what must come of it by books
 * that are kept here, apart from all that the service knows.
 */
export interface World {
  readonly members: readonly string[];
  /** In the order in which they happened; they may be sent in any. */
  readonly events: readonly Event[];
  readonly orders: ReadonlyMap<string, BookedOrder>;
}

export interface Event {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly member: string;
  readonly [field: string]: unknown;
}

export interface BookedOrder {
  readonly member: string;
  readonly referrer: string | null;
  /** In cents, less all that comes back. */
  readonly remaining: number;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function makeDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(dice: () => number, items: readonly Item[]): Item {
  return items[Math.floor(dice() * items.length)];
}

export function shuffle<Item>(dice: () => number, items: readonly Item[]): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(dice() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

export function makeWorld(
  dice: () => number,
  { members: size, orders: count, from }: { members: number; orders: number; from: Date },
): World {
  const members = Array.from({ length: size }, (_, index) => `member-${index}`);
  const events: Event[] = [];
  const orders = new Map<string, BookedOrder>();
  const wereReferred = new Set<string>();
  let minutes = 0;
  const next = () => new Date(from.getTime() + 60_000 * minutes++).toISOString();

  for (let index = 0; index < count; index++) {
    const order = `O${index}`;
    const member = pick(dice, members);
    const lines = Array.from({ length: 1 + Math.floor(dice() * 3) }, (_, line) => {
      return { id: `${line}`, cents: 1 + Math.floor(dice() * 2500) };
    });
    const isReferred = dice() < 0.3 && !wereReferred.has(member);
    const referrer = isReferred
      ? pick(
          dice,
          members.filter((other) => other !== member),
        )
      : null;
    if (isReferred) wereReferred.add(member);
    events.push({
      id: `${order}-completed`,
      type: "order.completed",
      at: next(),
      member,
      order: {
        id: order,
        lines: lines.map(({ id, cents }) => ({ id, amount: money(cents) })),
        ...(referrer === null ? {} : { referredBy: referrer }),
      },
    });

    let remaining = lines.reduce((sum, { cents }) => sum + cents, 0);
    const refunds = dice() < 0.5 ? 0 : 1 + Math.floor(dice() * 3);
    for (let refund = 0; refund < refunds; refund++) {
      const line = pick(dice, lines);
      const cents = Math.ceil(dice() * line.cents);
      if (cents === 0) continue;
      line.cents -= cents;
      remaining -= cents;
      events.push({
        id: `${order}-refund-${refund}`,
        type: "order.refunded",
        at: next(),
        member,
        order,
        refund: `R${refund}`,
        lines: [{ line: line.id, amount: money(cents) }],
      });
    }
    if (dice() < 0.15 && remaining > 0) {
      remaining = 0;
      const id = `${order}-cancelled`;
      events.push({ id, type: "order.cancelled", at: next(), member, order });
    }
    orders.set(order, { member, referrer, remaining });
  }
  return { members, events, orders };
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}
