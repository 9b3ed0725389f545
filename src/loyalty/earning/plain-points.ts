import { shareOut } from "../../money/share-out.ts";
import { add, divide, leastCommon, multiply, powerOfTen, type Whole } from "../../money/whole.ts";
import type { Policies } from "../program/policies.ts";
import type { ActiveRule } from "./active-rules.ts";
import type { MoneyPlan } from "./compiled-earning.ts";
import type { OrderMoney } from "./order-money.ts";

/**
 * Points by rule where nothing tells one place of the order from another, which is nearly always:
 * points of one currency, rounded once for the order, and factors that add up on all that its money
 * earned. A sum or two a rule will do then. `null` where it takes more.
 */
export function plainPoints(
  rules: readonly ActiveRule[],
  plan: MoneyPlan,
  money: OrderMoney | null,
  { rounding, stacking }: Policies,
): number[] | null {
  const { scope, when, mode } = rounding;
  if (scope === "line" || when === "per_rule" || stacking.multipliers !== "additive") return null;
  if (!arePlain(rules, plan)) return null;
  // One point, in parts so small that all rules give whole numbers of them.
  let below: Whole = 1;
  let isOfMoney = false;
  for (let index = 0; index < rules.length; index++) {
    const { award } = rules[index].rule;
    if (award.type === "multiplier") below = leastCommon(below, award.excess.den);
    else if (award.type === "rate") isOfMoney = true;
  }
  const unit = isOfMoney && money !== null ? powerOfTen(money.order.scale) : 1;
  const point = multiply(isOfMoney ? multiply(unit, plan.den) : 1, below);
  const values: Whole[] = [];
  let ofMoney: Whole = 0;
  for (let index = 0; index < rules.length; index++) {
    const { rule, units, points } = rules[index];
    const rate = plan.rates[rule.index];
    if (rate === undefined) values.push(multiply(points, point));
    else {
      const value = multiply(multiply(units, rate.num), below);
      values.push(value);
      ofMoney = add(ofMoney, value);
    }
  }
  for (let index = 0; index < rules.length; index++) {
    const { award } = rules[index].rule;
    if (award.type !== "multiplier") continue;
    values[index] = divide(multiply(ofMoney, award.excess.num), award.excess.den);
  }
  return shareOut(values, point, mode);
}

function arePlain(rules: readonly ActiveRule[], plan: MoneyPlan): boolean {
  for (let index = 0; index < rules.length; index++) {
    const { rule, lines } = rules[index];
    const { award } = rule;
    if (rule.currency !== rules[0].rule.currency) return false;
    if (award.type === "step" || plan.rates[rule.index]?.isExchanged === true) return false;
    if (award.type === "multiplier" && (lines !== null || award.targets !== null)) return false;
  }
  return true;
}
