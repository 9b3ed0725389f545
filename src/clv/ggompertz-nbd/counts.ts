import { gaussLegendre } from "../../numeric/gauss-legendre.ts";
import { betaAt, logOdds, singularitiesOf, timeOfOdds } from "./lifetime.ts";
import type { GgompertzNbdParams } from "./model.ts";

/** Beyond this fall of S nothing is above the smallest of doubles. */
const DEEPEST = 740;
/** Of ln S within a panel. */
const STEEPEST = 12;
/** On the logarithmic clock. */
const LONGEST = 1.5;
const NEARLY_OVERFLOWING = 1e30;
/** What is shorter has no digits left to be cut up. */
const SHORTEST = 1e-300;

/**
 * P(n purchases until `horizon`) of a customer to whom nothing has happened yet, n = 0 … maximum:
 *
 * S(h) NB(n; h) + ∫ f(τ) NB(n; τ) dτ from 0 to h,
 *
 * NB(n; τ) = Γ(r+n)/(Γ(r) n!) (α/(α+τ))^r (τ/(α+τ))^n. Panels in ln τ go down from the horizon until one
 * from 0 will do. They are as short as the peaks of NB(n; τ) demand, of which the sharpest is about
 * 1/√n wide, and shorter beside the horizon, where τⁿ is cut off.
 */
export function countProbabilities(
  { r, alpha, b, s, beta }: GgompertzNbdParams,
  horizon: number,
  maximum: number,
): Float64Array {
  const probabilities = new Float64Array(maximum + 1);
  const ratios = probabilities.map((_, n) => (r + n) / (n + 1));
  const { real, imaginary, pole } = singularitiesOf(b, beta);
  const rule = gaussLegendre(24);
  const sharpest = 5 / Math.sqrt(maximum + 1);
  const oddsAt = (time: number) => logOdds(b, beta, time);

  addCounts(probabilities, ratios, r, horizon / alpha, -s * oddsAt(horizon));
  let end = Math.min(horizon, timeOfOdds(b, beta, DEEPEST / s));
  const whole = end;
  while (end > 0) {
    const odds = oddsAt(end);
    const covered = Math.log(whole / end);
    const isFirst =
      end < SHORTEST ||
      (covered >= 1 && s * odds <= 5 && end <= Math.min((4 * alpha) / r, pole / 2, imaginary));
    const width = Math.min(LONGEST, sharpest, Math.max(16 / (maximum + 1), covered / 2));
    const length = Math.min(
      -end * Math.expm1(-width),
      Math.max(imaginary, (end - real) / 2),
      end - timeOfOdds(b, beta, Math.max(0, odds - STEEPEST / s)),
    );
    const start = isFirst ? 0 : end - length;
    // From 0 in τ itself, elsewhere in ln τ.
    const logLength = isFirst ? 0 : -Math.log1p(-length / end);
    for (let k = 0; k < rule.length; k += 2) {
      const ahead = 1 - rule[k];
      const time = isFirst ? end * ahead : end * Math.exp(-logLength * ahead);
      const weight = rule[k + 1] * (isFirst ? end : logLength * time);
      const hazard = (s * b) / betaAt(b, beta, time);
      addCounts(
        probabilities,
        ratios,
        r,
        time / alpha,
        Math.log(weight * hazard) - s * oddsAt(time),
      );
    }
    end = start;
  }
  for (let n = 0; n <= maximum; n++) probabilities[n] = Math.min(1, probabilities[n]);
  return probabilities;
}

/**
 * Adds e^logWeight NB(n; τ) at each n, `time` being τ/α and `ratios` (r+n)/(n+1); scaled, since neither
 * factor need be a double.
 */
function addCounts(
  sums: Float64Array,
  ratios: Float64Array,
  r: number,
  time: number,
  logWeight: number,
): void {
  const share = time < 1 ? time / (1 + time) : 1 / (1 + 1 / time);
  let logScale = logWeight - r * Math.log1p(Math.min(time, Number.MAX_VALUE));
  let scale = Math.exp(logScale);
  let term = 1;
  for (let n = 0; n < sums.length; n++) {
    sums[n] += scale * term;
    term *= ratios[n] * share;
    if (term > NEARLY_OVERFLOWING) {
      logScale += Math.log(term);
      scale = Math.exp(logScale);
      term = 1;
    }
  }
}
