import type { Case, Surroundings } from "../case.ts";
import { simulateLifetimes } from "../data/lifetimes.ts";
import { AS_OF, generateOrders } from "../data/orders.ts";
import { seedRandom } from "../data/random.ts";
import { alone, type Figure } from "../figure.ts";
import { measureInterleaved, measureWarm, type Timing } from "../measure.ts";
import { type DuckDbTable, openDuckDbTable } from "../peers/duckdb-table.ts";

const ROWS = 1_000_000;
const MS_PER_DAY = 86_400_000;
/** Of a table of sizes: a hundred thousand, a million, ten million. */
const SIZES = [0.1, 1, 10];

/** Survival, churn risk and cohorts of 1,000,000 rows in columns. */
export const cases: Case[] = [
  { name: "retention-kaplan-meier", measure: measureKaplanMeier },
  { name: "retention-survival", measure: measureSurvival },
  { name: "retention-churn-model", measure: measureChurnModel },
  { name: "retention-cohorts", measure: measureCohorts },
  { name: "retention-scaling", measure: measureScaling },
];

const KAPLAN_MEIER = `
  with counts as (select time, count(*) as n, sum(event) as d from data group by time),
    risk as (select time, d, sum(n) over (order by time desc) as r from counts)
  select time,
    exp(sum(case when d < r then ln(1 - d / r) else -1e9 end) over (order by time)) as survival,
    sum(case when d < r then d / (r * (r - d)) end) over (order by time) as spread
  from risk`;

const COHORTS = `
  with firsts as (select customer, date_trunc('month', min(moment)) as cohort from data group by customer)
  select datediff('month', cohort, moment) as period, cohort, count(distinct customer) as customers,
    count(*) as orders, sum(value) as revenue
  from data join firsts using (customer) group by all`;

