import { quantile } from "../quantile.ts";
import { normalQuantile } from "../special/normal.ts";

/*
 * Have chains met, and how much are their draws worth? Chains of one length, four draws at least.
 * `null` where draws do not vary.
 *
 * Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), Rank-normalization, folding, and
 * localization: an improved R-hat, Bayesian Analysis 16(2).
 */

/**
 * The spread of all draws over that within half chains, of ranks: 1 where chains agree. The worse of
 * two: of the draws, and of their distances from the median.
 */
export function rankRHat(chains: readonly Float64Array[]): number | null {
  const halves = splitChains(chains);
  const median = quantile(pooled(halves), 0.5);
  const folded = halves.map((half) => half.map((value) => Math.abs(value - median)));
  const [bulk, tail] = [halves, folded].map((these) => splitRHat(normalScores(these)));
  return bulk === null || tail === null ? bulk : Math.max(bulk, tail);
}

/** As many independent draws would tell the middle of the distribution as well. */
export function bulkEffectiveSize(chains: readonly Float64Array[]): number | null {
  return effectiveSize(normalScores(splitChains(chains)));
}

/** As many independent draws would tell the 5 % and the 95 % quantile as well: the worse of both. */
export function tailEffectiveSize(chains: readonly Float64Array[]): number | null {
  const halves = splitChains(chains);
  const sorted = pooled(chains);
  const sizes = [0.05, 0.95].map((probability) => {
    const cut = quantile(sorted, probability);
    return effectiveSize(halves.map((half) => half.map((value) => (value <= cut ? 1 : 0))));
  });
  const [low, high] = sizes;
  return low === null || high === null ? null : Math.min(low, high);
}

/** As many independent draws would tell the mean as well. */
export function meanEffectiveSize(chains: readonly Float64Array[]): number | null {
  return effectiveSize(splitChains(chains));
}

/** Either half of each chain, the middle draw of an odd number left out. */
function splitChains(chains: readonly Float64Array[]): Float64Array[] {
  return chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
}

/** All draws, sorted. */
export function pooled(chains: readonly Float64Array[]): Float64Array {
  return Float64Array.from(chains.flatMap((chain) => [...chain])).sort();
}

/** Each draw by the normal quantile of its rank, equal draws at their mean rank (Blom 1958). */
function normalScores(chains: readonly Float64Array[]): Float64Array[] {
  const sorted = pooled(chains);
  const scores = new Map<number, number>();
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const rank = (from + 1 + to) / 2;
    scores.set(sorted[from], normalQuantile((rank - 3 / 8) / (sorted.length + 1 / 4)));
    from = to;
  }
  return chains.map((chain) => chain.map((value) => scores.get(value) ?? 0));
}

interface Variances {
  /** The mean of the chains' own variances. */
  readonly within: number;
  /** An overestimate of the variance of the distribution, as long as chains have not met. */
  readonly overall: number;
  /** Draws less their chain's mean. */
  readonly centered: readonly Float64Array[];
}

function variancesOf(chains: readonly Float64Array[]): Variances {
  const n = chains[0].length;
  const means = chains.map(meanOf);
  const centered = chains.map((chain, c) => chain.map((value) => value - means[c]));
  const within = meanProduct(centered, 0) * (n / (n - 1));
  const center = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const between = means.reduce((sum, mean) => sum + (mean - center) ** 2, 0) / (means.length - 1);
  return { within, overall: (within * (n - 1)) / n + between, centered };
}

function splitRHat(halves: readonly Float64Array[]): number | null {
  const { within, overall } = variancesOf(halves);
  return within > 0 ? Math.sqrt(overall / within) : null;
}

/**
 * N / τ, with τ = 1 + 2 Σ ρ_t summed over pairs of lags as long as these are positive, and no pair
 * above the one before: the initial monotone sequence of Geyer (1992). Antithetic chains are worth
 * more than their number, but never more than log10 N times.
 */
function effectiveSize(chains: readonly Float64Array[]): number | null {
  const { within, overall, centered } = variancesOf(chains);
  if (!(overall > 0)) return null;
  const length = chains[0].length;
  const correlation = (lag: number) => 1 - (within - meanProduct(centered, lag)) / overall;
  let tau = -1;
  let even = 1;
  let pair = even + correlation(1);
  let least = pair;
  for (let lag = 2; pair > 0 && lag < length - 2; lag += 2) {
    tau += 2 * least;
    even = correlation(lag);
    pair = even + correlation(lag + 1);
    least = Math.min(least, pair);
  }
  tau += Math.max(0, even);
  const total = chains.length * length;
  return total / Math.max(tau, 1 / Math.log10(total));
}

/** The mean over chains of Σ x_i x_(i+lag) / n. */
function meanProduct(chains: readonly Float64Array[], lag: number): number {
  let sum = 0;
  for (const chain of chains) {
    for (let i = lag; i < chain.length; i++) sum += chain[i] * chain[i - lag];
  }
  return sum / (chains.length * chains[0].length);
}

/** The mean, counted from the first value, so that equal values have no rounding between them. */
export function meanOf(values: Float64Array): number {
  const [first] = values;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}
