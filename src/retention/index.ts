export type { NumberColumn } from "../core/columns.ts";
export type { FitReport, FitVerdict, FitWarningCode } from "../core/fit-report.ts";
export type { TimeUnit } from "../core/time-unit.ts";
export type { Warning } from "../core/warning.ts";
export type { Order, OrderColumns } from "../customers/order.ts";
export type { OrderPolicies } from "../customers/order-policies.ts";
export { type ParameterPriors, parameterPriors } from "../customers/parameter-priors.ts";
export type { ProportionMethod } from "../numeric/intervals.ts";
export type { Prior, Priors } from "../numeric/prior.ts";
export { fitBetaDiscreteWeibull } from "./beta-discrete-weibull/fit.ts";
export type {
  BetaDiscreteWeibullModel,
  BetaDiscreteWeibullParameter,
  BetaDiscreteWeibullParams,
} from "./beta-discrete-weibull/model.ts";
export type { InactiveAfter } from "./churn/activity.ts";
export {
  BUYER_MOVEMENTS_DEFAULTS,
  BUYER_MOVEMENTS_TABLE_DEFAULTS,
  type BuyerMovementsOptions,
  type BuyerMovementsTableOptions,
  buyerMovements,
  buyerMovementsTable,
} from "./churn/buyer-movements.ts";
export {
  CHURN_RATE_DEFAULTS,
  type ChurnRateOptions,
  churnRate,
  type DefinedRate,
} from "./churn/churn-rate.ts";
export {
  CUSTOMER_MOVEMENTS_DEFAULTS,
  CUSTOMER_MOVEMENTS_TABLE_DEFAULTS,
  type CustomerMovementsOptions,
  type CustomerMovementsTableOptions,
  customerMovements,
  customerMovementsTable,
} from "./churn/customer-movements.ts";
export type { ChurnDefinition } from "./churn/definitions.ts";
export type {
  ChurnCounts,
  CustomerMovements,
  CustomerMovementsRow,
  DayCounts,
} from "./churn/movements.ts";
export type { CustomerRate, RateMethod } from "./churn/rate.ts";
export { RETENTION_RATE_DEFAULTS, retentionRate } from "./churn/retention-rate.ts";
export type { SegmentOf } from "./churn/segments.ts";
export type { TimeWindow, WindowStep } from "./churn/window.ts";
export { type ChurnDriver, type ChurnDriversOptions, churnDrivers } from "./churn-model/drivers.ts";
export {
  EVALUATE_CLASSIFIER_DEFAULTS,
  type EvaluateClassifierOptions,
  evaluateClassifier,
} from "./churn-model/evaluate/evaluate-classifier.ts";
export type {
  ClassifierCalibration,
  ClassifierEstimate,
  ClassifierEvaluation,
  ClassifierWarningCode,
  LiftBin,
  PrecisionRecallPoint,
  ReliabilityBin,
  RocPoint,
  ThresholdChoice,
  ThresholdCosts,
} from "./churn-model/evaluate/noun.ts";
export {
  type ChurnContribution,
  type ChurnExplanation,
  explainChurn,
} from "./churn-model/explain.ts";
export {
  FIT_CHURN_MODEL_DEFAULTS,
  type FitChurnModelOptions,
  fitChurnModel,
} from "./churn-model/fit.ts";
export {
  type ChurnInterval,
  type ChurnIntervalColumns,
  type ChurnIntervalOptions,
  churnInterval,
} from "./churn-model/interval.ts";
export {
  LABEL_CHURN_DEFAULTS,
  type LabelChurnColumnsOptions,
  type LabelChurnOptions,
  type LabeledColumns,
  type LabeledCustomer,
  type LabeledCustomers,
  type LabeledCustomersInColumns,
  type LabeledFrame,
  labelChurn,
  type OrderFeature,
} from "./churn-model/label-churn.ts";
export type {
  ChurnCoefficient,
  ChurnEffect,
  ChurnExample,
  ChurnExampleColumns,
  ChurnFit,
  ChurnModel,
  ChurnSubject,
  ChurnSubjectColumns,
  ChurnWarningCode,
  FeatureValues,
} from "./churn-model/model.ts";
export { type ChurnScore, scoreChurn } from "./churn-model/score.ts";
export {
  type DatedRow,
  SPLIT_IN_TIME_DEFAULTS,
  type SplitInTimeOptions,
  splitInTime,
  type TimeSplit,
} from "./churn-model/split-in-time.ts";
export type {
  Cohort,
  CohortAverage,
  CohortCell,
  CohortColumn,
  CohortCounting,
  CohortEntry,
  CohortShare,
  CohortTable,
} from "./cohorts/cohort-noun.ts";
export { COHORT_TABLE_DEFAULTS, type CohortTableOptions } from "./cohorts/cohort-options.ts";
export { cohortTable } from "./cohorts/cohort-table.ts";
export type { CohortUnit } from "./cohorts/periods-back.ts";
export type {
  CohortSurvivors,
  ContractColumns,
  ContractData,
  ContractHistory,
  ContractPatterns,
} from "./contract-data.ts";
export type { ContractModel, FittedContract } from "./contract-model.ts";
export type { FitContractOptions } from "./fit-contract.ts";
export type { RenewalColumns, RenewalHistory } from "./renewal-targets.ts";
export { type ResidualLifetimeOptions, residualLifetime } from "./residual-lifetime.ts";
export {
  RESIDUAL_VALUE_DEFAULTS,
  type ResidualValueOptions,
  residualValue,
} from "./residual-value.ts";
export {
  AVERAGE_REVENUE_PER_ACCOUNT_DEFAULTS,
  type AverageRevenue,
  type AverageRevenuePerAccountOptions,
  averageRevenuePerAccount,
} from "./revenue/average-revenue-per-account.ts";
export {
  GROSS_REVENUE_RETENTION_DEFAULTS,
  type GrossMeaning,
  type GrossRevenueRetention,
  type GrossRevenueRetentionOptions,
  grossRevenueRetention,
} from "./revenue/gross-revenue-retention.ts";
export {
  MRR_MOVEMENTS_DEFAULTS,
  type MrrMovementsOptions,
  mrrMovements,
} from "./revenue/mrr-movements.ts";
export {
  MRR_MOVEMENTS_TABLE_DEFAULTS,
  type MrrMovementsRow,
  type MrrMovementsTableOptions,
  mrrMovementsTable,
} from "./revenue/mrr-movements-table.ts";
export type { MrrMovements } from "./revenue/mrr-noun.ts";
export {
  NET_REVENUE_RETENTION_DEFAULTS,
  type NetRevenueRetentionOptions,
  netRevenueRetention,
} from "./revenue/net-revenue-retention.ts";
export {
  QUICK_RATIO_DEFAULTS,
  type QuickRatio,
  type QuickRatioOptions,
  quickRatio,
} from "./revenue/quick-ratio.ts";
export type { RevenueRetention } from "./revenue/retained-revenue.ts";
export type {
  MomentColumn,
  Subscription,
  SubscriptionColumns,
  SubscriptionOptions,
} from "./revenue/subscription.ts";
export type { MovementBasis } from "./revenue/tally-movements.ts";
export { fitShiftedBetaGeometric } from "./shifted-beta-geometric/fit.ts";
export type {
  ShiftedBetaGeometricModel,
  ShiftedBetaGeometricParameter,
  ShiftedBetaGeometricParams,
} from "./shifted-beta-geometric/model.ts";
export {
  type SimulatedLifetimes,
  type SimulateLifetimesOptions,
  simulateLifetimes,
} from "./simulate-lifetimes.ts";
export {
  type AtRiskColumns,
  CHURN_COST_DEFAULTS,
  type ChurnCost,
  type ChurnCostOptions,
  type CustomerAtRisk,
  churnCost,
} from "./slipping/churn-cost.ts";
export {
  type CustomerGap,
  type CustomerGapColumns,
  EXPECTED_GAP_DEFAULTS,
  type ExpectedGapFrame,
  type ExpectedGapOptions,
  type ExpectedGaps,
  type ExpectedGapsColumns,
  expectedGap,
} from "./slipping/expected-gap.ts";
export {
  FIND_SLIPPING_DEFAULTS,
  type FindSlippingOptions,
  findSlipping,
  type Slipping,
  type SlippingColumns,
  type SlippingCustomer,
  type SlippingFrame,
  type SlippingInColumns,
} from "./slipping/find-slipping.ts";
export type { GapPopulation } from "./slipping/gap-model.ts";
export {
  AALEN_JOHANSEN_DEFAULTS,
  type AalenJohansenCurves,
  type AalenJohansenOptions,
  aalenJohansen,
  type CauseDuration,
  type CauseDurationColumns,
  type IncidencePoint,
} from "./survival/aalen-johansen.ts";
export {
  CONCORDANCE_DEFAULTS,
  type ConcordanceOptions,
  concordance,
  type ScoredDuration,
  type ScoredDurationColumns,
} from "./survival/concordance.ts";
export type { CoxDuration, CoxDurationColumns, CoxInput } from "./survival/cox/cox-data.ts";
export { FIT_COX_DEFAULTS, type FitCoxOptions, fitCox } from "./survival/cox/fit.ts";
export type {
  Concordance,
  CoxBaseline,
  CoxCoefficient,
  CoxModel,
  CoxTest,
  CoxTies,
  CoxWarningCode,
} from "./survival/cox/model.ts";
export {
  type CoxPrediction,
  type CoxSurvival,
  PREDICT_COX_DEFAULTS,
  type PredictCoxOptions,
  predictCox,
} from "./survival/cox/predict.ts";
export {
  type ProportionalHazardsOptions,
  type ProportionalHazardsTest,
  TEST_PROPORTIONAL_HAZARDS_DEFAULTS,
  type TimeTransform,
  testProportionalHazards,
} from "./survival/cox/proportional-hazards.ts";
export type {
  CurveWarningCode,
  KaplanMeierCurve,
  KaplanMeierPoint,
  KaplanMeierPointColumns,
  TimeQuantile,
} from "./survival/curve.ts";
export type {
  Duration,
  DurationColumns,
  EventColumn,
  GroupedDuration,
  GroupedDurationColumns,
  LabelColumn,
} from "./survival/duration.ts";
export {
  KAPLAN_MEIER_DEFAULTS,
  type KaplanMeierOptions,
  kaplanMeier,
} from "./survival/kaplan-meier.ts";
export { fitExponential } from "./survival/lifetime/fit-exponential.ts";
export {
  FIT_LIFETIME_DEFAULTS,
  type FitLifetimeOptions,
} from "./survival/lifetime/fit-lifetime.ts";
export { fitLogLogistic } from "./survival/lifetime/fit-log-logistic.ts";
export { fitLogNormal } from "./survival/lifetime/fit-log-normal.ts";
export { fitWeibull } from "./survival/lifetime/fit-weibull.ts";
export type {
  ExponentialModel,
  LifetimeModel,
  LifetimeModelOf,
  LogLogisticModel,
  LogNormalModel,
  WeibullModel,
} from "./survival/lifetime/model.ts";
export {
  type LifetimePrediction,
  PREDICT_LIFETIME_DEFAULTS,
  type PredictLifetimeOptions,
  predictLifetime,
} from "./survival/lifetime/predict-lifetime.ts";
export {
  LOG_RANK_TEST_DEFAULTS,
  type LogRankGroup,
  type LogRankOptions,
  type LogRankResult,
  logRankTest,
} from "./survival/log-rank.ts";
export type { LogRankWeights } from "./survival/log-rank-weights.ts";
export {
  NELSON_AALEN_DEFAULTS,
  type NelsonAalenCurve,
  type NelsonAalenOptions,
  type NelsonAalenPoint,
  type NelsonAalenPointColumns,
  nelsonAalen,
} from "./survival/nelson-aalen.ts";
export {
  ORDER_DURATIONS_DEFAULTS,
  type OrderDurations,
  type OrderDurationsOptions,
  orderDurations,
} from "./survival/order-durations.ts";
export {
  type RestrictedMean,
  type RestrictedMeanOptions,
  restrictedMean,
} from "./survival/restricted-mean.ts";
export {
  type CustomerDuration,
  type CustomerDurations,
  SUBSCRIPTION_DURATIONS_DEFAULTS,
  type SubscriptionDurationsOptions,
  type SubscriptionSpan,
  subscriptionDurations,
} from "./survival/subscription-durations.ts";
export { type SurvivalReading, survivalAt } from "./survival/survival-at.ts";
export type { SurvivalInterval } from "./survival/survival-interval.ts";
export { survivalQuantiles } from "./survival/survival-quantiles.ts";
export { type SurvivalCurveOptions, type SurvivalPoint, survivalCurve } from "./survival-curve.ts";
