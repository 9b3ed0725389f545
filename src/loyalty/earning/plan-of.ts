import type { CompiledEarning, MoneyPlan } from "./compiled-earning.ts";

/** How money of the order's currency becomes points. */
export function planOf(earning: CompiledEarning, currency: string): MoneyPlan {
  return earning.plans.get(currency) ?? earning.foreignPlan;
}
