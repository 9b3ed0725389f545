export type { BetaGeometricParameter, BetaGeometricParams } from "./clv/beta-geometric/params.ts";
export { fitBgBb } from "./clv/bg-bb/fit.ts";
export type { BgBbModel, BgBbParameter, BgBbParams } from "./clv/bg-bb/model.ts";
export { fitBgNbd } from "./clv/bg-nbd/fit.ts";
export type { BgNbdModel, BgNbdParameter, BgNbdParams } from "./clv/bg-nbd/model.ts";
export {
  BOOTSTRAP_MODEL_DEFAULTS,
  type BootstrapModelOptions,
  type BootstrapSummary,
  bootstrapModel,
  type ModelBootstrap,
} from "./clv/bootstrap-model.ts";
export type { CnbdKFitOptions } from "./clv/cnbd-k/choose-k.ts";
export { fitBgCnbdK, fitMbgCnbdK } from "./clv/cnbd-k/fit.ts";
export type {
  BgCnbdKModel,
  CnbdKParameter,
  CnbdKParams,
  KChoice,
  MbgCnbdKModel,
} from "./clv/cnbd-k/model.ts";
export type { Coefficients, CovariateEffects } from "./clv/covariate-effects.ts";
export type { CovariateOptions } from "./clv/covariates/options.ts";
export type { UndefinedValues } from "./clv/defined-column.ts";
export {
  type AliveCalibration,
  CALIBRATE_ALIVE_DEFAULTS,
  type CalibrateAliveOptions,
  type CalibrationBin,
  calibrateAlive,
} from "./clv/evaluate/calibrate-alive.ts";
export type { CohortPeriod } from "./clv/evaluate/cohort-parts.ts";
export {
  type ComparedModel,
  type CompareModelsOptions,
  compareModels,
  type ModelComparison,
  type ModelSource,
} from "./clv/evaluate/compare-models.ts";
export {
  FREQUENCY_HISTOGRAM_DEFAULTS,
  type FrequencyHistogram,
  type FrequencyHistogramOptions,
  frequencyHistogram,
  type HistogramBin,
} from "./clv/evaluate/frequency-histogram.ts";
export type { Holdout, HoldoutPurchases } from "./clv/evaluate/holdout.ts";
export {
  type InformationCriteria,
  informationCriteria,
  type WithFit,
} from "./clv/evaluate/information-criteria.ts";
export {
  INTERVAL_COVERAGE_DEFAULTS,
  type IntervalCoverage,
  type IntervalCoverageOptions,
  intervalCoverage,
} from "./clv/evaluate/interval-coverage.ts";
export {
  type LikelihoodRatioTest,
  likelihoodRatioTest,
  type TestedModel,
} from "./clv/evaluate/likelihood-ratio-test.ts";
export {
  type AlivePoint,
  TRACE_ALIVE_DEFAULTS,
  type TraceAliveOptions,
  traceAlive,
} from "./clv/evaluate/trace-alive.ts";
export {
  type PurchaseTracking,
  TRACK_PURCHASES_DEFAULTS,
  type TrackedPeriod,
  type TrackPurchasesOptions,
  trackPurchases,
} from "./clv/evaluate/track-purchases.ts";
export {
  EVALUATE_HOLDOUT_DEFAULTS,
  type EvaluateHoldoutOptions,
  evaluateHoldout,
  type FrequencyBin,
  type HoldoutEvaluation,
} from "./clv/evaluate-holdout.ts";
export { type ExpectedPurchasesOptions, expectedPurchases } from "./clv/expected-purchases.ts";
export { expectedSpend } from "./clv/expected-spend.ts";
export type { CovariateFitOptions, FitOptions, Priors } from "./clv/fit-options.ts";
export {
  evaluateSpendIndependence,
  SPEND_INDEPENDENCE_DEFAULTS,
  type SpendCorrelation,
  type SpendIndependence,
  type SpendIndependenceOptions,
} from "./clv/gamma-gamma/evaluate-independence.ts";
export {
  FIT_GAMMA_GAMMA_DEFAULTS,
  type FitGammaGammaOptions,
  fitGammaGamma,
  type SpendData,
  type SpendPatterns,
} from "./clv/gamma-gamma/fit.ts";
export type {
  GammaGammaModel,
  GammaGammaParameter,
  GammaGammaParams,
} from "./clv/gamma-gamma/model.ts";
export { fitGgompertzNbd } from "./clv/ggompertz-nbd/fit.ts";
export type {
  GgompertzNbdModel,
  GgompertzNbdParameter,
  GgompertzNbdParams,
} from "./clv/ggompertz-nbd/model.ts";
export type { Horizon } from "./clv/horizon.ts";
export type { IntervalScale } from "./clv/intervals/delta-interval.ts";
export type { Subject } from "./clv/intervals/estimates.ts";
export {
  type IntervalMethod,
  PREDICTION_INTERVAL_DEFAULTS,
  type PredictionInterval,
  type PredictionIntervalOptions,
  predictionInterval,
} from "./clv/intervals/prediction-interval.ts";
export {
  PURCHASE_INTERVAL_DEFAULTS,
  type PurchaseInterval,
  type PurchaseIntervalOptions,
  purchaseInterval,
} from "./clv/intervals/purchase-interval.ts";
export { type RobustCovariance, robustCovariance } from "./clv/intervals/robust-covariance.ts";
export {
  LIFETIME_VALUE_DEFAULTS,
  type LifetimeValueOptions,
  lifetimeValue,
  type ValueHistory,
} from "./clv/lifetime-value.ts";
export { fitMbgNbd } from "./clv/mbg-nbd/fit.ts";
export type { MbgNbdModel, MbgNbdParameter, MbgNbdParams } from "./clv/mbg-nbd/model.ts";
export type { Fitted, PurchaseModel, SpendModel, ValueModels } from "./clv/model.ts";
export { fitNbd } from "./clv/nbd/fit.ts";
export type { NbdModel, NbdParameter, NbdParams } from "./clv/nbd/model.ts";
export {
  NEXT_PURCHASE_TIME_DEFAULTS,
  type NextPurchaseTimeOptions,
  nextPurchaseTime,
} from "./clv/next-purchase.ts";
export { fitParetoNbd } from "./clv/pareto-nbd/fit.ts";
export type {
  ParetoNbdModel,
  ParetoNbdParameter,
  ParetoNbdParams,
} from "./clv/pareto-nbd/model.ts";
export { drawModel } from "./clv/posterior/draw-model.ts";
export type {
  ParameterSummary,
  Posterior,
  PosteriorWarningCode,
} from "./clv/posterior/posterior.ts";
export {
  SAMPLE_POSTERIOR_DEFAULTS,
  type SamplePosteriorOptions,
  samplePosterior,
} from "./clv/posterior/sample-posterior.ts";
export type { Prior } from "./clv/prior.ts";
export {
  PROBABILITY_ALIVE_DEFAULTS,
  type ProbabilityAliveOptions,
  probabilityAlive,
} from "./clv/probability-alive.ts";
export {
  type ProbabilityOfNoPurchaseOptions,
  probabilityOfNoPurchase,
} from "./clv/probability-of-no-purchase.ts";
export type { PurchaseData } from "./clv/purchase-data.ts";
export {
  PURCHASE_PROBABILITIES_DEFAULTS,
  type PurchaseProbabilitiesOptions,
  purchaseProbabilities,
} from "./clv/purchase-probabilities.ts";
export {
  type ResidualTransactionsOptions,
  residualTransactions,
} from "./clv/residual-transactions.ts";
export {
  SIMULATE_ORDERS_DEFAULTS,
  type SimulateOrdersOptions,
  simulateOrders,
} from "./clv/simulate-orders.ts";
export type { SpendBase } from "./clv/targets.ts";
export {
  type LtvToCacInputs,
  ltvToCac,
  PAYBACK_PERIOD_DEFAULTS,
  type PaybackPeriodInputs,
  paybackPeriod,
} from "./clv/value/acquisition.ts";
export {
  FORMULA_VALUE_DEFAULTS,
  type FormulaValueInputs,
  formulaValue,
} from "./clv/value/formula-value.ts";
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
} from "./clv/value/historic-value.ts";
export {
  MARGIN_RETENTION_VALUE_DEFAULTS,
  type MarginRetentionInputs,
  marginRetentionValue,
} from "./clv/value/margin-retention-value.ts";
export type {
  CustomerId,
  DictionaryColumn,
  IdColumn,
  IntegerArray,
  NumberColumn,
} from "./core/columns.ts";
export {
  ClienteleError,
  type ErrorDetails,
  type ErrorPath,
  FitError,
  InputError,
  isClienteleError,
} from "./core/errors.ts";
export type { FitReport, FitVerdict, FitWarningCode } from "./core/fit-report.ts";
export type { ColumnTimeUnit, TimeInput } from "./core/time-input.ts";
export type { Span, TimeUnit } from "./core/time-unit.ts";
export type { Warning } from "./core/warning.ts";
export type { CovariateColumns, Covariates } from "./customers/covariates.ts";
export {
  type GroupPatternsOptions,
  groupPatterns,
  type PurchaseBase,
} from "./customers/group-patterns.ts";
export type {
  HoldoutActivity,
  HoldoutBase,
  HoldoutBaseColumns,
  HoldoutColumns,
  HoldoutFrame,
} from "./customers/holdout.ts";
export {
  type CovariateBase,
  type CustomerCovariates,
  joinCovariates,
} from "./customers/join-covariates.ts";
export {
  MEASURE_REGULARITY_DEFAULTS,
  type MeasureRegularityOptions,
  measureRegularity,
  type Regularity,
} from "./customers/measure-regularity.ts";
export type { Order, OrderColumns } from "./customers/order.ts";
export type { OrderPolicies } from "./customers/order-policies.ts";
export type { OnePurchase } from "./customers/purchase-days.ts";
export type { RegularityEstimate } from "./customers/regularity-estimates.ts";
export {
  type HoldoutSplit,
  type HoldoutSplitColumns,
  SPLIT_HOLDOUT_DEFAULTS,
  type SplitHoldoutOptions,
  splitHoldout,
} from "./customers/split-holdout.ts";
export {
  type OpportunityBase,
  type OpportunityBaseColumns,
  type OpportunityBaseFrame,
  type OpportunityColumns,
  type OpportunityHistory,
  type OpportunityPeriod,
  SUMMARIZE_OPPORTUNITIES_DEFAULTS,
  type SummarizeOpportunitiesOptions,
  summarizeOpportunities,
} from "./customers/summarize-opportunities.ts";
export {
  SUMMARIZE_ORDERS_DEFAULTS,
  type SummarizeOrdersOptions,
  summarizeOrders,
} from "./customers/summarize-orders.ts";
export {
  type RepeatPurchaseRate,
  type ShopSummary,
  SUMMARIZE_SHOP_DEFAULTS,
  type SummarizeShopOptions,
  summarizeShop,
} from "./customers/summarize-shop.ts";
export type {
  CustomerBase,
  CustomerBaseColumns,
  CustomerBaseFrame,
  CustomerColumns,
  CustomerSummary,
  PurchaseColumns,
  PurchaseHistory,
  PurchasePatterns,
  RejectedRow,
  SpendColumns,
  SpendHistory,
} from "./customers/summary.ts";
export type { SummaryOptions } from "./customers/summary-options.ts";
export {
  type PurchaseTrace,
  TRACE_PURCHASES_DEFAULTS,
  type TracedDay,
  type TracePurchasesOptions,
  tracePurchases,
} from "./customers/trace-purchases.ts";
export type { QuantileType } from "./numeric/quantile.ts";
export { type Describable, describe } from "./report/describe.ts";
export type { AnyModel } from "./report/model-meaning.ts";
export type {
  FormattedNumber,
  NumberFormat,
  SummaryTable,
  TableCell,
  TableColumn,
} from "./report/table.ts";
export { TO_CSV_DEFAULTS, type ToCsvOptions, toCsv } from "./report/to-csv.ts";
export { toHtml } from "./report/to-html.ts";
export { toMarkdown } from "./report/to-markdown.ts";
export { type ColumnOf, type ToTableOptions, toTable } from "./report/to-table.ts";
export { toText } from "./report/to-text.ts";
export { fitBetaDiscreteWeibull } from "./retention/beta-discrete-weibull/fit.ts";
export type {
  BetaDiscreteWeibullModel,
  BetaDiscreteWeibullParameter,
  BetaDiscreteWeibullParams,
} from "./retention/beta-discrete-weibull/model.ts";
export type {
  CohortSurvivors,
  ContractColumns,
  ContractData,
  ContractHistory,
  ContractPatterns,
} from "./retention/contract-data.ts";
export type { ContractModel, FittedContract } from "./retention/contract-model.ts";
export type { RenewalColumns, RenewalHistory } from "./retention/renewal-targets.ts";
export { type ResidualLifetimeOptions, residualLifetime } from "./retention/residual-lifetime.ts";
export {
  RESIDUAL_VALUE_DEFAULTS,
  type ResidualValueOptions,
  residualValue,
} from "./retention/residual-value.ts";
export { fitShiftedBetaGeometric } from "./retention/shifted-beta-geometric/fit.ts";
export type {
  ShiftedBetaGeometricModel,
  ShiftedBetaGeometricParameter,
  ShiftedBetaGeometricParams,
} from "./retention/shifted-beta-geometric/model.ts";
export {
  type SimulatedLifetimes,
  type SimulateLifetimesOptions,
  simulateLifetimes,
} from "./retention/simulate-lifetimes.ts";
export {
  type SurvivalCurveOptions,
  type SurvivalPoint,
  survivalCurve,
} from "./retention/survival-curve.ts";
export {
  RFM_MARKETING_GRID,
  RFM_QUARTILE_GRID,
  type RfmScoreRange,
  type RfmSegmentGrid,
  type RfmSegmentRule,
} from "./rfm/grids.ts";
export { scoreRfm } from "./rfm/score.ts";
export { type SegmentRfmOptions, segmentRfm } from "./rfm/segment.ts";
export type {
  RfmAssignment,
  RfmAssignmentTable,
  RfmSegment,
  RfmSegmentColumns,
  RfmSegments,
} from "./rfm/segment-types.ts";
export { SCORE_RFM_DEFAULTS, type ScoreRfmOptions } from "./rfm/settings.ts";
export type {
  RfmDimension,
  RfmScore,
  RfmScoreColumns,
  RfmScorer,
  RfmScores,
  RfmScoreTable,
  RfmSettings,
  RfmThresholds,
  RfmTriple,
  RfmWarningCode,
} from "./rfm/types.ts";
