import type { Account, Command, Engine, PurchaseOrder } from "../../../src/index.ts";
import type { Case, Surroundings } from "../case.ts";
import { commandAt, openClub, play, playStream, withLots } from "../data/loyalty.ts";
import type { Figure } from "../figure.ts";
import type { Library } from "../library.ts";
import { measureInterleaved, measureWarm, type Timing } from "../measure.ts";
import { type Facts, openJsonRules } from "../peers/json-rules-engine.ts";

const ENTRIES = 100_000;
const COMMANDS = 20_000;
const VIEWS = 20_000;
const ORDERS = 2_000;
/** For as long as the peer takes, or the garbage of a round would count more than its work. */
const TURNS = 50;
const STEPS = 10_000_000;
const GROWTH = [10, 1000, 100_000];
const WARMUPS = 5;
/** What a redemption takes: about what three orders earn. */
const POINTS = 150;

/** Deciding, replaying and viewing points; how large an account is, and that neither grows. */
export const cases: Case[] = [
  { name: "loyalty-replay", measure: measureReplay },
  { name: "loyalty-decide", measure: measureDecide },
  { name: "loyalty-view", measure: measureView },
  { name: "loyalty-conditions", measure: measureConditions },
  { name: "loyalty-size", measure: async (surroundings) => measureSize(surroundings) },
  { name: "loyalty-growth", measure: measureGrowth },
];

