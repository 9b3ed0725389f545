import { checkNames } from "../../../core/check-names.ts";
import {
  checkChoice,
  checkFinite,
  checkNonNegative,
  checkObject,
  show,
} from "../../../core/checks.ts";
import type { CustomerId } from "../../../core/columns.ts";
import { InputError } from "../../../core/errors.ts";
import { criticalValue } from "../../../numeric/intervals.ts";
import { stepAt } from "../curve.ts";
import {
  hasInterval,
  SURVIVAL_INTERVALS,
  type SurvivalInterval,
  writeInterval,
} from "../survival-interval.ts";
import { checkCoxModel } from "./check-model.ts";
import type { CoxBaseline, CoxModel } from "./model.ts";

export interface PredictCoxOptions {
  /** At which survival is told, at least 0; none unless given. */
  readonly times?: readonly number[] | undefined;
  /** The customer's stratum; needed just where the model has strata and times are given. */
  readonly stratum?: CustomerId | undefined;
  /** `log_log` unless given. */
  readonly interval?: SurvivalInterval | undefined;
  /** The model's unless given. */
  readonly level?: number | undefined;
}

/** What {@link predictCox} does unless told otherwise. */
export const PREDICT_COX_DEFAULTS = {
  times: [],
  interval: "log_log",
} as const satisfies PredictCoxOptions;

export interface CoxSurvival {
  readonly time: number;
  /** `null` beyond the last time watched in the stratum, as all that follow. */
  readonly survival: number | null;
  readonly cumulativeHazard: number | null;
  /** Of `survival`. */
  readonly standardError: number | null;
  /** `null` also where survival is 1. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface CoxPrediction {
  /** (x - means)'β. */
  readonly linearPredictor: number;
  /** Risk of leaving against the customer with every covariate at its mean; of the same stratum. */
  readonly hazardRatio: number;
  /** Of the linear predictor. */
  readonly standardError: number;
  /** Of the hazard ratio. */
  readonly lower: number;
  readonly upper: number;
  readonly survival: readonly CoxSurvival[];
}

/**
 * How likely is this customer to leave, against the average, and to be still there after so long?
 *
 * The hazard ratio orders customers by risk; survival says how large the risk is. Survival is of a
 * customer with these covariates from the start on; for who is there already at age a, divide by S(a).
 *
 * S(t|x) = exp(-H(t) e^η), η = (x - means)'β, H the baseline of the stratum. Errors take in those of the
 * coefficients and of the baseline: Var log S = e^{2η} (Σ d/S₀² + q'Vq), q = ∫ (x - x̄(t)) dH.
 *
 * @param model - of `fitCox`, or loaded from JSON
 * @param covariates - a number for each covariate of the model
 * @param options - `times`; `stratum`; `interval` and `level` of the intervals
 * @returns hazard ratio with standard error and interval, and a survival for each time
 * @throws InputError `missing_covariate`, `not_a_number`, `non_finite_value`, `negative_value`;
 *   `unbounded_coefficient` where the data put no bound to one; where times are given, `no_baseline` of a
 *   model without one, `unknown_stratum`; `unknown_model`; `invalid_option`
 *
 * @example
 * ```ts
 * import { fitCox, predictCox } from "clientele/retention";
 *
 * const model = fitCox([
 *   { time: 2, event: true, covariates: { discount: 1 } },
 *   { time: 3, event: true, covariates: { discount: 0 } },
 *   { time: 5, event: true, covariates: { discount: 1 } },
 *   { time: 7, event: false, covariates: { discount: 0 } },
 * ]);
 * const { hazardRatio, survival } = predictCox(model, { discount: 0 }, { times: [4, 9] });
 * hazardRatio < 1; // => true
 * (survival[0].survival ?? 0) > 0.5; // => true
 * survival[1].survival; // => null
 * ```
 *
 * @see Tsiatis (1981), A large sample study of Cox's regression model, Ann. Statist. 9
 */
