import { DOUBLE, DuckDBDataChunk, DuckDBInstance, UTINYINT } from "@duckdb/node-api";

/** Numbers of a table, by the name of their column. */
export type Columns = Readonly<Record<string, Float64Array | Uint8Array>>;

export type Connection = Awaited<ReturnType<DuckDBInstance["connect"]>>;

const VECTOR = 2048;

/** DuckDB in memory with a table `data` of these columns, with all its threads. */
export async function openColumns(columns: Columns) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  // The order of rows is nobody's wish; keeping it costs time.
  await connection.run("set preserve_insertion_order = false");
  const named = Object.entries(columns).map(([name, column]) => ({
    name,
    column,
    type: column instanceof Uint8Array ? UTINYINT : DOUBLE,
  }));
  const types = named.map(({ name, type }) => `${name} ${type}`).join(", ");
  await connection.run(`create table data (${types})`);
  const appender = await connection.createAppender("data");
  const rows = named[0].column.length;
  for (let start = 0; start < rows; start += VECTOR) {
    const chunk = DuckDBDataChunk.create(named.map(({ type }) => type));
    chunk.setColumns(named.map(({ column }) => Array.from(column.slice(start, start + VECTOR))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const threads = await connection.runAndReadAll("select current_setting('threads')");
  return {
    connection,
    name: `DuckDB, ${threads.getRows()[0][0]} threads`,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
