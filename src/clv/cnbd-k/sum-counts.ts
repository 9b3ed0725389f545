import { deviance, factorialError } from "../../numeric/distributions/saddle-point.ts";
import { integrateBy } from "../../numeric/gauss-legendre.ts";
import { stageSum } from "./stage-sum.ts";
import type { LivingWorld } from "./world.ts";

/** What n purchases are worth: asked for n = 0, 1, 2 … first, then for any real n thereabouts and beyond. */
export interface Worth {
  /** Of the next whole number; told P(n) where that is not lost below the range of doubles. */
  readonly next: (chance: number) => number;
  readonly at: (n: number) => number;
}

/** Beyond e^-700 chances are lost. */
const LEAST_LOG = 700;
/** So many hidden events are summed one by one, twice as many where they are all. */
const MOST_EVENTS = 20_000;
/** In clocks, longer than any time: a bound to what is computed with. */
const LONGEST = 1e200;
const NEGLIGIBLE = 1e-17;
/** Before terms are as small as this it is too early to ask whether all that follows is negligible. */
const SMALL = 1e-10;
const MOST_PANELS = 1_000;
/** After so many steps the rounding of q, which all of them share, begins to show. */
const BLOCKS_ON_COURSE = 64;
/** Below this q no step comes so far. */
const SMALL_Q = 1e-9;

/**
 * Σ_n P(n) worth(n), P(n) being the chance that a customer who is alive and never leaves buys n
 * times in (0, time]; with `arriving`, the rate at which she buys for the (n+1)-th time right then
 * in place of P(n). Every term is positive, and nothing cancels.
 *
 * She buys floor(m/k) times, m the hidden events since her last purchase, of which j < k came before
 * now. With p = A/(A+t), q = t/(A+t) and u = idle/A
 *
 *     P(m) = p^s (s)_m/m! Σ_j C(m,j) (up)^j q^(m-j) / Σ_j (s)_j/j! u^j
 *
 * Where m has too wide a range for a sum, what is left of it is an integral over ln n with the first
 * two corrections of Gauss: the terms are smooth there.
 */
