import type { Case } from "../case.ts";
import { goldenLogLikelihood, goldenSpend } from "../data/golden.ts";
import { alone } from "../figure.ts";
import { measureWarm } from "../measure.ts";

const GOLDEN = "gamma-gamma";

/** Gamma-Gamma on few customers, warm. */
export const cases: Case[] = [
  {
    name: "gamma-gamma-golden",
    async measure({ library }) {
      const spend = goldenSpend(GOLDEN);
      const run = () => library.fitGammaGamma(spend);
      const { fit } = run();
      const expected = goldenLogLikelihood(GOLDEN);
      if (Math.abs(fit.logLikelihood - expected) > 1e-6) {
        throw new Error(`expected a log-likelihood of ${expected}, got ${fit.logLikelihood}`);
      }
      const timing = await measureWarm(run, { warmups: 50, rounds: 51 });
      const name = "Gamma-Gamma, 1,200 simulated customers, warm";
      return [alone(name, timing, { note: `${fit.iterations} iterations` })];
    },
  },
];
