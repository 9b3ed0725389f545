export type { Span, TimeUnit } from "../core/time-unit.ts";
export { type ParameterPriors, parameterPriors } from "../customers/parameter-priors.ts";
export type { Prior, Priors } from "../numeric/prior.ts";
export type { BetaGeometricParameter, BetaGeometricParams } from "./beta-geometric/params.ts";
export { fitBgBb } from "./bg-bb/fit.ts";
export type { BgBbModel, BgBbParameter, BgBbParams } from "./bg-bb/model.ts";
export { fitBgNbd } from "./bg-nbd/fit.ts";
export type { BgNbdModel, BgNbdParameter, BgNbdParams } from "./bg-nbd/model.ts";
export type { CnbdKFitOptions } from "./cnbd-k/choose-k.ts";
export { fitBgCnbdK, fitMbgCnbdK } from "./cnbd-k/fit.ts";
export type {
  BgCnbdKModel,
  CnbdKParameter,
  CnbdKParams,
  KChoice,
  MbgCnbdKModel,
} from "./cnbd-k/model.ts";
export type { Coefficients, CovariateEffects } from "./covariates/covariate-effects.ts";
export { STATIC_COVARIATES_DEFAULTS } from "./covariates/design.ts";
export type { CovariateOptions, SpendCovariateOptions } from "./covariates/options.ts";
export { type StaticCovariates, staticCovariates } from "./covariates/static-covariates.ts";
export {
  type AliveCalibration,
  CALIBRATE_ALIVE_DEFAULTS,
  type CalibrateAliveOptions,
  type CalibrationBin,
  calibrateAlive,
} from "./evaluate/calibrate-alive.ts";
export type { CohortPeriod } from "./evaluate/cohort-parts.ts";
export {
  type ComparedModel,
  type CompareModelsOptions,
  compareModels,
  type ModelComparison,
  type ModelSource,
} from "./evaluate/compare-models.ts";
export {
  EVALUATE_HOLDOUT_DEFAULTS,
  type EvaluateHoldoutOptions,
  evaluateHoldout,
  type FrequencyBin,
  type HoldoutEvaluation,
} from "./evaluate/evaluate-holdout.ts";
export {
  FREQUENCY_HISTOGRAM_DEFAULTS,
  type FrequencyHistogram,
  type FrequencyHistogramOptions,
  frequencyHistogram,
  type HistogramBin,
} from "./evaluate/frequency-histogram.ts";
export type { Holdout, HoldoutPurchases } from "./evaluate/holdout.ts";
export {
  type InformationCriteria,
  informationCriteria,
  type WithFit,
} from "./evaluate/information-criteria.ts";
export {
  INTERVAL_COVERAGE_DEFAULTS,
  type IntervalCoverage,
  type IntervalCoverageOptions,
  intervalCoverage,
} from "./evaluate/interval-coverage.ts";
export {
  type LikelihoodRatioTest,
  likelihoodRatioTest,
  type TestedModel,
} from "./evaluate/likelihood-ratio-test.ts";
export {
  type AlivePoint,
  TRACE_ALIVE_DEFAULTS,
  type TraceAliveOptions,
  traceAlive,
} from "./evaluate/trace-alive.ts";
export {
  type PurchaseTracking,
  TRACK_PURCHASES_DEFAULTS,
  type TrackedPeriod,
  type TrackPurchasesOptions,
  trackPurchases,
} from "./evaluate/track-purchases.ts";
export type { CovariateFitOptions, FitOptions } from "./fitting/fit-options.ts";
export type { PurchaseData } from "./fitting/purchase-data.ts";
export {
  evaluateSpendIndependence,
  SPEND_INDEPENDENCE_DEFAULTS,
  type SpendCorrelation,
  type SpendIndependence,
  type SpendIndependenceOptions,
} from "./gamma-gamma/evaluate-independence.ts";
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
export { fitGgompertzNbd } from "./ggompertz-nbd/fit.ts";
export type {
  GgompertzNbdModel,
  GgompertzNbdParameter,
  GgompertzNbdParams,
} from "./ggompertz-nbd/model.ts";
export type { IntervalScale } from "./intervals/delta-interval.ts";
export type { Subject } from "./intervals/estimates.ts";
export {
  type IntervalMethod,
  PREDICTION_INTERVAL_DEFAULTS,
  type PredictionInterval,
  type PredictionIntervalOptions,
  predictionInterval,
} from "./intervals/prediction-interval.ts";
export {
  PURCHASE_INTERVAL_DEFAULTS,
  type PurchaseInterval,
  type PurchaseIntervalColumns,
  type PurchaseIntervalOptions,
  purchaseInterval,
} from "./intervals/purchase-interval.ts";
export { type RobustCovariance, robustCovariance } from "./intervals/robust-covariance.ts";
export {
  TOTAL_PURCHASE_INTERVAL_DEFAULTS,
  type TotalPurchaseInterval,
  type TotalPurchaseIntervalOptions,
  totalPurchaseInterval,
} from "./intervals/total-purchase-interval.ts";
export { fitMbgNbd } from "./mbg-nbd/fit.ts";
export type { MbgNbdModel, MbgNbdParameter, MbgNbdParams } from "./mbg-nbd/model.ts";
export type { Fitted, PurchaseModel, SpendModel, ValueModels } from "./model.ts";
export { fitNbd } from "./nbd/fit.ts";
export type { NbdModel, NbdParameter, NbdParams } from "./nbd/model.ts";
export { fitParetoNbd } from "./pareto-nbd/fit.ts";
export type { ParetoNbdModel, ParetoNbdParameter, ParetoNbdParams } from "./pareto-nbd/model.ts";
export { drawModel } from "./posterior/draw-model.ts";
export type { ParameterSummary, Posterior, PosteriorWarningCode } from "./posterior/posterior.ts";
export {
  SAMPLE_POSTERIOR_DEFAULTS,
  type SamplePosteriorOptions,
  samplePosterior,
} from "./posterior/sample-posterior.ts";
export type { UndefinedValues } from "./predict/defined-column.ts";
export { type ExpectedPurchasesOptions, expectedPurchases } from "./predict/expected-purchases.ts";
export type { Horizon } from "./predict/horizon.ts";
export {
  NEXT_PURCHASE_TIME_DEFAULTS,
  type NextPurchaseTimeOptions,
  nextPurchaseTime,
} from "./predict/next-purchase.ts";
export {
  PROBABILITY_ALIVE_DEFAULTS,
  type ProbabilityAliveOptions,
  probabilityAlive,
} from "./predict/probability-alive.ts";
export {
  type ProbabilityOfNoPurchaseOptions,
  probabilityOfNoPurchase,
} from "./predict/probability-of-no-purchase.ts";
export {
  PURCHASE_PROBABILITIES_DEFAULTS,
  type PurchaseProbabilitiesOptions,
  purchaseProbabilities,
} from "./predict/purchase-probabilities.ts";
export {
  type ResidualTransactionsOptions,
  residualTransactions,
} from "./predict/residual-transactions.ts";
export {
  BOOTSTRAP_MODEL_DEFAULTS,
  type BootstrapModelOptions,
  type BootstrapSummary,
  bootstrapModel,
  type ModelBootstrap,
} from "./simulate/bootstrap-model.ts";
export {
  SIMULATE_ORDERS_DEFAULTS,
  type SimulateOrdersOptions,
  simulateOrders,
} from "./simulate/simulate-orders.ts";
export type { SpendBase } from "./targets.ts";
export {
  type LtvToCacInputs,
  ltvToCac,
  PAYBACK_PERIOD_DEFAULTS,
  type PaybackPeriodInputs,
  paybackPeriod,
} from "./value/acquisition.ts";
export { expectedSpend } from "./value/expected-spend.ts";
export {
  FORMULA_VALUE_DEFAULTS,
  type FormulaValueInputs,
  formulaValue,
} from "./value/formula-value.ts";
export {
  HISTORIC_VALUE_DEFAULTS,
  type HistoricCustomerValue,
  type HistoricValue,
  type HistoricValueColumns,
  type HistoricValueOptions,
  historicValue,
  type RevenueBase,
  type RevenueColumns,
  type RevenueHistory,
} from "./value/historic-value.ts";
export {
  LIFETIME_VALUE_DEFAULTS,
  type LifetimeValueOptions,
  lifetimeValue,
  type ValueHistory,
} from "./value/lifetime-value.ts";
export {
  MARGIN_RETENTION_VALUE_DEFAULTS,
  type MarginRetentionInputs,
  marginRetentionValue,
} from "./value/margin-retention-value.ts";
