import { integrateBy } from "../../numeric/gauss-legendre.ts";
import { gauss2F1 } from "../../numeric/special/hypergeometric.ts";
import { livingPurchases } from "./living-purchases.ts";
import type { LivingWorld } from "./world.ts";

/** What is discounted by more than this, e^-40, no longer shows in the sum. */
const LONGEST_DISCOUNT = 40;
/** Panels no longer than this in log time keep 16 nodes exact to rounding. */
const LONGEST_PANEL = 1.5;

/**
 * Expected purchases in (0, horizon] of a customer who is alive now, each counted e^(-delta t):
 * ∫ e^(-δt) (r+x)/A ₂F₁(r+x+1, a; a+b; -t/A) dt, in s with t = τ(eˢ - 1), where τ is the time in
 * which anything first changes. Without discount and end (a+b-1)/(a-1), infinite for a ≤ 1.
 */
export function discountedLivingPurchases(
  world: LivingWorld,
  delta: number,
  horizon: number,
): number {
  const { shape, clock, a, b } = world;
  if (delta === 0) {
    if (horizon < Number.POSITIVE_INFINITY) return livingPurchases(world, 0, horizon);
    return a > 1 ? (a + b - 1) / (a - 1) : Number.POSITIVE_INFINITY;
  }
  if (delta < 0 && horizon === Number.POSITIVE_INFINITY) return horizon;
  const tau = 1 / ((shape + 1) / clock + Math.abs(delta));
  const rateInLogTime = (s: number) => {
    const ahead = tau * Math.expm1(s);
    return (tau + ahead) * Math.exp(-delta * ahead) * gauss2F1(shape + 1, a, a + b, -ahead / clock);
  };
  const longest = delta > 0 ? LONGEST_DISCOUNT / delta : Number.MAX_VALUE;
  const end = Math.log1p(Math.min(horizon, longest, tau * Number.MAX_VALUE) / tau);
  const panels = Math.ceil(end / LONGEST_PANEL);
  let total = 0;
  for (let panel = 0; panel < panels; panel++) {
    total += integrateBy(16, rateInLogTime, (panel / panels) * end, ((panel + 1) / panels) * end);
  }
  return (shape / clock) * total;
}