export function predictCox(
  model: CoxModel,
  covariates: Readonly<Record<string, number>>,
  options: PredictCoxOptions = {},
): CoxPrediction {
  checkCoxModel(model);
  checkNames(checkObject(options, "options"), ["times", "stratum", "interval", "level"]);
  const { times = PREDICT_COX_DEFAULTS.times } = options;
  const interval = checkChoice(
    options.interval ?? PREDICT_COX_DEFAULTS.interval,
    SURVIVAL_INTERVALS,
    ["interval"],
  );
  const z = criticalValue(options.level ?? model.fit.level);
  const offsets = offsetsOf(model, covariates);
  const sum = offsets.reduce((total, { offset, slope }) => total + offset * slope, 0);
  const linearPredictor = checkFinite(sum, ["covariates"]);
  const gaps = offsets.map(({ offset }) => offset);
  const covariance = model.fit.robustCovariance ?? model.fit.covariance;
  const standardError = Math.sqrt(checkFinite(quadratic(gaps, covariance), ["covariates"]));
  const asked = times.map((time, i) => checkNonNegative(time, ["times", i]));
  const baseline = asked.length === 0 ? undefined : baselineFor(model, options.stratum);
  const hazardRatio = checkFinite(Math.exp(linearPredictor), ["covariates"]);
  return {
    linearPredictor,
    hazardRatio,
    standardError,
    lower: Math.exp(linearPredictor - z * standardError),
    upper: Math.min(Number.MAX_VALUE, Math.exp(linearPredictor + z * standardError)),
    survival: asked.map((time) => {
      const none = { time, survival: null, cumulativeHazard: null, standardError: null };
      if (baseline === undefined || time > baseline.lastTime) {
        return { ...none, lower: null, upper: null };
      }
      const { base, own, drift } = baselineAt(baseline, time);
      const paths = gaps.map((gap, j) => gap * base - drift[j]);
      const variance = checkFinite(own + quadratic(paths, covariance), ["covariates"]);
      const logError = checkFinite(hazardRatio * Math.sqrt(variance), ["covariates"]);
      const cumulativeHazard = checkFinite(hazardRatio * base, ["covariates"]);
      const survival = Math.exp(-cumulativeHazard);
      return {
        time,
        survival,
        cumulativeHazard,
        standardError: survival * logError,
        ...boundsOf(interval, survival, logError, z),
      };
    }),
  };
}

function boundsOf(interval: SurvivalInterval, survival: number, logError: number, z: number) {
  if (!hasInterval(interval, survival)) return { lower: null, upper: null };
  const [lower, upper] = [new Float64Array(1), new Float64Array(1)];
  writeInterval(interval, survival, logError, z, 0, lower, upper);
  return { lower: lower[0], upper: upper[0] };
}

function offsetsOf({ params }: CoxModel, covariates: Readonly<Record<string, number>>) {
  return Object.entries(params.coefficients).map(([name, slope]) => {
    const path = ["covariates", name];
    const value = covariates?.[name];
    if (value === undefined) {
      throw new InputError("missing_covariate", `expected a number for "${name}"`, path);
    }
    if (slope === null) {
      const message = `the data put no bound to the coefficient of "${name}"`;
      throw new InputError("unbounded_coefficient", message, path);
    }
    return { slope, offset: checkFinite(value, path) - params.means[name] };
  });
}

function baselineFor({ params }: CoxModel, stratum: CustomerId | undefined): CoxBaseline {
  if (params.baseline.length === 0) {
    throw new InputError("no_baseline", "the model has no baseline hazard", ["params", "baseline"]);
  }
  const found = params.baseline.find((one) => one.stratum === (stratum ?? null));
  if (found === undefined) {
    const known = params.baseline.map((one) => show(one.stratum)).join(", ");
    throw new InputError("unknown_stratum", `expected one of ${known}, got ${show(stratum)}`, [
      "stratum",
    ]);
  }
  return found;
}

/** The hazard up to a time, its own variance, and the drift of each covariate. */
function baselineAt({ times, cumulativeHazard, variance, drift }: CoxBaseline, time: number) {
  const path = ["params", "baseline"];
  const step = stepAt(times, time, [...path, "times"]);
  if (step < 0) return { base: 0, own: 0, drift: drift.map(() => 0) };
  return {
    base: checkNonNegative(cumulativeHazard[step], [...path, "cumulativeHazard", step]),
    own: checkNonNegative(variance[step], [...path, "variance", step]),
    drift: drift.map((one, j) => checkFinite(one[step], [...path, "drift", j, step])),
  };
}

/** At least 0, as rounding may take it below. */
function quadratic(vector: readonly number[], matrix: readonly (readonly number[])[]): number {
  const sum = vector.reduce(
    (total, value, i) =>
      total + value * vector.reduce((s, other, j) => s + matrix[i][j] * other, 0),
    0,
  );
  return Math.max(0, sum);
}
