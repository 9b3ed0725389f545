import { InputError } from "../../core/errors.ts";
import { normalQuantile } from "../../numeric/special/normal.ts";

/** On which scale a prediction is taken to be normal. */
export type IntervalScale = "linear" | "log" | "logit";

interface Scale {
  readonly to: (value: number) => number;
  readonly back: (scaled: number) => number;
}

const SCALES = {
  linear: { to: (value) => value, back: (scaled) => scaled },
  log: { to: Math.log, back: Math.exp },
  logit: {
    to: (value) => Math.log(value) - Math.log1p(-value),
    back: (scaled) => 1 / (1 + Math.exp(-scaled)),
  },
} as const satisfies Record<IntervalScale, Scale>;

/** A share of e, or of a standard error: predictions are exact to about 1e-11, the rule to its 4th power. */
const STEP = 4e-3;

/**
 * An interval by the delta method: the prediction, on a scale, is linear in the estimates over as
 * far as these are uncertain. Slopes by differences over five points.
 */
export function deltaInterval(
  predict: (point: Float64Array) => number,
  {
    point,
    covariance,
  }: {
    readonly point: Float64Array;
    readonly covariance: readonly (readonly number[])[];
  },
  tail: number,
  scaleName: IntervalScale,
): { readonly estimate: number; readonly lower: number; readonly upper: number } {
  const scale: Scale = SCALES[scaleName];
  const estimate = predict(point);
  const ways = Array.from(point, (at, i) => {
    const step = STEP * Math.min(1, Math.sqrt(covariance[i][i]));
    const ahead = (steps: number) => predict(point.with(i, at + steps * step));
    return { step, values: [ahead(-2), ahead(-1), ahead(1), ahead(2)] };
  });
  // Where the estimates do not matter, such as at horizon 0, there is nothing to be uncertain of.
  if (ways.every(({ values }) => values.every((value) => value === estimate))) {
    return { estimate, lower: estimate, upper: estimate };
  }
  const center = scale.to(estimate);
  const slopes = ways.map(({ step, values }) => {
    const [back2, back1, ahead1, ahead2] = values.map(scale.to);
    return (8 * (ahead1 - back1) - (ahead2 - back2)) / (12 * step);
  });
  if (!Number.isFinite(center) || !slopes.every(Number.isFinite)) {
    const inside = { linear: "a finite", log: "a positive", logit: "a" }[scaleName];
    const message = `expected ${inside} prediction${scaleName === "logit" ? " between 0 and 1" : ""}, got ${estimate}`;
    throw new InputError("out_of_range", message, ["scale"]);
  }
  const variance = slopes.reduce(
    (sum, left, i) =>
      sum + slopes.reduce((part, right, j) => part + left * covariance[i][j] * right, 0),
    0,
  );
  const half = -normalQuantile(tail) * Math.sqrt(Math.max(0, variance));
  return { estimate, lower: scale.back(center - half), upper: scale.back(center + half) };
}
