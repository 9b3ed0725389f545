export type {
  CustomerId,
  DictionaryColumn,
  IdColumn,
  IntegerArray,
  NumberColumn,
} from "../core/columns.ts";
export type { ColumnTimeUnit, TimeInput } from "../core/time-input.ts";
export type { TimeUnit } from "../core/time-unit.ts";
export type { Warning } from "../core/warning.ts";
export type { CovariateColumns, Covariates } from "./covariates.ts";
export { customerIdAt } from "./customer-id-at.ts";
export {
  type GroupPatternsOptions,
  groupPatterns,
  type PurchaseBase,
} from "./group-patterns.ts";
export type {
  HoldoutActivity,
  HoldoutBase,
  HoldoutBaseColumns,
  HoldoutColumns,
  HoldoutFrame,
} from "./holdout.ts";
export { type CovariateBase, type CustomerCovariates, joinCovariates } from "./join-covariates.ts";
export {
  MEASURE_REGULARITY_DEFAULTS,
  type MeasureRegularityOptions,
  measureRegularity,
  type Regularity,
} from "./measure-regularity.ts";
export type { Order, OrderColumns } from "./order.ts";
export type { OrderPolicies } from "./order-policies.ts";
export type { OnePurchase } from "./purchase-days.ts";
export type { RegularityEstimate } from "./regularity-estimates.ts";
export {
  type HoldoutSplit,
  type HoldoutSplitColumns,
  SPLIT_HOLDOUT_DEFAULTS,
  type SplitHoldoutOptions,
  splitHoldout,
} from "./split-holdout.ts";
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
} from "./summarize-opportunities.ts";
export {
  SUMMARIZE_ORDERS_DEFAULTS,
  type SummarizeOrdersOptions,
  summarizeOrders,
} from "./summarize-orders.ts";
export {
  type RepeatPurchaseRate,
  type ShopSummary,
  SUMMARIZE_SHOP_DEFAULTS,
  type SummarizeShopOptions,
  summarizeShop,
} from "./summarize-shop.ts";
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
} from "./summary.ts";
export type { SummaryOptions } from "./summary-options.ts";
export {
  type PurchaseTrace,
  TRACE_PURCHASES_DEFAULTS,
  type TracedDay,
  type TracePurchasesOptions,
  tracePurchases,
} from "./trace-purchases.ts";
