import { InputError } from "../../core/errors.ts";
import type { EarningCap, Program, ProgramBudget } from "../program/program.ts";
import { currencyOf, namedRules, type RuleParts } from "./compile-rule.ts";
import type { CompiledCap, PointLimit } from "./compiled-earning.ts";
import { keyWindow } from "./counter-keys.ts";
import { WINDOWS } from "./rule-shape.ts";

type LimitParts = Pick<RuleParts, "currencies" | "mainCurrency" | "rules">;

/** By window, the shortest first, then by id: the order in the program counts for nothing. */
export function compileCaps({ caps = [] }: Program, parts: LimitParts): CompiledCap[] {
  const compiled = caps.map((cap, index): CompiledCap => {
    const { id, window, points, count } = cap;
    if (points === undefined && count === undefined) {
      const message = "expected points, a count or both, got none";
      throw new InputError("invalid_cap", message, ["caps", index]);
    }
    const key = (prefix: string, limit: number | undefined) =>
      limit === undefined || window === "order" ? null : keyWindow(`${prefix}:${id}`, window);
    return {
      ...limitOf(cap, parts, "caps", index),
      window,
      points: points ?? Infinity,
      count: count ?? Infinity,
      pointsKey: key("cap", points),
      countKey: key("count", count),
    };
  });
  return compiled.sort(
    (one, other) => WINDOWS.indexOf(one.window) - WINDOWS.indexOf(other.window) || byId(one, other),
  );
}

export function compileBudgets({ budgets = [] }: Program, parts: LimitParts): PointLimit[] {
  return budgets.map((budget, index) => limitOf(budget, parts, "budgets", index)).sort(byId);
}

export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

function limitOf(
  { id, currency, rules }: EarningCap | ProgramBudget,
  parts: LimitParts,
  ...path: readonly [list: string, index: number]
): PointLimit {
  return {
    id,
    currency: currencyOf(currency, parts, [...path, "currency"]),
    rules: namedRules(rules, parts.rules, [...path, "rules"]),
  };
}
