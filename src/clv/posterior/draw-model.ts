import { check, checkFinite, checkInteger, checkObject } from "../../core/checks.ts";
import type { PurchaseModel } from "../model.ts";
import { parametersOf } from "../predict/kinds.ts";
import type { Posterior } from "./posterior.ts";
import { withEstimates } from "./with-estimates.ts";

/**
 * What would the model be, were this draw the truth?
 *
 * A plain model with the parameters of one posterior draw: every verb works on it. What a verb says
 * of all draws is the posterior distribution of its answer. For an interval of one number,
 * `predictionInterval` with `method: "draws"` does this by itself.
 *
 * @param posterior - from `samplePosterior`
 * @param index - which draw, from 0 to chains x draws - 1, chain after chain
 * @returns a model of the posterior's kind and unit, without `fit`
 * @throws InputError `out_of_range` where there is no such draw
 *
 * @example
 * ```ts
 * import { drawModel, expectedPurchases, fitBgNbd, samplePosterior } from "clientele/clv";
 *
 * const data = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const posterior = samplePosterior(fitBgNbd(data), data, { seed: 7, draws: 250 });
 * const newcomer = { frequency: 0, recency: 0, age: 0 };
 * const mean = posterior.logLikelihood
 *   .map((_, index) => expectedPurchases(drawModel(posterior, index), newcomer, { horizon: 52 }))
 *   .reduce((sum, purchases, _, { length }) => sum + purchases / length, 0);
 * mean.toFixed(1); // => "0.8"
 * ```
 */
export function drawModel<Model extends PurchaseModel>(
  posterior: Posterior<Model>,
  index: number,
): Model {
  checkObject(posterior, "a posterior");
  checkObject(posterior.logLikelihood, "draws");
  parametersOf(posterior.model);
  return withEstimates(posterior.model, drawEstimates(posterior, index));
}

/** The parameters of one draw, by name. */
export function drawEstimates(posterior: Posterior, index: number): Record<string, number> {
  checkInteger(index, ["index"], 0, posterior.logLikelihood.length - 1);
  const { parameters, draws } = posterior;
  checkObject(draws, "draws");
  return Object.fromEntries(
    Array.from(parameters ?? [], (name) => {
      check(typeof name === "string", "invalid_argument", ["parameters"], "names", name);
      return [name, checkFinite(draws[name]?.[index], ["draws", name, index])];
    }),
  );
}
