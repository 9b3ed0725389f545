import { InputError } from "../../../core/errors.ts";
import type { Arranged } from "./arrange.ts";
import type { Likelihood } from "./partial-likelihood.ts";
import { linearPredictors } from "./walk-risk.ts";

/** Beyond so many steps of the recursion an answer would take minutes. */
const MOST_STEPS = 2e9;

/**
 * The exact partial likelihood of Cox (1972) for times that are truly discrete: at each, the odds that
 * just those d of the n at risk have the event, over all choices of d. The sum over choices follows
 * from B(d, n) = B(d, n-1) + r_n B(d-1, n-1), and so do its derivatives.
 *
 * Gail, Lubin & Rubinstein (1981), Likelihood calculations for matched case-control studies, Biometrika 68.
 */
export function exactLikelihood(arranged: Arranged, beta: Float64Array): Likelihood {
  const { width, x, event, end, entry, starts } = arranged;
  const eta = linearPredictors(arranged, beta);
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  let value = 0;
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    const risk: number[] = [];
    let at = starts[stratum];
    while (at < starts[stratum + 1]) {
      const code = end[at];
      let deaths = 0;
      for (; at < starts[stratum + 1] && end[at] === code; at++) {
        risk.push(at);
        if (event[at] === 0) continue;
        deaths++;
        value += eta[at];
        for (let j = 0; j < width; j++) gradient[j] += x[at * width + j];
      }
      if (deaths === 0) continue;
      const present = entry === undefined ? risk : risk.filter((other) => entry[other] < code);
      value -= subtractChoices(present, deaths, arranged, eta, gradient, information);
    }
  }
  return { value, gradient, information };
}

/** The logarithm of the sum over choices; its slope and curvature go into the totals. */
function subtractChoices(
  risk: readonly number[],
  deaths: number,
  { width, x }: Arranged,
  eta: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  // Whoever is at risk has the event: there is one choice.
  const most = risk.reduce((max, at) => Math.max(max, eta[at]), -Infinity);
  const cells = 1 + width + width * width;
  // For each number of events so far: the sum, its slopes, its second derivatives.
  const sums = new Float64Array((deaths + 1) * cells);
  sums[0] = 1;
  let scale = 0;
  risk.forEach((at, seen) => {
    const weight = Math.exp(eta[at] - most);
    for (let d = Math.min(deaths, seen + 1); d >= 1; d--) {
      const [to, from] = [d * cells, (d - 1) * cells];
      const base = sums[from];
      sums[to] += weight * base;
      for (let j = 0; j < width; j++) {
        const xj = x[at * width + j];
        const slope = sums[from + 1 + j];
        sums[to + 1 + j] += weight * (slope + xj * base);
        for (let k = 0; k <= j; k++) {
          const xk = x[at * width + k];
          const cell = 1 + width + j * width + k;
          sums[to + cell] +=
            weight * (sums[from + cell] + xj * sums[from + 1 + k] + xk * slope + xj * xk * base);
        }
      }
    }
    // Choices are many: 10,000 over 100 is beyond any double.
    let largest = 0;
    for (let d = 0; d <= deaths; d++) largest = Math.max(largest, sums[d * cells]);
    if (largest > 1e100) {
      for (let i = 0; i < sums.length; i++) sums[i] /= largest;
      scale += Math.log(largest);
    }
  });
  const top = deaths * cells;
  const total = sums[top];
  for (let j = 0; j < width; j++) {
    const mean = sums[top + 1 + j] / total;
    gradient[j] -= mean;
    for (let k = 0; k <= j; k++) {
      const part =
        sums[top + 1 + width + j * width + k] / total - mean * (sums[top + 1 + k] / total);
      information[j * width + k] += part;
      if (k < j) information[k * width + j] += part;
    }
  }
  return Math.log(total) + scale + deaths * most;
}

/** Refuses what would take for ever. */
export function checkExactCost({ width, end, event, starts, isWeighted }: Arranged): void {
  if (isWeighted) {
    throw new InputError("invalid_option", "exact ties take no weights: repeat the rows", ["ties"]);
  }
  let steps = 0;
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    let deaths = 0;
    for (let at = starts[stratum]; at < starts[stratum + 1]; at++) {
      deaths += event[at];
      const isLast = at + 1 === starts[stratum + 1] || end[at + 1] !== end[at];
      if (!isLast) continue;
      steps += (at + 1 - starts[stratum]) * deaths * (1 + width + width * width);
      deaths = 0;
    }
  }
  if (steps > MOST_STEPS) {
    const message = "exact ties would take too long here; efron comes close to them";
    throw new InputError("out_of_range", message, ["ties"], { steps });
  }
}
