import { integrateBy } from "../numeric/gauss-legendre.ts";
import { type ContractParams, logLoss } from "./log-loss.ts";

/** Terms from here on change so little from one to the next that an integral sums them. */
const SMOOTH_FROM = 1024.5;
/** Beyond so many of its own lengths a discount leaves nothing. */
const NOTHING_LEFT = 45;
/** ln of the most that a term beyond counts, and of the longest time. */
const NEGLIGIBLE = 1e-17;
const LONGEST_LOG = 690;

/**
 * Σ e^(-delta (j-1)) S(renewals + j)/S(renewals) over j = 1 … horizon, which may be infinite: the
 * renewals expected of a customer who has made so many, the next one not discounted.
 *
 * Term by term at first; then by the Euler-Maclaurin formula from midpoints, whose next correction is
 * below 1e-14; and where nothing is discounted, as the pure power of time that S becomes in the end.
 * Infinite where that power is at most 1.
 */
export function sumRenewals(
  params: ContractParams,
  renewals: number,
  delta: number,
  horizon: number,
): number {
  const { alpha, c } = params;
  const isEndless = horizon === Number.POSITIVE_INFINITY && delta === 0;
  if (isEndless && alpha * c <= 1) return Number.POSITIVE_INFINITY;
  const direct = Math.min(horizon, Math.floor(SMOOTH_FROM));
  const termAt = (periods: number) =>
    Math.exp(-delta * (periods - 1) - logLoss(params, renewals, periods).value);
  let sum = 0;
  for (let period = 1; period <= direct; period++) {
    const term = termAt(period);
    sum += term;
    if (term < NEGLIGIBLE * delta * sum) return sum;
  }
  if (horizon <= direct) return sum;

  const logPower = isEndless ? logOfPurePower(params, renewals) : LONGEST_LOG;
  const logEnd = Math.min(
    LONGEST_LOG,
    logPower,
    Math.log(Math.min(horizon + 0.5, SMOOTH_FROM + NOTHING_LEFT / delta)),
  );
  const slopeAt = (periods: number) =>
    -termAt(periods) * (delta + logLoss(params, renewals, periods).byPeriods);
  const logStart = Math.log(SMOOTH_FROM);
  // Once all but the power is negligible nothing is steeper than it.
  const steepest = Math.min(c, Math.max(alpha * c, logOfShapes(params) / logStart));
  let from = logStart;
  while (from < logEnd) {
    const ahead = Math.exp(from + 1);
    const steep = (steepest * ahead) / (renewals + ahead);
    const to = Math.min(logEnd, from + 1 / Math.max(1, steep));
    const part = integrateBy(
      16,
      (logTime) => {
        const periods = Math.exp(logTime);
        return periods * termAt(periods);
      },
      from,
      to,
    );
    sum += part;
    from = to;
    if (part <= NEGLIGIBLE * sum) break;
  }
  const end = Math.exp(from);
  sum -= (slopeAt(end) - slopeAt(SMOOTH_FROM)) / 24;
  return isEndless ? sum + (termAt(end) * (renewals + end)) / (alpha * c - 1) : sum;
}

/** ln of the time beyond which survival is a pure power of it, to double precision. */
function logOfPurePower(params: ContractParams, renewals: number): number {
  const { c } = params;
  return Math.max(Math.log(SMOOTH_FROM), Math.log1p(renewals) + 40 / c, logOfShapes(params) / c);
}

/** ln of what a power of time has to be beyond, for the shapes to be lost beside it. */
function logOfShapes({ alpha, beta }: ContractParams): number {
  return Math.log1p(alpha + beta) + Math.log1p(alpha) + 40;
}
