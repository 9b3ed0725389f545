import { deviance, factorialError } from "../../numeric/distributions/saddle-point.ts";
import { integrateBy } from "../../numeric/gauss-legendre.ts";
import { gauss2F1 } from "../../numeric/special/hypergeometric.ts";
import { integrateLine } from "../../numeric/special/integrate-line.ts";
import { isClear, livingPurchases, purchaseRate } from "./living-purchases.ts";
import type { LivingWorld } from "./world.ts";

/** What is discounted by more than this, e^-40, no longer shows in the sum. */
const LONGEST_DISCOUNT = 40;
const TOLERANCE = 1e-12;
/** What a rate of a large shape errs by, over the root of it. */
const NOISE = 1.8e-15;
const MOST_HALVINGS = 14;

/** Expected purchases in (from, to] of a customer who is alive now. */
export function purchasesBetween(world: LivingWorld, from: number, to: number): number {
  if (!(to > from)) return 0;
  const later = livingPurchases(world, to);
  if (from === 0) return later;
  const difference = later - livingPurchases(world, from);
  return isClear(difference, later) ? difference : integrateRate(world, 0, from, to);
}

/**
 * Expected purchases in (0, horizon] of a customer who is alive now, each counted e^(-delta t).
 * Without discount and end (a+b-1)/(a-1), infinite for a ≤ 1.
 */
export function discountedPurchases(world: LivingWorld, delta: number, horizon: number): number {
  if (!(horizon > 0)) return 0;
  if (delta * horizon >= LONGEST_DISCOUNT) return discountForever(world, delta);
  if (delta > 0) return integrateRate(world, delta, 0, horizon);
  if (horizon < Number.POSITIVE_INFINITY) return livingPurchases(world, horizon);
  const { a, b } = world;
  return a > 1 ? (a + b - 1) / (a - 1) : Number.POSITIVE_INFINITY;
}

/**
 * At a rate λ the next event counts z = λ/(λ+δ), so that all purchases count
 * Σ_n B(a,b+n)/B(a,b) z^((n+1)k-j) = z^(k-j) ₂F₁(1, b; a+b; z^k). Integrated over ln λ; the chances of
 * λ and the stage j together are Gamma(λ; s, A) (λ idle)^j/j!.
 */
function discountForever({ k, shape, clock, idle, stages, a, b }: LivingWorld, delta: number) {
  const peak = 0.5 * Math.log(shape / (2 * Math.PI)) - factorialError(shape) - Math.log(stages);
  const center = shape + 1;
  return integrateLine((u) => {
    const size = center * Math.exp(u);
    const rate = size / clock;
    const waiting = Math.log1p(delta / rate);
    let sum = 0;
    for (let j = 0, term = 1; j < k; j++, term *= (rate * idle) / j) {
      sum += term * Math.exp((j - k) * waiting);
    }
    const y = 1 / Math.expm1(k * waiting);
    return sum * Math.exp(peak - deviance(shape, size)) * (1 + y) * gauss2F1(1, a, a + b, -y);
  }, 1 / Math.sqrt(center));
}

/** ∫ e^(-δt) rate(t) dt in s with t = from + τ(eˢ - 1), τ the time in which the rate changes. */
function integrateRate(world: LivingWorld, delta: number, from: number, to: number): number {
  const tau = (world.clock + from) / (world.shape + 1);
  const rate = (s: number) => {
    const passed = tau * Math.expm1(s);
    return (tau + passed) * Math.exp(-delta * (from + passed)) * purchaseRate(world, from + passed);
  };
  const end = Math.log1p((to - from) / tau);
  const size = integrateBy(24, rate, 0, end);
  const enough = size * Math.max(TOLERANCE, NOISE * Math.sqrt(world.shape));
  const refine = (left: number, right: number, fine: number, halvings: number): number => {
    const coarse = integrateBy(16, rate, left, right);
    if (halvings === 0 || Math.abs(fine - coarse) <= enough) return fine;
    const middle = 0.5 * (left + right);
    return (
      refine(left, middle, integrateBy(24, rate, left, middle), halvings - 1) +
      refine(middle, right, integrateBy(24, rate, middle, right), halvings - 1)
    );
  };
  return refine(0, end, size, MOST_HALVINGS);
}
