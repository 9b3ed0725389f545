import { readOptions } from "../../core/check-names.ts";
import { checkChoice, checkFinite, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { quantile } from "../../numeric/quantile.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { PurchaseModel, SpendModel } from "../model.ts";
import type { Posterior } from "../posterior/posterior.ts";
import { deltaInterval, type IntervalScale } from "./delta-interval.ts";
import { drawSubjects } from "./draw-subjects.ts";
import { estimatesOf, type Subject, uncertaintyOfFit } from "./estimates.ts";
import { required, tailOf } from "./interval-options.ts";
import { robustCovariance } from "./robust-covariance.ts";

export type IntervalMethod = "delta" | "robust" | "draws";

export interface PredictionIntervalOptions {
  /** The chance that such intervals hold the true value. */
  readonly level?: number | undefined;
  /** `delta`, by the fit's covariance; `robust`, by that of `robustCovariance`; or `draws`. */
  readonly method?: IntervalMethod | undefined;
  /** For `delta` and `robust`: the scale on which the prediction is taken to be normal. */
  readonly scale?: IntervalScale | undefined;
  /** For `robust`: the customers that the model was fitted to. */
  readonly data?: PurchaseData | undefined;
  /** For `draws`: from `samplePosterior`; else draws are normal, by the fit's covariance. */
  readonly posterior?: Posterior | undefined;
  /** For `draws`: how many to use. */
  readonly draws?: number | undefined;
  /** For `draws` that are not all from a posterior: the same seed gives the same draws. */
  readonly seed?: number | string | undefined;
}

export const PREDICTION_INTERVAL_DEFAULTS = {
  level: 0.95,
  method: "delta",
  scale: "log",
  draws: 1000,
} as const;

export const PREDICTION_INTERVAL_OPTIONS = [
  "level",
  "method",
  "scale",
  "data",
  "posterior",
  "draws",
  "seed",
] as const satisfies readonly (keyof PredictionIntervalOptions)[];

/** An interval of a prediction, by the uncertainty of the parameters alone. */
export interface PredictionInterval {
  /** At the model's own parameters. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly method: IntervalMethod;
  /** On which the prediction was taken to be normal; draws need none. */
  readonly scale?: IntervalScale;
  /** What is uncertain: parameters, not what a single customer will happen to do. */
  readonly source: "parameters";
}

/**
 * How far can a prediction be trusted, as far as the parameters go?
 *
 * The interval of any number that models give: an expectation, a chance, a value, a sum over all
 * customers. It holds the true expectation at the given level; a single customer's purchases scatter
 * far beyond it: ask `purchaseInterval` for these, and `totalPurchaseInterval` for a total that will
 * be seen.
 *
 * - `delta`: g(θ̂) ± z √(∇g' V ∇g) by log-parameters and on `scale`: `log` for positive numbers, which
 *   is the default; `logit` for probabilities; `linear` for what may be negative.
 * - `robust`: the same with the covariance that does not take the model's word (`data` required). There
 *   is one for purchase models; beside one, a spend model's part is that of its fit.
 * - `draws`: quantiles of the prediction over draws from a `posterior`, or over normal draws of the
 *   log-parameters (`seed` required). No scale is needed. The estimate may lie off the middle.
 *
 * Where the fit of a BG/CNBD-k or MBG/CNBD-k chose k, intervals take that k as known: they are too
 * narrow for customers who are late, to whom k matters most.
 *
 * @param subject - a fitted purchase or spend model, or `{ purchases, spend }`
 * @param predict - gives the number, finite, from a subject of other parameters
 * @param options - `level`, default 0.95; `method`, default "draws" where a posterior is given, else
 *   "delta"; `scale`, `data`, `posterior`, `draws` (default 1000, and all of a posterior), `seed`
 * @returns `estimate`, `lower` and `upper` in the unit of the prediction; `level`, `method`, `scale`
 *   where one was used, and `source`, "parameters". `lower` is `upper` where the parameters do not matter
 * @throws FitError `no_covariance` where the model has no fit, or one on a ridge or at a boundary:
 *   there only a posterior tells
 * @throws InputError `out_of_range` for the level and for an estimate off the scale,
 *   `invalid_option` where `data` or `seed` is lacking, the posterior is of another model, or `robust`
 *   is asked of a spend model alone,
 *   `non_finite_value` for a prediction; with `robust`, FitError and InputError also as
 *   `robustCovariance` does
 *
 * @example
 * ```ts
 * import { expectedPurchases, fitBgNbd, predictionInterval } from "clientele/clv";
 *
 * const model = fitBgNbd({
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * });
 * const newcomer = { frequency: 0, recency: 0, age: 0 };
 * const { estimate, lower, upper } = predictionInterval(model, (model) =>
 *   expectedPurchases(model, newcomer, { horizon: 52 }),
 * );
 * [lower, estimate, upper].map((purchases) => purchases.toFixed(2)); // => ["0.67", "0.79", "0.94"]
 * ```
 *
 * @see Oehlert (1992), A note on the delta method, The American Statistician 46(1)
 */
export function predictionInterval<Of extends Subject>(
  subject: Of,
  predict: (subject: Of) => number,
  options: PredictionIntervalOptions = {},
): PredictionInterval {
  checkObject(subject, "a model");
  if (typeof predict !== "function") {
    throw new InputError("invalid_argument", `expected a function, got ${show(predict)}`, [
      "predict",
    ]);
  }
  const level =
    readOptions(options, PREDICTION_INTERVAL_OPTIONS).level ?? PREDICTION_INTERVAL_DEFAULTS.level;
  const tail = tailOf(level);
  const isSpend = "kind" in subject && subject.kind === "gamma-gamma";
  const method = checkChoice(
    options.method ?? (options.posterior ? "draws" : PREDICTION_INTERVAL_DEFAULTS.method),
    isSpend ? ["delta", "draws"] : ["delta", "draws", "robust"],
    ["method"],
  );
  const checked = (at: Of) => checkFinite(predict(at), ["predict"]);
  const about = { level, method, source: "parameters" } as const;
  if (method === "draws") {
    const wanted = {
      ...options,
      draws: options.draws ?? (options.posterior ? undefined : PREDICTION_INTERVAL_DEFAULTS.draws),
    };
    const values = Float64Array.from(drawSubjects(subject, wanted), checked).sort();
    const [lower, upper] = [quantile(values, tail), quantile(values, 1 - tail)];
    return { estimate: checked(subject), lower, upper, ...about };
  }
  const scale = checkChoice(
    options.scale ?? PREDICTION_INTERVAL_DEFAULTS.scale,
    ["linear", "log", "logit"],
    ["scale"],
  );
  const uncertaintyOf = (model: PurchaseModel | SpendModel) =>
    method === "delta" || model.kind === "gamma-gamma"
      ? uncertaintyOfFit(model)
      : robustCovariance(model, required(options.data, "data"));
  const estimates = estimatesOf(subject, uncertaintyOf);
  const interval = deltaInterval(
    // The estimate itself is not sent through logarithms and back.
    (at) => checked(at === estimates.point ? subject : estimates.at(at)),
    estimates,
    tail,
    scale,
  );
  checkFinite(interval.lower, ["predict"]);
  checkFinite(interval.upper, ["predict"]);
  return { ...interval, ...about, scale };
}
