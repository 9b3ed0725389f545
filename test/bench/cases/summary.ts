import type { CustomerBaseColumns, IdColumn } from "../../../src/index.ts";
import type { Case, Surroundings } from "../case.ts";
import { ID_KINDS, type IdKind, type Ids, idsOf, numberings } from "../data/ids.ts";
import { AS_OF, CUSTOMERS, generateOrders, ORDERS, type Orders } from "../data/orders.ts";
import { beside, type Figure } from "../figure.ts";
import { measureInterleaved } from "../measure.ts";
import { openDuckDb } from "../peers/duckdb.ts";
import type { Peer } from "../peers/peer.ts";
import { openPolars } from "../peers/polars.ts";
import { checkEqual, emptySummaries, type Summaries } from "../peers/summaries.ts";

/** The most that our time may be of the peers'. */
const LIMITS: Record<IdKind, { readonly polars?: number; readonly duckDb?: number }> = {
  dense: { polars: 0.4 },
  sparse: { polars: 1 },
  wide: { polars: 1 },
  dictionary: { duckDb: 0.4 },
  strings: { polars: 1.5 },
};

const TITLES: Record<IdKind, string> = {
  dense: "dense integers",
  sparse: "sparse integers",
  wide: "13-digit integers",
  dictionary: "dictionary codes",
  strings: "strings",
};

/** Summaries of 10,000,000 orders, a case for each kind of id. */
export const cases: Case[] = ID_KINDS.map((kind) => ({
  name: `summary-${kind}`,
  measure: (surroundings) => measureSummary(kind, surroundings),
}));

/** The orders as the library takes them. */
export function orderColumns(ids: Ids, { day, value }: Orders) {
  return { customerId: ids, at: day, atUnit: "day", value } as const;
}

async function measureSummary(
  kind: IdKind,
  { library, scale, rounds, progress }: Surroundings,
): Promise<Figure[]> {
  progress("making orders");
  const orders = generateOrders(Math.round(ORDERS * scale), Math.round(CUSTOMERS * scale));
  const ids = idsOf(kind, orders);
  const columns = orderColumns(ids, orders);
  const run = () => library.summarizeOrders(columns, { asOf: AS_OF, timeUnit: "day" });
  progress("checking against the peers");
  const expected = readOurs(kind, orders.customers, run());
  const peers = [await openPolars(kind, ids, orders), await openDuckDb(kind, ids, orders)];
  for (const peer of peers) await checkWays(peer, expected);
  progress("timing");
  const ways = peers.flatMap((peer) => peer.ways);
  const [ours, ...timings] = await measureInterleaved([{ run }, ...ways], rounds);
  for (const peer of peers) peer.close();
  const title = `summary, ${TITLES[kind]}`;
  const [polars, duckDb] = peers.map(({ name, ways: own }) => {
    const told = own.map((way) => ({
      name: `${name} (${way.name})`,
      timing: timings[ways.indexOf(way)],
    }));
    return told.reduce((best, one) => (one.timing.wall < best.timing.wall ? one : best));
  });
  return [
    beside(title, ours, polars, LIMITS[kind].polars),
    beside(title, ours, duckDb, LIMITS[kind].duckDb),
  ];
}

/** Warms up every way to ask a peer, and checks its answer. */
async function checkWays({ name, ways }: Peer, expected: Summaries): Promise<void> {
  for (const way of ways) {
    await way.run();
    checkEqual(`${name} (${way.name})`, await way.read(), expected);
  }
}

function readOurs(
  kind: IdKind,
  customers: number,
  { customers: columns }: CustomerBaseColumns,
): Summaries {
  const summaries = emptySummaries(customers);
  const numberOf = numberings(kind, customers);
  const { customerId, frequency, firstAt, lastAt, monetaryValue } = columns;
  for (let row = 0; row < frequency.length; row++) {
    const customer = numberOf(idAt(customerId, row));
    summaries.repeats[customer] = frequency[row];
    summaries.first[customer] = firstAt[row] / 86_400_000;
    summaries.last[customer] = lastAt[row] / 86_400_000;
    summaries.mean[customer] = monetaryValue[row];
  }
  return summaries;
}

function idAt(ids: IdColumn, row: number): number | string {
  if ("dictionary" in ids) return ids.dictionary[Number(ids.codes[row])];
  const id = ids[row];
  return typeof id === "bigint" ? Number(id) : id;
}
