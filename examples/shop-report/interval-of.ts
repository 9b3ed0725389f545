import {
  isClienteleError,
  type PredictionInterval,
  predictionInterval,
  type ValueModels,
} from "clientele";

/** At 95 %, as far as the parameters go; nothing where they are not bounded. */
export function intervalOf(
  models: ValueModels,
  predict: (other: ValueModels) => number,
): PredictionInterval | null {
  try {
    return predictionInterval(models, predict);
  } catch (error) {
    if (isClienteleError(error) && error.code === "no_covariance") return null;
    throw error;
  }
}

export function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
