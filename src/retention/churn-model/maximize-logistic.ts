import { FitError } from "../../core/errors.ts";
import { type Eigen, symmetricEigen } from "../../numeric/eigen.ts";
import { dot } from "../../numeric/vector.ts";
import { type Design, select } from "./design.ts";
import { type Likelihood, logisticLikelihood } from "./logistic-likelihood.ts";

/** Information that falls so far below what there was at first may be that of an endless slope. */
const COLLAPSED = 1e-9;
/** Eigenvalues apart by more than this come of features that say the same. */
const COLLINEAR = 1e-11;
const MOST_STEPS = 100;
/** Rows enough to begin with. */
const SAMPLE = 32_768;
/** In standard errors: the step after would be its square. */
const SMALL_STEP = 1e-9;
/** Rows may be on a separating plane that are off it by these shares of the farthest row's distance. */
const ON_PLANE = [1e-4, 1e-12];

/** The maximum of the penalized log-likelihood, on the scale of standardized features. */
export interface Maximum {
  /** The intercept first. */
  readonly beta: Float64Array;
  /** Without the penalty. */
  readonly likelihood: Likelihood;
  /** Inverse of information and penalty, row-major; over directions in which there is a maximum. */
  readonly covariance: Float64Array;
  /** Unit vectors along which the likelihood rises for ever. */
  readonly endless: readonly Float64Array[];
  readonly iterations: number;
}

/**
 * Newton's method, which for this likelihood is iterated weighted least squares, with halved steps where
 * one goes too far. The penalty is Σ penalties b²/2. Many rows are begun where a part of them ends.
 *
 * Where a plane separates outcomes there is no maximum, but a limit: the rows off the plane are told for
 * certain, and those on it are a problem of their own, which bounds what they can tell apart.
 */
export function maximizeLogistic(
  design: Design,
  penalties: Float64Array,
  names: readonly string[],
): Maximum {
  const found = tryLogistic(design, penalties, names);
  if (found !== undefined) return found;
  throw new FitError("no_convergence", "Newton's method found no maximum");
}

/** The same, but nothing where there is no maximum; without names nothing is refused. */
export function tryLogistic(
  design: Design,
  penalties: Float64Array,
  names?: readonly string[],
): Maximum | undefined {
  const stride = Math.floor(design.length / SAMPLE);
  const sample = stride < 2 ? undefined : select(design, (row) => row % stride === 0);
  const shares = penalties.map((one) => one / stride);
  const hint = sample && climb(sample, shares, startOf(sample));
  const start = hint?.endless.length === 0 ? hint.beta : startOf(design);
  return climb(design, penalties, start, names);
}

/** The log odds of all; from no odds at all it is not far either. */
function startOf({ width, offset, events, totalWeight }: Design): Float64Array {
  const start = new Float64Array(width + 1);
  if (offset === undefined && events > 0 && events < totalWeight) {
    start[0] = Math.log(events / (totalWeight - events));
  }
  return start;
}

/** Nothing where there is no maximum; features that cannot be told apart are refused by name. */
function climb(
  design: Design,
  penalties: Float64Array,
  start: Float64Array,
  names?: readonly string[],
  endless: readonly Float64Array[] = [],
): Maximum | undefined {
  const size = design.width + 1;
  let point = evaluate(design, penalties, start, endless);
  let eigen = symmetricEigen(point.curvature, size);
  if (names !== undefined) checkCollinear(point.curvature, names);
  const least = Math.min(...eigen.values);
  // With a penalty no slope is endless, however little is left of the information.
  const isPenalized = penalties.some((one) => one > 0);
  const limitBy = (step: Float64Array) =>
    !isPenalized && eigen.values.some((value) => !(value > COLLAPSED * least))
      ? limitAlong(design, penalties, step)
      : undefined;
  for (let iterations = 1; iterations <= MOST_STEPS; iterations++) {
    const step = multiply(inverse(eigen), point.gradient);
    if (!step.every(Number.isFinite)) return undefined;
    const limit = limitBy(step);
    if (limit !== undefined) return { ...limit, iterations: iterations + limit.iterations };
    const slack = 1e-11 * Math.max(1, Math.abs(point.value));
    let next = evaluate(design, penalties, plus(point.beta, step), endless);
    for (let halving = 0; halving < 40 && !(next.value >= point.value - slack); halving++) {
      for (let j = 0; j < size; j++) step[j] /= 2;
      next = evaluate(design, penalties, plus(point.beta, step), endless);
    }
    if (!(next.value >= point.value - slack)) return undefined;
    const length = Math.sqrt(Math.abs(dot(step, multiply(point.curvature, step))));
    point = next;
    eigen = symmetricEigen(point.curvature, size);
    if (length > SMALL_STEP && Math.max(...step.map(Math.abs)) > SMALL_STEP) continue;
    const { beta, likelihood } = point;
    return limitBy(step) ?? { beta, likelihood, covariance: inverse(eigen), endless, iterations };
  }
  return undefined;
}

