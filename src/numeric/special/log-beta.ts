import { logGamma, logGammaDifference, STIRLING_FROM, stirlingError } from "./log-gamma.ts";

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) - ln Γ(a + b) for a, b > 0, without cancellation however large
 * one or both of them are. Relative error below 1e-15, plus 2e-15 absolute where it is near zero.
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < STIRLING_FROM) return logGamma(small) + logGamma(large) - logGamma(small + large);
  if (small < STIRLING_FROM) return logGamma(small) - logGammaDifference(large, small);
  const ratio = small / large;
  return (
    HALF_LOG_TAU +
    stirlingError(small) +
    (stirlingError(large) - stirlingError(small + large)) -
    0.5 * Math.log(large) +
    (small - 0.5) * Math.log(ratio / (1 + ratio)) -
    large * Math.log1p(ratio)
  );
}

/** ln √(2π). */
const HALF_LOG_TAU = 0.9189385332046727;
