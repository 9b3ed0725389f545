import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { type LogLoss, logLoss } from "../log-loss.ts";
import type { Lifetimes } from "../read-lifetimes.ts";

/**
 * The log-likelihood of the beta-discrete-Weibull model over lifetimes, as a function of (alpha, beta, c)
 * that writes its exact gradient: with S(t) = B(α, β+t^c)/B(α, β), who has renewed t times adds ln S(t),
 * who left at the t-th renewal ln [S(t-1) - S(t)] = ln S(t-1) + ln [1 - S(t)/S(t-1)].
 */
export function betaDiscreteWeibullLogLikelihood({ times, lost, kept }: Lifetimes): LogLikelihood {
  return ([alpha, beta, c], gradient) => {
    const params = { alpha, beta, c };
    let total = 0;
    let byAlpha = 0;
    let byBeta = 0;
    let byC = 0;
    const addSlopes = (loss: LogLoss, factor: number) => {
      byAlpha += factor * loss.byAlpha;
      byBeta += factor * loss.byBeta;
      byC += factor * loss.byC;
    };
    const addStays = (time: number, count: number) => {
      if (time === 0 || count === 0) return;
      const loss = logLoss(params, 0, time);
      total -= count * loss.value;
      addSlopes(loss, -count);
    };
    for (let k = 0; k < times.length; k++) {
      addStays(times[k], kept[k]);
      if (lost[k] === 0) continue;
      addStays(times[k] - 1, lost[k]);
      const loss = logLoss(params, times[k] - 1, 1);
      total += lost[k] * logOfLeaving(loss.value);
      addSlopes(loss, lost[k] / Math.expm1(loss.value));
    }
    gradient.set([byAlpha, byBeta, byC]);
    return total;
  };
}

/** ln(1 - e^(-loss)), without cancellation at either end. */
function logOfLeaving(loss: number): number {
  return loss < Math.LN2 ? Math.log(-Math.expm1(-loss)) : Math.log1p(-Math.exp(-loss));
}
