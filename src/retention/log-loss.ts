import { crossDifference } from "./cross-difference.ts";

/** The parameters of a contract: a shifted beta geometric one has c = 1. */
export interface ContractParams {
  readonly alpha: number;
  readonly beta: number;
  readonly c: number;
}

/** -ln of a share that stays, with its slopes. */
export interface LogLoss {
  readonly value: number;
  readonly byAlpha: number;
  readonly byBeta: number;
  readonly byC: number;
  readonly byPeriods: number;
}

/** Beyond this many powers of e beside the shapes, the survival function is a pure power of time. */
const PURE_POWER = 300;
/** The largest time that is computed with as such. */
const LARGEST = 600;

/**
 * -ln [S(renewals + periods) / S(renewals)] with S(t) = B(α, β + t^c)/B(α, β), periods > 0 of any kind:
 * exact in relative terms however little is lost, and finite however far out.
 */
export function logLoss(
  { alpha, beta, c }: ContractParams,
  renewals: number,
  periods: number,
): LogLoss {
  const end = renewals + periods;
  const logEnd = Math.log(end);
  if (renewals === 0) {
    const loss = lossOfShapes(beta, alpha, c * logEnd);
    return {
      value: loss.value,
      byAlpha: loss.byU,
      byBeta: loss.byB,
      byC: loss.byLogV * logEnd,
      byPeriods: (loss.byLogV * c) / end,
    };
  }
  const logRenewals = Math.log(renewals);
  const ratio = Math.log1p(periods / renewals);
  if (c * logRenewals > PURE_POWER) {
    const value = alpha * c * ratio;
    const byPeriods = (alpha * c) / end;
    return { value, byAlpha: c * ratio, byBeta: 0, byC: alpha * ratio, byPeriods };
  }
  // The power of time that passes, end^c - renewals^c, by its logarithm.
  const logPassed = c * logEnd + Math.log(-Math.expm1(-c * ratio));
  const passedOver = Math.expm1(c * ratio);
  const power = Math.exp(c * logRenewals);
  const loss = lossOfShapes(beta + power, alpha, logPassed);
  return {
    value: loss.value,
    byAlpha: loss.byU,
    byBeta: loss.byB,
    byC: loss.byLogV * (logEnd + ratio / passedOver) + loss.byB * power * logRenewals,
    byPeriods: (loss.byLogV * c * (1 + 1 / passedOver)) / end,
  };
}

/** {@link crossDifference} by the logarithm of v, which may be beyond every double. */
function lossOfShapes(b: number, u: number, logV: number) {
  const logWithin = Math.min(logV, LARGEST);
  const v = Math.exp(logWithin);
  const { value, byB, byU, byV } = crossDifference(b, u, v);
  const beyond = logV - logWithin;
  return { value: value + u * beyond, byB, byU: byU + beyond, byLogV: beyond > 0 ? u : byV * v };
}
