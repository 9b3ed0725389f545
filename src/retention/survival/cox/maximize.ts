import { FitError } from "../../../core/errors.ts";
import { type Eigen, symmetricEigen } from "../../../numeric/eigen.ts";
import { dot } from "../../../numeric/vector.ts";
import type { Arranged } from "./arrange.ts";
import type { Likelihood } from "./partial-likelihood.ts";

/** Information that falls so far below what there was at 0 may be that of a slope that goes on for ever. */
const COLLAPSED = 1e-9;
/** Eigenvalues apart by more than this come of covariates that say the same. */
const COLLINEAR = 1e-11;
/** A share of the squares that information is the difference of. */
const NOISE = 1e-14;
const MOST_STEPS = 100;
/** Of coefficients by standard deviations: the step after would be its square. */
const SMALL_STEP = 1e-9;
/** Rows lie equally far along a direction that is not exact up to these shares of all distances. */
const EQUALLY_FAR = [1e-4, 1e-12];
/** And along one that is. */
const ROUNDING = 1e-10;
/** A coefficient has no bound where an endless direction moves it by more than this. */
const MOVED = 1e-6;

/** A partial likelihood that can be asked for its limit. */
export interface Problem {
  readonly arranged: Arranged;
  readonly evaluate: (beta: Float64Array) => Likelihood;
  /** Strata parted by what lies equally far along a direction, up to a share of the whole. */
  readonly part: (direction: Float64Array, share: number) => Part;
}

interface Part {
  /** Does the likelihood rise along the direction for ever? */
  readonly isEndless: boolean;
  readonly problem: Problem;
}

/** The maximum of a concave log-likelihood, or its limit. */
export interface Maximum {
  readonly beta: Float64Array;
  readonly likelihood: Likelihood;
  /** At coefficients of 0. */
  readonly null: Likelihood;
  /** Inverse information, row-major; over the directions in which there is a maximum. */
  readonly covariance: Float64Array;
  /** For each coefficient: 1 or -1 where the likelihood rises for ever that way, else 0. */
  readonly diverging: Int8Array;
  readonly iterations: number;
  /** With strata parted by what diverges, in its order. */
  readonly arranged: Arranged;
}

/**
 * Newton's method from 0, with halved steps where a step goes too far. Where events are separated the
 * likelihood rises along some direction for ever, to a limit: that of strata parted by how far rows lie
 * along it, for who lies less far than one who has the event is no rival in the end.
 */
export function maximize(problem: Problem, names: readonly string[]): Maximum {
  const start = problem.evaluate(new Float64Array(names.length));
  const origin = symmetricEigen(start.information, names.length);
  const flat = Math.max(COLLINEAR * Math.max(...origin.values), noiseOf(problem.arranged));
  checkCollinear(origin, flat, names);
  const found = climb(problem, start, [], flat);
  if (found !== undefined) return { ...found, null: start };
  throw new FitError("no_convergence", "Newton's method found no maximum");
}

function climb(
  problem: Problem,
  start: Likelihood,
  endless: readonly Float64Array[],
  flat: number,
): Maximum | undefined {
  const width = start.gradient.length;
  // Any curvature keeps steps from going where there is no slope.
  const eigenOf = ({ information }: Likelihood) =>
    symmetricEigen(
      information.map((value, cell) =>
        endless.reduce(
          (sum, one) =>
            sum + (flat / COLLINEAR) * one[Math.floor(cell / width)] * one[cell % width],
          value,
        ),
      ),
      width,
    );
  let beta = new Float64Array(width);
  let likelihood = start;
  let eigen = eigenOf(start);
  const least = Math.min(...eigen.values);
  const limitBy = (step: Float64Array) =>
    eigen.values.every((value) => value > COLLAPSED * least)
      ? undefined
      : limitAlong(problem, step, endless.length, flat);
  for (let iterations = 1; iterations <= MOST_STEPS; iterations++) {
    const step = multiply(inverse(eigen), likelihood.gradient);
    if (!step.every(Number.isFinite)) return undefined;
    const limit = limitBy(step);
    if (limit !== undefined) return { ...limit, iterations: iterations + limit.iterations };
    const slack = 1e-11 * Math.max(1, Math.abs(likelihood.value));
    const isGood = (one: Likelihood) => areNumbers(one) && one.value >= likelihood.value - slack;
    let next = beta.map((value, j) => value + step[j]);
    let found = problem.evaluate(next);
    // Too far for any number: there may be no bound, before the information says so.
    const far = areNumbers(found) ? undefined : limitAlong(problem, step, endless.length, flat);
    if (far !== undefined) return { ...far, iterations: iterations + far.iterations };
    const isWhole = isGood(found);
    for (let halving = 0; halving < 40 && !isGood(found); halving++) {
      for (let j = 0; j < width; j++) step[j] /= 2;
      next = beta.map((value, j) => value + step[j]);
      found = problem.evaluate(next);
    }
    if (!isGood(found)) return undefined;
    beta = next;
    likelihood = found;
    eigen = eigenOf(likelihood);
    // Newton's decrement scales with what the data can tell: an error of 1e-9 of a standard error.
    const size = Math.sqrt(Math.abs(dot(step, multiply(likelihood.information, step))));
    if (!isWhole || (Math.max(...step.map(Math.abs)) > SMALL_STEP && size > SMALL_STEP)) continue;
    const { arranged } = problem;
    return (
      limitBy(step) ?? {
        beta,
        likelihood,
        null: start,
        covariance: inverse(eigen),
        diverging: Int8Array.from(beta, (value, j) =>
          endless.some((one) => Math.abs(one[j]) > MOVED) ? Math.sign(value) || 1 : 0,
        ),
        iterations,
        arranged,
      }
    );
  }
  return undefined;
}

