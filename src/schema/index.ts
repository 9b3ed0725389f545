export {
  betaDiscreteWeibullModelSchema,
  contractModelSchema,
  parseContractModel,
  shiftedBetaGeometricModelSchema,
} from "./contracts.ts";
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
export { orderSchema, ordersSchema, parseOrder, parseOrders } from "./orders.ts";
export { parsePurchasePatterns, purchasePatternsSchema } from "./patterns.ts";
export { parsePosterior, posteriorSchema } from "./posteriors.ts";
export { parseRfmComparison, rfmComparisonSchema } from "./rfm-comparison.ts";
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
