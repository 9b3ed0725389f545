import { betaGeometricPredictor } from "../beta-geometric/predictor.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import type { BgNbdParams } from "./model.ts";

export function bgNbdPredictor(params: BgNbdParams): Predictor {
  return betaGeometricPredictor(params, 0);
}
