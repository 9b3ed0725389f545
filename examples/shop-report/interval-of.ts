import {
  type BgNbdModel,
  type CustomerBaseColumns,
  type Fitted,
  type Horizon,
  isClienteleError,
  type PredictionInterval,
  predictionInterval,
  type TotalPurchaseInterval,
  totalPurchaseInterval,
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

/** Of all purchases together, at 95 %. Parameters that the data do not bound are taken as known. */
export function totalPurchases(
  { fit, ...model }: Fitted<BgNbdModel>,
  base: CustomerBaseColumns,
  horizon: Horizon,
): TotalPurchaseInterval {
  return totalPurchaseInterval(fit.covariance ? { ...model, fit } : model, base, { horizon });
}
