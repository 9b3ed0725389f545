import type { Case, Surroundings } from "../case.ts";
import { CDNOW_AS_OF, CDNOW_LOG_LIKELIHOOD, readCdnow } from "../data/cdnow.ts";
import { goldenHistories, goldenLogLikelihood } from "../data/golden.ts";
import { HISTORIES, simulateHistories } from "../data/histories.ts";
import { alone, type Figure } from "../figure.ts";
import { measureWarm } from "../measure.ts";

const GOLDEN = "bg-nbd-daily";
const WARM = { warmups: 50, rounds: 51 };
const WARM_LIMIT_MS = 3;
const MILLION_LIMIT_MS = 800;

/** BG/NBD on few customers, warm, and on a million of them. Times include the grouping. */
export const cases: Case[] = [
  { name: "bg-nbd-golden", measure: measureGolden },
  { name: "bg-nbd-cdnow", measure: measureCdnow },
  { name: "bg-nbd-million", measure: measureMillion },
];

async function measureGolden({ library }: Surroundings): Promise<Figure[]> {
  const base = { timeUnit: "week", customers: goldenHistories(GOLDEN) } as const;
  const run = () => library.fitBgNbd(base);
  const { fit } = run();
  checkLogLikelihood(fit.logLikelihood, goldenLogLikelihood(GOLDEN));
  const timing = await measureWarm(run, WARM);
  const name = "BG/NBD, 4,000 simulated customers, warm";
  return [
    alone(name, timing, {
      limit: { of: "ours", most: WARM_LIMIT_MS },
      note: `${fit.patterns} patterns, ${fit.iterations} iterations`,
    }),
  ];
}

async function measureCdnow({ library, progress }: Surroundings): Promise<Figure[]> {
  const orders = readCdnow();
  if (orders === undefined) {
    progress("skipped: CDNOW_DIR is not set");
    return [];
  }
  const base = library.summarizeOrders(orders, {
    asOf: CDNOW_AS_OF,
    timeUnit: "week",
    futureOrders: "drop",
  });
  const run = () => library.fitBgNbd(base);
  const { fit } = run();
  checkLogLikelihood(fit.logLikelihood, CDNOW_LOG_LIKELIHOOD);
  const timing = await measureWarm(run, WARM);
  return [
    alone("BG/NBD, CDNOW sample, warm", timing, {
      limit: { of: "ours", most: WARM_LIMIT_MS },
      note: `${fit.customers} customers, ${fit.patterns} patterns, ${fit.iterations} iterations`,
    }),
  ];
}

async function measureMillion({ library, scale, rounds, progress }: Surroundings) {
  progress("simulating customers");
  const customers = simulateHistories(Math.round(HISTORIES * scale));
  const base = { timeUnit: "day", customers } as const;
  const { params, fit } = library.fitBgNbd(base);
  const patterns = library.groupPatterns(base);
  progress("timing");
  const whole = await measureWarm(() => library.fitBgNbd(base), { rounds });
  const grouping = await measureWarm(() => library.groupPatterns(base), { rounds });
  const fitting = await measureWarm(() => library.fitBgNbd(patterns), { rounds });
  const nsEach = (1e6 * fitting.wall) / fit.patterns;
  const told = Object.entries(params).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
  return [
    alone("BG/NBD, 1,000,000 daily customers", whole, {
      limit: { of: "ours", most: MILLION_LIMIT_MS },
      note: `${fit.patterns} patterns, ${fit.iterations} iterations; ${told.join(", ")} a day`,
    }),
    alone("  of this grouping", grouping),
    alone("  of this fitting", fitting, { note: `${nsEach.toFixed(0)} ns a pattern` }),
  ];
}

/** A fast fit of something else would be no feat. */
function checkLogLikelihood(found: number, expected: number): void {
  if (Math.abs(found - expected) < 1e-6) return;
  throw new Error(`expected a log-likelihood of ${expected}, got ${found}`);
}
