import { betaGeometricPredictor } from "../beta-geometric/predictor.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import type { MbgNbdParams } from "./model.ts";

export function mbgNbdPredictor(params: MbgNbdParams): Predictor {
  return betaGeometricPredictor(params, 1);
}
