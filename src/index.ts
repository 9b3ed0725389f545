// biome-ignore-all format: lists of names, filled to the margin.

export type { BetaGeometricParameter, BetaGeometricParams } from "./clv/beta-geometric/params.ts";
export { fitBgBb } from "./clv/bg-bb/fit.ts";
export type { BgBbModel, BgBbParameter, BgBbParams } from "./clv/bg-bb/model.ts";
export { fitBgNbd } from "./clv/bg-nbd/fit.ts";
export type { BgNbdModel, BgNbdParameter, BgNbdParams } from "./clv/bg-nbd/model.ts";
export type { CnbdKFitOptions } from "./clv/cnbd-k/choose-k.ts";
export { fitBgCnbdK, fitMbgCnbdK } from "./clv/cnbd-k/fit.ts";
export type { BgCnbdKModel, CnbdKParameter, CnbdKParams, KChoice, MbgCnbdKModel } from "./clv/cnbd-k/model.ts";
export type { Coefficients, CovariateEffects } from "./clv/covariates/covariate-effects.ts";
export { STATIC_COVARIATES_DEFAULTS } from "./clv/covariates/design.ts";
export type { CovariateOptions, SpendCovariateOptions } from "./clv/covariates/options.ts";
export { type StaticCovariates, staticCovariates } from "./clv/covariates/static-covariates.ts";
export {
  type AliveCalibration, CALIBRATE_ALIVE_DEFAULTS, type CalibrateAliveOptions, type CalibrationBin, calibrateAlive,
} from "./clv/evaluate/calibrate-alive.ts";
export type { CohortPeriod } from "./clv/evaluate/cohort-parts.ts";
export { type ComparedModel, type CompareModelsOptions, compareModels, type ModelComparison, type ModelSource } from "./clv/evaluate/compare-models.ts";
export {
  EVALUATE_HOLDOUT_DEFAULTS, type EvaluateHoldoutOptions, evaluateHoldout, type FrequencyBin, type HoldoutEvaluation,
} from "./clv/evaluate/evaluate-holdout.ts";
export {
  FREQUENCY_HISTOGRAM_DEFAULTS, type FrequencyHistogram, type FrequencyHistogramOptions, frequencyHistogram, type HistogramBin,
} from "./clv/evaluate/frequency-histogram.ts";
export type { Holdout, HoldoutPurchases } from "./clv/evaluate/holdout.ts";
export { type InformationCriteria, informationCriteria, type WithFit } from "./clv/evaluate/information-criteria.ts";
export { INTERVAL_COVERAGE_DEFAULTS, type IntervalCoverage, type IntervalCoverageOptions, intervalCoverage } from "./clv/evaluate/interval-coverage.ts";
export { type LikelihoodRatioTest, likelihoodRatioTest, type TestedModel } from "./clv/evaluate/likelihood-ratio-test.ts";
export { type AlivePoint, TRACE_ALIVE_DEFAULTS, type TraceAliveOptions, traceAlive } from "./clv/evaluate/trace-alive.ts";
export {
  type PurchaseTracking, TRACK_PURCHASES_DEFAULTS, type TrackedPeriod, type TrackPurchasesOptions, trackPurchases,
} from "./clv/evaluate/track-purchases.ts";
export type { CovariateFitOptions, FitOptions } from "./clv/fitting/fit-options.ts";
export type { PurchaseData } from "./clv/fitting/purchase-data.ts";
export {
  evaluateSpendIndependence, SPEND_INDEPENDENCE_DEFAULTS, type SpendCorrelation, type SpendIndependence, type SpendIndependenceOptions,
} from "./clv/gamma-gamma/evaluate-independence.ts";
export { FIT_GAMMA_GAMMA_DEFAULTS, type FitGammaGammaOptions, fitGammaGamma, type SpendData, type SpendPatterns } from "./clv/gamma-gamma/fit.ts";
export type { GammaGammaModel, GammaGammaParameter, GammaGammaParams } from "./clv/gamma-gamma/model.ts";
export { fitGgompertzNbd } from "./clv/ggompertz-nbd/fit.ts";
export type { GgompertzNbdModel, GgompertzNbdParameter, GgompertzNbdParams } from "./clv/ggompertz-nbd/model.ts";
export type { IntervalScale } from "./clv/intervals/delta-interval.ts";
export type { Subject } from "./clv/intervals/estimates.ts";
export {
  type IntervalMethod, PREDICTION_INTERVAL_DEFAULTS, type PredictionInterval, type PredictionIntervalOptions, predictionInterval,
} from "./clv/intervals/prediction-interval.ts";
export { PURCHASE_INTERVAL_DEFAULTS, type PurchaseInterval, type PurchaseIntervalColumns, type PurchaseIntervalOptions, purchaseInterval } from "./clv/intervals/purchase-interval.ts";
export { type RobustCovariance, robustCovariance } from "./clv/intervals/robust-covariance.ts";
export {
  TOTAL_PURCHASE_INTERVAL_DEFAULTS, type TotalPurchaseInterval, type TotalPurchaseIntervalOptions, totalPurchaseInterval,
} from "./clv/intervals/total-purchase-interval.ts";
export { fitMbgNbd } from "./clv/mbg-nbd/fit.ts";
export type { MbgNbdModel, MbgNbdParameter, MbgNbdParams } from "./clv/mbg-nbd/model.ts";
export type { Fitted, PurchaseModel, SpendModel, ValueModels } from "./clv/model.ts";
export { fitNbd } from "./clv/nbd/fit.ts";
export type { NbdModel, NbdParameter, NbdParams } from "./clv/nbd/model.ts";
export { fitParetoNbd } from "./clv/pareto-nbd/fit.ts";
export type { ParetoNbdModel, ParetoNbdParameter, ParetoNbdParams } from "./clv/pareto-nbd/model.ts";
export { drawModel } from "./clv/posterior/draw-model.ts";
export type { ParameterSummary, Posterior, PosteriorWarningCode } from "./clv/posterior/posterior.ts";
export { SAMPLE_POSTERIOR_DEFAULTS, type SamplePosteriorOptions, samplePosterior } from "./clv/posterior/sample-posterior.ts";
export type { UndefinedValues } from "./clv/predict/defined-column.ts";
export { type ExpectedPurchasesOptions, expectedPurchases } from "./clv/predict/expected-purchases.ts";
export type { Horizon } from "./clv/predict/horizon.ts";
export { NEXT_PURCHASE_TIME_DEFAULTS, type NextPurchaseTimeOptions, nextPurchaseTime } from "./clv/predict/next-purchase.ts";
export { PROBABILITY_ALIVE_DEFAULTS, type ProbabilityAliveOptions, probabilityAlive } from "./clv/predict/probability-alive.ts";
export { type ProbabilityOfNoPurchaseOptions, probabilityOfNoPurchase } from "./clv/predict/probability-of-no-purchase.ts";
export { PURCHASE_PROBABILITIES_DEFAULTS, type PurchaseProbabilitiesOptions, purchaseProbabilities } from "./clv/predict/purchase-probabilities.ts";
export { type ResidualTransactionsOptions, residualTransactions } from "./clv/predict/residual-transactions.ts";
export {
  BOOTSTRAP_MODEL_DEFAULTS, type BootstrapModelOptions, type BootstrapSummary, bootstrapModel, type ModelBootstrap,
} from "./clv/simulate/bootstrap-model.ts";
export { SIMULATE_ORDERS_DEFAULTS, type SimulateOrdersOptions, simulateOrders } from "./clv/simulate/simulate-orders.ts";
export type { SpendBase } from "./clv/targets.ts";
export { type LtvToCacInputs, ltvToCac, PAYBACK_PERIOD_DEFAULTS, type PaybackPeriodInputs, paybackPeriod } from "./clv/value/acquisition.ts";
export { expectedSpend } from "./clv/value/expected-spend.ts";
export { FORMULA_VALUE_DEFAULTS, type FormulaValueInputs, formulaValue } from "./clv/value/formula-value.ts";
export {
  HISTORIC_VALUE_DEFAULTS, type HistoricCustomerValue, type HistoricValue, type HistoricValueColumns, type HistoricValueOptions, historicValue,
  type RevenueBase, type RevenueColumns, type RevenueHistory,
} from "./clv/value/historic-value.ts";
export { LIFETIME_VALUE_DEFAULTS, type LifetimeValueOptions, lifetimeValue, type ValueHistory } from "./clv/value/lifetime-value.ts";
export { MARGIN_RETENTION_VALUE_DEFAULTS, type MarginRetentionInputs, marginRetentionValue } from "./clv/value/margin-retention-value.ts";
export type { CustomerId, DictionaryColumn, IdColumn, IntegerArray, NumberColumn } from "./core/columns.ts";
export { ClienteleError, type ErrorDetails, type ErrorPath, FitError, InputError, isClienteleError } from "./core/errors.ts";
export type { FitReport, FitVerdict, FitWarningCode } from "./core/fit-report.ts";
export type { ColumnTimeUnit, TimeInput } from "./core/time-input.ts";
export type { Span, TimeUnit } from "./core/time-unit.ts";
export type { Warning } from "./core/warning.ts";
export type { Condition } from "./criteria/condition.ts";
export type { CovariateColumns, Covariates } from "./customers/covariates.ts";
export { customerIdAt } from "./customers/customer-id-at.ts";
export { type GroupPatternsOptions, groupPatterns, type PurchaseBase } from "./customers/group-patterns.ts";
export type { HoldoutActivity, HoldoutBase, HoldoutBaseColumns, HoldoutColumns, HoldoutFrame } from "./customers/holdout.ts";
export { type CovariateBase, type CustomerCovariates, joinCovariates } from "./customers/join-covariates.ts";
export { MEASURE_REGULARITY_DEFAULTS, type MeasureRegularityOptions, measureRegularity, type Regularity } from "./customers/measure-regularity.ts";
export type { Order, OrderColumns } from "./customers/order.ts";
export type { OrderPolicies } from "./customers/order-policies.ts";
export { type ParameterPriors, parameterPriors } from "./customers/parameter-priors.ts";
export type { OnePurchase } from "./customers/purchase-days.ts";
export type { RegularityEstimate } from "./customers/regularity-estimates.ts";
export { type HoldoutSplit, type HoldoutSplitColumns, SPLIT_HOLDOUT_DEFAULTS, type SplitHoldoutOptions, splitHoldout } from "./customers/split-holdout.ts";
export {
  type OpportunityBase, type OpportunityBaseColumns, type OpportunityBaseFrame, type OpportunityColumns, type OpportunityHistory, type OpportunityPeriod,
  SUMMARIZE_OPPORTUNITIES_DEFAULTS, type SummarizeOpportunitiesOptions, summarizeOpportunities,
} from "./customers/summarize-opportunities.ts";
export { SUMMARIZE_ORDERS_DEFAULTS, type SummarizeOrdersOptions, summarizeOrders } from "./customers/summarize-orders.ts";
export { type RepeatPurchaseRate, type ShopSummary, SUMMARIZE_SHOP_DEFAULTS, type SummarizeShopOptions, summarizeShop } from "./customers/summarize-shop.ts";
export type {
  CustomerBase, CustomerBaseColumns, CustomerBaseFrame, CustomerColumns, CustomerSummary, PurchaseColumns, PurchaseHistory, PurchasePatterns, RejectedRow,
  SpendColumns, SpendHistory,
} from "./customers/summary.ts";
export type { SummaryOptions } from "./customers/summary-options.ts";
export { type PurchaseTrace, TRACE_PURCHASES_DEFAULTS, type TracedDay, type TracePurchasesOptions, tracePurchases } from "./customers/trace-purchases.ts";
export { ALLOCATE_REVENUE_DEFAULTS, allocateRevenue, type PointsSale, type RevenueAllocation } from "./loyalty/analysis/allocate-revenue.ts";
export type { Breakage, BreakageBand } from "./loyalty/analysis/breakage.ts";
export {
  type BreakageEstimate, type BreakagePoint, ESTIMATE_BREAKAGE_DEFAULTS, type EstimateBreakageOptions, estimateBreakage,
} from "./loyalty/analysis/estimate-breakage.ts";
export type { LotEnd } from "./loyalty/analysis/lot-tracker.ts";
export {
  type LiabilityOfMonth, POINTS_LIABILITY_DEFAULTS, type PointsLiability, type PointsLiabilityOptions, pointsLiability,
} from "./loyalty/analysis/points-liability.ts";
export type { PointValue } from "./loyalty/analysis/read-money.ts";
export { RECOGNIZE_REVENUE_DEFAULTS, type RedemptionProgress, type RevenueRecognition, recognizeRevenue } from "./loyalty/analysis/recognize-revenue.ts";
export { simulateProgram } from "./loyalty/analysis/simulate-program.ts";
export type { OrderHistory, ProgramSimulation, SimulatedMember, SimulatedStanding, SimulateProgramOptions, TierCount } from "./loyalty/analysis/simulation.ts";
export { type ProgramSummary, type SummarizeProgramOptions, summarizeProgram } from "./loyalty/analysis/summarize-program.ts";
export { type AuditRow, toAuditRows } from "./loyalty/analysis/to-audit-rows.ts";
export { type JournalAccount, type JournalRow, toJournal } from "./loyalty/analysis/to-journal.ts";
export { type LotOutcome, type TraceLotsOptions, traceLots } from "./loyalty/analysis/trace-lots.ts";
export type { CapRoom, CapUse } from "./loyalty/earning/cap-rooms.ts";
export { type EarningQuote, type QuotedPoints, type QuoteEarningOptions, quoteEarning } from "./loyalty/earning/quote-earning.ts";
export type { LineVocabulary, OrderVocabulary, Weekday } from "./loyalty/earning/vocabulary.ts";
export type { Breakdown, LotLine, LotMove, RuleLine } from "./loyalty/engine/breakdown.ts";
export type { Command, CommandBase, CommandContext, CommandOf } from "./loyalty/engine/command.ts";
export { compileProgram } from "./loyalty/engine/compile-program.ts";
export { createAccount } from "./loyalty/engine/create-account.ts";
export { decide } from "./loyalty/engine/decide.ts";
export type { Accepted, Decision, Refusal, RefusalReason } from "./loyalty/engine/decision.ts";
export type { Engine } from "./loyalty/engine/engine.ts";
export { type Explanation, type ExplanationLine, explain } from "./loyalty/engine/explain.ts";
export { type Rebuilt, rebuildAccount } from "./loyalty/engine/rebuild.ts";
export { type AccountView, viewAccount, type WalletView } from "./loyalty/engine/view-account.ts";
export type {
  Account, AwardedAgain, Counter, Hold, Lot, LotPoints, OpenOrder, OrderPoints, RecentKey, Redemption, RefundedLine, Take, Totals, Voucher, Wallet,
} from "./loyalty/ledger/account.ts";
export type { AwardFacts, AwardSnapshot, BudgetState, BudgetUse, ReferralAward, RulePoints } from "./loyalty/ledger/award.ts";
export { businessKeys } from "./loyalty/ledger/business-keys.ts";
export type { Effect, LedgerEffect, RecordEffect } from "./loyalty/ledger/effect.ts";
export type { Entry } from "./loyalty/ledger/entry.ts";
export { evolve } from "./loyalty/ledger/evolve.ts";
export { nextDueAt } from "./loyalty/ledger/next-due.ts";
export { replay } from "./loyalty/ledger/replay.ts";
export type { OrderLine, PurchaseOrder, RefundLine } from "./loyalty/order.ts";
export { decideReferral } from "./loyalty/pair/decide-referral.ts";
export { decideTransfer } from "./loyalty/pair/decide-transfer.ts";
export type { ReferralCommand, TransferCommand } from "./loyalty/pair/pair-command.ts";
export type { PairDecision, UntakenPoints } from "./loyalty/pair/pair-decision.ts";
export type { RoundUp } from "./loyalty/program/currency.ts";
export type { EarningRule, RateAward, RuleAward } from "./loyalty/program/earning-rule.ts";
export type { ProgramMoney } from "./loyalty/program/money.ts";
export { POLICY_DEFAULTS, type Policies, type ProgramPolicies } from "./loyalty/program/policies.ts";
export type { CapWindow, EarningCap, PointCurrency, Program, ProgramBudget, Store } from "./loyalty/program/program.ts";
export type { RedemptionCovers, RedemptionGives, RedemptionOption } from "./loyalty/program/redemption-option.ts";
export type { TierLadder, TierLevel, TierWindow } from "./loyalty/program/tier-ladder.ts";
export { type QuoteRedemptionRequest, quoteRedemption, type RedemptionQuote } from "./loyalty/redemption/quote-redemption.ts";
export type { RedemptionValue } from "./loyalty/redemption/redemption-value.ts";
export type { TierCredit, TierRecord, TierStanding } from "./loyalty/tiers/record.ts";
export type { TierEffect } from "./loyalty/tiers/tier-effect.ts";
export type { TierView } from "./loyalty/tiers/view.ts";
export type { RoundingMode } from "./money/rounding-mode.ts";
export type { Prior, Priors } from "./numeric/prior.ts";
export type { QuantileType } from "./numeric/quantile.ts";
export { assignHoldout, type HoldoutGroups } from "./profile/assign-holdout.ts";
export { type Audience, type AudienceOptions, buildAudience } from "./profile/build-audience.ts";
export { type AudienceComparison, type AudienceOverlap, type AudienceReach, compareAudiences } from "./profile/compare-audiences.ts";
export type { HoldoutOptions } from "./profile/holdout-draw.ts";
export { isHeldOut } from "./profile/is-held-out.ts";
export { type JoinProfilesOptions, joinProfiles, type ProfileParts } from "./profile/join-profiles.ts";
export { parseProfileCondition } from "./profile/parse-profile-condition.ts";
export type {
  AttributeType, AttributeValue, CustomerAttributes, CustomerProfile, CustomerProfiles, CustomerSegment, PredictionColumn, ProfileFields, ProfileSource,
  ProfileWarningCode, RfmStanding, SurveyStanding,
} from "./profile/types.ts";
export type { ProfileCondition } from "./profile/vocabulary.ts";
export { type Describable, describe } from "./report/describe.ts";
export type { AnyModel } from "./report/model-meaning.ts";
export type { FormattedNumber, NumberFormat, SummaryTable, TableCell, TableColumn } from "./report/table.ts";
export { TO_CSV_DEFAULTS, type ToCsvOptions, toCsv } from "./report/to-csv.ts";
export { toHtml } from "./report/to-html.ts";
export { toMarkdown } from "./report/to-markdown.ts";
export { type ColumnOf, type ToTableOptions, toTable } from "./report/to-table.ts";
export { toText } from "./report/to-text.ts";
export { fitBetaDiscreteWeibull } from "./retention/beta-discrete-weibull/fit.ts";
export type { BetaDiscreteWeibullModel, BetaDiscreteWeibullParameter, BetaDiscreteWeibullParams } from "./retention/beta-discrete-weibull/model.ts";
export type { InactiveAfter } from "./retention/churn/activity.ts";
export {
  BUYER_MOVEMENTS_DEFAULTS, BUYER_MOVEMENTS_TABLE_DEFAULTS, type BuyerMovementsOptions, type BuyerMovementsTableOptions, buyerMovements, buyerMovementsTable,
} from "./retention/churn/buyer-movements.ts";
export { CHURN_RATE_DEFAULTS, type ChurnRateOptions, churnRate, type DefinedRate } from "./retention/churn/churn-rate.ts";
export {
  CUSTOMER_MOVEMENTS_DEFAULTS, CUSTOMER_MOVEMENTS_TABLE_DEFAULTS, type CustomerMovementsOptions, type CustomerMovementsTableOptions, customerMovements,
  customerMovementsTable,
} from "./retention/churn/customer-movements.ts";
export type { ChurnDefinition } from "./retention/churn/definitions.ts";
export type { ChurnCounts, CustomerMovements, CustomerMovementsRow, DayCounts } from "./retention/churn/movements.ts";
export type { CustomerRate, RateMethod } from "./retention/churn/rate.ts";
export { RETENTION_RATE_DEFAULTS, retentionRate } from "./retention/churn/retention-rate.ts";
export type { SegmentOf } from "./retention/churn/segments.ts";
export type { TimeWindow, WindowStep } from "./retention/churn/window.ts";
export { type ChurnDriver, type ChurnDriversOptions, churnDrivers } from "./retention/churn-model/drivers.ts";
export { EVALUATE_CLASSIFIER_DEFAULTS, type EvaluateClassifierOptions, evaluateClassifier } from "./retention/churn-model/evaluate/evaluate-classifier.ts";
export type {
  ClassifierCalibration, ClassifierEstimate, ClassifierEvaluation, ClassifierWarningCode, LiftBin, PrecisionRecallPoint, ReliabilityBin, RocPoint,
  ThresholdChoice, ThresholdCosts,
} from "./retention/churn-model/evaluate/noun.ts";
export { type ChurnContribution, type ChurnExplanation, explainChurn } from "./retention/churn-model/explain.ts";
export { FIT_CHURN_MODEL_DEFAULTS, type FitChurnModelOptions, fitChurnModel } from "./retention/churn-model/fit.ts";
export { type ChurnInterval, type ChurnIntervalColumns, type ChurnIntervalOptions, churnInterval } from "./retention/churn-model/interval.ts";
export {
  LABEL_CHURN_DEFAULTS, type LabelChurnColumnsOptions, type LabelChurnOptions, type LabeledColumns, type LabeledCustomer, type LabeledCustomers,
  type LabeledCustomersInColumns, type LabeledFrame, labelChurn, type OrderFeature,
} from "./retention/churn-model/label-churn.ts";
export type {
  ChurnCoefficient, ChurnEffect, ChurnExample, ChurnExampleColumns, ChurnFit, ChurnModel, ChurnSubject, ChurnSubjectColumns, ChurnWarningCode, FeatureValues,
} from "./retention/churn-model/model.ts";
export { type ChurnScore, scoreChurn } from "./retention/churn-model/score.ts";
export { type DatedRow, SPLIT_IN_TIME_DEFAULTS, type SplitInTimeOptions, splitInTime, type TimeSplit } from "./retention/churn-model/split-in-time.ts";
export type {
  Cohort, CohortAverage, CohortCell, CohortColumn, CohortCounting, CohortEntry, CohortShare, CohortTable,
} from "./retention/cohorts/cohort-noun.ts";
export { COHORT_TABLE_DEFAULTS, type CohortTableOptions } from "./retention/cohorts/cohort-options.ts";
export { cohortTable } from "./retention/cohorts/cohort-table.ts";
export type { CohortUnit } from "./retention/cohorts/periods-back.ts";
export type { CohortSurvivors, ContractColumns, ContractData, ContractHistory, ContractPatterns } from "./retention/contract-data.ts";
export type { ContractModel, FittedContract } from "./retention/contract-model.ts";
export type { FitContractOptions } from "./retention/fit-contract.ts";
export type { RenewalColumns, RenewalHistory } from "./retention/renewal-targets.ts";
export { type ResidualLifetimeOptions, residualLifetime } from "./retention/residual-lifetime.ts";
export { RESIDUAL_VALUE_DEFAULTS, type ResidualValueOptions, residualValue } from "./retention/residual-value.ts";
export {
  AVERAGE_REVENUE_PER_ACCOUNT_DEFAULTS, type AverageRevenue, type AverageRevenuePerAccountOptions, averageRevenuePerAccount,
} from "./retention/revenue/average-revenue-per-account.ts";
export {
  GROSS_REVENUE_RETENTION_DEFAULTS, type GrossMeaning, type GrossRevenueRetention, type GrossRevenueRetentionOptions, grossRevenueRetention,
} from "./retention/revenue/gross-revenue-retention.ts";
export { MRR_MOVEMENTS_DEFAULTS, type MrrMovementsOptions, mrrMovements } from "./retention/revenue/mrr-movements.ts";
export {
  MRR_MOVEMENTS_TABLE_DEFAULTS, type MrrMovementsRow, type MrrMovementsTableOptions, mrrMovementsTable,
} from "./retention/revenue/mrr-movements-table.ts";
export type { MrrMovements } from "./retention/revenue/mrr-noun.ts";
export { NET_REVENUE_RETENTION_DEFAULTS, type NetRevenueRetentionOptions, netRevenueRetention } from "./retention/revenue/net-revenue-retention.ts";
export { QUICK_RATIO_DEFAULTS, type QuickRatio, type QuickRatioOptions, quickRatio } from "./retention/revenue/quick-ratio.ts";
export type { RevenueRetention } from "./retention/revenue/retained-revenue.ts";
export type { MomentColumn, Subscription, SubscriptionColumns, SubscriptionOptions } from "./retention/revenue/subscription.ts";
export type { MovementBasis } from "./retention/revenue/tally-movements.ts";
export { fitShiftedBetaGeometric } from "./retention/shifted-beta-geometric/fit.ts";
export type { ShiftedBetaGeometricModel, ShiftedBetaGeometricParameter, ShiftedBetaGeometricParams } from "./retention/shifted-beta-geometric/model.ts";
export { type SimulatedLifetimes, type SimulateLifetimesOptions, simulateLifetimes } from "./retention/simulate-lifetimes.ts";
export {
  type AtRiskColumns, CHURN_COST_DEFAULTS, type ChurnCost, type ChurnCostOptions, type CustomerAtRisk, churnCost,
} from "./retention/slipping/churn-cost.ts";
export {
  type CustomerGap, type CustomerGapColumns, EXPECTED_GAP_DEFAULTS, type ExpectedGapFrame, type ExpectedGapOptions, type ExpectedGaps, type ExpectedGapsColumns,
  expectedGap,
} from "./retention/slipping/expected-gap.ts";
export {
  FIND_SLIPPING_DEFAULTS, type FindSlippingOptions, findSlipping, type Slipping, type SlippingColumns, type SlippingCustomer, type SlippingFrame,
  type SlippingInColumns,
} from "./retention/slipping/find-slipping.ts";
export type { GapPopulation } from "./retention/slipping/gap-model.ts";
export {
  AALEN_JOHANSEN_DEFAULTS, type AalenJohansenCurves, type AalenJohansenOptions, aalenJohansen, type CauseDuration, type CauseDurationColumns,
  type IncidencePoint,
} from "./retention/survival/aalen-johansen.ts";
export {
  CONCORDANCE_DEFAULTS, type ConcordanceOptions, concordance, type ScoredDuration, type ScoredDurationColumns,
} from "./retention/survival/concordance.ts";
export type { CoxDuration, CoxDurationColumns, CoxInput } from "./retention/survival/cox/cox-data.ts";
export { FIT_COX_DEFAULTS, type FitCoxOptions, fitCox } from "./retention/survival/cox/fit.ts";
export type { Concordance, CoxBaseline, CoxCoefficient, CoxModel, CoxTest, CoxTies, CoxWarningCode } from "./retention/survival/cox/model.ts";
export { type CoxPrediction, type CoxSurvival, PREDICT_COX_DEFAULTS, type PredictCoxOptions, predictCox } from "./retention/survival/cox/predict.ts";
export {
  type ProportionalHazardsOptions, type ProportionalHazardsTest, TEST_PROPORTIONAL_HAZARDS_DEFAULTS, type TimeTransform, testProportionalHazards,
} from "./retention/survival/cox/proportional-hazards.ts";
export type { CurveWarningCode, KaplanMeierCurve, KaplanMeierPoint, KaplanMeierPointColumns, TimeQuantile } from "./retention/survival/curve.ts";
export type { Duration, DurationColumns, EventColumn, GroupedDuration, GroupedDurationColumns, LabelColumn } from "./retention/survival/duration.ts";
export { KAPLAN_MEIER_DEFAULTS, type KaplanMeierOptions, kaplanMeier } from "./retention/survival/kaplan-meier.ts";
export { fitExponential } from "./retention/survival/lifetime/fit-exponential.ts";
export { FIT_LIFETIME_DEFAULTS, type FitLifetimeOptions } from "./retention/survival/lifetime/fit-lifetime.ts";
export { fitLogLogistic } from "./retention/survival/lifetime/fit-log-logistic.ts";
export { fitLogNormal } from "./retention/survival/lifetime/fit-log-normal.ts";
export { fitWeibull } from "./retention/survival/lifetime/fit-weibull.ts";
export type { ExponentialModel, LifetimeModel, LifetimeModelOf, LogLogisticModel, LogNormalModel, WeibullModel } from "./retention/survival/lifetime/model.ts";
export {
  type LifetimePrediction, PREDICT_LIFETIME_DEFAULTS, type PredictLifetimeOptions, predictLifetime,
} from "./retention/survival/lifetime/predict-lifetime.ts";
export { LOG_RANK_TEST_DEFAULTS, type LogRankGroup, type LogRankOptions, type LogRankResult, logRankTest } from "./retention/survival/log-rank.ts";
export type { LogRankWeights } from "./retention/survival/log-rank-weights.ts";
export {
  NELSON_AALEN_DEFAULTS, type NelsonAalenCurve, type NelsonAalenOptions, type NelsonAalenPoint, type NelsonAalenPointColumns, nelsonAalen,
} from "./retention/survival/nelson-aalen.ts";
export { ORDER_DURATIONS_DEFAULTS, type OrderDurations, type OrderDurationsOptions, orderDurations } from "./retention/survival/order-durations.ts";
export { type RestrictedMean, type RestrictedMeanOptions, restrictedMean } from "./retention/survival/restricted-mean.ts";
export {
  type CustomerDuration, type CustomerDurations, SUBSCRIPTION_DURATIONS_DEFAULTS, type SubscriptionDurationsOptions, type SubscriptionSpan,
  subscriptionDurations,
} from "./retention/survival/subscription-durations.ts";
export { type SurvivalReading, survivalAt } from "./retention/survival/survival-at.ts";
export type { SurvivalInterval } from "./retention/survival/survival-interval.ts";
export { survivalQuantiles } from "./retention/survival/survival-quantiles.ts";
export { type SurvivalCurveOptions, type SurvivalPoint, survivalCurve } from "./retention/survival-curve.ts";
export { RFM_SEGMENT_ACTIONS } from "./rfm/actions.ts";
export { COMPARE_RFM_DEFAULTS, type CompareRfmOptions, compareRfm } from "./rfm/compare.ts";
export type { CompareRfmWarningCode, RfmComparison, RfmCustomerMovement, RfmSegmentMovement } from "./rfm/compare-types.ts";
export { type DescribeSegmentsOptions, describeSegments, type RfmSegmentDescription } from "./rfm/describe-segments.ts";
export type { RfmExtraColumn, RfmExtraDimension, RfmExtraScore, RfmExtraScorer, RfmField } from "./rfm/extra-types.ts";
export { RFM_MARKETING_GRID, RFM_QUARTILE_GRID, type RfmScoreRange, type RfmSegmentGrid, type RfmSegmentRule } from "./rfm/grids.ts";
export { scoreRfm } from "./rfm/score.ts";
export { SEGMENT_RFM_DEFAULTS, type SegmentRfmOptions, segmentRfm } from "./rfm/segment.ts";
export type { RfmAssignment, RfmAssignmentTable, RfmSegment, RfmSegmentColumns, RfmSegments } from "./rfm/segment-types.ts";
export { SCORE_RFM_DEFAULTS, type ScoreRfmOptions } from "./rfm/settings.ts";
export type {
  RfmDimension, RfmScore, RfmScoreColumns, RfmScorer, RfmScores, RfmScoreTable, RfmSettings, RfmThresholds, RfmTriple, RfmWarningCode,
} from "./rfm/types.ts";
export { compareScores } from "./survey/compare-scores.ts";
export {
  COMPARE_SCORES_DEFAULTS, type CompareScoresOptions, type ComparisonCorrection, type DifferenceMethod, type HomogeneityTest, type NamedPeriod,
  type ScoreComparison, type ScoreDifference, type ScorePair, type ScoreSample,
} from "./survey/compare-types.ts";
export { COMPARE_WAVES_DEFAULTS, type CompareWavesOptions, compareWaves, type WaveComparison, type WaveGain, type WaveMove } from "./survey/compare-waves.ts";
export { driverAnalysis } from "./survey/driver-analysis.ts";
export type { DriverColumns, DriverResponse } from "./survey/driver-rows.ts";
export {
  DRIVER_ANALYSIS_DEFAULTS, type Driver, type DriverAnalysis, type DriverAnalysisOptions, type DriverEstimate, type DriverWarningCode,
} from "./survey/driver-types.ts";
export { SURVEY_MEASURE_DEFAULTS } from "./survey/measure.ts";
export { mergeCounts } from "./survey/merge-counts.ts";
export type { ScorePeriod } from "./survey/periods.ts";
export { planSurveys } from "./survey/plan-surveys.ts";
export {
  type FrequencyCap, PLAN_SURVEYS_DEFAULTS, type PlanDecision, type PlanReason, type PlanReasonCode, type PlanSurveysOptions, type SurveyCandidate,
  type SurveyContact, type SurveyPlan,
} from "./survey/plan-types.ts";
export { type PopulationCell, type PostStratifyWeightsOptions, postStratifyWeights } from "./survey/post-stratify-weights.ts";
export {
  type PopulationMargins, RAKE_WEIGHTS_DEFAULTS, type RakeWeightsOptions, rakeWeights, type WeightedPerson, type WeightedSample,
} from "./survey/rake-weights.ts";
export {
  type DifferenceTarget, type ExpectedAnswers, type MarginTarget, REQUIRED_SAMPLE_DEFAULTS, type RequiredSample, type RequiredSampleOptions, requiredSample,
} from "./survey/required-sample.ts";
export { SCORE_BY_SEGMENT_DEFAULTS, type ScoreBySegmentOptions, type SegmentScore, type SegmentScores, scoreBySegment } from "./survey/score-by-segment.ts";
export { type CesScore, SCORE_CES_DEFAULTS, type ScoreCesOptions, scoreCes } from "./survey/score-ces.ts";
export { type CsatScore, SCORE_CSAT_DEFAULTS, type ScoreCsatOptions, scoreCsat } from "./survey/score-csat.ts";
export { type NpsScore, SCORE_NPS_DEFAULTS, type ScoreNpsOptions, scoreNps } from "./survey/score-nps.ts";
export { type PeriodScore, type PeriodScores, SCORE_OVER_TIME_DEFAULTS, type ScoreOverTimeOptions, scoreOverTime } from "./survey/score-over-time.ts";
export { SCORE_TAGS_DEFAULTS, type ScoreTagsOptions, scoreTags, type TaggedResponse, type TagScore, type TagScores } from "./survey/score-tags.ts";
export { SURVEY_SCORE_DEFAULTS } from "./survey/settings.ts";
export {
  type ChoiceFrequency, type ChoiceResponse, type ChoiceTable, TABULATE_CHOICES_DEFAULTS, type TabulateChoicesOptions, tabulateChoices,
} from "./survey/tabulate-choices.ts";
export type {
  AnswerFrequency, AnswerGroup, AnswerScale, CesMeasure, CsatMeasure, MeanMethod, MeasureUsed, NetMethod, ScoreMethod, ScoreSettings, ShareEstimate,
  SurveyAnswers, SurveyColumns, SurveyCounts, SurveyMeasure, SurveyResponse, SurveyScore, SurveyWarningCode,
} from "./survey/types.ts";
