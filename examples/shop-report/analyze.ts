import {
  type BgNbdModel,
  type CustomerBaseColumns,
  describeSegments,
  expectedPurchases,
  expectedSpend,
  type Fitted,
  fitBgNbd,
  fitGammaGamma,
  type GammaGammaModel,
  lifetimeValue,
  type OrderColumns,
  type PredictionInterval,
  probabilityAlive,
  type RfmSegmentDescription,
  type ShopSummary,
  scoreRfm,
  segmentRfm,
  summarizeOrders,
  summarizeShop,
  type TotalPurchaseInterval,
  type ValueModels,
  type Warning,
} from "clientele";
import { explainFault } from "./explain-fault.ts";
import { intervalOf, total, totalPurchases } from "./interval-of.ts";
import { type JudgedForecast, judgeForecast, type OrderPolicies } from "./judge-forecast.ts";
import { ifThereIsEnough, type Unavailable } from "./unavailable.ts";

export interface AnalysisOptions extends OrderPolicies {
  readonly asOf: string | number;
  readonly margin: number;
  readonly discountRate: number;
  /** Customers in each list. */
  readonly top: number;
}

/** A customer in one of the lists. Time ahead is 12 months. */
export interface ListedCustomer {
  readonly customerId: string;
  readonly orders: number;
  readonly revenue: number;
  readonly daysSinceLast: number;
  readonly probabilityAlive: number;
  readonly expectedPurchases: number;
  readonly expectedSpend: number;
  readonly value: number;
  /** What the value would gain if she were certainly a customer still. */
  readonly valueAtStake: number;
}

export interface Forecast {
  /** What the values count: months ahead, the share of revenue kept, the discount a year. */
  readonly months: number;
  readonly margin: number;
  readonly discountRate: number;
  readonly purchases: Fitted<BgNbdModel>;
  readonly spend: Fitted<GammaGammaModel>;
  /** Of all customers, over 12 months, discounted. */
  readonly totalValue: number;
  /** Where it lies at 95 %, as far as the models' parameters go; nothing where they are not bounded. */
  readonly totalRange: PredictionInterval | null;
  /** What all customers will buy in 12 months: at 95 %, luck included. */
  readonly totalPurchases: TotalPurchaseInterval;
  readonly top: readonly ListedCustomer[];
  readonly slipping: readonly ListedCustomer[];
  /** Purchased on one day alone: never among `slipping`, since the BG/NBD takes them for alive. */
  readonly oneTimeBuyers: number;
}

export interface ShopReport {
  readonly shop: ShopSummary;
  readonly segments: readonly RfmSegmentDescription[];
  readonly segmentWarnings: readonly Warning[];
  readonly forecast: Forecast | Unavailable;
  readonly holdout: JudgedForecast | Unavailable;
}

/** Overdue, but not yet given up. */
const SLIPPING = { from: 0.1, below: 0.5 } as const;
const YEAR_AHEAD = { months: 12 } as const;
/** Everything that the report tells, as data. */
export function analyzeShop(orders: OrderColumns, options: AnalysisOptions): ShopReport {
  const policies = {
    asOf: options.asOf,
    timeZone: options.timeZone,
    refunds: options.refunds,
    duplicates: options.duplicates,
    invalid: options.invalid,
  } as const;
  const shop = summarizeShop(orders, policies);
  if (shop.customers === 0) throw new Error(whyNobody(shop));
  const base = summarizeOrders(orders, { ...policies, timeUnit: "week" });
  const scores = scoreRfm(base);
  return {
    shop,
    segments: describeSegments(segmentRfm(scores)),
    segmentWarnings: scores.warnings,
    forecast: ifThereIsEnough(() => forecastYear(base, options)),
    holdout: ifThereIsEnough(() => judgeForecast(orders, shop, options)),
  };
}

function whyNobody({ rejected = [] }: ShopSummary): string {
  const [first] = rejected;
  const why =
    first === undefined
      ? "all amounts are refunds, or were refunded on their day"
      : `no line is left; the first left out: ${explainFault(first.code, first.message)}`;
  return `there is no purchase to report on: ${why}`;
}

function forecastYear(base: CustomerBaseColumns, options: AnalysisOptions): Forecast {
  const purchases = fitBgNbd(base);
  const spend = fitGammaGamma(base, { nonPositive: "exclude" });
  const models = { purchases, spend };
  const customers = listCustomers(base, models, options);
  const totalValue = customers.reduce((total, customer) => total + customer.value, 0);
  const byValue = (one: ListedCustomer, other: ListedCustomer) => other.value - one.value;
  const byStake = (one: ListedCustomer, other: ListedCustomer) =>
    other.valueAtStake - one.valueAtStake;
  return {
    months: YEAR_AHEAD.months,
    margin: options.margin,
    discountRate: options.discountRate,
    purchases,
    spend,
    totalValue,
    totalRange: totalValue > 0 ? rangeOfTotal(base, models, options) : null,
    totalPurchases: totalPurchases(purchases, base, YEAR_AHEAD),
    top: [...customers].sort(byValue).slice(0, options.top),
    slipping: customers
      .filter(({ probabilityAlive: p }) => p >= SLIPPING.from && p < SLIPPING.below)
      .sort(byStake)
      .slice(0, options.top),
    oneTimeBuyers: base.customers.frequency.filter((frequency) => frequency === 0).length,
  };
}

function listCustomers(
  base: CustomerBaseColumns,
  models: ValueModels,
  { margin, discountRate }: AnalysisOptions,
): ListedCustomer[] {
  const { customers } = base;
  const alive = probabilityAlive(models.purchases, base);
  const purchases = expectedPurchases(models.purchases, base, { horizon: YEAR_AHEAD });
  const valid = new Uint8Array(alive.length);
  const spend = expectedSpend(models.spend, base, { valid });
  const value = lifetimeValue(models, base, { horizon: YEAR_AHEAD, margin, discountRate, valid });
  return Array.from(alive, (probability, i) => ({
    customerId: String(idAt(base, i)),
    orders: customers.orders[i],
    revenue: customers.revenue[i],
    daysSinceLast: customers.daysSinceLast[i],
    probabilityAlive: probability,
    expectedPurchases: purchases[i],
    expectedSpend: spend[i],
    value: value[i],
    valueAtStake: probability > 0 ? value[i] / probability - value[i] : 0,
  }));
}

function rangeOfTotal(
  base: CustomerBaseColumns,
  models: ValueModels,
  { margin, discountRate }: AnalysisOptions,
): PredictionInterval | null {
  const options = { horizon: YEAR_AHEAD, margin, discountRate };
  return intervalOf(models, (other) => {
    const valid = new Uint8Array(base.customers.frequency.length);
    return total(lifetimeValue(other, base, { ...options, valid }));
  });
}

function idAt({ customers: { customerId } }: CustomerBaseColumns, index: number) {
  return "codes" in customerId
    ? customerId.dictionary[Number(customerId.codes[index])]
    : customerId[index];
}