export function sumCounts(
  { k, shape, clock, idle, stages }: LivingWorld,
  time: number,
  worth: Worth,
  arriving = false,
  atLeast = 0,
): number {
  const ahead = Math.min(time / clock, LONGEST);
  const p = 1 / (1 + ahead);
  const q = ahead < 1 ? ahead * p : 1 / (1 + 1 / ahead);
  const mean = (shape + 0.5 * k) * ahead;
  // C(m,j) (up)^j q^(k-1-j) = coefficient m (m-1) … (m-j+1)/unit^j: the powers of q left over, m-k+1,
  // go with (s)_m/m!, so that nothing is too small or too large at tiny and at endless times.
  const coefficients: number[] = [];
  const unit = Math.max(1, mean);
  const before = (idle / clock) * p;
  for (let j = 0, factor = 1; j < k; factor *= (before * unit) / ++j) {
    coefficients.push(factor * q ** (k - 1 - j));
  }
  const perUnit = 1 / unit;
  const chanceOf = (m: number, scale: number) => {
    let sum = coefficients[k - 1];
    for (let j = k - 2; j >= 0; j--) sum = coefficients[j] + (m - j) * perUnit * sum;
    return scale * sum;
  };

  let scale = 0;
  /** P(n) and the step to n + 1, from the scale of m = nk on. */
  const chanceOfBlock = (n: number) => {
    let chance = 0;
    for (let step = 0; step < k; step++) {
      const m = n * k + step;
      if (!arriving) chance += chanceOf(m, scale);
      else if (step === k - 1) chance = (chanceOf(m, scale) * (shape + m)) / (clock + time);
      scale *= (q * (shape + m)) / (m + 1);
    }
    return chance;
  };
  const scaleAt = (m: number) =>
    Math.exp(logNegativeBinomial(m, shape, p, q)) / (q ** (k - 1) * stages);

  const spread = Math.sqrt(mean * (1 + ahead));
  const isWide = mean + 12 * spread + 40 * (1 + ahead) > 2 * MOST_EVENTS;
  const end = isWide ? Math.max(Math.ceil(MOST_EVENTS / k), atLeast) : Number.POSITIVE_INFINITY;
  const logNone = -shape * Math.log1p(ahead);
  const logStages = Math.log(stages);
  let n = 0;
  let total = 0;
  if (logNone - logStages > -LEAST_LOG) {
    scale = Math.exp(logNone - logStages);
    const none = scale * stageSum(k, shape, before + q);
    for (let m = 0; m < k - 1; m++) scale *= (shape + m) / (m + 1);
    const m = k - 1;
    const arrival = (chanceOf(m, scale) * (shape + m)) / (clock + time);
    const chance = arriving ? arrival : none;
    total = chance * worth.next(chance);
    scale *= (q * (shape + m)) / k;
    n = 1;
  } else {
    const most = Math.min(end, Math.max(1, Math.floor(mean / k)));
    const first = firstBlock((m) => logNegativeBinomial(m, shape, p, q) - logStages, k, most);
    for (; n < first; n++) worth.next(0);
    scale = scaleAt(n * k);
  }
  const slowest = q ** k;
  for (let previous = total; n < end; n++) {
    if (n % BLOCKS_ON_COURSE === 0 && q > SMALL_Q && scale > 0) scale = scaleAt(n * k);
    const chance = chanceOfBlock(n);
    const term = chance * worth.next(chance);
    total += term;
    if (n >= atLeast && term <= SMALL * total) {
      const fall = Math.max(slowest, term / previous);
      if (fall < 1 && term * fall <= NEGLIGIBLE * (1 - fall) * total) return total;
    }
    if (scale === 0) return total;
    previous = term;
  }

  const termAt = (count: number) => {
    scale = scaleAt(count * k);
    return chanceOfBlock(count) * worth.at(count);
  };
  const [low, left, right, high] = [end - 2, end - 1, end, end + 1].map(termAt);
  total += (right - left) / 24 - (17 * (high - 3 * right + 3 * left - low)) / 5760;
  return total + integrateTerms(termAt, end - 0.5, mean / k, spread / mean, total);
}

/** ∫ term dn from `start`, walking away from the middle on both sides in steps that follow `width`. */
function integrateTerms(
  term: (n: number) => number,
  start: number,
  middle: number,
  width: number,
  beside: number,
): number {
  const step = Math.min(0.5, 2 * width);
  const first = Math.log(start);
  const center = Math.max(first, Math.log(middle));
  const panel = (left: number, right: number) =>
    integrateBy(16, (v) => term(Math.exp(v)) * Math.exp(v), left, right);
  let total = 0;
  for (let i = 0, counts = true; counts && i < MOST_PANELS; i++) {
    const part = panel(center + i * step, center + (i + 1) * step);
    total += part;
    counts = part > NEGLIGIBLE * (total + beside);
  }
  for (let i = 0, counts = true; counts && i < MOST_PANELS; i++) {
    const right = center - i * step;
    if (right <= first) break;
    const part = panel(Math.max(first, right - step), right);
    total += part;
    counts = part > NEGLIGIBLE * (total + beside);
  }
  return total;
}

/** The n up to `most` at whose m = nk the chances come into the range of doubles. */
function firstBlock(logChance: (m: number) => number, k: number, most: number): number {
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (logChance(middle * k) < 20 - LEAST_LOG) low = middle;
    else high = middle;
  }
  return high;
}

/** ln (s)_m/m! p^s q^m for m > 0, p + q = 1, each known in full. Loader (2000). */
function logNegativeBinomial(m: number, s: number, p: number, q: number): number {
  const all = s + m;
  return (
    factorialError(all) -
    factorialError(s) -
    factorialError(m) -
    deviance(s, all * p) -
    deviance(m, all * q) +
    0.5 * (Math.log(s / (2 * Math.PI * m)) - Math.log(all))
  );
}
