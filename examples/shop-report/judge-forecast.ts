import {
  evaluateHoldout,
  fitBgNbd,
  type HoldoutEvaluation,
  type OrderColumns,
  type ShopSummary,
  splitHoldout,
  type TotalPurchaseInterval,
} from "clientele";
import { totalPurchases } from "./interval-of.ts";
import { ifThereIsEnough, type Unavailable } from "./unavailable.ts";

/** A forecast fitted to the days until `calibrationEnd`, judged by those after it. */
export interface JudgedForecast {
  readonly calibrationEnd: string;
  readonly evaluation: HoldoutEvaluation;
  /** Where the sum lies at 95 %, by what customers happen to do and what the parameters leave open. */
  readonly range: TotalPurchaseInterval;
}

/** Which orders count, and when. */
export interface OrderPolicies {
  readonly timeZone: string;
  readonly refunds: "error" | "netSameDay" | "drop";
  readonly duplicates: "keep" | "drop";
  readonly invalid: "error" | "collect";
}

/** Days of orders that can be cut in two. */
const FEWEST_DAYS = 30;
const MS_PER_DAY = 86_400_000;

/** Two thirds of the time to learn from, one third to be judged by. */
export function judgeForecast(
  orders: OrderColumns,
  shop: ShopSummary,
  { timeZone, refunds, duplicates, invalid }: OrderPolicies,
): JudgedForecast | Unavailable {
  const first = Date.parse(shop.firstDay ?? shop.asOf);
  const last = Date.parse(shop.asOf);
  if (last - first < FEWEST_DAYS * MS_PER_DAY) {
    return { unavailable: `orders of ${FEWEST_DAYS} days or more are needed` };
  }
  const split = first + Math.floor((last - first) / MS_PER_DAY / 1.5) * MS_PER_DAY;
  const calibrationEnd = new Date(split).toISOString().slice(0, 10);
  const halves = splitHoldout(orders, {
    calibrationEnd,
    holdoutEnd: shop.asOf,
    timeUnit: "week",
    timeZone,
    refunds,
    duplicates,
    invalid,
  });
  const learnt = ifThereIsEnough(() => fitBgNbd(halves.calibration));
  if ("unavailable" in learnt) {
    const unavailable = `it would be made from the orders until ${calibrationEnd} alone, and of these: ${learnt.unavailable}`;
    return { unavailable };
  }
  const evaluation = evaluateHoldout(learnt, halves);
  const range = totalPurchases(learnt, halves.calibration, evaluation.horizon);
  return { calibrationEnd, evaluation, range };
}
