import { aligned } from "../../money/fraction.ts";
import { multiply } from "../../money/whole.ts";
import type {
  CompiledEarning,
  CompiledRule,
  CompiledTiers,
  MoneyPlan,
  PlanRate,
} from "./compiled-earning.ts";

/** How money of the order's currency becomes points. */
export function planOf(earning: CompiledEarning, currency: string): MoneyPlan {
  return earning.plans.get(currency) ?? earning.foreignPlan;
}

/** A plan for each currency that the program or its rules name. */
export function plansOf(
  rules: readonly CompiledRule[],
  tiers: CompiledTiers | null,
  own: string,
  needsMoney: boolean,
): Pick<CompiledEarning, "plans" | "foreignPlan"> {
  const named = rules.flatMap(({ award }) =>
    "perByCurrency" in award ? [...award.perByCurrency.keys()] : [],
  );
  const factors = rules.flatMap(({ award }) => ("factor" in award ? award.factor : []));
  const ofTiers = tiers?.levels.map(({ factor }) => factor) ?? [];
  const below = aligned(factors.concat(ofTiers)).den;
  const plan = (currency: string | null) => moneyPlan(currency, rules, below, own, needsMoney);
  return {
    plans: new Map([own, ...named].map((currency) => [currency, plan(currency)])),
    foreignPlan: plan(null),
  };
}

/** How orders of a currency earn; `null` stands for all those that no rule names. */
function moneyPlan(
  currency: string | null,
  rules: readonly CompiledRule[],
  below: MoneyPlan["below"],
  own: string,
  needsMoney: boolean,
): MoneyPlan {
  const isOwn = currency === own;
  const found = rules.flatMap(({ award, index }) => {
    if (award.type !== "rate" && award.type !== "step") return [];
    const direct = currency === null ? undefined : award.perByCurrency.get(currency);
    const per = direct ?? award.per;
    const isExchanged = direct === undefined && !isOwn;
    return { index, per, isExchanged, num: multiply(award.points, per.den), den: per.num };
  });
  const { nums, den } = aligned(found);
  const rates: (PlanRate | undefined)[] = rules.map(() => undefined);
  for (const [place, { index, per, isExchanged }] of found.entries()) {
    rates[index] = { num: nums[place], per, isExchanged };
  }
  const needsExchange = !isOwn && (needsMoney || found.some(({ isExchanged }) => isExchanged));
  return { rates, isOfMoney: found.length > 0, den, below, needsExchange };
}
