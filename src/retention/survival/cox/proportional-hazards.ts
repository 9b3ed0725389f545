import { checkNames } from "../../../core/check-names.ts";
import { checkChoice, checkFinite, checkObject, show } from "../../../core/checks.ts";
import { InputError } from "../../../core/errors.ts";
import { chiSquareTail } from "../../../numeric/distributions/chi-square.ts";
import { solveEigen, symmetricEigen } from "../../../numeric/eigen.ts";
import { dot } from "../../../numeric/vector.ts";
import { countRisk } from "../count-risk.ts";
import { rankTimes } from "../rank-times.ts";
import { type Arranged, arrange } from "./arrange.ts";
import { checkCoxModel } from "./check-model.ts";
import { type CoxInput, readCoxData } from "./cox-data.ts";
import type { CoxModel, CoxTest } from "./model.ts";
import {
  type ApproximateTies,
  addCurvature,
  emptyTies,
  squareOf,
  sumTies,
} from "./partial-likelihood.ts";
import { linearPredictors, walkRisk } from "./walk-risk.ts";

/** The scale of time on which an effect is tried to change in a straight line. */
export type TimeTransform = "km" | "rank" | "identity" | "log";

export const TIME_TRANSFORMS = ["km", "rank", "identity", "log"] as const satisfies TimeTransform[];

export interface ProportionalHazardsOptions {
  /** `km` unless given. */
  readonly transform?: TimeTransform | undefined;
}

/** What {@link testProportionalHazards} does unless told otherwise. */
export const TEST_PROPORTIONAL_HAZARDS_DEFAULTS = {
  transform: "km",
} as const satisfies ProportionalHazardsOptions;

export interface ProportionalHazardsTest {
  readonly transform: TimeTransform;
  readonly events: number;
  readonly covariates: readonly (CoxTest & { readonly covariate: string })[];
  /** Of all covariates together. */
  readonly global: CoxTest;
}

/**
 * Does each covariate's effect on the risk of leaving stay the same as customers grow older?
 *
 * To be asked after every `fitCox`. A small p-value says that one number does not tell the effect: split
 * time by start-stop rows, or put the covariate into strata. With many customers every effect changes
 * somewhat: look at its size before you act.
 *
 * The score test of γ = 0 in β(t) = β + γ (g(t) - ḡ), from Schoenfeld residuals s: U = Σ (g - ḡ) s, with
 * the information of β and γ together. Time g: `km` 1 - S(t-) of all (default: each event weighs alike,
 * late outliers do no harm), `rank`, `identity`, `log`. What `cox.zph` of R's survival does from 3.0 on, but
 * that weights are counts here for `km` and `rank` too.
 *
 * @param model - of `fitCox` with ties `efron` or `breslow`
 * @param data - the durations that it was fitted to
 * @param options - `transform`
 * @returns a chi-square test for each covariate, and one for all
 * @throws InputError as `fitCox` does; `different_data` where n or events are not those of the fit;
 *   `invalid_option` for exact ties; `unbounded_coefficient`; `unknown_model`; `out_of_range` for `log`
 *   where an event is at time 0
 *
 * @example
 * ```ts
 * import { fitCox, testProportionalHazards } from "clientele/retention";
 *
 * const data = {
 *   time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
 *   event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
 *   covariates: { monthly: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] },
 * };
 * const { global } = testProportionalHazards(fitCox(data), data);
 * global.pValue > 0.5; // => true
 * ```
 *
 * @see Grambsch & Therneau (1994), Proportional hazards tests based on weighted residuals, Biometrika 81
 */
