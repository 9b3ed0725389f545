import { sampleNormal } from "../random/normal.ts";
import { type Random, split } from "../random/seed.ts";
import { learnCovariance, rootOf, squareOf } from "./covariance.ts";
import { noUTurn } from "./no-u-turn.ts";
import { type LogDensity, type Place, placeAt, type Target } from "./phase.ts";
import { adaptStepSize } from "./step-size.ts";

export interface SamplerProblem {
  readonly logDensity: LogDensity;
  /** The mode, or any point near the bulk of the density. */
  readonly center: Float64Array;
  /** About how the density spreads around it, n x n and row-major; the unit matrix unless given. */
  readonly covariance?: Float64Array;
  readonly warmup: number;
  readonly draws: number;
  /**
   * The chance of acceptance along trajectories that steps are tuned for. 0.65 is best for nearly
   * normal densities (Beskos et al. 2013); bent ones need finer steps, and so more.
   */
  readonly acceptance: number;
}

/** Draws of one chain, the warm-up left out. */
export interface Chain {
  /** A row a draw. */
  readonly points: readonly Float64Array[];
  readonly logDensities: Float64Array;
  /** Mean over draws. */
  readonly acceptance: number;
  readonly divergences: number;
  /** Of the density, with those of the warm-up. */
  readonly evaluations: number;
  readonly step: number;
}

/** Chains start so many times as far out as the density spreads, to tell if they meet. */
const OVERDISPERSION = 2;
const MAX_STARTS = 100;

/** Independent chains, each with a random stream of its own. */
export function sampleChains(problem: SamplerProblem, random: Random, chains: number): Chain[] {
  return Array.from({ length: chains }, () => sampleChain(problem, split(random)));
}

/**
 * A Markov chain by the No-U-Turn Sampler from a random start. The warm-up learns the step size by
 * dual averaging and the covariance in windows of doubling length, each from the draws of the window
 * before; then both stay as they are.
 */
export function sampleChain(problem: SamplerProblem, random: Random): Chain {
  const { logDensity, center, warmup, draws } = problem;
  const n = center.length;
  let target: Target = {
    logDensity,
    root: problem.covariance ? rootOf(problem.covariance, n) : unit(n),
  };
  let place = startFrom(target, center, random);
  let evaluations = 1;
  let stepSize = adaptStepSize(1, problem.acceptance);
  let window: Float64Array[] = [];
  const ends = windowEnds(warmup);
  for (let drawn = 0; drawn < warmup; drawn++) {
    const { leapfrogs, acceptance, ...next } = noUTurn(target, random, place, stepSize.step());
    place = next.place;
    evaluations += leapfrogs;
    stepSize.learn(acceptance);
    if (drawn >= ends[0]) window.push(place.point);
    if (!ends.includes(drawn + 1)) continue;
    if (window.length > n) {
      target = { logDensity, root: rootOf(learnCovariance(window, squareOf(target.root, n)), n) };
      place = placeAt(target, place.point);
      stepSize = adaptStepSize(stepSize.settled(), problem.acceptance);
    }
    window = [];
  }

  const step = stepSize.settled();
  const points: Float64Array[] = [];
  const logDensities = new Float64Array(draws);
  let acceptance = 0;
  let divergences = 0;
  for (let drawn = 0; drawn < draws; drawn++) {
    const next = noUTurn(target, random, place, step);
    place = next.place;
    points.push(place.point);
    logDensities[drawn] = place.logDensity;
    acceptance += next.acceptance / draws;
    if (next.isDivergent) divergences++;
    evaluations += next.leapfrogs;
  }
  return { points, logDensities, acceptance, divergences, evaluations, step };
}

/** A point with a density, drawn widely around the center; the center itself where none is found. */
function startFrom(target: Target, center: Float64Array, random: Random): Place {
  const n = center.length;
  for (let tries = 0; tries < MAX_STARTS; tries++) {
    const away = center.map(() => OVERDISPERSION * sampleNormal(random));
    const point = center.map((at, i) => {
      let sum = at;
      for (let j = 0; j < n; j++) sum += target.root[i * n + j] * away[j];
      return sum;
    });
    const place = placeAt(target, point);
    if (place.logDensity > Number.NEGATIVE_INFINITY) return place;
  }
  return placeAt(target, center);
}

/**
 * Where the covariance is learned anew: after a seventh of the warm-up for the step size alone the
 * first window begins; the last fifth goes to the step size again, which a tenth leaves too small.
 */
function windowEnds(warmup: number): number[] {
  const last = Math.floor(0.8 * warmup);
  const ends = [Math.floor(warmup / 7)];
  for (let length = 25; ; length *= 2) {
    const end = ends[ends.length - 1] + length;
    // A window that leaves too little for the next, of double length, takes it in.
    if (end + 2 * length > last) return [...ends, last];
    ends.push(end);
  }
}

function unit(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, cell) => (cell % (n + 1) === 0 ? 1 : 0));
}
