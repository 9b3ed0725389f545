import { checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { compileCondition } from "../../criteria/compile-condition.ts";
import { parseDuration } from "../../time/duration.ts";
import { parseInstant } from "../../time/instant.ts";
import type { Zone } from "../../time/zone.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { EarningRule } from "../program/earning-rule.ts";
import type { ProgramMoney } from "../program/money.ts";
import { compileAward } from "./compile-award.ts";
import type { CompiledRule, RuleGroup } from "./compiled-earning.ts";
import { keyWindow } from "./counter-keys.ts";
import type { LineVocabulary, OrderVocabulary } from "./vocabulary.ts";

/** What rules are compiled with. */
export interface RuleParts {
  readonly zone: Zone;
  readonly money: ProgramMoney;
  readonly currencies: ReadonlyMap<string, CompiledCurrency>;
  readonly mainCurrency: CompiledCurrency;
  readonly orders: OrderVocabulary;
  readonly lines: LineVocabulary;
  readonly groups: ReadonlyMap<string, RuleGroup>;
}

/** Compiles one rule; `path` is its place in the program. */
export function compileRule(
  rule: EarningRule,
  index: number,
  parts: RuleParts,
  path: ErrorPath,
): CompiledRule {
  const { currency, when, lines, from, until, once, priority, pendingFor } = rule;
  if (lines !== undefined && rule.action !== undefined) {
    const message = "expected no lines with an action";
    throw new InputError("invalid_rule", message, [...path, "lines"]);
  }
  const start = readInstant(from, -Infinity, parts.zone, [...path, "from"]);
  const end = readInstant(until, Infinity, parts.zone, [...path, "until"]);
  if (start >= end) {
    const message = `expected an end after ${show(from)}, got ${show(until)}`;
    throw new InputError("invalid_rule", message, [...path, "until"]);
  }
  if (pendingFor !== undefined) parseDuration(pendingFor, [...path, "pendingFor"]);
  return {
    index,
    id: rule.id,
    currency: currencyOf(currency, parts, [...path, "currency"]),
    award: compileAward(rule, parts.money, path),
    when: when === undefined ? null : compileCondition(when, parts.orders, [...path, "when"]),
    lines: lines === undefined ? null : compileCondition(lines, parts.lines, [...path, "lines"]),
    from: start,
    until: end,
    once: compileOnce(rule, once, [...path, "once"]),
    group: rule.group === undefined ? null : (parts.groups.get(rule.group) ?? null),
    priority:
      priority === undefined
        ? 0
        : checkInteger(priority, [...path, "priority"], Number.MIN_SAFE_INTEGER),
    pendingFor,
  };
}

function compileOnce(rule: EarningRule, once: unknown, path: ErrorPath): CompiledRule["once"] {
  if (once === undefined) {
    // A member is referred once.
    return rule.award.type === "referral" ? keyWindow(`once:${rule.id}`, "lifetime") : null;
  }
  if (once === "ever") return keyWindow(`once:${rule.id}`, "lifetime");
  if (once === "year") return keyWindow(`once:${rule.id}`, "year");
  const message = `expected "ever" or "year", got ${show(once)}`;
  throw new InputError("invalid_option", message, path);
}

function readInstant(value: unknown, none: number, zone: Zone, path: ErrorPath): number {
  if (value === undefined) return none;
  if (typeof value === "string") return parseInstant(value, zone, path);
  throw new InputError("invalid_time", `expected a date or a date-time, got ${show(value)}`, path);
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

/** An id that nothing else in its list has. */
export function checkNewId(id: unknown, seen: Set<string>, path: ErrorPath): string {
  if (typeof id !== "string" || id === "") {
    throw new InputError("invalid_id", `expected a text, got ${show(id)}`, path);
  }
  if (seen.has(id)) throw new InputError("duplicate_id", `expected ${show(id)} once`, path);
  seen.add(id);
  return id;
}

/** A list of the program; empty where it is left out. */
export function listAt<Item>(list: readonly Item[] | undefined, path: ErrorPath): readonly Item[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    throw new InputError("invalid_shape", `expected a list, got ${show(list)}`, path);
  }
  // By index, so that a hole in the list is at fault too.
  for (let index = 0; index < list.length; index++) {
    if (typeof list[index] === "object" && list[index] !== null) continue;
    const message = `expected an object, got ${show(list[index])}`;
    throw new InputError("invalid_shape", message, [...path, index]);
  }
  return list;
}
