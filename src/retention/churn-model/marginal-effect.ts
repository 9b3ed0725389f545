import { logistic, type OpenModel } from "./open-model.ts";

/** The mean change of a probability by one more of a feature. */
export interface MarginalEffect {
  readonly isYesOrNo: boolean;
  readonly value: number;
  /** Absent where the model has no covariance. */
  readonly standardError: number | undefined;
}

/** Averages over customers with log odds `eta`; error by the delta method, customers taken as given. */
export function marginalEffect(
  { slopes }: OpenModel,
  columns: readonly Float64Array[],
  eta: Float64Array,
  feature: number,
  covariance: Float64Array | undefined,
): MarginalEffect {
  const { length } = eta;
  const own = columns[feature];
  const slope = slopes[feature];
  const isYesOrNo = own.every((value) => value === 0 || value === 1);
  const size = columns.length + 1;
  // Slope of the mean by each coefficient, the intercept first.
  const gradient = new Float64Array(size);
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const without = eta[i] - slope * own[i];
    // With and without it; or here and here, with the change of a change.
    const high = logistic(isYesOrNo ? without + slope : eta[i]);
    const low = logistic(isYesOrNo ? without : -eta[i]);
    const rise = isYesOrNo ? high * (1 - high) : 0;
    const fall = isYesOrNo ? low * (1 - low) : 0;
    const curve = high * low;
    const turn = isYesOrNo ? rise - fall : slope * curve * (low - high);
    sum += isYesOrNo ? high - low : slope * curve;
    gradient[0] += turn;
    for (let j = 0; j < columns.length; j++) {
      if (j !== feature) gradient[j + 1] += turn * columns[j][i];
      else gradient[j + 1] += isYesOrNo ? rise : curve + turn * own[i];
    }
  }
  const value = sum / length;
  if (covariance === undefined) return { isYesOrNo, value, standardError: undefined };
  let variance = 0;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) variance += gradient[j] * covariance[j * size + k] * gradient[k];
  }
  return { isYesOrNo, value, standardError: Math.sqrt(Math.max(0, variance)) / length };
}
