import type { CustomerBaseColumns } from "../../../src/index.ts";
import type { Case } from "../case.ts";
import { idsOf } from "../data/ids.ts";
import { AS_OF, CUSTOMERS, generateOrders } from "../data/orders.ts";
import { alone, beside } from "../figure.ts";
import { measureInterleaved, measureWarm } from "../measure.ts";
import { openRfmDuckDb, openRfmPolars, type RfmPeer, type Scores } from "../peers/rfm.ts";
import { orderColumns } from "./summary.ts";

const ORDERS_EACH = 4;
const MOST_MILLISECONDS = 150;

/** RFM of 1,000,000 customers in columns: three dimensions, five quantile bins. */
export const cases: Case[] = [
  {
    name: "rfm-scores",
    async measure({ library, scale, rounds, progress }) {
      progress("making customers");
      const customers = Math.round(CUSTOMERS * scale);
      const orders = generateOrders(ORDERS_EACH * customers, customers);
      const columns = orderColumns(idsOf("dense", orders), orders);
      const base = library.summarizeOrders(columns, { asOf: AS_OF });
      const run = () => library.scoreRfm(base);
      progress("checking against the peers");
      const measured = columnsOf(base);
      const peers = [openRfmPolars(measured), await openRfmDuckDb(measured)];
      for (const peer of peers) await checkPeer(peer, run().scores);
      progress("timing");
      const [ours, ...timings] = await measureInterleaved([{ run }, ...peers], rounds);
      for (const peer of peers) peer.close();
      const scores = run();
      const segments = await measureWarm(() => library.segmentRfm(scores), { rounds });
      const spread = await measureWarm(() => library.scoreRfm(base, { ties: "spread" }), {
        rounds,
      });
      const title = "RFM scores, 1,000,000 customers";
      return [
        alone(title, ours, { limit: { of: "ours", most: MOST_MILLISECONDS } }),
        ...peers.map(({ name }, at) =>
          beside(title, ours, { name, timing: timings[at] }, undefined),
        ),
        alone("RFM scores, ties spread, 1,000,000 customers", spread),
        alone("RFM segments, 1,000,000 customers", segments),
      ];
    },
  },
];

function columnsOf({ customers }: CustomerBaseColumns) {
  const { daysSinceLast, days, revenue } = customers;
  const numbers = (column: ArrayLike<number>) => Float64Array.from(column);
  return {
    id: Float64Array.from(daysSinceLast, (_, row) => row),
    days_since: numbers(daysSinceLast),
    days: numbers(days),
    revenue: numbers(revenue),
  };
}

/** Warms a peer up, and holds its scores to ours, customer by customer. */
async function checkPeer(peer: RfmPeer, ours: Scores): Promise<void> {
  await peer.run();
  const theirs = await peer.read();
  for (const name of ["r", "f", "m"] as const) {
    const row = ours[name].findIndex((score, at) => score !== theirs[name][at]);
    if (row < 0) continue;
    const found = `${ours[name][row]}, ${peer.name} ${theirs[name][row]}`;
    throw new Error(`${name} of customer ${row}: ours ${found}`);
  }
}