function areNumbers({ value, information }: Likelihood): boolean {
  return Number.isFinite(value) && information.every(Number.isFinite);
}

/** The limit along a direction, where the likelihood rises along it for ever. */
function limitAlong(
  problem: Problem,
  direction: Float64Array,
  known: number,
  flat: number,
): Maximum | undefined {
  const width = direction.length;
  const blindOf = (likelihood: Likelihood) => {
    const { values, vectors } = symmetricEigen(likelihood.information, width);
    return Array.from(values.keys())
      .filter((k) => !(values[k] > flat))
      .map((k) => Float64Array.from({ length: width }, (_, j) => vectors[j * width + k]));
  };
  const origin = new Float64Array(width);
  for (const share of EQUALLY_FAR) {
    const blind = blindOf(problem.part(direction, share).problem.evaluate(origin));
    if (blind.length <= known) continue;
    // Turned to where it parts nobody who is equally far, the direction is exact, or wrong.
    const turned = direction.map((_, j) =>
      blind.reduce((sum, one) => sum + one[j] * dot(one, direction), 0),
    );
    const part = problem.part(turned, ROUNDING);
    if (!part.isEndless) continue;
    const start = part.problem.evaluate(origin);
    const found = climb(part.problem, start, blindOf(start), flat);
    if (found === undefined) continue;
    const diverging = found.diverging.map((sign, j) =>
      sign !== 0 && Math.abs(turned[j]) > MOVED * Math.hypot(...turned)
        ? Math.sign(turned[j])
        : sign,
    );
    return { ...found, diverging };
  }
  return undefined;
}

/** Information that may be the rounding of squares alone. */
function noiseOf({ length, width, x, event, weight }: Arranged): number {
  let squares = 0;
  for (let at = 0; at < length; at++) {
    for (let j = 0; event[at] === 1 && j < width; j++)
      squares += weight[at] * x[at * width + j] ** 2;
  }
  return NOISE * squares;
}

function checkCollinear({ values, vectors }: Eigen, flat: number, names: readonly string[]): void {
  const width = names.length;
  const blind = Array.from(values.keys()).filter((k) => !(values[k] > flat));
  if (blind.length === 0) return;
  const involved = names.filter((_, j) =>
    blind.some((k) => Math.abs(vectors[j * width + k]) > 1e-3),
  );
  const message = `the events tell nothing of ${involved.join(", ")}: constant among those at risk, or a sum of one another`;
  throw new FitError("collinear_covariates", message, ["covariates"], {
    covariates: involved.join(", "),
  });
}

/** Σ v v'/λ. */
function inverse({ values, vectors }: Eigen): Float64Array {
  const width = values.length;
  const matrix = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    for (let i = 0; i < width; i++) {
      const part = vectors[i * width + k] / values[k];
      for (let j = 0; j < width; j++) matrix[i * width + j] += part * vectors[j * width + k];
    }
  }
  return matrix;
}

/** A matrix times a vector. */
export function multiply(matrix: Float64Array, vector: ArrayLike<number>): Float64Array {
  const width = vector.length;
  const product = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) product[i] += matrix[i * width + j] * vector[j];
  }
  return product;
}