/** At least 2,000,000 entries a second: 0.5 µs each. */
async function measureReplay({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const engine = openClub(library);
  const count = Math.round(ENTRIES * scale);
  const { entries, account } = playStream(library, engine, count, POINTS);
  if (JSON.stringify(library.replay(entries)) !== JSON.stringify(account)) {
    throw new Error("expected the account that deciding gave");
  }
  const timing = await measureWarm(() => library.replay(entries), { warmups: 5, rounds });
  return [await each("replay, an entry", timing, count, 0.5)];
}

/** At least 200,000 commands a second with ten rules: 5 µs each. */
async function measureDecide({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const engine = openClub(library);
  const count = Math.round(COMMANDS * scale);
  const commands = Array.from({ length: count }, (_, index) => commandAt(index, POINTS));
  const run = () => play(library, engine, library.createAccount(engine, "m-1"), commands);
  const timing = await measureWarm(run, { warmups: 10, rounds });
  const note = `${run().wallets[0].lots.length} lots`;
  return [await each("decide, a command, ten rules", timing, count, 5, note)];
}

async function measureView({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const engine = openClub(library);
  const account = withLots(library, engine, 100);
  const count = Math.round(VIEWS * scale);
  const stored: Account = JSON.parse(JSON.stringify(account));
  const figures: Figure[] = [];
  for (const [name, from] of [
    ["view of 100 lots", account],
    ["view of 100 lots, of a snapshot that is checked", stored],
  ] as const) {
    const at = from.clock ?? 0;
    const run = () => repeat(count, () => library.viewAccount(engine, from, at));
    const timing = await measureWarm(run, { warmups: 3, rounds });
    const lots = library.viewAccount(engine, from, at).wallets[0].lots.length;
    figures.push(await each(name, timing, count, from === stored ? undefined : 3, `${lots} lots`));
  }
  return figures;
}

/** The same ten rules: which of them hold for an order. The quote also says what they earn. */
async function measureConditions({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const engine = openConditions(library);
  const account = library.createAccount(engine, "m-1");
  const peer = openJsonRules();
  const count = Math.round(ORDERS * scale);
  const orders = Array.from({ length: count }, (_, index) => orderAt(index));
  const facts = orders.map(factsOf);
  const at = "2026-01-31T12:00:00Z";
  const quote = (order: PurchaseOrder) => {
    const found = library.quoteEarning(engine, account, order, { at });
    if (!found.ok) throw new Error(found.message);
    return found.rules;
  };
  for (let index = 0; index < Math.min(count, 50); index++) {
    const ours = quote(orders[index]).map(({ rule }) => rule);
    const theirs = await peer.run(facts[index]);
    if (ours.toSorted().join() !== theirs.join()) throw new Error(`${ours} is not ${theirs}`);
  }
  const [ours, theirs] = await measureInterleaved(
    [
      { run: () => repeat(TURNS * count, (index) => quote(orders[index % count])) },
      {
        run: async () => {
          for (const fact of facts) await peer.run(fact);
        },
      },
    ],
    rounds + 2,
  );
  const micro = 1000 / count;
  return [
    {
      ...(await each("ten rules on an order, in a quote", ours, TURNS * count)),
      peer: {
        name: peer.name,
        value: theirs.wall * micro,
        cpu: theirs.cpu * micro,
        rounds: theirs.rounds.map((wall) => wall * micro),
      },
      limit: { of: "ratio", most: 0.02 },
    },
  ];
}

function openConditions({ compileProgram }: Library): Engine {
  const rules = Array.from({ length: 10 }, (_, index) => {
    const award = { type: "fixed", points: 1 } as const;
    return index % 2 === 0
      ? ({
          id: `rule-${index}`,
          award,
          when: {
            all: [
              { field: "order.store", eq: index % 4 === 0 ? "berlin" : "paris" },
              { field: "order.amount", gte: `${10 + 4 * index}.00` },
            ],
          },
        } as const)
      : ({
          id: `rule-${index}`,
          award,
          when: { field: "order.categories", contains: `c${index}` },
        } as const);
  });
  return compileProgram({
    id: "club",
    version: 1,
    timeZone: "UTC",
    money: { currency: "EUR", scale: 2 },
    currencies: { points: {} },
    rules,
  });
}

function orderAt(index: number): PurchaseOrder {
  const store = index % 3 === 0 ? "paris" : "berlin";
  const categories = [`c${index % 10}`, `c${(index + 3) % 10}`];
  const line = { id: "1", amount: `${10 + (index % 50)}.00`, categories };
  return { id: `O${index}`, store, channel: "web", lines: [line] };
}

function factsOf({ store = "", channel = "", lines: [line] }: PurchaseOrder): Facts {
  return { store, channel, amount: 100 * Number(line.amount), categories: line.categories ?? [] };
}

function measureSize({ library }: Surroundings): Figure[] {
  const engine = openClub(library);
  const account = withLots(library, engine, 50);
  const order = { id: "O-999999", lines: [{ id: "1", amount: "42.00" }] };
  const at = account.clock ?? 0;
  const more = play(library, engine, account, [
    { type: "completeOrder", id: "event-999999", at, order },
  ]);
  const open = bytesOf(more.orders[0]);
  const lots = account.wallets[0].lots.length;
  const limit = { of: "ours", most: 10_000 } as const;
  return [
    {
      name: "account, 50 lots, JSON",
      unit: "bytes",
      ours: bytesOf(account),
      limit,
      note: `${lots} lots`,
    },
    {
      name: "an unsettled order",
      unit: "bytes",
      ours: open + 1,
      limit: { of: "ours", most: 150 },
      note: `${bytesOf(more.keys.at(-1)) + 1} more for the command's id, while it is remembered`,
    },
  ];
}

async function measureGrowth({
  library,
  scale,
  rounds,
  progress,
}: Surroundings): Promise<Figure[]> {
  const engine = openClub(library);
  const window = Math.round(2000 * scale);
  const ages = GROWTH.map((size) => {
    progress(`${size} orders`);
    // One by one: what is past must not be garbage, nor memory, of what is timed.
    const fresh = library.createAccount(engine, "m-1");
    const account = play(library, engine, fresh, commandsFrom(0, size));
    const next = [...commandsFrom(size, window)];
    return { size, account, run: () => play(library, engine, account, next) };
  });
  // Machine code is made, and the zone's offsets of those years are known, before anything is timed.
  for (let turn = 0; turn < WARMUPS; turn++) for (const { run } of ages) run();
  const timings = await measureInterleaved(ages, rounds + 2);
  const figures: Figure[] = [];
  for (const [index, { size, account }] of ages.entries()) {
    const note = `${bytesOf(account)} bytes`;
    const name = `decide, after ${size} commands`;
    figures.push(await each(name, timings[index], window, undefined, note));
  }
  return figures;
}

function* commandsFrom(first: number, count: number): Iterable<Command> {
  for (let index = first; index < first + count; index++) yield commandAt(index, POINTS);
}

/** Microseconds a turn, and what a plain loop takes at the same time, to compare machines by. */
async function each(
  name: string,
  { wall, cpu, rounds }: Timing,
  count: number,
  most?: number,
  note?: string,
): Promise<Figure> {
  const micro = 1000 / count;
  const loop = await measureWarm(plainLoop, { rounds: 3 });
  const step = (1e6 * loop.cpu) / STEPS;
  const notes = [note, `a plain loop: ${step.toFixed(2)} ns a step`];
  return {
    name,
    unit: "µs",
    ours: wall * micro,
    oursCpu: cpu * micro,
    oursRounds: rounds.map((round) => round * micro),
    ...(most === undefined ? {} : { limit: { of: "ours", most } as const }),
    note: notes.filter((text) => text !== undefined).join("; "),
  };
}

/** Steps that each wait for the last: about six cycles. */
function plainLoop(): number {
  let hash = 1;
  for (let step = 0; step < STEPS; step++)
    hash = (Math.imul(hash ^ (hash >>> 13), 2_654_435_761) + step) | 0;
  return hash;
}

function repeat(count: number, run: (index: number) => unknown): void {
  for (let index = 0; index < count; index++) run(index);
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
