export type { Span, TimeUnit } from "../core/time-unit.ts";
export { fitBgNbd } from "./bg-nbd/fit.ts";
export type { BgNbdModel, BgNbdParameter, BgNbdParams } from "./bg-nbd/model.ts";
export {
  EVALUATE_HOLDOUT_DEFAULTS,
  type EvaluateHoldoutOptions,
  evaluateHoldout,
  type FrequencyBin,
  type Holdout,
  type HoldoutEvaluation,
  type HoldoutPurchases,
} from "./evaluate-holdout.ts";
export { type ExpectedPurchasesOptions, expectedPurchases } from "./expected-purchases.ts";
export { expectedSpend, type UndefinedValues } from "./expected-spend.ts";
export {
  FIT_GAMMA_GAMMA_DEFAULTS,
  type FitGammaGammaOptions,
  fitGammaGamma,
  type SpendData,
  type SpendPatterns,
} from "./gamma-gamma/fit.ts";
export type {
  GammaGammaModel,
  GammaGammaParameter,
  GammaGammaParams,
} from "./gamma-gamma/model.ts";
export type { Horizon } from "./horizon.ts";
export {
  LIFETIME_VALUE_DEFAULTS,
  type LifetimeValueOptions,
  lifetimeValue,
  type ValueHistory,
} from "./lifetime-value.ts";
export type { Fitted, PurchaseModel, SpendModel, ValueModels } from "./model.ts";
export { probabilityAlive } from "./probability-alive.ts";
export type { PurchaseData } from "./purchase-data.ts";
export {
  SIMULATE_ORDERS_DEFAULTS,
  type SimulateOrdersOptions,
  simulateOrders,
} from "./simulate-orders.ts";
export type { SpendBase } from "./targets.ts";
