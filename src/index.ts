export { fitBgNbd } from "./clv/bg-nbd/fit.ts";
export type { BgNbdModel, BgNbdParameter, BgNbdParams } from "./clv/bg-nbd/model.ts";
export {
  EVALUATE_HOLDOUT_DEFAULTS,
  type EvaluateHoldoutOptions,
  evaluateHoldout,
  type FrequencyBin,
  type Holdout,
  type HoldoutEvaluation,
  type HoldoutPurchases,
} from "./clv/evaluate-holdout.ts";
export { type ExpectedPurchasesOptions, expectedPurchases } from "./clv/expected-purchases.ts";
export { expectedSpend, type UndefinedValues } from "./clv/expected-spend.ts";
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
export type { Horizon } from "./clv/horizon.ts";
export {
  LIFETIME_VALUE_DEFAULTS,
  type LifetimeValueOptions,
  lifetimeValue,
  type ValueHistory,
} from "./clv/lifetime-value.ts";
export type { Fitted, PurchaseModel, SpendModel, ValueModels } from "./clv/model.ts";
export { probabilityAlive } from "./clv/probability-alive.ts";
export type { PurchaseData } from "./clv/purchase-data.ts";
export {
  SIMULATE_ORDERS_DEFAULTS,
  type SimulateOrdersOptions,
  simulateOrders,
} from "./clv/simulate-orders.ts";
export type { SpendBase } from "./clv/targets.ts";
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
export type { Order, OrderColumns } from "./customers/order.ts";
export type { OrderPolicies } from "./customers/order-policies.ts";
export {
  type HoldoutSplit,
  type HoldoutSplitColumns,
  SPLIT_HOLDOUT_DEFAULTS,
  type SplitHoldoutOptions,
  splitHoldout,
} from "./customers/split-holdout.ts";
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
export type { QuantileType } from "./numeric/quantile.ts";
export { type Describable, describe } from "./report/describe.ts";
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
