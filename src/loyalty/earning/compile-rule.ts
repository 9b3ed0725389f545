import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { compileCondition } from "../../criteria/compile-condition.ts";
import type { Predicate } from "../../criteria/field.ts";
import { minus, ONE } from "../../money/fraction.ts";
import { checkWait } from "../program/check-wait.ts";
import type { EarningRule } from "../program/earning-rule.ts";
import type {
  CompiledAward,
  CompiledRule,
  MultiplierAward,
  RuleGroup,
} from "./compiled-earning.ts";
import { type KeyWindow, keyWindow } from "./counter-keys.ts";
import type { ReadRule } from "./rule-shape.ts";
import type { EarningSubject } from "./subject.ts";
import type { LineVocabulary, OrderVocabulary } from "./vocabulary.ts";

/** What rules are compiled with. */
export interface RuleParts {
  readonly orders: OrderVocabulary;
  readonly lines: LineVocabulary;
  /** All rules of the program. */
  readonly rules: readonly ReadRule[];
  /** The returns window, for points that wait for its end. */
  readonly returns: string;
  /** Conditions on orders compiled so far, by their JSON. */
  readonly conditions: Map<string, Predicate<EarningSubject>>;
}

/** Compiles one rule; `path` is its place in the program, where it is `written`. */
export function compileRule(
  rule: ReadRule,
  { when, lines }: Pick<EarningRule, "when" | "lines">,
  index: number,
  parts: RuleParts,
  path: ErrorPath,
): CompiledRule {
  const { id, action, currency, from, until, priority, pendingFor } = rule;
  if (lines !== undefined && action !== undefined) {
    throw invalidRule("expected no lines with an action", [...path, "lines"]);
  }
  if (from >= until) throw invalidRule("expected an end after the start", [...path, "until"]);
  checkWait(pendingFor, currency, path);
  const once = onceOf(rule);
  const award = compileAward(rule, parts, [...path, "award"]);
  const { type } = award;
  return {
    index,
    id,
    action,
    currency,
    award,
    when: when === undefined ? null : conditionOf(when, parts, [...path, "when"]),
    lines: lines === undefined ? null : compileCondition(lines, parts.lines, [...path, "lines"]),
    from,
    until,
    once,
    group: groupOf(rule, parts.rules),
    priority,
    isCounted: once !== null || type === "punch_card" || type === "streak",
    pendingFor: type === "referral" ? award.pendingFor : pendingFor?.text,
  };
}

/** Equal conditions are one, so that it need not be asked again. */
function conditionOf(
  when: NonNullable<EarningRule["when"]>,
  { orders, conditions }: RuleParts,
  path: ErrorPath,
): Predicate<EarningSubject> {
  const compiled = compileCondition(when, orders, path);
  const text = JSON.stringify(when);
  const known = conditions.get(text) ?? compiled;
  conditions.set(text, known);
  return known;
}

export function factorAward(
  factor: MultiplierAward["factor"],
  targets: MultiplierAward["targets"],
) {
  return { type: "multiplier", factor, excess: minus(factor, ONE), targets } as const;
}

function compileAward(
  rule: ReadRule,
  { rules, returns }: Pick<RuleParts, "rules" | "returns">,
  path: ErrorPath,
): CompiledAward {
  const { award, id, action, pendingFor } = rule;
  if (action !== undefined && /^(rate|step|first_purchase|referral)$/.test(award.type)) {
    const message = `expected an award that needs no order, got "${award.type}"`;
    throw invalidRule(message, [...path, "type"]);
  }
  switch (award.type) {
    case "multiplier":
      checkTargets(rule, award.rules, rules, [...path, "rules"]);
      return factorAward(award.factor, award.rules);
    case "punch_card": {
      const { type, punches, points, reward } = award;
      if (reward === null && points === null) {
        throw invalidRule("expected points, a reward or both, got none", path);
      }
      const keys = { punchKey: `punch:${id}`, cycleKey: `cycle:${id}` };
      return { type, punches, points: points ?? 0, reward, ...keys };
    }
    case "streak":
      return { ...award, window: keyWindow(`streak:${id}`, award.every, true) };
    case "referral": {
      const { units, text } = award.minimum;
      const wait = pendingFor?.text ?? returns;
      return { ...award, minimum: units, minimumText: text, pendingFor: wait };
    }
    default:
      return award;
  }
}

/** What a factor is on: rates, steps or fixed awards like itself. */
function checkTargets(
  { action, currency }: ReadRule,
  targets: ReadonlySet<string> | null,
  rules: readonly ReadRule[],
  path: ErrorPath,
): void {
  if (targets === null && action !== undefined) {
    throw invalidRule("expected the rules that it is a factor on", path);
  }
  for (const target of rules) {
    if (targets?.has(target.id) !== true) continue;
    if (!/^(rate|step|fixed)$/.test(target.award.type) || target.action !== action) {
      const expected = "expected rates, steps or fixed awards of the same action";
      throw invalidRule(`${expected}, got ${show(target.id)}`, path);
    }
    if (target.currency !== currency) {
      const expected = "expected rules of the multiplier's own currency";
      throw invalidRule(`${expected}, got ${show(target.id)}`, path);
    }
  }
}

function onceOf({ id, once, award }: ReadRule): KeyWindow | null {
  if (once === "year") return keyWindow(`once:${id}`, "year");
  // A member is referred once.
  return once === "ever" || award.type === "referral" ? keyWindow(`once:${id}`, "lifetime") : null;
}

function groupOf({ group: name }: ReadRule, rules: readonly ReadRule[]): RuleGroup | null {
  if (name === null) return null;
  const members = rules.filter(({ group }) => group === name);
  const factors = members.filter(({ award }) => award.type === "multiplier").length;
  return { name, isMixed: factors > 0 && factors < members.length };
}

function invalidRule(message: string, path: ErrorPath): InputError {
  return new InputError("invalid_rule", message, path);
}