async function measureKaplanMeier({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const { time, days, event } = simulateLifetimes(Math.round(ROWS * scale));
  const figures: Figure[] = [];
  for (const { title, column, most } of [
    { title: "whole days", column: days, most: 120 },
    { title: "continuous", column: time, most: 450 },
  ]) {
    const run = () => library.kaplanMeier({ time: column, event });
    const peer = await openDuckDbTable({ time: column, event }, "select * from raw");
    await peer.run(KAPLAN_MEIER);
    const { points } = run();
    for (const [step, row] of (await peer.read("time")).entries()) {
      expectClose(`survival at ${row[0]}`, row[1], points.survival[step]);
    }
    figures.push(
      await besideDuckDb(`Kaplan-Meier, ${title}`, run, peer, KAPLAN_MEIER, rounds, most),
    );
  }
  return figures;
}

async function measureSurvival({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const { time, days, event, group, score, covariates } = simulateLifetimes(
    Math.round(ROWS * scale),
  );
  const whole = { time: days, event };
  const exact = { time, event };
  const runs = [
    {
      name: "log-rank, 4 groups, days",
      most: 250,
      run: () => library.logRankTest({ ...whole, group }),
    },
    {
      name: "log-rank, 4 groups, continuous",
      most: 250,
      run: () => library.logRankTest({ ...exact, group }),
    },
    {
      name: "Cox, 3 covariates, days",
      most: 2000,
      run: () => library.fitCox({ ...whole, covariates }, { concordance: false }),
    },
    {
      name: "Cox, 3 covariates, continuous",
      most: 2000,
      run: () => library.fitCox({ ...exact, covariates }, { concordance: false }),
    },
    { name: "concordance, days", most: 1500, run: () => library.concordance({ ...whole, score }) },
    {
      name: "concordance, continuous",
      most: 1500,
      run: () => library.concordance({ ...exact, score }),
    },
  ];
  const figures: Figure[] = [];
  for (const { name, most, run } of runs) {
    figures.push(alone(name, await measureWarm(run, { rounds }), { limit: { of: "ours", most } }));
  }
  return figures;
}

async function measureChurnModel({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const data = churnData(Math.round(ROWS * scale));
  const fit = await measureWarm(() => library.fitChurnModel(data), { warmups: 2, rounds });
  const model = library.fitChurnModel(data);
  const score = await measureWarm(() => library.scoreChurn(model, data), { rounds });
  const probabilities = library.scoreChurn(model, data);
  const judge = await measureWarm(() => library.evaluateClassifier(probabilities, data.churned), {
    rounds,
  });
  return [
    alone("churn model, 5 features", fit, { limit: { of: "ours", most: 1000 } }),
    alone("churn scores", score),
    alone("evaluation of scores, all different", judge),
  ];
}

function churnData(rows: number) {
  const { time, event, score, covariates } = simulateLifetimes(rows);
  return { features: { ...covariates, time, score }, churned: event };
}

async function measureCohorts({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const { customer, value, day, at } = timedOrders(Math.round(ROWS * scale));
  const tell = { limit: { of: "ours", most: 200 } } as const;
  const days = await measureWarm(
    () =>
      library.cohortTable({ customerId: customer, at: day, atUnit: "day", value }, { asOf: AS_OF }),
    { warmups: 5, rounds },
  );
  const orders = { customerId: customer, at, value };
  const berlin = { asOf: "2024-12-31", timeZone: "Europe/Berlin" };
  const zoned = await measureWarm(() => library.cohortTable(orders, berlin), {
    warmups: 5,
    rounds,
  });
  const run = () => library.cohortTable(orders, { asOf: AS_OF });
  const as =
    "select customer::integer as customer, epoch_ms(moment::bigint) as moment, value from raw";
  const peer = await openDuckDbTable({ customer, moment: at, value }, as);
  await peer.run(COHORTS);
  const { cohorts } = run();
  const cells = (await peer.read("period, cohort")).filter(([period]) => period === 3);
  const ours = cohorts.flatMap(({ cells: own }) =>
    own.length > 3 && own[3].orders > 0 ? own[3] : [],
  );
  for (const [i, [, , customers, count, revenue]] of cells.entries()) {
    expectClose("customers", customers, ours[i].customers);
    expectClose("orders", count, ours[i].orders);
    expectClose("revenue", revenue, ours[i].revenue);
  }
  return [
    alone("cohorts, whole days", days, tell),
    await besideDuckDb("cohorts, milliseconds", run, peer, COHORTS, rounds, 200),
    alone("cohorts, milliseconds, in a zone", zoned, tell),
  ];
}

/** Orders of a fifth as many customers, at any millisecond of their day. */
function timedOrders(rows: number) {
  const { customer, day, value } = generateOrders(rows, Math.ceil(rows / 5));
  const random = seedRandom(7);
  const at = Float64Array.from(day, (one) => (one + random()) * MS_PER_DAY).map(Math.floor);
  return { customer, day, value, at };
}

/** The same at three sizes: nanoseconds a row tell whether it is linear. */
async function measureScaling({
  library,
  scale,
  rounds,
  progress,
}: Surroundings): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const rows = Math.round(ROWS * scale * size);
    progress(`${rows} rows`);
    const { time, days, event, group, covariates, score } = simulateLifetimes(rows);
    const orders = timedOrders(rows);
    const runs: Record<string, () => unknown> = {
      "Kaplan-Meier, days": () => library.kaplanMeier({ time: days, event }),
      "Kaplan-Meier, continuous": () => library.kaplanMeier({ time, event }),
      "log-rank, continuous": () => library.logRankTest({ time, event, group }),
      concordance: () => library.concordance({ time: days, event, score }),
      Cox: () => library.fitCox({ time: days, event, covariates }, { concordance: false }),
      "churn model": () => library.fitChurnModel({ features: covariates, churned: event }),
      cohorts: () =>
        library.cohortTable(
          { customerId: orders.customer, at: orders.at, value: orders.value },
          { asOf: AS_OF },
        ),
    };
    for (const [name, run] of Object.entries(runs)) {
      // A short run needs more of them, before as well, to be told as exactly as a long one.
      const often = size < 1 ? 10 : 1;
      const repeats = { warmups: 2 * often, rounds: Math.min(rounds, 3) * often };
      const timing = await measureWarm(run, repeats);
      const note = `${((1e6 * timing.cpu) / rows).toFixed(0)} ns of CPU a row`;
      figures.push(alone(`${name}, ${rows.toExponential(0)} rows`, timing, { note }));
    }
  }
  return figures;
}

/** Our time beside DuckDB's, judged by a limit in milliseconds. */
async function besideDuckDb(
  name: string,
  run: () => unknown,
  peer: DuckDbTable,
  query: string,
  rounds: number,
  most: number,
): Promise<Figure> {
  const contestants = [{ run }, { run: () => peer.run(query) }];
  const [ours, theirs]: readonly Timing[] = await measureInterleaved(contestants, rounds);
  peer.close();
  const { wall, cpu } = theirs;
  return alone(name, ours, {
    peer: { name: peer.name, value: wall, cpu, rounds: theirs.rounds },
    limit: { of: "ours", most },
  });
}

function expectClose(what: string, theirs: number, ours: number): void {
  if (Math.abs(theirs - ours) <= 1e-9 * Math.max(1, Math.abs(ours))) return;
  throw new Error(`${what}: the peer has ${theirs}, ours is ${ours}`);
}
