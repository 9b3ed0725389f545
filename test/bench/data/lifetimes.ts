import { drawExponential, seedRandom } from "./random.ts";

const SEED = 19580601;

/** Customers' durations, with what has to do with them. */
export interface Lifetimes {
  /** Days watched, to the second: close times are tied for all who tell ties by a tolerance. */
  readonly time: Float64Array;
  /** Whole days. */
  readonly days: Float64Array;
  readonly event: Uint8Array;
  /** One of four. */
  readonly group: Int32Array;
  /** Goes with leaving soon, not quite. */
  readonly score: Float64Array;
  readonly covariates: Readonly<Record<"usage" | "yearly" | "tickets", Float64Array>>;
}

/** Exponential lifetimes of mean 300 days, moved by three covariates, watched for up to 730 days. */
export function simulateLifetimes(rows: number): Lifetimes {
  const random = seedRandom(SEED);
  const column = () => new Float64Array(rows);
  const [time, days, score] = [column(), column(), column()];
  const covariates = { usage: column(), yearly: column(), tickets: column() };
  const event = new Uint8Array(rows);
  const group = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const usage = random() - 0.5;
    const yearly = random() < 0.4 ? 1 : 0;
    const tickets = 2 * random();
    const risk = -0.5 * usage - 0.3 * yearly + 0.1 * tickets;
    const lifetime = 300 * drawExponential(random) * Math.exp(-risk);
    const watched = 730 * random();
    time[row] = Math.round(Math.min(lifetime, watched) * 1e5) / 1e5;
    days[row] = Math.ceil(time[row]);
    event[row] = lifetime <= watched ? 1 : 0;
    group[row] = Math.floor(4 * random());
    score[row] = risk + 0.2 * random();
    covariates.usage[row] = usage;
    covariates.yearly[row] = yearly;
    covariates.tickets[row] = tickets;
  }
  return { time, days, event, group, score, covariates };
}
