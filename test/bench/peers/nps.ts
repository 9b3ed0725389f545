import { availableParallelism } from "node:os";
import pl from "nodejs-polars";
import { openColumns } from "./columns.ts";

/** Another engine that counts promoters, detractors and answers, one way. */
export interface NpsPeer {
  readonly name: string;
  run(): unknown;
  /** Net share of the promoters. */
  read(): Promise<number>;
  close(): void;
}

const QUERY =
  "select (count(*) filter (score >= 9) - count(*) filter (score < 7)) / count(*)::double from data";

export async function openNpsDuckDb(score: Uint8Array): Promise<NpsPeer> {
  const { connection, name, close } = await openColumns({ score });
  return {
    name,
    close,
    run: () => connection.run(QUERY),
    async read() {
      return Number((await connection.runAndReadAll(QUERY)).getRows()[0][0]);
    },
  };
}

export function openNpsPolars(score: Uint8Array): NpsPeer {
  const frame = pl.DataFrame({ score: pl.Series("score", Array.from(score), pl.UInt8) });
  const answer = pl.col("score");
  const query = () =>
    frame
      .lazy()
      .select(
        answer.gtEq(9).sum().alias("promoters"),
        answer.lt(7).sum().alias("detractors"),
        answer.count().alias("n"),
      )
      .collect();
  const threads = process.env.POLARS_MAX_THREADS ?? availableParallelism();
  return {
    name: `Polars, ${threads} threads`,
    close: () => undefined,
    run: query,
    async read() {
      const result = await query();
      const of = (name: string) => Number(result.getColumn(name).toArray()[0]);
      return (of("promoters") - of("detractors")) / of("n");
    },
  };
}
