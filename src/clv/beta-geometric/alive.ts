import type { BetaGeometricParams } from "./params.ts";

/**
 * P(alive) = 1 / (1 + a/(b+n-1) ((α+T)/(α+t_x))^(r+x)) after n chances to leave; 1 where there was
 * none. Fader, Hardie & Lee (2005, eq. 7).
 */
export function betaGeometricAlive(
  { r, alpha, a, b }: BetaGeometricParams,
  frequency: number,
  chances: number,
  recency: number,
  age: number,
): number {
  if (chances === 0) return 1;
  const logOdds =
    Math.log(a / (b + (chances - 1))) +
    (r + frequency) * Math.log1p((age - recency) / (alpha + recency));
  return 1 / (1 + Math.exp(logOdds));
}
