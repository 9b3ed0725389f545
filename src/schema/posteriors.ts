import * as z from "zod/mini";
import type { Posterior } from "../clv/posterior/posterior.ts";
import { InputError } from "../core/errors.ts";
import {
  count,
  finite,
  lawful,
  listOf,
  nonNegative,
  positive,
  share,
  warningOf,
} from "./leaves.ts";
import { purchaseModelSchema } from "./models.ts";
import { parseWith } from "./parse-with.ts";

const priorSchema = z.discriminatedUnion("distribution", [
  z.strictObject({ distribution: z.literal("log-normal"), median: positive, sdLog: positive }),
  z.strictObject({ distribution: z.literal("gamma"), shape: positive, rate: positive }),
  z.strictObject({ distribution: z.literal("exponential"), rate: positive }),
  z.strictObject({ distribution: z.literal("half-normal"), sd: positive }),
  z.strictObject({ distribution: z.literal("half-cauchy"), scale: positive }),
  z.strictObject({ distribution: z.literal("normal"), mean: finite, sd: positive }),
]);

const summary = z.strictObject({
  mean: finite,
  sd: nonNegative,
  lower: finite,
  median: finite,
  upper: finite,
  rHat: z.nullable(nonNegative),
  bulkEss: z.nullable(nonNegative),
  tailEss: z.nullable(nonNegative),
  mcse: z.nullable(nonNegative),
});

/** What is stored of posterior draws; see {@link parsePosterior}. */
export const posteriorSchema = z
  .strictObject({
    kind: z.literal("posterior"),
    version: z.literal(1),
    model: purchaseModelSchema,
    parameters: listOf(z.string()),
    draws: z.record(z.string(), listOf(finite)),
    chains: count,
    logLikelihood: listOf(finite),
    priors: z.record(z.string(), priorSchema),
    diagnostics: z.record(z.string(), summary),
    divergences: count,
    acceptance: share,
    evaluations: count,
    warnings: listOf(warningOf(z.enum(["not_converged", "divergent"]))),
  })
  .check(
    lawful(({ parameters, draws, logLikelihood }) => {
      for (const name of parameters) {
        if (draws[name]?.length === logLikelihood.length) continue;
        throw new InputError("length_mismatch", `expected ${logLikelihood.length} draws`, [
          "draws",
          name,
        ]);
      }
    }),
  );

/**
 * Are these posterior draws, as `samplePosterior` makes them?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the draws, ready for `drawModel` and `predictionInterval`
 * @throws InputError as `parsePurchaseModel` does for the model; `length_mismatch` where a parameter
 *   has more or fewer draws than there are log-likelihoods
 *
 * @example
 * ```ts
 * import { fitBgNbd, samplePosterior } from "clientele/clv";
 * import { parsePosterior } from "clientele/schema";
 *
 * const data = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const posterior = samplePosterior(fitBgNbd(data), data, { seed: 1, draws: 50, warmup: 50 });
 * const stored = parsePosterior(JSON.parse(JSON.stringify(posterior)));
 * stored.draws.r.length; // => 200
 * ```
 */
export function parsePosterior(data: unknown): Posterior {
  return parseWith(posteriorSchema, data);
}
