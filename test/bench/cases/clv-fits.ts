import type { Case, Surroundings } from "../case.ts";
import { CDNOW_AS_OF, readCdnow } from "../data/cdnow.ts";
import { simulateHistories } from "../data/histories.ts";
import { seedRandom } from "../data/random.ts";
import { alone, type Figure } from "../figure.ts";
import { measureWarm } from "../measure.ts";

/** Log-likelihoods of the optimum on the 2,357 customers of the sample, exact weeks. */
const CDNOW_FITS = [
  { name: "MBG/NBD", fit: "fitMbgNbd", logLikelihood: -9582.13571555, most: 3 },
  { name: "Pareto/NBD", fit: "fitParetoNbd", logLikelihood: -9594.97617894, most: 20 },
  { name: "GGompertz/NBD", fit: "fitGgompertzNbd", logLikelihood: -9594.976179, most: 60 },
  { name: "Gamma-Gamma", fit: "fitGammaGamma", logLikelihood: -4055.9176948, most: 2 },
] as const;

/** Donors by frequency, recency in six yearly appeals (Fader, Hardie & Shang 2010). */
const DONATIONS =
  "0,0:3464 1,1:1091 1,2:277 1,3:129 1,4:78 1,5:119 1,6:129 2,2:613 2,3:255 2,4:155 2,5:173 2,6:234 3,3:322 3,4:181 3,5:225 3,6:357 4,4:240 4,5:284 4,6:512 5,5:335 5,6:728 6,6:1203";

const LARGE = 100_000;
const COVARIATE_CUSTOMERS = 5000;

/** Fits of the model family: on CDNOW where it is present, on many customers, with covariates. */
export const cases: Case[] = [
  { name: "clv-cdnow", measure: measureCdnow },
  { name: "clv-donations", measure: measureDonations },
  { name: "clv-100000", measure: measureLarge },
  { name: "clv-covariates", measure: measureCovariates },
  { name: "clv-posterior", measure: measurePosterior },
];

function cdnowBase({ library, progress }: Surroundings) {
  const orders = readCdnow();
  if (orders === undefined) {
    progress("skipped: CDNOW_DIR is not set");
    return undefined;
  }
  const options = { asOf: CDNOW_AS_OF, timeUnit: "week", futureOrders: "drop" } as const;
  return library.summarizeOrders(orders, options);
}

async function measureCdnow(surroundings: Surroundings): Promise<Figure[]> {
  const base = cdnowBase(surroundings);
  if (base === undefined) return [];
  const figures: Figure[] = [];
  for (const { name, fit, logLikelihood, most } of CDNOW_FITS) {
    const run = () => surroundings.library[fit](base);
    const report = run().fit;
    if (Math.abs(report.logLikelihood - logLikelihood) > 1e-4) {
      throw new Error(`${name}: expected ${logLikelihood}, got ${report.logLikelihood}`);
    }
    const timing = await measureWarm(run, { warmups: 100, rounds: 51 });
    const ns = (1e6 * timing.wall) / (report.patterns * report.evaluations);
    figures.push(
      alone(`${name}, CDNOW sample, warm`, timing, {
        limit: { of: "ours", most },
        note: `${report.patterns} patterns, ${report.evaluations} evaluations, ${ns.toFixed(0)} ns each`,
      }),
    );
  }
  return figures;
}

async function measureDonations({ library }: Surroundings): Promise<Figure[]> {
  const cells = DONATIONS.split(" ").map((cell) => cell.split(/[,:]/).map(Number));
  const patterns = {
    timeUnit: "year",
    frequency: cells.map(([frequency]) => frequency),
    recency: cells.map(([, recency]) => recency),
    age: cells.map(() => 6),
    weight: cells.map(([, , weight]) => weight),
  } as const;
  const run = () => library.fitBgBb(patterns);
  const { logLikelihood } = run().fit;
  if (Math.abs(logLikelihood + 33225.58127435) > 1e-4) throw new Error(`got ${logLikelihood}`);
  const timing = await measureWarm(run, { warmups: 50, rounds: 51 });
  return [alone("BG/BB, donations, warm", timing, { limit: { of: "ours", most: 2 } })];
}

async function measureLarge({ library, scale, rounds, progress }: Surroundings): Promise<Figure[]> {
  progress("simulating customers");
  // Frequent buyers on days: about 67,000 distinct histories.
  const customers = simulateHistories(Math.round(LARGE * scale), {
    r: 0.8,
    alpha: 4.4,
    a: 0.6,
    b: 2.4,
  });
  const base = { timeUnit: "day", customers } as const;
  progress("timing");
  const figures: Figure[] = [];
  for (const [name, fit, most] of [
    ["BG/NBD", library.fitBgNbd, 120],
    ["Pareto/NBD", library.fitParetoNbd, 800],
  ] as const) {
    const report = fit(base).fit;
    const timing = await measureWarm(() => fit(base), { warmups: 2, rounds });
    const ns = (1e6 * timing.wall) / report.patterns;
    figures.push(
      alone(`${name}, 100,000 customers`, timing, {
        limit: { of: "ours", most },
        note: `${report.patterns} patterns, ${report.evaluations} evaluations, ${ns.toFixed(0)} ns a pattern`,
      }),
    );
  }
  return figures;
}

async function measureCovariates({ library, scale, rounds }: Surroundings): Promise<Figure[]> {
  const count = Math.round(COVARIATE_CUSTOMERS * scale);
  const random = seedRandom(11);
  const covariates = {
    app: Array.from({ length: count }, () => (random() < 0.5 ? 1 : 0)),
    basket: Array.from({ length: count }, () => Math.round(1000 * random()) / 10),
  };
  const base = { timeUnit: "day", customers: { ...simulateHistories(count), covariates } } as const;
  const both = { transaction: ["app", "basket"], lifetime: ["app", "basket"] };
  const run = () => library.fitParetoNbd(base, { covariates: library.staticCovariates(both) });
  const { evaluations } = run().fit;
  const timing = await measureWarm(run, { rounds });
  return [
    alone("Pareto/NBD, two covariates on 5,000 customers", timing, {
      limit: { of: "ours", most: 500 },
      note: `${evaluations} evaluations`,
    }),
  ];
}

async function measurePosterior(surroundings: Surroundings): Promise<Figure[]> {
  const base = cdnowBase(surroundings);
  if (base === undefined) return [];
  const { library, rounds } = surroundings;
  const model = library.fitBgNbd(base);
  const run = () => library.samplePosterior(model, base, { seed: 1 });
  const { diagnostics, warnings } = run();
  if (warnings.length > 0) throw new Error(`warned of ${warnings.map(({ code }) => code)}`);
  const least = Math.min(
    ...Object.values(diagnostics).flatMap(({ bulkEss, tailEss }) => [bulkEss ?? 0, tailEss ?? 0]),
  );
  const timing = await measureWarm(run, { rounds });
  return [
    alone("posterior of BG/NBD, CDNOW sample, 4 chains", timing, {
      limit: { of: "ours", most: 3000 },
      note: `smallest effective sample size ${least.toFixed(0)}`,
    }),
  ];
}
