import { readOptions } from "../../core/check-names.ts";
import { check, checkInteger, checkPositive, show } from "../../core/checks.ts";
import { InputError, isClienteleError } from "../../core/errors.ts";
import type { PurchasePatterns } from "../../customers/summary.ts";
import { quantile } from "../../numeric/quantile.ts";
import { type Random, seedRandom, split } from "../../numeric/random/seed.ts";
import { covariatesAt } from "../covariates/own-parameters.ts";
import { type PurchaseData, patternsOf, weightedHistoriesOf } from "../fitting/purchase-data.ts";
import type { PurchaseModel } from "../model.ts";
import { parametersOf } from "../predict/kinds.ts";
import { checkUnit } from "../targets.ts";
import { simulateCustomer } from "./simulate-customer.ts";

export interface BootstrapModelOptions {
  /** The same seed gives the same samples, everywhere. */
  readonly seed: number | string;
  /** How many worlds are drawn and fitted. */
  readonly samples?: number | undefined;
}

export const BOOTSTRAP_MODEL_DEFAULTS = { samples: 200 } as const;

/** What the samples say of one parameter. */
export interface BootstrapSummary {
  /** Of the model that the samples were drawn from. */
  readonly value: number;
  readonly mean: number;
  /** Mean of the samples less the value: how far fits are off on average. */
  readonly bias: number;
  readonly standardError: number;
  /** The quantiles of 2.5 % and 97.5 %. */
  readonly lower: number;
  readonly upper: number;
}

export interface ModelBootstrap<Model extends PurchaseModel = PurchaseModel> {
  /** The models fitted to the samples, in the order drawn; failed ones are left out and counted. */
  readonly models: readonly Model[];
  /** Fits that gave no model, by the code of their error. */
  readonly failures: Readonly<Record<string, number>>;
  /** By parameter; empty where no fit succeeded. */
  readonly summary: Readonly<Record<string, BootstrapSummary>>;
}

/**
 * How far would the fit be off, were the model true?
 *
 * The parametric bootstrap: draws customers from the model, each with the age (and covariates) of one
 * in the data, fits them as the data were fitted, and does so again and again. Standard errors,
 * intervals and bias that need no normal approximation, at the price of as many fits.
 *
 * @param model - a purchase model, fitted or typed in
 * @param data - customers whose ages, covariates and number are those of the samples
 * @param refit - how to fit: `fitBgNbd`, or a function that gives it options
 * @param options - `seed`; `samples`, a whole number from 2 to 100,000, default 200
 * @returns the models fitted to the samples; by parameter mean, bias, standard error and the
 *   quantiles of 2.5 % and 97.5 %; `failures` by error code, also in `summary` nothing but successes
 *
 * Edge cases: where fewer than two fits succeed the summary is empty. A sample may leave a parameter
 * without a bound, as data may: its fit, whose `verdict` says so, counts with the value at which the
 * search ended. Mean, bias and standard error then say little; the quantiles hold.
 *
 * @throws InputError `unit_mismatch`, `invalid_summary`, `unknown_model`, `out_of_range`; also for a
 *   weight that is no whole number of customers; `invalid_argument` where `refit` gives no model of the
 *   same kind. Errors of `refit` other than the package's own go on up. FitError `empty` without customers
 *
 * @example
 * ```ts
 * import { bootstrapModel, fitBgNbd } from "clientele/clv";
 *
 * const data = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const { models, summary } = bootstrapModel(fitBgNbd(data), data, fitBgNbd, {
 *   seed: "a shop",
 *   samples: 20,
 * });
 * models.length; // => 20
 * summary.r.standardError < 0.2; // => true
 * ```
 *
 * @see Efron & Tibshirani (1993), An Introduction to the Bootstrap, section 6.5
 */
export function bootstrapModel<Model extends PurchaseModel>(
  model: Model,
  data: PurchaseData,
  refit: (data: PurchasePatterns) => Model,
  options: BootstrapModelOptions,
): ModelBootstrap<Model> {
  const samples = checkInteger(
    readOptions(options, ["seed", "samples"]).samples ?? BOOTSTRAP_MODEL_DEFAULTS.samples,
    ["samples"],
    2,
    100_000,
  );
  if (typeof refit !== "function") {
    throw new InputError("invalid_argument", `expected a function, got ${show(refit)}`, ["refit"]);
  }
  const drawWorld = worldOf(model, data);
  const random = seedRandom(options.seed);
  const models: Model[] = [];
  const failures: Record<string, number> = {};
  for (let sample = 0; sample < samples; sample++) {
    try {
      models.push(refit(drawWorld(split(random))));
    } catch (error) {
      if (!isClienteleError(error)) throw error;
      failures[error.code] = (failures[error.code] ?? 0) + 1;
    }
  }
  for (const fitted of models) checkRefitted(fitted, model.kind);
  return { models, failures, summary: summarize(model, models) };
}

/** What `refit` gives must be a model of the kind that is summarized, and its parameters numbers. */
function checkRefitted(fitted: PurchaseModel, kind: string): void {
  const got: unknown = fitted?.kind;
  check(got === kind, "invalid_argument", ["refit"], `models of kind ${show(kind)}`, got);
  parametersOf(fitted);
}

/** Draws customers like those of the data: as many, of the same ages and covariates. */
function worldOf(model: PurchaseModel, data: PurchaseData) {
  const { names, of } = parametersOf(model);
  const patterns = patternsOf(data);
  checkUnit(patterns.timeUnit, model.timeUnit, ["timeUnit"]);
  const { age, weight } = weightedHistoriesOf(patterns);
  weight.forEach((count, row) => {
    checkInteger(checkPositive(count, [row, "weight"]), [row, "weight"], 1, 1e8);
  });
  const rowOf = covariatesAt(patterns, names, weight.length);
  const covariates: number[][] = names.map(() => []);
  const customers: number[] = [];
  weight.forEach((count, row) => {
    for (let copy = 0; copy < count; copy++) {
      customers.push(row);
      rowOf(row).forEach((value, k) => {
        covariates[k].push(value);
      });
    }
  });
  return (random: Random): PurchasePatterns => {
    const histories = customers.map((row) =>
      simulateCustomer(model, of(rowOf(row)), split(random), age[row]),
    );
    return {
      timeUnit: model.timeUnit,
      frequency: histories.map((times) => times.length),
      recency: histories.map((times) => times[times.length - 1] ?? 0),
      age: customers.map((row) => age[row]),
      weight: customers.map(() => 1),
      ...(names.length > 0 && {
        covariates: Object.fromEntries(names.map((name, k) => [name, covariates[k]])),
      }),
    };
  };
}

function summarize<Model extends PurchaseModel>(
  { params }: Model,
  models: readonly Model[],
): Record<string, BootstrapSummary> {
  if (models.length < 2) return {};
  return Object.fromEntries(
    Object.entries<number>(params).map(([name, value]) => {
      const drawn = models
        .map(
          (model) => Object.entries<number>(model.params).find(([own]) => own === name)?.[1] ?? 0,
        )
        .sort((one, other) => one - other);
      const mean = drawn.reduce((sum, at) => sum + at, 0) / drawn.length;
      const squares = drawn.reduce((sum, at) => sum + (at - mean) ** 2, 0);
      return [
        name,
        {
          value,
          mean,
          bias: mean - value,
          standardError: Math.sqrt(squares / (drawn.length - 1)),
          lower: quantile(drawn, 0.025, 7),
          upper: quantile(drawn, 0.975, 7),
        },
      ];
    }),
  );
}