/** The limit along a direction, where there is one: where rows lie on one side of a plane or on it. */
function limitAlong(
  design: Design,
  penalties: Float64Array,
  direction: Float64Array,
): Maximum | undefined {
  for (const share of ON_PLANE) {
    const sides = sidesOf(design, direction);
    const near = share * Math.max(...sides);
    const rest = select(design, (row) => Math.abs(sides[row]) <= near);
    if (rest.length === design.length) continue;
    const endless = blindOf(rest);
    // Turned into the plane that those near it lie on, the direction is exact, or wrong.
    const turned = direction.map((_, i) =>
      endless.reduce((sum, one) => sum + one[i] * dot(one, direction), 0),
    );
    const exact = sidesOf(design, turned);
    if (!exact.every((side, row) => side > near || Math.abs(sides[row]) <= near)) continue;
    return climb(rest, penalties, startOf(rest), undefined, endless);
  }
  return undefined;
}

/** Unit vectors along which no row's log odds change. */
function blindOf(design: Design): Float64Array[] {
  const size = design.width + 1;
  const flat = logisticLikelihood({ ...design, offset: undefined }, new Float64Array(size));
  const { values, vectors } = symmetricEigen(flat.information, size);
  const most = Math.max(...values);
  return Array.from(values.keys())
    .filter((k) => !(values[k] > COLLINEAR * most))
    .map((k) => Float64Array.from({ length: size }, (_, i) => vectors[i * size + k]));
}

/** How far each row is from a plane, below 0 on the side of the other outcome. */
function sidesOf({ length, width, x, outcome }: Design, direction: Float64Array): Float64Array {
  const sides = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    let distance = direction[0];
    for (let j = 0; j < width; j++) distance += x[j * length + i] * direction[j + 1];
    sides[i] = outcome[i] === 1 ? distance : -distance;
  }
  return sides;
}

function evaluate(
  design: Design,
  penalties: Float64Array,
  beta: Float64Array,
  endless: readonly Float64Array[],
) {
  const size = beta.length;
  const likelihood = logisticLikelihood(design, beta);
  const curvature = likelihood.information.slice();
  const gradient = likelihood.gradient.slice();
  // Any curvature keeps steps from going where there is no slope.
  const lift = design.totalWeight || 1;
  let { value } = likelihood;
  for (let j = 0; j < size; j++) {
    value -= (penalties[j] * beta[j] * beta[j]) / 2;
    gradient[j] -= penalties[j] * beta[j];
    curvature[j * size + j] += penalties[j];
    for (const one of endless) {
      for (let k = 0; k < size; k++) curvature[j * size + k] += lift * one[j] * one[k];
    }
  }
  return { beta, likelihood, value, gradient, curvature };
}

function plus(vector: Float64Array, step: Float64Array): Float64Array {
  return vector.map((value, j) => value + step[j]);
}

/** On a diagonal of 1, so that a large penalty is not taken for features that say the same. */
function checkCollinear(curvature: Float64Array, names: readonly string[]): void {
  const size = names.length + 1;
  const scaled = curvature.map((value, cell) => {
    const row = Math.floor(cell / size);
    const column = cell % size;
    const left = Math.sqrt(curvature[row * size + row]);
    return value / left / Math.sqrt(curvature[column * size + column]);
  });
  const { values, vectors } = symmetricEigen(scaled, size);
  const most = Math.max(...values);
  const flat = Array.from(values.keys()).filter((k) => !(values[k] > COLLINEAR * most));
  if (flat.length === 0) return;
  const involved = names.filter((_, j) =>
    flat.some((k) => Math.abs(vectors[(j + 1) * size + k]) > 1e-3),
  );
  const features = involved.join(", ");
  const message = `cannot be told apart, one follows from the others: ${features}; leave one out, or give a ridge`;
  throw new FitError("collinear_features", message, ["features"], { features });
}

/** Σ v v'/λ. */
function inverse({ values, vectors }: Eigen): Float64Array {
  const size = values.length;
  const matrix = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < size; i++) {
      const part = vectors[i * size + k] / values[k];
      for (let j = 0; j < size; j++) matrix[i * size + j] += part * vectors[j * size + k];
    }
  }
  return matrix;
}

/** A matrix times a vector. */
export function multiply(matrix: Float64Array, vector: ArrayLike<number>): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) product[i] += matrix[i * size + j] * vector[j];
  }
  return product;
}
