import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";

export interface Queries {
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** Postgres, as far as this service needs it. */
export interface Database extends Queries {
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Where the data are: a server, a folder of PGlite, or (with neither) memory. */
export interface Location {
  readonly url?: string | undefined;
  readonly folder?: string | undefined;
}

/** Opens the database, and makes its tables if there are none. */
export async function openDatabase({ url, folder }: Location): Promise<Database> {
  const tables = await readFile(new URL("./schema.sql", import.meta.url), "utf8");
  return url === undefined ? openPglite(folder, tables) : openServer(url, tables);
}

/** A real Postgres inside this process. */
async function openPglite(folder: string | undefined, tables: string): Promise<Database> {
  const pglite = await PGlite.create(folder);
  await pglite.exec(tables);
  return {
    query: async <Row>(sql: string, values?: unknown[]) =>
      (await pglite.query<Row>(sql, values)).rows,
    transaction: (work) =>
      pglite.transaction((inner) =>
        work({
          query: async <Row>(sql: string, values?: unknown[]) =>
            (await inner.query<Row>(sql, values)).rows,
        }),
      ),
    close: () => pglite.close(),
  };
}

async function openServer(url: string, tables: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", (error) => console.error("a connection was lost:", error.message));
  await pool.query(tables);
  return {
    query: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
      (await pool.query<Row>(sql, values)).rows,
    transaction: (work) => transact(pool, work),
    close: () => pool.end(),
  };
}

async function transact<Result>(
  pool: pg.Pool,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query("begin");
    const result = await work({
      query: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
        (await client.query<Row>(sql, values)).rows,
    });
    await client.query("commit");
    isBroken = false;
    return result;
  } catch (error) {
    await client.query("rollback");
    isBroken = false;
    throw error;
  } finally {
    client.release(isBroken);
  }
}
