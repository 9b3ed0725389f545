import { gaussLegendre } from "../../numeric/gauss-legendre.ts";
import { betaAt, GROWN, logOdds, reachFrom, singularitiesOf } from "./lifetime.ts";

/** The longest panel on the logarithmic clock, and the logarithm of the steepest fall within one. */
const LONGEST = 4;
const STEEPEST = 38;
/** What is left when it is below this share of what has been found is nothing. */
const NOTHING = 1e-16;

/** A time with what all histories that touch it share. */
export interface Moment {
  readonly time: number;
  /** ln(1 + time/α) */
  readonly logTime: number;
  /** -ln S/s */
  readonly odds: number;
  /** 1 - e^(-b time) */
  readonly grown: number;
  /** β of those who are alive then. */
  readonly beta: number;
}

export interface Ending {
  readonly momentAt: (time: number) => Moment;
  /** Writes its slopes by r, alpha, b, s and beta. */
  readonly logEnding: (
    frequency: number,
    recency: Moment,
    age: Moment,
    slopes: Float64Array,
  ) => number;
}

/**
 * How a customer's history may have ended, in logarithms:
 *
 * ln [ S(T) (1+T/α)^-(r+x) + ∫ f(y) (1+y/α)^-(r+x) dy from t_x to T ].
 *
 * Counted from the last purchase, by u = y - t_x, the integrand is the hazard times an R(u) that only
 * falls, from 1. Its panels are of Gauss-Legendre nodes in v = ln(c + u), where -c is the nearer one
 * of its two real singularities; none is longer than the distance to the complex ones, or falls by
 * more than e^STEEPEST. So how many nodes a panel takes is known beforehand, from its length, its fall
 * and its share of that distance: by comparison with panels a fifth as long the value is exact to 1e-12
 * for parameters from e^-16 to e^16 on a clock of length 1. The slopes are means over the time of the
 * end, by the same nodes.
 */
export function endingOf([r, alpha, b, s, beta]: Float64Array | readonly number[]): Ending {
  const momentAt = (time: number): Moment => ({
    time,
    logTime: Math.log1p(time / alpha),
    odds: logOdds(b, beta, time),
    grown: -Math.expm1(-b * time),
    beta: betaAt(b, beta, time),
  });

  const logEnding = (frequency: number, recency: Moment, age: Moment, slopes: Float64Array) => {
    const shape = r + frequency;
    const { time: last, logTime, odds, grown, beta: betaThen } = recency;
    const clock = alpha + last;
    const length = age.time - last;
    const singularities = singularitiesOf(b, betaThen);
    const isRateNear = clock <= singularities.pole;
    const c = isRateNear ? clock : singularities.pole;
    const fallUntil = (u: number) => shape * Math.log1p(u / clock) + s * logOdds(b, betaThen, u);
    const fallAtAge = shape * (age.logTime - logTime) + s * (age.odds - odds);
    const betaLeft = betaThen - grown;
    let gone = 0;
    let byR = 0;
    let byAlpha = 0;
    let byB = 0;
    let byS = 0;
    let byBeta = 0;
    let from = 0;
    let logFrom = 0;
    let fall = 0;
    let left = 1;
    while (from < length && left > NOTHING * gone) {
      const base = c + from;
      const reach = reachFrom(singularities, from);
      let to = length;
      let width = Math.log1p((to - from) / base);
      let fallen = fallAtAge;
      if (to - from > reach || width > LONGEST) {
        width = Math.min(Math.log1p(reach / base), LONGEST);
        to = from + base * Math.expm1(width);
        fallen = fallUntil(to);
      }
      while (fallen - fall > STEEPEST) {
        to = from + (to - from) / 3;
        width = Math.log1p((to - from) / base);
        fallen = fallUntil(to);
      }
      const points = 3 + 2.8 * Math.sqrt(fallen - fall) + 2 * width + (8 * (to - from)) / reach;
      const rule = gaussLegendre(Math.ceil(points));
      const scale = width * base * s * b;
      for (let k = 0; k < rule.length; k += 2) {
        const v = width * rule[k];
        const stretched = Math.expm1(v);
        const u = from + base * stretched;
        const bu = b * u;
        const clipped = Math.min(bu, GROWN);
        const power = Math.expm1(clipped);
        const share = 1 / (betaThen + power);
        const growth = (1 + power) * share;
        const logY = isRateNear ? logFrom + v : Math.log1p(u / clock);
        const oddsY = Math.log1p(power / betaThen) + (bu - clipped);
        const density =
          scale * rule[k + 1] * (1 + stretched) * growth * Math.exp(-shape * logY - s * oddsY);
        const y = last + u;
        gone += density;
        byR += density * logY;
        byAlpha += (density * ((r * y) / alpha - frequency)) / (alpha + y);
        byB += density * (1 + b * y * (1 - (s + 1) * growth));
        byS += density * oddsY;
        byBeta += density * (s * (grown + power) - betaLeft) * share;
      }
      fall = fallen;
      from = to;
      if (from < length) {
        left = Math.exp(-fall);
        logFrom = Math.log1p(from / clock);
      }
    }
    const alive = Math.exp(-fallAtAge);
    const both = alive + gone;
    const ageSlope = ((r * age.time) / alpha - frequency) / (alpha + age.time);
    slopes[0] = -logTime - (byR + alive * (age.logTime - logTime)) / both;
    slopes[1] = (byAlpha + alive * ageSlope) / both;
    slopes[2] = (byB - (alive * s * b * age.time) / age.beta) / (both * b);
    slopes[3] = (gone / s - byS - alive * (age.odds - odds)) / both - odds;
    slopes[4] = (byBeta + (alive * s * age.grown) / age.beta) / (both * beta);
    return Math.log(both) - shape * logTime - s * odds;
  };
  return { momentAt, logEnding };
}
