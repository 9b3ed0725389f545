import { DOUBLE, DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";

const VECTOR = 2048;

/** A table of numbers in DuckDB's memory, with all its threads. */
export interface DuckDbTable {
  readonly name: string;
  /** What is timed: the answer becomes a table. */
  run(query: string): Promise<unknown>;
  /** The answer, in rows of numbers. */
  read(order: string): Promise<number[][]>;
  close(): void;
}

/** Loads columns as `raw`; `as` says how they become the table `data`. */
export async function openDuckDbTable(
  columns: Readonly<Record<string, ArrayLike<number>>>,
  as: string,
): Promise<DuckDbTable> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  // The order of rows is nobody's wish; keeping it costs time.
  await connection.run("set preserve_insertion_order = false");
  const names = Object.keys(columns);
  await connection.run(`create table raw (${names.map((name) => `${name} double`).join(", ")})`);
  const appender = await connection.createAppender("raw");
  const lists = Object.values(columns);
  for (let start = 0; start < lists[0].length; start += VECTOR) {
    const chunk = DuckDBDataChunk.create(names.map(() => DOUBLE));
    const length = Math.min(VECTOR, lists[0].length - start);
    chunk.setColumns(lists.map((list) => Array.from({ length }, (_, i) => list[start + i])));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(`create table data as ${as}`);
  await connection.run("drop table raw");
  const threads = await connection.runAndReadAll("select current_setting('threads')");
  return {
    name: `DuckDB, ${threads.getRows()[0][0]} threads`,
    run: (query) => connection.run(`create or replace table answer as ${query}`),
    async read(order) {
      const answer = await connection.runAndReadAll(`select * from answer order by ${order}`);
      return answer.getRows().map((row) => row.map(Number));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
