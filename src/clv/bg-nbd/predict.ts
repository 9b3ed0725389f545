import { integrate16 } from "../../numeric/quadrature.ts";
import { gauss2F1 } from "../../numeric/special/hypergeometric.ts";
import type { BgNbdParams } from "./model.ts";

/** Fader, Hardie & Lee (2005, eq. 7): 1 / (1 + [x>0] a/(b+x-1) ((α+T)/(α+t_x))^(r+x)). */
export function bgNbdAlive(
  { r, alpha, a, b }: BgNbdParams,
  frequency: number,
  recency: number,
  age: number,
): number {
  if (frequency === 0) return 1;
  const logOdds =
    Math.log(a / (b + (frequency - 1))) +
    (r + frequency) * Math.log1p((age - recency) / (alpha + recency));
  return 1 / (1 + Math.exp(logOdds));
}

/** Panels no longer than this in log time keep 16 nodes exact to rounding. */
const LONGEST_PANEL = 1.5;

/**
 * Expected purchases between two times ahead, of a customer who is alive now. The posterior is a
 * BG/NBD of its own with r+x, A = α+T, a and B = b+x, so that the rate at time t ahead is
 * (r+x)/A ₂F₁(r+x+1, a; a+B; -t/A), and never needs the difference of two large numbers.
 *
 * Integrated in s with t = τ(eˢ - 1), where τ is the time over which the rate first changes.
 */
export function bgNbdPurchasesBetween(
  { r, alpha, a, b }: BgNbdParams,
  frequency: number,
  age: number,
  from: number,
  to: number,
): number {
  const shape = r + frequency;
  const clock = alpha + age;
  const spread = a + b + frequency;
  const tau = clock / Math.max(1, ((shape + 1) * a) / spread);
  const rateInLogTime = (s: number) => {
    const grown = Math.exp(s);
    const ahead = tau * Math.expm1(s);
    return tau * grown * gauss2F1(shape + 1, a, spread, -ahead / clock);
  };
  const start = Math.log1p(from / tau);
  const end = Math.log1p(Math.min(to / tau, Number.MAX_VALUE));
  const panels = Math.max(1, Math.ceil((end - start) / LONGEST_PANEL));
  const width = (end - start) / panels;
  let total = 0;
  for (let panel = 0; panel < panels; panel++) {
    const left = start + panel * width;
    total += integrate16(rateInLogTime, left, left + width);
  }
  return (shape / clock) * total;
}
