import { availableParallelism } from "node:os";
import pl from "nodejs-polars";
import { type Columns, openColumns } from "./columns.ts";

/** Scores of customers from 1 to 5, in the order of their numbers. */
export interface Scores {
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
}

/** Another engine that scores customers by quantiles of type 7, one way. */
export interface RfmPeer {
  readonly name: string;
  run(): unknown;
  read(): Promise<Scores>;
  close(): void;
}

const SHARES = [0.2, 0.4, 0.6, 0.8];
const MEASURES = { r: "days_since", f: "days", m: "revenue" } as const;

/** DuckDB: all cuts at once, then the cuts below each value counted. */
export async function openRfmDuckDb(columns: Columns): Promise<RfmPeer> {
  const { connection, name, close } = await openColumns(columns);
  const cuts = Object.values(MEASURES).map(
    (column) => `quantile_cont(${column}, [${SHARES}]) as ${column}_cuts`,
  );
  const above = (column: string) =>
    SHARES.map((_, k) => `(${column} > ${column}_cuts[${k + 1}])::utinyint`).join(" + ");
  const query = `
    with cuts as (select ${cuts.join(", ")} from data)
    select id, 5 - (${above(MEASURES.r)}) as r, 1 + ${above(MEASURES.f)} as f,
      1 + ${above(MEASURES.m)} as m from data, cuts`;
  return {
    name,
    close,
    run: () => connection.run(`create or replace table scores as ${query}`),
    async read() {
      const rows = columns.id.length;
      const scores = emptyScores(rows);
      const result = await connection.runAndReadAll("select id, r, f, m from scores");
      for (const [id, r, f, m] of result.getRows()) {
        const row = Number(id);
        scores.r[row] = Number(r);
        scores.f[row] = Number(f);
        scores.m[row] = Number(m);
      }
      return scores;
    },
  };
}

/** Polars: the same, in one lazy query. */
export function openRfmPolars(columns: Columns): RfmPeer {
  const frame = pl.DataFrame(
    Object.fromEntries(Object.entries(columns).map(([name, own]) => [name, pl.Series(name, own)])),
  );
  const above = (column: string) =>
    SHARES.map((share) =>
      pl.col(column).gt(pl.col(column).quantile(share, "linear")).cast(pl.UInt8),
    ).reduce((sum, one) => sum.add(one));
  const five = pl.lit(5).cast(pl.UInt8);
  const one = pl.lit(1).cast(pl.UInt8);
  const query = () =>
    frame
      .lazy()
      .select(
        five.sub(above(MEASURES.r)).alias("r"),
        one.add(above(MEASURES.f)).alias("f"),
        one.add(above(MEASURES.m)).alias("m"),
      );
  const threads = process.env.POLARS_MAX_THREADS ?? availableParallelism();
  return {
    name: `Polars, ${threads} threads`,
    close: () => undefined,
    run: () => query().collect(),
    async read() {
      const result = await query().collect();
      const column = (name: string) => Uint8Array.from(result.getColumn(name).toArray(), Number);
      return { r: column("r"), f: column("f"), m: column("m") };
    },
  };
}

function emptyScores(rows: number): Scores {
  return { r: new Uint8Array(rows), f: new Uint8Array(rows), m: new Uint8Array(rows) };
}
