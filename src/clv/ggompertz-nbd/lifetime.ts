/*
 * A lifetime that mixes Gompertz ones has S(τ) = (β/(β + e^(bτ) - 1))^s. Those who have lived until τ
 * have one of the same b and s ahead of them, with β(τ) = (β + e^(bτ) - 1) e^(-bτ) for β; their
 * hazard is s b/β(τ).
 */

/** Beyond this e^(bτ) is all that counts, and its logarithm is bτ. */
export const GROWN = 230;

/** -ln S(τ)/s = ln(1 + (e^(bτ) - 1)/β), small ones in full relative accuracy. */
export function logOdds(b: number, beta: number, time: number): number {
  const grown = Math.min(b * time, GROWN);
  return Math.log1p(Math.expm1(grown) / beta) + (b * time - grown);
}

/** β(τ): from β towards 1. */
export function betaAt(b: number, beta: number, time: number): number {
  return beta * Math.exp(-b * time) - Math.expm1(-b * time);
}

/** The time ahead at which -ln S/s has come to so much. */
export function timeOfOdds(b: number, beta: number, odds: number): number {
  if (odds <= GROWN) return Math.log1p(beta * Math.expm1(odds)) / b;
  const power = odds + Math.log(beta);
  return (power > GROWN ? power : Math.log1p(Math.exp(power))) / b;
}

/**
 * Where ln S, as a function of complex times, stops being smooth: at `real` ± i `imaginary`, and for
 * β < 1 at `pole` before time 0 as well.
 */
export interface Singularities {
  readonly real: number;
  readonly imaginary: number;
  /** How long before time 0: infinite from β = 1 upward. */
  readonly pole: number;
}

const LEAST_BEND = 1e-4;

export function singularitiesOf(b: number, beta: number): Singularities {
  // At β = 1 the density has none, but its slope by β bends as if there were.
  const real = Math.log(Math.max(Math.abs(beta - 1), LEAST_BEND)) / b;
  return beta < 1
    ? { real, imaginary: (2 * Math.PI) / b, pole: -Math.log1p(-beta) / b }
    : { real, imaginary: Math.PI / b, pole: Number.POSITIVE_INFINITY };
}

/** So many times as far past the complex ones as they are apart nothing is left of them but rounding. */
const FORGOTTEN = 13;

/** Nearly the distance to the complex ones: so far ahead a few nodes see a smooth function. */
export function reachFrom({ real, imaginary }: Singularities, time: number): number {
  const past = Math.max(0, time - real);
  if (past > FORGOTTEN * imaginary) return Number.POSITIVE_INFINITY;
  return 0.9 * Math.sqrt(past * past + imaginary * imaginary);
}
