import type { CustomerBase } from "../../../src/index.ts";
import type { Case, Surroundings } from "../case.ts";
import { AS_OF, generateOrders } from "../data/orders.ts";
import { seedRandom } from "../data/random.ts";
import { beside, type Figure } from "../figure.ts";
import { measureInterleaved } from "../measure.ts";
import { type Row, type RowSummary, summarizeByMapOfSets } from "../peers/map-of-sets.ts";

const ROWS = 1_000_000;
const ROW_CUSTOMERS = 200_000;
const SEED = 11;
const MS_PER_DAY = 86_400_000;

const TIMES = {
  dates: { title: "rows, Date objects", limit: 0.2 },
  texts: { title: "rows, ISO strings", limit: undefined },
} as const;

/** Summaries of 1,000,000 rows `{ customerId, at, value }` with string ids, a case for each kind of time. */
export const cases: Case[] = (["dates", "texts"] as const).map((times) => ({
  name: `rows-${times}`,
  measure: (surroundings) => measureRows(times, surroundings),
}));

async function measureRows(
  times: keyof typeof TIMES,
  { library, scale, rounds, progress }: Surroundings,
): Promise<Figure[]> {
  progress("making rows");
  const rows = makeRows(times, Math.round(ROWS * scale), Math.round(ROW_CUSTOMERS * scale));
  const ours = () => library.summarizeOrders(rows, { asOf: AS_OF, timeUnit: "day" });
  const obvious = () => summarizeByMapOfSets(rows);
  progress("checking against the obvious code");
  checkRows(ours(), obvious());
  progress("timing");
  const [timing, peer] = await measureInterleaved([{ run: ours }, { run: obvious }], rounds);
  const { title, limit } = TIMES[times];
  return [beside(title, timing, { name: "Map of Sets", timing: peer }, limit)];
}

/** Orders at any second of their day, each row with strings and dates of its own. */
function makeRows(times: keyof typeof TIMES, count: number, customers: number): Row[] {
  const { customer, day, value } = generateOrders(count, customers);
  const random = seedRandom(SEED);
  const rows: Row[] = [];
  for (let row = 0; row < count; row++) {
    const at = new Date(day[row] * MS_PER_DAY + 1000 * Math.floor(random() * 86_400));
    rows.push({
      customerId: `c${customer[row] + 1}`,
      at: times === "dates" ? at : at.toISOString(),
      value: value[row],
    });
  }
  return rows;
}

function checkRows({ customers }: CustomerBase, others: readonly RowSummary[]): void {
  const known = new Map(others.map((other) => [other.customerId, other]));
  if (known.size !== customers.length) throw new Error("the obvious code counts other customers");
  for (const ours of customers) {
    const other = known.get(String(ours.customerId));
    const equal =
      other?.frequency === ours.frequency &&
      other.first === ours.firstAt.slice(0, 10) &&
      other.last === ours.lastAt.slice(0, 10) &&
      other.monetaryValue === ours.monetaryValue;
    if (!equal) throw new Error(`the obvious code disagrees on customer ${ours.customerId}`);
  }
}
