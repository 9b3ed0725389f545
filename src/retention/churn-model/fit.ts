import { checkNames, withDefaults } from "../../core/check-names.ts";
import { checkFinite, checkNonNegative, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { normalCdf } from "../../numeric/special/normal.ts";
import { checkDesign, type Design, standardize } from "./design.ts";
import { type Maximum, maximizeLogistic } from "./maximize-logistic.ts";
import type {
  ChurnCoefficient,
  ChurnExample,
  ChurnExampleColumns,
  ChurnModel,
  ChurnWarningCode,
} from "./model.ts";
import { type OwnScale, ownScale } from "./own-scale.ts";
import { readExamples } from "./read-features.ts";

export interface FitChurnModelOptions {
  /** λ of the penalty λ/2 Σ b², at least 0; 0 unless given. The intercept is free of it. */
  readonly ridge?: number | undefined;
  /** Does the penalty see features with standard deviations of 1? Yes unless told otherwise. */
  readonly standardize?: boolean | undefined;
  /** The features to use; all of the data unless given. */
  readonly features?: readonly string[] | undefined;
  /** Of the intervals, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link fitChurnModel} does unless told otherwise. */
export const FIT_CHURN_MODEL_DEFAULTS = {
  ridge: 0,
  standardize: true,
  level: 0.95,
} as const satisfies FitChurnModelOptions;

/** So many who left, or stayed, for each feature: with fewer, coefficients are too large. */
const ENOUGH = 10;

/**
 * What tells customers who will leave from those who will stay, and how likely is each to leave?
 *
 * For a yes or no after a fixed time (did she leave within 90 days of the cut?), with what was known at the
 * cut: `labelChurn` makes such rows from orders. Where watching ended at different ages, and so for
 * subscriptions of all ages at once, `fitCox` wastes less. Judge it on a later time, not on a random part:
 * `splitInTime`, then `evaluateClassifier`.
 *
 * log odds of leaving = b₀ + Σ b_j x_j. The b maximize Σ w (y log p + (1 - y) log(1 - p)) - λ/2 Σ (s_j b_j)²,
 * s_j the standard deviation of feature j (1 with `standardize: false`), b₀ free: λ/n is glmnet's λ at
 * alpha 0, 1/λ scikit-learn's C. Newton's method, to 1e-9 of a standard error. Errors come from the
 * inverse of information and penalty: with a ridge these are those of a normal prior.
 *
 * @param data - `features` by name, numbers or yes and no (a choice of k kinds is k - 1 features of 0 and 1;
 *   take logarithms of money and counts), whether she `churned`, and `weight`, a count; rows or columns
 * @param options - `ridge`, λ from 0, default 0; `standardize`; `features` to use; `level`
 * @returns a model, plain data: `params` with the intercept, coefficients and means by feature; `fit` with
 *   a table of coefficients, odds ratios, errors, intervals and p-values, and the covariance
 *
 * Edge cases: where features separate those who left from those who stayed, a coefficient has no bound: it
 * is `null`, verdict `boundary`, warning `separation`; the others and the likelihood stand at their limit,
 * that of the customers whom nothing separates. A small `ridge` makes a model that can score. Fewer than 10 of the rarer outcome for each feature make warning
 * `too_little_data`. Rows of weight 0 count for nothing.
 *
 * @throws InputError `missing_feature`, `not_a_number`, `non_finite_value`, `negative_value`, `invalid_event`,
 *   `length_mismatch`, `invalid_shape`, `invalid_column`, `invalid_option`, `out_of_range`; `sum_overflow`
 *   for weights; `empty` without a feature. FitError `one_outcome` where nobody or everybody left;
 *   `no_data`; `collinear_features` naming those that are constant or follow from others;
 *   `no_convergence`
 *
 * @example
 * ```ts
 * import { fitChurnModel } from "clientele/retention";
 *
 * const model = fitChurnModel({
 *   features: { tickets: [0, 1, 0, 3, 2, 0, 4, 1, 0, 2], yearly: [1, 1, 0, 0, 0, 1, 1, 0, 0, 1] },
 *   churned: [0, 0, 0, 1, 1, 1, 1, 0, 0, 0],
 * });
 * model.params.coefficients.tickets?.toFixed(4); // => "1.0986"
 * model.params.coefficients.yearly?.toFixed(4); // => "-0.1548"
 * model.fit?.verdict; // => "optimum"
 * model.fit?.warnings.map((warning) => warning.code); // => ["too_little_data"]
 * ```
 *
 * @see McCullagh & Nelder (1989), Generalized Linear Models; le Cessie & van Houwelingen (1992), Ridge
 * estimators in logistic regression, Appl. Statist. 41; Albert & Anderson (1984), Biometrika 71, for separation
 */
export function fitChurnModel(
  data: readonly ChurnExample[] | ChurnExampleColumns,
  options: FitChurnModelOptions = {},
): ChurnModel {
  checkNames(checkObject(options, "options"), ["ridge", "standardize", "features", "level"]);
  const settings = withDefaults(options, FIT_CHURN_MODEL_DEFAULTS);
  const ridge = checkNonNegative(settings.ridge, ["ridge"]);
  const { level } = settings;
  const z = criticalValue(level);
  const wanted = checkWanted(options.features);
  if (typeof settings.standardize !== "boolean") {
    const message = `expected true or false, got ${show(settings.standardize)}`;
    throw new InputError("invalid_option", message, ["standardize"]);
  }
  const examples = readExamples(data, wanted);
  const { names } = examples;
  if (names.length === 0) {
    throw new InputError("empty", "expected at least one feature", ["features"]);
  }
  const design = standardize(examples);
  checkDesign(design, names);
  const penalties = new Float64Array(names.length + 1);
  for (let j = 0; j < names.length; j++) {
    penalties[j + 1] = settings.standardize ? ridge : ridge / design.scales[j] / design.scales[j];
  }
  checkFinite(Math.max(...penalties), ["ridge"]);
  const maximum = maximizeLogistic(design, penalties, names);
  const own = ownScale(design, maximum);
  return {
    kind: "churn-logistic",
    version: 1,
    params: {
      intercept: own.estimates[0],
      coefficients: Object.fromEntries(names.map((name, j) => [name, own.estimates[j + 1]])),
      means: Object.fromEntries(names.map((name, j) => [name, design.means[j]])),
    },
    fit: {
      n: design.length,
      weight: design.totalWeight,
      events: design.events,
      level,
      ridge,
      standardize: settings.standardize,
      verdict: maximum.endless.length === 0 ? "optimum" : "boundary",
      iterations: maximum.iterations,
      logLikelihood: maximum.likelihood.value,
      nullLogLikelihood: nullLikelihood(design),
      effectiveParameters: effectiveParameters(maximum),
      coefficients: describe(names, own, z),
      covariance: own.covariance,
      warnings: warningsOf(names, design, own, ridge),
    },
  };
}

function checkWanted(features: unknown): readonly string[] | undefined {
  if (features === undefined) return undefined;
  if (Array.isArray(features)) return features;
  throw new InputError("invalid_option", `expected a list of names, got ${show(features)}`, [
    "features",
  ]);
}

function nullLikelihood({ events, totalWeight }: Design): number {
  const others = totalWeight - events;
  return events * Math.log(events / totalWeight) + others * Math.log(others / totalWeight);
}

/** tr (I + Λ)⁻¹ I: all of them without a penalty. */
function effectiveParameters({ covariance, likelihood }: Maximum): number {
  return covariance.reduce((sum, value, cell) => sum + value * likelihood.information[cell], 0);
}

function describe(names: readonly string[], own: OwnScale, z: number): ChurnCoefficient[] {
  const finite = (value: number) => (value < Infinity ? value : null);
  return [null, ...names].map((feature, i) => {
    const estimate = own.estimates[i];
    if (estimate === null) {
      const none = { standardError: null, oddsRatio: null, lower: null, upper: null };
      return { feature, estimate, ...none, pValue: null };
    }
    const standardError = Math.sqrt(own.covariance[i][i]);
    return {
      feature,
      estimate,
      standardError,
      oddsRatio: finite(Math.exp(estimate)),
      lower: finite(Math.exp(estimate - z * standardError)),
      upper: finite(Math.exp(estimate + z * standardError)),
      pValue: standardError > 0 ? 2 * normalCdf(-Math.abs(estimate / standardError)) : null,
    };
  });
}

function warningsOf(
  names: readonly string[],
  { events, totalWeight }: Design,
  { diverging }: OwnScale,
  ridge: number,
): Warning<ChurnWarningCode>[] {
  const warnings: Warning<ChurnWarningCode>[] = [];
  const unbounded = names.filter((_, j) => diverging[j + 1] !== 0);
  if (diverging.some((sign) => sign !== 0)) {
    const features = unbounded.join(", ");
    const signs = unbounded.map((name) => (diverging[names.indexOf(name) + 1] > 0 ? "+" : "-"));
    const message = `the data put no bound to the coefficients of ${features}: they tell those who left from the rest without fail; give a ridge`;
    const details = { features, directions: signs.join(", ") };
    warnings.push({ code: "separation", message, details });
  }
  const rarer = Math.min(events, totalWeight - events);
  if (ridge === 0 && rarer < ENOUGH * names.length) {
    const message = `${rarer} of the rarer outcome are few for ${names.length} features: coefficients tend to be too large; take fewer features, or a ridge`;
    const details = { rarer, features: names.length };
    warnings.push({ code: "too_little_data", message, details });
  }
  return warnings;
}
