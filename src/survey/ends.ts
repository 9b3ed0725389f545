import { studentTQuantile } from "../numeric/distributions/student-t.ts";
import {
  criticalValue,
  type Interval,
  PROPORTION_METHODS,
  proportionInterval,
} from "../numeric/intervals.ts";
import type { Moments } from "./moments.ts";
import { netInterval } from "./net-interval.ts";
import type { SettingsUsed } from "./settings.ts";
import type { MeasureUsed } from "./types.ts";

/*
 * The interval of a score, on the scale of its mean. Each metric has a function of its own, so that an
 * app that asks for one score does not carry the distributions of all.
 */

export const NO_INTERVAL = { lower: null, upper: null } as const;

/** What an interval is made of. */
export interface Estimated {
  readonly measure: MeasureUsed;
  readonly moments: Moments & { readonly mean: number };
  readonly settings: SettingsUsed;
  /** What a finite population leaves of the variance. */
  readonly correction: number;
  readonly error: number | null;
}

export type FindEnds = (estimated: Estimated) => Interval | typeof NO_INTERVAL;

export function netEnds({ moments, settings, correction }: Estimated): Interval {
  const { groups, weight, effectiveN } = moments;
  const { method, level } = settings;
  const [ups, , downs] = groups;
  const known = method === "score" || method === "adjusted_wald" ? method : "wald";
  return netInterval(known, ups / weight, downs / weight, effectiveN / correction, level);
}

function shareEnds({ moments, settings, correction }: Estimated): Interval {
  const { groups, weight, effectiveN } = moments;
  const method = PROPORTION_METHODS.find((name) => name === settings.method) ?? "wilson";
  const size = effectiveN / correction;
  return proportionInterval(method, (groups[0] / weight) * size, size, settings.level);
}

function meanEnds({ measure, moments, settings, error }: Estimated): ReturnType<FindEnds> {
  const { mean, effectiveN } = moments;
  if (error === null) return NO_INTERVAL;
  if (error === 0) return { lower: mean, upper: mean };
  const { method, level } = settings;
  const reach =
    method === "normal"
      ? criticalValue(level)
      : studentTQuantile(1 - (1 - level) / 2, effectiveN - 1);
  const { min, max } = measure.scale;
  return {
    lower: Math.max(min, mean - reach * error),
    upper: Math.min(max, mean + reach * error),
  };
}

/** The interval of whatever is measured. */
export function anyEnds(estimated: Estimated): ReturnType<FindEnds> {
  const { metric } = estimated.measure;
  const find = metric === "net" ? netEnds : metric === "share" ? shareEnds : meanEnds;
  return find(estimated);
}
