import type { Account, Command, Engine, Entry } from "../../../src/index.ts";
import type { Library } from "../library.ts";

const HOUR_MS = 3_600_000;
const FIRST_MS = Date.UTC(2020, 0, 1);
/** An order or a redemption every few days. */
const GAP_MS = 80 * HOUR_MS;

/** A member who orders every few days and redeems with every fourth command. */
export interface Stream {
  readonly account: Account;
  readonly entries: readonly Entry[];
}

/** A base rate, five rates of categories and five multipliers with conditions. */
export function openClub({ compileProgram }: Library): Engine {
  const rules = Array.from({ length: 5 }, (_, index) => [
    {
      id: `category-${index}`,
      award: { type: "rate", points: 1, per: `${index + 1}.00` },
      lines: { field: "line.categories", contains: `c${2 * index}` },
    } as const,
    {
      id: `store-${index}`,
      award: { type: "multiplier", factor: `1.${2 * index + 1}` },
      when: {
        all: [
          { field: "order.store", eq: "berlin" },
          { field: "order.amount", gte: "10.00" },
        ],
      },
    } as const,
  ]);
  return compileProgram({
    id: "club",
    version: 1,
    timeZone: "Europe/Berlin",
    money: { currency: "EUR", scale: 2 },
    currencies: { points: { life: { period: "P12M" } } },
    rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }, ...rules.flat()],
    policies: { windows: { returns: "P30D", dedupe: "P30D" } },
  });
}

/** The command of a place in the stream. */
export function commandAt(index: number, points: number): Command {
  const at = FIRST_MS + index * GAP_MS;
  if (index % 4 === 3) {
    return { type: "redeem", id: `r-${index}`, at, redemption: `R${index}`, points };
  }
  const lines = [
    { id: "1", amount: "19.99", categories: ["c2"] },
    { id: "2", amount: "5.00", categories: ["c4"] },
    { id: "3", amount: "7.50", categories: ["c6", "c8"] },
  ];
  const order = { id: `O${index}`, store: "berlin", lines };
  return { type: "completeOrder", id: `o-${index}`, at, order };
}

/** Decides commands, one after the other; a refusal ends the bench. */
export function play(
  { decide }: Library,
  engine: Engine,
  account: Account,
  commands: Iterable<Command>,
  see?: (entry: Entry) => void,
): Account {
  let current = account;
  for (const command of commands) {
    const decision = decide(engine, current, command);
    if (!decision.ok || !("entry" in decision)) throw new Error(JSON.stringify(decision));
    current = decision.account;
    see?.(decision.entry);
  }
  return current;
}

/** So many commands of a new member. */
export function playStream(
  library: Library,
  engine: Engine,
  count: number,
  points: number,
): Stream {
  const entries: Entry[] = [];
  const commands = Array.from({ length: count }, (_, index) => commandAt(index, points));
  const fresh = library.createAccount(engine, "m-1");
  const account = play(library, engine, fresh, commands, (entry) => entries.push(entry));
  return { account, entries };
}

/** An account with so many open lots, each of a life of its own, all orders settled. */
export function withLots(library: Library, engine: Engine, lots: number): Account {
  const commands = Array.from({ length: lots }, (_, index): Command => {
    const at = FIRST_MS + index * 48 * HOUR_MS;
    const order = { id: `O-${100_000 + index}`, lines: [{ id: "1", amount: "42.00" }] };
    return { type: "completeOrder", id: `event-${100_000 + index}`, at, order };
  });
  const at = FIRST_MS + lots * 48 * HOUR_MS + 40 * 24 * HOUR_MS;
  const fresh = library.createAccount(engine, "m-1");
  return play(library, engine, fresh, [...commands, { type: "enroll", id: "last", at }]);
}