export function testProportionalHazards(
  model: CoxModel,
  data: CoxInput,
  options: ProportionalHazardsOptions = {},
): ProportionalHazardsTest {
  checkCoxModel(model);
  checkNames(checkObject(options, "options"), ["transform"]);
  const transform = checkChoice(
    options.transform ?? TEST_PROPORTIONAL_HAZARDS_DEFAULTS.transform,
    TIME_TRANSFORMS,
    ["transform"],
  );
  const ties: ApproximateTies = checkChoice(model.fit.ties, ["efron", "breslow"], ["fit", "ties"]);
  const names = Object.keys(model.params.coefficients);
  const read = readCoxData(data, names);
  const arranged = arrange(read);
  const events = arranged.event.reduce((sum, event) => sum + event, 0);
  if (arranged.length !== model.fit.n || events !== model.fit.events) {
    const message = `expected the ${show(model.fit.n)} rows with ${show(model.fit.events)} events of the fit, got ${arranged.length} with ${events}`;
    throw new InputError("different_data", message);
  }
  const beta = Float64Array.from(names, (name, j) => {
    const path = ["params", "coefficients", name];
    const slope = model.params.coefficients[name];
    if (slope !== null) return checkFinite(slope, path) * arranged.scales[j];
    const message = `the data put no bound to the coefficient of "${name}"`;
    throw new InputError("unbounded_coefficient", message, path);
  });
  const scale = centered(transformed(transform, read, arranged), arranged);
  const { score, information } = augmentedScore(arranged, beta, ties, scale);
  const width = names.length;
  const all = Array.from(names.keys());
  const test = (tested: readonly number[]): CoxTest => {
    const cells = [...all, ...tested.map((j) => width + j)];
    const matrix = Float64Array.from(
      cells.flatMap((i) => cells.map((j) => information[i * 2 * width + j])),
    );
    const slopes = Float64Array.from(cells, (i) => (i < width ? 0 : score[i - width]));
    const solution = solveEigen(symmetricEigen(matrix, cells.length), slopes, Number.MIN_VALUE);
    const statistic = dot(slopes, solution);
    const degreesOfFreedom = tested.length;
    return { statistic, degreesOfFreedom, pValue: chiSquareTail(statistic, degreesOfFreedom) };
  };
  return {
    transform,
    events,
    covariates: names.map((covariate, j) => ({ covariate, ...test([j]) })),
    global: test(all),
  };
}

/** g by place among the times. */
function transformed(
  transform: TimeTransform,
  { durations }: ReturnType<typeof readCoxData>,
  { times, end, event, weight }: Arranged,
): Float64Array {
  switch (transform) {
    case "identity":
      return times;
    case "log":
      for (let at = 0; at < end.length; at++) {
        if (event[at] === 1 && times[end[at]] === 0) {
          throw new InputError("out_of_range", "an event at time 0 has no logarithm", [
            "transform",
          ]);
        }
      }
      return times.map((time) => (time > 0 ? Math.log(time) : 0));
    case "rank": {
      const counts = new Float64Array(times.length);
      for (let at = 0; at < end.length; at++) counts[end[at]] += weight[at];
      let before = 0;
      return counts.map((count) => {
        before += count;
        return before - count / 2;
      });
    }
    case "km": {
      const table = countRisk(durations, rankTimes(durations));
      const gone = new Float64Array(times.length);
      let kept = 1;
      let place = 0;
      for (let k = 0; k < table.times.length; k++) {
        while (times[place] < table.times[k]) place++;
        gone[place] = 1 - kept;
        kept *= table.survivors[k] / table.atRisk[k];
      }
      return gone;
    }
    default:
      return transform satisfies never;
  }
}

/** g less its mean over the events. */
function centered(scale: Float64Array, { event, end, weight }: Arranged): Float64Array {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < end.length; at++) {
    if (event[at] === 0) continue;
    sum += weight[at] * scale[end[at]];
    count += weight[at];
  }
  return scale.map((value) => value - sum / count);
}

/** The score of γ, and the information of β and γ. */
function augmentedScore(
  arranged: Arranged,
  beta: Float64Array,
  ties: ApproximateTies,
  scale: Float64Array,
): { score: Float64Array; information: Float64Array } {
  const { width, x, event, weight } = arranged;
  const eta = linearPredictors(arranged, beta);
  const size = (width * (width + 1)) / 2;
  const plain = new Float64Array(size);
  const mixed = new Float64Array(size);
  const squared = new Float64Array(size);
  const score = new Float64Array(width);
  const sums = emptyTies();
  walkRisk(arranged, eta, true, ties === "efron", (time) => {
    sumTies(time, ties, sums);
    const g = scale[time.code];
    for (let at = time.from; at < time.to; at++) {
      if (event[at] === 0) continue;
      for (let j = 0; j < width; j++) score[j] += g * weight[at] * x[at * width + j];
    }
    for (let j = 0; j < width; j++) {
      score[j] -= g * (sums.inverse * time.atRisk.first[j] - sums.failing * time.failing.first[j]);
    }
    addCurvature(time, sums, 1, plain);
    addCurvature(time, sums, g, mixed);
    addCurvature(time, sums, g * g, squared);
  });
  const blocks = [plain, mixed, squared].map((triangle) => squareOf(triangle, width));
  const information = new Float64Array(4 * width * width);
  for (let i = 0; i < 2 * width; i++) {
    for (let j = 0; j < 2 * width; j++) {
      const block = blocks[(i < width ? 0 : 1) + (j < width ? 0 : 1)];
      information[i * 2 * width + j] = block[(i % width) * width + (j % width)];
    }
  }
  return { score, information };
}
