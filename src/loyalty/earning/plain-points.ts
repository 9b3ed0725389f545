import { shareOut } from "../../money/share-out.ts";
import { multiply, powerOfTen } from "../../money/whole.ts";
import type { Policies } from "../program/policies.ts";
import type { ActiveRule } from "./active-rules.ts";
import type { MoneyPlan } from "./compiled-earning.ts";
import type { OrderMoney } from "./order-money.ts";

/**
 * Points by rule where nothing tells one place of the order from another, which is nearly always:
 * points of one currency, rounded once for the order, and factors that add up on all that its money
 * earned, in numbers that a float holds exactly. A sum or two a rule will do then. `null` where it
 * takes more.
 */
export function plainPoints(
  rules: readonly ActiveRule[],
  plan: MoneyPlan,
  money: OrderMoney | null,
  { rounding, stacking }: Policies,
): number[] | null {
  const { scope, when, mode } = rounding;
  if (scope === "line" || when === "per_rule" || stacking.multipliers !== "additive") return null;
  // One point, in parts so small that all rules give whole numbers of them.
  const { below } = plan;
  const unit = plan.isOfMoney && money !== null ? powerOfTen(money.order.scale) : 1;
  const point = multiply(multiply(unit, plan.den), below);
  if (typeof below === "bigint" || typeof point === "bigint") return null;
  const values: number[] = [];
  let ofMoney = 0;
  let size = 0;
  for (let index = 0; index < rules.length; index++) {
    const { rule, lines, units, points } = rules[index];
    const { award } = rule;
    if (rule.currency !== rules[0].rule.currency || award.type === "step") return null;
    let value = points * point;
    if (award.type === "multiplier") {
      if (lines !== null || award.targets !== null) return null;
    } else if (award.type === "rate") {
      const rate = plan.rates[rule.index];
      if (rate === undefined || rate.isExchanged) return null;
      value = units * Number(rate.num) * below;
      ofMoney += value;
    }
    values.push(value);
    size += value;
  }
  for (let index = 0; index < rules.length; index++) {
    const { award } = rules[index].rule;
    if (award.type !== "multiplier") continue;
    const { num, den } = award.excess;
    // Nothing is added, so that nothing is never -0.
    const value = (ofMoney / Number(den)) * Number(num) + 0;
    values[index] = value;
    size += Math.abs(value);
  }
  // Whole numbers whose sizes sum to a safe integer were exact all along.
  return size <= Number.MAX_SAFE_INTEGER ? shareOut(values, point, mode) : null;
}
