import { checkNames, withDefaults } from "../../../core/check-names.ts";
import { check, checkFinite, checkNonNegative, checkPositive } from "../../../core/checks.ts";
import { InputError } from "../../../core/errors.ts";
import { integrateBy } from "../../../numeric/gauss-legendre.ts";
import { NORMAL_KERNEL } from "./kernels.ts";
import { type LifetimeLaw, type LifetimeModel, lawOf } from "./model.ts";

export interface PredictLifetimeOptions {
  /** How long the customer is there already, at least 0; 0 unless given. */
  readonly age?: number | undefined;
  /** From now on, at least 0; none unless given. */
  readonly times?: readonly number[] | undefined;
  /** Shares that leave, within (0, 1); the median unless given. */
  readonly probabilities?: readonly number[] | undefined;
  /** Up to when remaining time is averaged, above 0; not at all unless given. */
  readonly horizon?: number | undefined;
}

/** What {@link predictLifetime} does unless told otherwise. */
export const PREDICT_LIFETIME_DEFAULTS = {
  age: 0,
  times: [],
  probabilities: [0.5],
} as const satisfies PredictLifetimeOptions;

export interface LifetimePrediction {
  readonly survival: readonly {
    /** From now on. */
    readonly time: number;
    /** P(still there after so long | there now). */
    readonly survival: number;
    /** Risk of leaving per unit of time, then; `null` where it has no bound, as at some ages of 0. */
    readonly hazard: number | null;
  }[];
  readonly quantiles: readonly {
    readonly probability: number;
    /** From now on; `null` beyond any number. */
    readonly time: number | null;
  }[];
  /** Mean of the time that is left, none of it beyond the horizon; `null` where none is given. */
  readonly restrictedMean: number | null;
}

/**
 * How long will a customer still stay, who is there for so long already?
 *
 * Also beyond the ages that anybody was watched: then it is a forecast, and as good as the shape of the
 * model. Means are told within a horizon alone: without one they hang on the far tail.
 *
 * Survival S(age + t)/S(age); hazard f/S at age + t; quantile the t at which survival falls to 1 - p;
 * restricted mean ∫₀^horizon S(age + t)/S(age) dt.
 *
 * @param model - of `fitExponential`, `fitWeibull`, `fitLogNormal`, `fitLogLogistic`, or typed in
 * @param options - `age`, `times`, `probabilities`, `horizon`, in the model's unit
 * @returns survival and hazard for each time, quantiles, and the restricted mean within [0, horizon]
 * @throws InputError `unknown_model`, `negative_value`, `out_of_range`, `not_a_number`,
 *   `invalid_shape`, `invalid_option`
 *
 * @example
 * ```ts
 * import { predictLifetime, type WeibullModel } from "clientele/retention";
 *
 * const model: WeibullModel = {
 *   kind: "weibull",
 *   version: 1,
 *   timeUnit: "month",
 *   params: { shape: 0.5, scale: 16 },
 * };
 * const { survival, quantiles } = predictLifetime(model, { times: [16], probabilities: [0.5] });
 * survival[0].survival; // => 0.36787944117144233
 * quantiles[0].time; // => 7.687248222691222
 * predictLifetime(model, { age: 9, times: [7] }).survival[0].survival; // => 0.7788007830714049
 * ```
 *
 * @see Klein & Moeschberger (2003), Survival Analysis, 2nd edition, table 2.2
 */
export function predictLifetime(
  model: LifetimeModel,
  options: PredictLifetimeOptions = {},
): LifetimePrediction {
  const law = lawOf(model);
  checkNames(options, ["age", "times", "probabilities", "horizon"]);
  const { age, times, probabilities, horizon } = withDefaults(options, PREDICT_LIFETIME_DEFAULTS);
  const now = checkNonNegative(age, ["age"]);
  for (const [name, list] of Object.entries({ times, probabilities })) {
    check(Array.isArray(list), "invalid_shape", [name], "a list", list);
  }
  return {
    survival: times.map((time, i) => {
      const ahead = checkNonNegative(time, ["times", i]);
      return { time, survival: survivalAfter(law, now, ahead), hazard: hazardAt(law, now + ahead) };
    }),
    quantiles: probabilities.map((probability, i) => {
      const path = ["probabilities", i];
      if (!(checkFinite(probability, path) > 0 && probability < 1)) {
        throw new InputError("out_of_range", `expected between 0 and 1, got ${probability}`, path);
      }
      const left = (1 - probability) * Math.exp(logSurvival(law, now));
      const time = law.scale * Math.exp(law.kernel.upper(left) / law.shape) - now;
      return { probability, time: time < Infinity ? Math.max(0, time) : null };
    }),
    restrictedMean:
      horizon === undefined ? null : meanWithin(law, now, checkPositive(horizon, ["horizon"])),
  };
}

function logSurvival({ kernel, scale, shape }: LifetimeLaw, time: number): number {
  return time === 0 ? 0 : kernel.logTail(Math.log(time / scale) * shape);
}

function survivalAfter(law: LifetimeLaw, age: number, time: number): number {
  const later = logSurvival(law, age + time);
  // Who is there although nobody should be will not be there later.
  if (later === Number.NEGATIVE_INFINITY) return time > 0 ? 0 : 1;
  return Math.exp(later - logSurvival(law, age));
}

/** f/S; at 0 its limit, where it has one. */
function hazardAt({ kernel, scale, shape }: LifetimeLaw, time: number): number | null {
  if (time === 0) {
    if (kernel === NORMAL_KERNEL || shape > 1) return 0;
    return shape < 1 ? null : 1 / scale;
  }
  const z = Math.log(time / scale) * shape;
  const hazard = Math.exp(kernel.logHazard(z)) * (shape / time);
  return Number.isFinite(hazard) ? hazard : null;
}

/** By pieces that halve towards 0, where survival may fall steeply. */
function meanWithin(law: LifetimeLaw, age: number, horizon: number): number {
  let mean = 0;
  let to = horizon;
  for (let piece = 0; piece < 60; piece++) {
    const from = piece === 59 ? 0 : to / 2;
    mean += integrateBy(24, (time) => survivalAfter(law, age, time), from, to);
    to = from;
  }
  return Math.min(horizon, mean);
}
