export type { RoundingMode } from "../money/rounding-mode.ts";
export {
  ALLOCATE_REVENUE_DEFAULTS,
  allocateRevenue,
  type PointsSale,
  type RevenueAllocation,
} from "./analysis/allocate-revenue.ts";
export type { Breakage, BreakageBand } from "./analysis/breakage.ts";
export {
  type BreakageEstimate,
  type BreakagePoint,
  ESTIMATE_BREAKAGE_DEFAULTS,
  type EstimateBreakageOptions,
  estimateBreakage,
} from "./analysis/estimate-breakage.ts";
export type { LotEnd } from "./analysis/lot-tracker.ts";
export {
  type LiabilityOfMonth,
  POINTS_LIABILITY_DEFAULTS,
  type PointsLiability,
  type PointsLiabilityOptions,
  pointsLiability,
} from "./analysis/points-liability.ts";
export type { PointValue } from "./analysis/read-money.ts";
export {
  RECOGNIZE_REVENUE_DEFAULTS,
  type RedemptionProgress,
  type RevenueRecognition,
  recognizeRevenue,
} from "./analysis/recognize-revenue.ts";
export { simulateProgram } from "./analysis/simulate-program.ts";
export type {
  OrderHistory,
  ProgramSimulation,
  SimulatedMember,
  SimulatedStanding,
  SimulateProgramOptions,
  TierCount,
} from "./analysis/simulation.ts";
export {
  type ProgramSummary,
  type SummarizeProgramOptions,
  summarizeProgram,
} from "./analysis/summarize-program.ts";
export { type AuditRow, toAuditRows } from "./analysis/to-audit-rows.ts";
export { type JournalAccount, type JournalRow, toJournal } from "./analysis/to-journal.ts";
export { type LotOutcome, type TraceLotsOptions, traceLots } from "./analysis/trace-lots.ts";
export type { CapRoom, CapUse } from "./earning/cap-rooms.ts";
export {
  type EarningQuote,
  type QuotedPoints,
  type QuoteEarningOptions,
  quoteEarning,
} from "./earning/quote-earning.ts";
export type { LineVocabulary, OrderVocabulary, Weekday } from "./earning/vocabulary.ts";
export type { Breakdown, LotLine, LotMove, RuleLine } from "./engine/breakdown.ts";
export type { Command, CommandBase, CommandContext, CommandOf } from "./engine/command.ts";
export { compileProgram } from "./engine/compile-program.ts";
export { createAccount } from "./engine/create-account.ts";
export { decide } from "./engine/decide.ts";
export type { Accepted, Decision, Refusal, RefusalReason } from "./engine/decision.ts";
export type { Engine } from "./engine/engine.ts";
export { type Explanation, type ExplanationLine, explain } from "./engine/explain.ts";
export { type Rebuilt, rebuildAccount } from "./engine/rebuild.ts";
export { type AccountView, viewAccount, type WalletView } from "./engine/view-account.ts";
export type {
  Account,
  AwardedAgain,
  Counter,
  Hold,
  Lot,
  LotPoints,
  OpenOrder,
  OrderPoints,
  RecentKey,
  Redemption,
  RefundedLine,
  Take,
  Totals,
  Voucher,
  Wallet,
} from "./ledger/account.ts";
export type {
  AwardFacts,
  AwardSnapshot,
  BudgetState,
  BudgetUse,
  ReferralAward,
  RulePoints,
} from "./ledger/award.ts";
export { businessKeys } from "./ledger/business-keys.ts";
export type { Effect, LedgerEffect, RecordEffect } from "./ledger/effect.ts";
export type { Entry } from "./ledger/entry.ts";
export { evolve } from "./ledger/evolve.ts";
export { nextDueAt } from "./ledger/next-due.ts";
export { replay } from "./ledger/replay.ts";
export type { OrderLine, PurchaseOrder, RefundLine } from "./order.ts";
export { decideReferral } from "./pair/decide-referral.ts";
export { decideTransfer } from "./pair/decide-transfer.ts";
export type { ReferralCommand, TransferCommand } from "./pair/pair-command.ts";
export type { PairDecision, UntakenPoints } from "./pair/pair-decision.ts";
export type { RoundUp } from "./program/currency.ts";
export type { EarningRule, RateAward, RuleAward } from "./program/earning-rule.ts";
export type { ProgramMoney } from "./program/money.ts";
export { POLICY_DEFAULTS, type Policies, type ProgramPolicies } from "./program/policies.ts";
export type {
  CapWindow,
  EarningCap,
  PointCurrency,
  Program,
  ProgramBudget,
  Store,
} from "./program/program.ts";
export type {
  RedemptionCovers,
  RedemptionGives,
  RedemptionOption,
} from "./program/redemption-option.ts";
export type { TierLadder, TierLevel, TierWindow } from "./program/tier-ladder.ts";
export {
  type QuoteRedemptionRequest,
  quoteRedemption,
  type RedemptionQuote,
} from "./redemption/quote-redemption.ts";
export type { RedemptionValue } from "./redemption/redemption-value.ts";
export type { TierCredit, TierRecord, TierStanding } from "./tiers/record.ts";
export type { TierEffect } from "./tiers/tier-effect.ts";
export type { TierView } from "./tiers/view.ts";
