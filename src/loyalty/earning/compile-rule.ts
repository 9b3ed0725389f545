import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { compileCondition } from "../../criteria/compile-condition.ts";
import { lowest, minus, ONE } from "../../money/fraction.ts";
import { parseRatio, parseUnits } from "../../money/scaled.ts";
import { parseInstant } from "../../time/instant.ts";
import type { Zone } from "../../time/zone.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { EarningRule } from "../program/earning-rule.ts";
import type { ProgramMoney } from "../program/money.ts";
import type {
  CompiledAward,
  CompiledRule,
  MultiplierAward,
  RuleGroup,
} from "./compiled-earning.ts";
import { type KeyWindow, keyWindow } from "./counter-keys.ts";
import type { LineVocabulary, OrderVocabulary } from "./vocabulary.ts";

/** What rules are compiled with. */
export interface RuleParts {
  readonly zone: Zone;
  readonly money: ProgramMoney;
  readonly currencies: ReadonlyMap<string, CompiledCurrency>;
  readonly mainCurrency: CompiledCurrency;
  readonly orders: OrderVocabulary;
  readonly lines: LineVocabulary;
  /** All rules of the program. */
  readonly rules: readonly EarningRule[];
}

/** Compiles one rule, of sound shape; `path` is its place in the program. */
export function compileRule(
  rule: EarningRule,
  index: number,
  parts: RuleParts,
  path: ErrorPath,
): CompiledRule {
  const { id, action, when, lines, from, until, priority, pendingFor } = rule;
  if (lines !== undefined && action !== undefined) {
    throw invalidRule("expected no lines with an action", [...path, "lines"]);
  }
  const start = readInstant(from, -Infinity, parts.zone, [...path, "from"]);
  const end = readInstant(until, Infinity, parts.zone, [...path, "until"]);
  if (start >= end) {
    const message = `expected an end after ${show(from)}, got ${show(until)}`;
    throw invalidRule(message, [...path, "until"]);
  }
  return {
    index,
    id,
    action,
    currency: currencyOf(rule.currency, parts, [...path, "currency"]),
    award: compileAward(rule, parts, [...path, "award"]),
    when: when === undefined ? null : compileCondition(when, parts.orders, [...path, "when"]),
    lines: lines === undefined ? null : compileCondition(lines, parts.lines, [...path, "lines"]),
    from: start,
    until: end,
    once: onceOf(rule),
    group: groupOf(rule, parts.rules),
    priority: priority ?? 0,
    pendingFor,
  };
}

/** The currency of a name; the main one where it is left out. */
export function currencyOf(
  name: unknown,
  { currencies, mainCurrency }: Pick<RuleParts, "currencies" | "mainCurrency">,
  path: ErrorPath,
): CompiledCurrency {
  if (name === undefined) return mainCurrency;
  const found = typeof name === "string" ? currencies.get(name) : undefined;
  if (found !== undefined) return found;
  const known = [...currencies.keys()].map(show).join(", ");
  throw new InputError("unknown_currency", `expected one of ${known}, got ${show(name)}`, path);
}

/** The rules that a cap, a budget or a multiplier names. */
export function namedRules(
  names: readonly string[] | undefined,
  rules: readonly EarningRule[],
  path: ErrorPath,
): ReadonlySet<string> | null {
  if (names === undefined) return null;
  for (const [index, name] of names.entries()) {
    if (rules.some(({ id }) => id === name)) continue;
    const message = `expected a rule of the program, got ${show(name)}`;
    throw new InputError("unknown_rule", message, [...path, index]);
  }
  return new Set(names);
}

export function factorAward(
  factor: MultiplierAward["factor"],
  targets: MultiplierAward["targets"],
) {
  return { type: "multiplier", factor, excess: minus(factor, ONE), targets } as const;
}

function compileAward(rule: EarningRule, parts: RuleParts, path: ErrorPath): CompiledAward {
  const { award, id, action } = rule;
  if (action !== undefined && /^(rate|step|first_purchase|referral)$/.test(award.type)) {
    const message = `expected an award that needs no order, got "${award.type}"`;
    throw invalidRule(message, [...path, "type"]);
  }
  switch (award.type) {
    case "rate":
    case "step": {
      const pers = Object.entries(award.perByCurrency ?? {});
      const perByCurrency = new Map(pers.map(([currency, per]) => [currency, fraction(per)]));
      return { ...award, per: fraction(award.per), perByCurrency };
    }
    case "multiplier":
      return factorAward(fraction(award.factor), targetsOf(rule, award.rules, parts, path));
    case "fixed":
    case "first_purchase":
      return { ...award };
    case "punch_card": {
      const { punches, points, reward } = award;
      if (reward === undefined && points === undefined) {
        throw invalidRule("expected points, a reward or both, got none", path);
      }
      const keys = { punchKey: `punch:${id}`, cycleKey: `cycle:${id}` };
      return { type: award.type, punches, points: points ?? 0, reward: reward ?? null, ...keys };
    }
    case "streak":
      return { ...award, window: keyWindow(`streak:${id}`, award.every, true) };
    case "referral": {
      const minimumText = award.minimum ?? "0";
      const minimum = parseUnits(minimumText, parts.money.scale, [...path, "minimum"]);
      if (minimum >= 0) return { ...award, minimum, minimumText };
      const message = `expected at least 0, got ${show(minimumText)}`;
      throw new InputError("out_of_range", message, [...path, "minimum"]);
    }
  }
}

function targetsOf(
  { action, currency }: EarningRule,
  names: readonly string[] | undefined,
  { rules, mainCurrency }: RuleParts,
  award: ErrorPath,
): ReadonlySet<string> | null {
  const path = [...award, "rules"];
  const targets = namedRules(names, rules, path);
  if (targets === null && action !== undefined) {
    throw invalidRule("expected the rules that it is a factor on", path);
  }
  for (const target of rules) {
    if (targets?.has(target.id) !== true) continue;
    if (!/^(rate|step|fixed)$/.test(target.award.type) || target.action !== action) {
      const expected = "expected rates, steps or fixed awards of the same action";
      throw invalidRule(`${expected}, got ${show(target.id)}`, path);
    }
    if ((target.currency ?? mainCurrency.name) !== (currency ?? mainCurrency.name)) {
      const expected = "expected rules of the multiplier's own currency";
      throw invalidRule(`${expected}, got ${show(target.id)}`, path);
    }
  }
  return targets;
}

function onceOf({ id, once, award }: EarningRule): KeyWindow | null {
  if (once === "year") return keyWindow(`once:${id}`, "year");
  // A member is referred once.
  return once === "ever" || award.type === "referral" ? keyWindow(`once:${id}`, "lifetime") : null;
}

function groupOf({ group: name }: EarningRule, rules: readonly EarningRule[]): RuleGroup | null {
  if (name === undefined) return null;
  const members = rules.filter(({ group }) => group === name);
  const factors = members.filter(({ award }) => award.type === "multiplier").length;
  return { name, isMixed: factors > 0 && factors < members.length };
}

function readInstant(value: unknown, none: number, zone: Zone, path: ErrorPath): number {
  if (value === undefined) return none;
  if (typeof value === "string") return parseInstant(value, zone, path);
  throw new InputError("invalid_time", `expected a date or a date-time, got ${show(value)}`, path);
}

function fraction(text: string) {
  return lowest(parseRatio(text, []));
}

function invalidRule(message: string, path: ErrorPath): InputError {
  return new InputError("invalid_rule", message, path);
}
