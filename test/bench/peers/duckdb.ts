import { DOUBLE, DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import { type IdKind, type Ids, numberings } from "../data/ids.ts";
import type { Orders } from "../data/orders.ts";
import type { Peer } from "./peer.ts";
import { emptySummaries, type Summaries } from "./summaries.ts";

type Connection = Awaited<ReturnType<DuckDBInstance["connect"]>>;

const VECTOR = 2048;

const WAYS = {
  arg_min: `
    with days as (select id, day, sum(value) as total from orders group by id, day)
    select id, count(*) - 1 as repeats, min(day) as first_day, max(day) as last_day,
      (sum(total) - arg_min(total, day)) / (count(*) - 1) as mean
    from days group by id`,
  join: `
    with days as (select id, day, sum(value) as total from orders group by id, day),
      firsts as (select id, min(day) as first_day from orders group by id)
    select id, count(*) - 1 as repeats, any_value(first_day) as first_day, max(day) as last_day,
      avg(total) filter (where day > first_day) as mean
    from days join firsts using (id) group by id`,
} as const;

/** DuckDB on a table in memory, with all its threads; the answer is a table too. */
export async function openDuckDb(kind: IdKind, ids: Ids, orders: Orders): Promise<Peer> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await load(connection, kind, ids, orders);
  return {
    name: `DuckDB${kind === "dictionary" ? ", enum" : ""}, ${await threadsOf(connection)} threads`,
    ways: Object.entries(WAYS).map(([name, query]) => ({
      name,
      run: () => connection.run(`create or replace table summaries as ${query}`),
      read: () => readResult(connection, kind, orders.customers),
    })),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function threadsOf(connection: Connection) {
  const answer = await connection.runAndReadAll("select current_setting('threads')");
  return answer.getRows()[0][0];
}

async function load(connection: Connection, kind: IdKind, ids: Ids, orders: Orders) {
  // The order of rows is nobody's wish; keeping it costs time.
  await connection.run("set preserve_insertion_order = false");
  await connection.run("create table raw (id double, day integer, value double)");
  const { customer, day, value } = orders;
  const numbers = ids instanceof Int32Array || ids instanceof Float64Array ? ids : customer;
  const appender = await connection.createAppender("raw");
  for (let start = 0; start < day.length; start += VECTOR) {
    const chunk = DuckDBDataChunk.create([DOUBLE, INTEGER, DOUBLE]);
    const end = start + VECTOR;
    chunk.setColumns([numbers, day, value].map((column) => Array.from(column.slice(start, end))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  if (kind === "dictionary") {
    await connection.run(
      `create type customer as enum (select 'c' || (range + 1) from range(${orders.customers}))`,
    );
  }
  const id = {
    dense: "id::integer",
    sparse: "id::integer",
    wide: "id::bigint",
    dictionary: "('c' || (id::integer + 1))::customer",
    strings: "'c' || (id::integer + 1)",
  }[kind];
  await connection.run(`create table orders as select ${id} as id, day, value from raw`);
  await connection.run("drop table raw");
}

async function readResult(
  connection: Connection,
  kind: IdKind,
  customers: number,
): Promise<Summaries> {
  const summaries = emptySummaries(customers);
  const numberOf = numberings(kind, customers);
  const id = kind === "dictionary" || kind === "strings" ? "id::varchar" : "id::double";
  const result = await connection.stream(
    `select ${id}, repeats::integer, first_day, last_day, mean from summaries`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return summaries;
    for (const [key, repeats, first, last, mean] of chunk.getRows()) {
      const customer = numberOf(typeof key === "string" ? key : Number(key));
      summaries.repeats[customer] = Number(repeats);
      summaries.first[customer] = Number(first);
      summaries.last[customer] = Number(last);
      summaries.mean[customer] = repeats === 0 ? 0 : Number(mean);
    }
  }
}
