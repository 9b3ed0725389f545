import { expectBeta } from "../../numeric/special/hypergeometric.ts";
import type { LivingWorld } from "./world.ts";

/** Beyond this share of the time the series takes longer than the integral. */
const LARGEST_SHARE = 0.98;
const MOST_TERMS = 1000;
/** Σ|terms| over the sum: how many units of rounding the series may lose. */
const MOST_CANCELLATION = 2048;

/**
 * Expected purchases in (from, to] ahead of a customer who is alive now; Fader, Hardie & Lee (2005,
 * eq. 10) rid of its division by a - 1.
 */
export function livingPurchases(world: LivingWorld, from: number, to: number): number {
  if (!(to > from)) return 0;
  const sum = sumSeries(world, from, to);
  return Number.isNaN(sum) ? integrateOverLeaving(world, from, to) : sum;
}

/**
 * With w = t/(A+t), k = 1-a and c = a+b, purchases until t are
 *
 *     (c-1) ((1-w)^-k - 1)/k - (1-w)^-k Σ_{n≥1} (c-1-s)ₙ (a)ₙ₋₁ / ((c)ₙ₋₁ n!) wⁿ,
 *
 * Pfaff's form of the ₂F₁ of the paper, its first term taken together with what 1 leaves of it. NaN
 * where that takes too long or loses digits.
 */
function sumSeries({ shape, clock, a, b }: LivingWorld, from: number, to: number): number {
  const later = to / (clock + to);
  if (!(later < LARGEST_SHARE)) return Number.NaN;
  const sooner = from / (clock + from);
  const k = 1 - a;
  const span = Math.log1p((to - from) / (clock + from));
  const first = (a + b - 1) * (k === 0 ? span : Math.expm1(k * span) / k);
  let power = Math.exp(k * span);
  let powerBefore = 1;
  const surplus = a + b - shape;
  let coefficient = surplus - 1;
  let sum = first;
  let size = Math.abs(first);
  const enough = 1e-17 * (1 - later);
  // From 0 on: a + n - 1 would lose an a that is next to nothing.
  for (let n = 0; n < MOST_TERMS; n++) {
    power *= later;
    powerBefore *= sooner;
    sum -= coefficient * (power - powerBefore);
    const term = Math.abs(coefficient) * (power + powerBefore);
    size += term;
    const ratio = ((a + n) * (surplus + n)) / ((a + b + n) * (n + 2));
    if (term < enough * size && Math.abs(ratio) <= 1) {
      return size < MOST_CANCELLATION * sum
        ? sum * Math.exp(k * Math.log1p(from / clock))
        : Number.NaN;
    }
    coefficient *= ratio;
  }
  return Number.NaN;
}

/**
 * Given p a customer buys ((1+p from/A)^-s - (1+p to/A)^-s)/p times; p is Beta(a, b).
 */
function integrateOverLeaving({ shape, clock, a, b }: LivingWorld, from: number, to: number) {
  const start = Math.min(from / clock, Number.MAX_VALUE);
  const width = Math.min((to - from) / clock, Number.MAX_VALUE);
  const bought = (p: number) => {
    const before = p * start;
    const fallen = -Math.expm1(-shape * Math.log1p((p * width) / (1 + before)));
    return (Math.exp(-shape * Math.log1p(before)) * fallen) / p;
  };
  return start > width
    ? expectBeta(a, b, bought, shape + 1, start)
    : expectBeta(a, b, bought, 1, shape * width);
}
