import { bgBbPredictor } from "../bg-bb/predict.ts";
import { bgNbdPredictor } from "../bg-nbd/predict.ts";
import { bgCnbdKPredictor, mbgCnbdKPredictor } from "../cnbd-k/predict.ts";
import { ggompertzNbdPredictor } from "../ggompertz-nbd/predict.ts";
import { mbgNbdPredictor } from "../mbg-nbd/predict.ts";
import type { PurchaseModel } from "../model.ts";
import { nbdPredictor } from "../nbd/predict.ts";
import { paretoNbdPredictor } from "../pareto-nbd/predict.ts";
import { parametersOf } from "./kinds.ts";
import type { Predictor } from "./predictor-types.ts";

/** The predictors of a model: one for all customers, or one for each set of covariates. */
export interface Predictors {
  /** The covariates that the model reads; none for most models. */
  readonly names: readonly string[];
  readonly of: (covariates: ArrayLike<number>) => Predictor;
}

/** Checks a purchase model, fitted or typed in, and makes it ready to predict. */
export function predictorsOf(model: PurchaseModel): Predictors {
  const { names, of } = parametersOf(model);
  return { names, of: (covariates) => predictorOf(model, of(covariates)) };
}

function predictorOf(model: PurchaseModel, values: Float64Array): Predictor {
  const [first, second, third, fourth, fifth] = values;
  switch (model.kind) {
    case "nbd":
      return nbdPredictor({ r: first, alpha: second });
    case "bg-nbd":
      return betaGeometric(bgNbdPredictor, values);
    case "mbg-nbd":
      return betaGeometric(mbgNbdPredictor, values);
    case "pareto-nbd":
      return paretoNbdPredictor({ r: first, alpha: second, s: third, beta: fourth });
    case "ggompertz-nbd":
      return ggompertzNbdPredictor({ r: first, alpha: second, b: third, s: fourth, beta: fifth });
    case "bg-cnbd-k":
      return bgCnbdKPredictor({ ...betaGeometricParams(values), k: model.params.k });
    case "mbg-cnbd-k":
      return mbgCnbdKPredictor({ ...betaGeometricParams(values), k: model.params.k });
    case "bg-bb":
      return bgBbPredictor({ alpha: first, beta: second, gamma: third, delta: fourth });
  }
}

function betaGeometricParams([r, alpha, a, b]: Float64Array) {
  return { r, alpha, a, b };
}

/** What living customers are expected to do changes smoothly with age, over a time of alpha. */
function betaGeometric(
  build: (params: ReturnType<typeof betaGeometricParams>) => Predictor,
  values: Float64Array,
): Predictor {
  const params = betaGeometricParams(values);
  return { ...build(params), ageScale: params.alpha };
}
