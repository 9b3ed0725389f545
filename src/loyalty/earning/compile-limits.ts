import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { EarningCap, Program } from "../program/program.ts";
import { checkNewId, currencyOf, listAt, type RuleParts } from "./compile-rule.ts";
import type { CompiledBudget, CompiledCap } from "./compiled-earning.ts";
import { keyWindow } from "./counter-keys.ts";

const WINDOWS = ["order", "day", "week", "month", "year", "lifetime"] as const;

type Currencies = Pick<RuleParts, "currencies" | "mainCurrency">;

/** By window, the shortest first, then by id: the order in the program counts for nothing. */
export function compileCaps(
  { caps }: Program,
  parts: Currencies,
  ruleIds: ReadonlySet<string>,
): CompiledCap[] {
  const seen = new Set<string>();
  const compiled = listAt(caps, ["caps"]).map((cap, index): CompiledCap => {
    const path = ["caps", index];
    const id = checkNewId(cap.id, seen, [...path, "id"]);
    const window = checkChoice(cap.window, WINDOWS, [...path, "window"]);
    if (cap.points === undefined && cap.count === undefined) {
      throw new InputError("invalid_cap", "expected points, a count or both, got none", path);
    }
    const key = (prefix: string, limit: EarningCap["points"]) =>
      limit === undefined || window === "order" ? null : keyWindow(`${prefix}:${id}`, window);
    return {
      id,
      currency: currencyOf(cap.currency, parts, [...path, "currency"]),
      window,
      points: limitOf(cap.points, [...path, "points"]),
      count: limitOf(cap.count, [...path, "count"]),
      rules: namedRules(cap.rules, ruleIds, [...path, "rules"]),
      pointsKey: key("cap", cap.points),
      countKey: key("count", cap.count),
    };
  });
  return compiled.sort(
    (one, other) =>
      WINDOWS.indexOf(one.window) - WINDOWS.indexOf(other.window) || (one.id < other.id ? -1 : 1),
  );
}

export function compileBudgets(
  { budgets }: Program,
  parts: Currencies,
  ruleIds: ReadonlySet<string>,
): CompiledBudget[] {
  const seen = new Set<string>();
  return listAt(budgets, ["budgets"])
    .map((budget, index): CompiledBudget => {
      const path = ["budgets", index];
      return {
        id: checkNewId(budget.id, seen, [...path, "id"]),
        currency: currencyOf(budget.currency, parts, [...path, "currency"]),
        rules: namedRules(budget.rules, ruleIds, [...path, "rules"]),
      };
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The stores or channels that orders may name; `null`: any. */
export function compileNames(names: unknown, path: ErrorPath): ReadonlySet<string> | null {
  if (names === undefined) return null;
  if (!Array.isArray(names)) {
    throw new InputError("invalid_shape", `expected a list, got ${show(names)}`, path);
  }
  const seen = new Set<string>();
  for (let index = 0; index < names.length; index++) {
    checkNewId(names[index], seen, [...path, index]);
  }
  return seen;
}

/** The rules that a cap, a budget or a multiplier names. */
export function namedRules(
  names: unknown,
  ruleIds: ReadonlySet<string>,
  path: ErrorPath,
): ReadonlySet<string> | null {
  const named = compileNames(names, path);
  if (named === null) return null;
  let index = 0;
  for (const name of named) {
    if (!ruleIds.has(name)) {
      const message = `expected a rule of the program, got ${show(name)}`;
      throw new InputError("unknown_rule", message, [...path, index]);
    }
    index += 1;
  }
  return named;
}

function limitOf(value: unknown, path: ErrorPath): number {
  return value === undefined ? Infinity : checkInteger(value, path);
}
