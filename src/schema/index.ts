export {
  audienceComparisonSchema,
  audienceSchema,
  holdoutGroupsSchema,
  parseAudience,
  parseAudienceComparison,
  parseHoldoutGroups,
} from "./audiences.ts";
export { churnModelSchema, parseChurnModel } from "./churn-model.ts";
export { classifierEvaluationSchema, parseClassifierEvaluation } from "./classifier-evaluation.ts";
export { cohortTableSchema, parseCohortTable } from "./cohorts.ts";
export {
  betaDiscreteWeibullModelSchema,
  contractModelSchema,
  parseContractModel,
  shiftedBetaGeometricModelSchema,
} from "./contracts.ts";
export { coxModelSchema, parseCoxModel } from "./cox.ts";
export {
  aalenJohansenCurvesSchema,
  kaplanMeierCurveSchema,
  nelsonAalenCurveSchema,
  parseAalenJohansenCurves,
  parseKaplanMeierCurve,
  parseNelsonAalenCurve,
} from "./curves.ts";
export {
  customerBaseSchema,
  customerSummarySchema,
  holdoutBaseSchema,
  parseCustomerBase,
  parseCustomerSummary,
  parseHoldoutBase,
} from "./customers.ts";
export type { SchemaIssue } from "./issue.ts";
export {
  exponentialModelSchema,
  lifetimeModelSchema,
  logLogisticModelSchema,
  logNormalModelSchema,
  parseLifetimeModel,
  weibullModelSchema,
} from "./lifetimes.ts";
export { accountSchema, parseAccount } from "./loyalty-accounts.ts";
export {
  commandSchema,
  parseCommand,
  parseTransferCommand,
  transferCommandSchema,
} from "./loyalty-commands.ts";
export { entrySchema, parseEntry } from "./loyalty-entries.ts";
export { parseProgram, programSchema } from "./loyalty-program.ts";
export {
  bgBbModelSchema,
  bgCnbdKModelSchema,
  bgNbdModelSchema,
  gammaGammaModelSchema,
  ggompertzNbdModelSchema,
  mbgCnbdKModelSchema,
  mbgNbdModelSchema,
  modelSchema,
  nbdModelSchema,
  paretoNbdModelSchema,
  parseModel,
  parsePurchaseModel,
  parseSpendModel,
  purchaseModelSchema,
  spendModelSchema,
} from "./models.ts";
export {
  customerMovementsSchema,
  mrrMovementsSchema,
  parseCustomerMovements,
  parseMrrMovements,
} from "./movements.ts";
export { opportunityBaseSchema, parseOpportunityBase } from "./opportunities.ts";
export { orderSchema, ordersSchema, parseOrder, parseOrders } from "./orders.ts";
export { parsePurchasePatterns, purchasePatternsSchema } from "./patterns.ts";
export { parsePosterior, posteriorSchema } from "./posteriors.ts";
export {
  customerProfileSchema,
  customerProfilesSchema,
  parseCustomerProfiles,
} from "./profiles.ts";
export { parseRegularity, regularitySchema } from "./regularity.ts";
export {
  averageRevenueSchema,
  churnCostSchema,
  customerRateSchema,
  grossRevenueRetentionSchema,
  parseAverageRevenue,
  parseChurnCost,
  parseCustomerRate,
  parseGrossRevenueRetention,
  parseRevenueRetention,
  revenueRetentionSchema,
} from "./retention-rates.ts";
export { parseRfmComparison, rfmComparisonSchema } from "./rfm-comparison.ts";
export { parseRfmSegmentDescriptions, rfmSegmentDescriptionsSchema } from "./rfm-descriptions.ts";
export {
  parseRfmScorer,
  parseRfmScores,
  rfmScorerSchema,
  rfmScoresSchema,
} from "./rfm-scores.ts";
export {
  parseRfmSegmentGrid,
  parseRfmSegments,
  rfmSegmentGridSchema,
  rfmSegmentsSchema,
} from "./rfm-segments.ts";
export { parseShopSummary, shopSummarySchema } from "./shop.ts";
export {
  expectedGapsSchema,
  parseExpectedGaps,
  parseSlipping,
  slippingSchema,
} from "./slipping.ts";
export { parseSubscriptions, subscriptionSchema, subscriptionsSchema } from "./subscriptions.ts";
export {
  choiceTableSchema,
  driverAnalysisSchema,
  parseChoiceTable,
  parseDriverAnalysis,
  parseRequiredSample,
  parseTagScores,
  requiredSampleSchema,
  tagScoresSchema,
} from "./survey-analyses.ts";
export {
  parseSurveyContacts,
  parseSurveyCounts,
  parseSurveyResponses,
  surveyContactsSchema,
  surveyCountsSchema,
  surveyResponseSchema,
  surveyResponsesSchema,
} from "./survey-answers.ts";
export {
  parseScoreComparison,
  parseWaveComparison,
  scoreComparisonSchema,
  waveComparisonSchema,
} from "./survey-comparisons.ts";
export { parseSurveyPlan, surveyPlanSchema } from "./survey-plan.ts";
export {
  parsePeriodScores,
  parseSegmentScores,
  parseSurveyScore,
  periodScoresSchema,
  segmentScoresSchema,
  surveyScoreSchema,
} from "./survey-scores.ts";
export {
  logRankResultSchema,
  parseLogRankResult,
  parseProportionalHazardsTest,
  proportionalHazardsTestSchema,
} from "./survival-tests.ts";
export { parseSummaryTable, summaryTableSchema } from "./tables.ts";
export { parsePurchaseTrace, purchaseTraceSchema } from "./traces.ts";
