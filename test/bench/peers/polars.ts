import { availableParallelism } from "node:os";
import pl from "nodejs-polars";
import { type IdKind, type Ids, numberings } from "../data/ids.ts";
import type { Orders } from "../data/orders.ts";
import type { Peer } from "./peer.ts";
import { emptySummaries, type Summaries } from "./summaries.ts";

type Frame = ReturnType<typeof pl.DataFrame>;
type LazyFrame = ReturnType<Frame["lazy"]>;

const { col } = pl;

/** Polars on a data frame in memory, with all its threads. */
export async function openPolars(kind: IdKind, ids: Ids, orders: Orders): Promise<Peer> {
  const frame = await load(kind, ids, orders);
  const ways = { "group twice": byDayThenCustomer, "group once": byCustomer };
  const threads = process.env.POLARS_MAX_THREADS ?? availableParallelism();
  return {
    name: `Polars${kind === "dictionary" ? ", categorical" : ""}, ${threads} threads`,
    ways: Object.entries(ways).map(([name, query]) => ({
      name,
      run: () => query(frame.lazy()).collect(),
      read: async () => readResult(kind, orders.customers, await query(frame.lazy()).collect()),
    })),
    close: () => undefined,
  };
}

async function load(kind: IdKind, ids: Ids, { customer, day, value }: Orders): Promise<Frame> {
  const raw = pl.DataFrame({
    id: pl.Series("id", ids instanceof Int32Array || ids instanceof Float64Array ? ids : customer),
    day: pl.Series("day", day),
    value: pl.Series("value", value),
  });
  const serial = col("id").cast(pl.Int64).add(1).cast(pl.Utf8);
  const text = pl.concatString([pl.lit("c"), serial], "").alias("id");
  const id = {
    dense: col("id"),
    sparse: col("id"),
    wide: col("id").cast(pl.Int64),
    dictionary: text.cast(pl.Categorical),
    strings: text,
  }[kind];
  return (await raw.lazy().withColumns(id).collect()).rechunk();
}

// The order of groups is nobody's wish; keeping it, which this binding does unless told, costs time.
const ANY_ORDER = false;

function byDayThenCustomer(orders: LazyFrame): LazyFrame {
  const day = col("day");
  return orders
    .groupBy(["id", "day"], ANY_ORDER)
    .agg(col("value").sum())
    .groupBy(["id"], ANY_ORDER)
    .agg(
      day.count().cast(pl.Int32).sub(1).alias("repeats"),
      day.min().alias("first"),
      day.max().alias("last"),
      col("value").filter(day.gt(day.min())).sum().alias("revenue"),
    )
    .withColumn(col("revenue").div(col("repeats")).alias("mean"));
}

function byCustomer(orders: LazyFrame): LazyFrame {
  const day = col("day");
  return orders
    .groupBy(["id"], ANY_ORDER)
    .agg(
      day.nUnique().cast(pl.Int32).sub(1).alias("repeats"),
      day.min().alias("first"),
      day.max().alias("last"),
      col("value").filter(day.gt(day.min())).sum().alias("revenue"),
    )
    .withColumn(col("revenue").div(col("repeats")).alias("mean"));
}

function readResult(kind: IdKind, customers: number, result: Frame): Summaries {
  const summaries = emptySummaries(customers);
  const numberOf = numberings(kind, customers);
  const idType = kind === "dictionary" || kind === "strings" ? pl.Utf8 : pl.Float64;
  const ids: (number | string)[] = result.getColumn("id").cast(idType).toArray();
  const column = (name: string) => result.getColumn(name).toArray().map(Number);
  const [repeats, first, last, mean] = ["repeats", "first", "last", "mean"].map(column);
  for (const [row, id] of ids.entries()) {
    const customer = numberOf(id);
    summaries.repeats[customer] = repeats[row];
    summaries.first[customer] = first[row];
    summaries.last[customer] = last[row];
    summaries.mean[customer] = repeats[row] === 0 ? 0 : mean[row];
  }
  return summaries;
}
