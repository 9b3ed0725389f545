import { normalCdf, normalQuantile } from "../../numeric/special/normal.ts";
import { accumulateSum } from "../../numeric/sum.ts";

/** The gaps of all customers: log-normal within a customer, their means log-normal among them. */
export interface GapPopulation {
  /** Gaps that the estimates come from. */
  readonly gaps: number;
  /** Customers with one gap or more. */
  readonly customers: number;
  /** Median gap of the median customer, in days. */
  readonly typicalDays: number;
  /** Standard deviation of log gaps of one customer, σ. */
  readonly within: number;
  /** Standard deviation of mean log gaps among customers, τ; null where one customer is all there is. */
  readonly between: number | null;
}

/** What is to be expected of a customer's next gap. */
export interface GapForecast {
  /** Mean of the logarithm. */
  readonly mean: number;
  /** Standard deviation of the logarithm, σ and the doubt about her mean together. */
  readonly deviation: number;
  /** How far her own gaps count against those of all, 0 to 1. */
  readonly ownWeight: number;
}

/**
 * The moments of one-way analysis of variance on logarithms, customers unequally often observed;
 * undefined where nobody has two gaps. Searle, Casella and McCulloch (1992), Variance Components, 3.6.
 */
export function measureGaps(
  customers: number,
  offsets: Int32Array,
  days: Int32Array,
): GapPopulation | undefined {
  const withinSquares = accumulateSum();
  const sum = accumulateSum();
  const means: number[] = [];
  const counts: number[] = [];
  let gaps = 0;
  let squaredCounts = 0;
  for (let customer = 0; customer < customers; customer++) {
    const count = offsets[customer + 1] - offsets[customer] - 1;
    if (count < 1) continue;
    const mean = meanLogGap(days, offsets[customer], offsets[customer + 1]);
    for (let i = offsets[customer] + 1; i < offsets[customer + 1]; i++) {
      withinSquares.add((Math.log(days[i] - days[i - 1]) - mean) ** 2);
    }
    sum.add(count * mean);
    means.push(mean);
    counts.push(count);
    gaps += count;
    squaredCounts += count * count;
  }
  const groups = means.length;
  if (gaps === groups) return undefined;
  const variance = withinSquares.total() / (gaps - groups);
  const frame = { gaps, customers: groups, within: Math.sqrt(variance) };
  if (groups === 1) return { ...frame, typicalDays: Math.exp(means[0]), between: null };
  const grand = sum.total() / gaps;
  const betweenSquares = accumulateSum();
  for (let i = 0; i < groups; i++) betweenSquares.add(counts[i] * (means[i] - grand) ** 2);
  const size = (gaps - squaredCounts / gaps) / (groups - 1);
  const spread = Math.max(0, (betweenSquares.total() / (groups - 1) - variance) / size);
  const top = accumulateSum();
  const bottom = accumulateSum();
  for (let i = 0; i < groups; i++) {
    const error = spread + variance / counts[i];
    const weight = error > 0 ? 1 / error : 1;
    top.add(weight * means[i]);
    bottom.add(weight);
  }
  const typicalDays = Math.exp(top.total() / bottom.total());
  return { ...frame, typicalDays, between: Math.sqrt(spread) };
}

/** The next gap of a customer, given her gaps so far: `count` of this mean logarithm. */
export function forecastGap(
  { typicalDays, within, between }: GapPopulation,
  count: number,
  meanLog: number,
): GapForecast {
  const common = Math.log(typicalDays);
  const noise = within * within;
  if (between === null) return { mean: common, deviation: within, ownWeight: count > 0 ? 1 : 0 };
  const spread = between * between;
  const ownWeight = count === 0 || spread === 0 ? 0 : spread / (spread + noise / count);
  return {
    mean: count === 0 ? common : ownWeight * meanLog + (1 - ownWeight) * common,
    deviation: Math.sqrt(noise + spread * (1 - ownWeight)),
    ownWeight,
  };
}

/** The days within which the next purchase comes with this probability. */
export function gapQuantile({ mean, deviation }: GapForecast, probability: number): number {
  return Math.exp(mean + normalQuantile(probability) * deviation);
}

/** P(the gap is longer than so many days). */
export function chanceOfLonger({ mean, deviation }: GapForecast, elapsed: number): number {
  if (elapsed <= 0) return 1;
  const excess = Math.log(elapsed) - mean;
  // A clockwork gap comes when it comes; days that are whole make it no more exact than rounding.
  if (deviation === 0) return excess > 1e-12 ? 0 : 1;
  return normalCdf(-excess / deviation);
}

/** Mean logarithm of the gaps between days, at least two. */
export function meanLogGap(days: Int32Array, start: number, end: number): number {
  let total = 0;
  for (let i = start + 1; i < end; i++) total += Math.log(days[i] - days[i - 1]);
  return total / (end - start - 1);
}
