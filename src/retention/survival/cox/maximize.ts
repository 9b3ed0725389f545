import { FitError } from "../../../core/errors.ts";
import { type Eigen, symmetricEigen } from "../../../numeric/eigen.ts";
import { dot } from "../../../numeric/vector.ts";
import type { Likelihood } from "./partial-likelihood.ts";

/** Information that falls so far below what there was at 0 is that of a slope that goes on for ever. */
const COLLAPSED = 1e-9;
/** Eigenvalues apart by more than this come of covariates that say the same. */
const COLLINEAR = 1e-11;
const MOST_STEPS = 100;
/** Of coefficients by standard deviations: the step after would be its square. */
const SMALL_STEP = 1e-9;

/** The maximum of a concave log-likelihood. */
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
}

/**
 * Newton's method from 0, with halved steps where a step goes too far. Along a direction in which
 * events are separated the likelihood rises for ever, ever less: that is told by its information,
 * which falls to nothing there while it does not elsewhere.
 */
export function maximize(
  evaluate: (beta: Float64Array) => Likelihood,
  names: readonly string[],
): Maximum {
  const width = names.length;
  let beta = new Float64Array(width);
  const start = evaluate(beta);
  const origin = symmetricEigen(start.information, width);
  checkCollinear(origin, names);
  const least = Math.min(...origin.values);
  let likelihood = start;
  for (let iterations = 1; iterations <= MOST_STEPS; iterations++) {
    const eigen = symmetricEigen(likelihood.information, width);
    const flat = Array.from(eigen.values, (value) => !(value > COLLAPSED * least));
    if (flat.includes(true)) {
      const diverging = divergingOf(eigen, flat, beta);
      return {
        beta,
        likelihood,
        null: start,
        covariance: inverse(eigen, flat),
        diverging,
        iterations,
      };
    }
    const covariance = inverse(eigen, flat);
    const step = multiply(covariance, likelihood.gradient);
    let next = beta.map((value, j) => value + step[j]);
    let found = evaluate(next);
    const slack = 1e-11 * Math.max(1, Math.abs(likelihood.value));
    for (let halving = 0; halving < 40 && !(found.value >= likelihood.value - slack); halving++) {
      for (let j = 0; j < width; j++) step[j] /= 2;
      next = beta.map((value, j) => value + step[j]);
      found = evaluate(next);
    }
    if (!(found.value >= likelihood.value - slack)) break;
    beta = next;
    likelihood = found;
    // Newton's decrement scales with what the data can tell: an error of 1e-9 of a standard error.
    const size = Math.sqrt(Math.abs(dot(step, multiply(likelihood.information, step))));
    if (Math.max(...step.map(Math.abs)) <= SMALL_STEP || size <= SMALL_STEP) {
      const last = symmetricEigen(likelihood.information, width);
      const none = Array.from(last.values, () => false);
      if (!last.values.every((value) => value > COLLAPSED * least)) continue;
      const final = inverse(last, none);
      return {
        beta,
        likelihood,
        null: start,
        covariance: final,
        diverging: new Int8Array(width),
        iterations,
      };
    }
  }
  throw new FitError("no_convergence", "Newton's method found no maximum", [], {
    logLikelihood: likelihood.value,
  });
}

function checkCollinear({ values, vectors }: Eigen, names: readonly string[]): void {
  const width = names.length;
  const most = Math.max(...values);
  const flat = Array.from(values.keys()).filter((k) => !(values[k] > COLLINEAR * most));
  if (flat.length === 0) return;
  const involved = names.filter((_, j) =>
    flat.some((k) => Math.abs(vectors[j * width + k]) > 1e-3),
  );
  const message = `the events tell nothing of ${involved.join(", ")}: constant among those at risk, or a sum of one another`;
  throw new FitError("collinear_covariates", message, ["covariates"], {
    covariates: involved.join(", "),
  });
}

function divergingOf({ vectors }: Eigen, flat: readonly boolean[], beta: Float64Array): Int8Array {
  const width = beta.length;
  return Int8Array.from(beta, (value, j) =>
    flat.some((isFlat, k) => isFlat && Math.abs(vectors[j * width + k]) > 1e-2)
      ? Math.sign(value)
      : 0,
  );
}

/** Σ v v'/λ over the directions that are not flat. */
function inverse({ values, vectors }: Eigen, flat: readonly boolean[]): Float64Array {
  const width = values.length;
  const matrix = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    if (flat[k]) continue;
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
