import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import { dot, total } from "../../numeric/vector.ts";
import type { Lifetimes } from "../read-lifetimes.ts";

/**
 * The log-likelihood of the shifted beta geometric model (Fader & Hardie 2007, eq. 5 and 6) over
 * lifetimes, as a function of (alpha, beta) that writes its exact gradient.
 *
 * Who has renewed t times adds ln B(α, β+t)/B(α, β), who left at the t-th renewal
 * ln B(α+1, β+t-1)/B(α, β): rising factorials of β over those of α+β, whose weights are summed once.
 */
export function shiftedBetaGeometricLogLikelihood({ times, lost, kept }: Lifetimes): LogLikelihood {
  // Ascending, as times are.
  const counts = Float64Array.from(new Set(Array.from(times).flatMap((time) => [time - 1, time])));
  const places = new Map(Array.from(counts, (count, place) => [count, place] as const));
  const onBeta = new Float64Array(counts.length);
  const onSum = new Float64Array(counts.length);
  times.forEach((time, k) => {
    const place = places.get(time) ?? 0;
    // The count before is in the list as well, and so next to it.
    onBeta[place - 1] += lost[k];
    onBeta[place] += kept[k];
    onSum[place] += lost[k] + kept[k];
  });
  const losses = total(lost);

  return ([alpha, beta], gradient) => {
    const ofBeta = logRising(beta, counts);
    const ofSum = logRising(alpha + beta, counts);
    const slope = dot(onSum, ofSum.slopes);
    gradient[0] = losses / alpha - slope;
    gradient[1] = dot(onBeta, ofBeta.slopes) - slope;
    return losses * Math.log(alpha) + dot(onBeta, ofBeta.values) - dot(onSum, ofSum.values);
  };
}
