import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseDuration } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { EarningRule } from "../program/earning-rule.ts";
import type { Policies } from "../program/policies.ts";
import type { Program } from "../program/program.ts";
import { askedFields, isAttribute } from "./asked-fields.ts";
import { compileBudgets, compileCaps, compileNames, namedRules } from "./compile-limits.ts";
import { checkNewId, compileRule, listAt } from "./compile-rule.ts";
import { compileTiers } from "./compile-tiers.ts";
import type {
  AskedFields,
  CompiledCap,
  CompiledEarning,
  CompiledRule,
  CompiledTiers,
  KeyCache,
} from "./compiled-earning.ts";
import { FIRST_KEY, type KeyWindow, ORDERS_KEY } from "./counter-keys.ts";
import { commonDen, moneyPlan, readRate, unitsOf } from "./money-plan.ts";
import { checkReferrals, groupsOf } from "./rule-groups.ts";
import { lineVocabulary, orderVocabulary } from "./vocabulary.ts";

export type { CompiledEarning } from "./compiled-earning.ts";

const MONEY_FIELDS = ["order.amount", "order.total", "line.amount"];

/** What a program's other parts have compiled already. */
export interface EarningParts {
  readonly zone: Zone;
  readonly policies: Policies;
  readonly currencies: ReadonlyMap<string, CompiledCurrency>;
  readonly mainCurrency: CompiledCurrency;
}

/**
 * Checks all that a program says of earning, and compiles it.
 *
 * @throws InputError with the place in the program, such as `["rules", 2, "award", "per"]`
 */
export function compileEarning(program: Program, parts: EarningParts): CompiledEarning {
  const { zone, policies, currencies, mainCurrency } = parts;
  const { money } = program;
  const given = listAt(program.rules, ["rules"]);
  const ids = new Set<string>();
  for (const [index, rule] of given.entries()) checkRule(rule, ids, ["rules", index]);
  const places = given
    .map((_, index) => index)
    .sort((one, other) => (given[one].id < given[other].id ? -1 : 1));
  const fields = new Set(
    given.flatMap(({ when, lines }) => [...askedFields(when), ...askedFields(lines)]),
  );
  const ruleParts = {
    zone,
    money,
    currencies,
    mainCurrency,
    orders: orderVocabulary(money.scale, zone, [...fields].filter(isAttribute)),
    lines: lineVocabulary(money.scale),
    groups: groupsOf(given),
  };
  const tiers = compileTiers(program, currencies, given.length);
  const compiled = places.map((place, index) =>
    compileRule(given[place], index, ruleParts, ["rules", place]),
  );
  const factorDen = commonDen([
    ...compiled.flatMap(({ award }) => (award.type === "multiplier" ? [award.factor.den] : [])),
    ...(tiers?.levels.map(({ factor }) => factor.den) ?? []),
  ]);
  const rules = compiled.map((rule, index) =>
    withTargets(rule, given[places[index]], given, places, factorDen, ids, [
      "rules",
      places[index],
    ]),
  );
  const rates = places
    .map((place, index) => readRate(given[place], index, ["rules", place]))
    .filter((rate) => rate !== null);
  checkReferrals(given);
  const hasReferral = rules.some(({ award }) => award.type === "referral");
  const planParts = {
    own: money.currency,
    factorDen,
    needsMoney:
      tiers?.metric === "spend" ||
      rules.some(({ award }) => award.type === "referral" && award.minimum > 0) ||
      MONEY_FIELDS.some((field) => fields.has(field)),
  };
  const named = [money.currency, ...rates.flatMap((rate) => [...rate.perByCurrency.keys()])];
  const caps = compileCaps(program, parts, ids);
  const stores = program.stores === undefined ? undefined : listAt(program.stores, ["stores"]);
  return {
    money,
    zone,
    policies,
    clock: {
      zone,
      weekStartsOn: policies.calendar.weekStartsOn,
      lateness: parseDuration(policies.windows.returns, ["policies", "windows", "returns"]),
    },
    orderRules: rules.filter((_, index) => given[places[index]].action === undefined),
    actionRules: actionRules(
      rules,
      places.map((place) => given[place].action),
    ),
    caps,
    budgets: compileBudgets(program, parts, ids),
    tiers: tiers === null ? null : withExcess(tiers, factorDen),
    plans: new Map(
      named.map((currency) => [currency, moneyPlan(currency, rules.length, rates, planParts)]),
    ),
    foreignPlan: moneyPlan(null, rules.length, rates, planParts),
    stores: compileNames(
      stores?.map(({ id }) => id),
      ["stores"],
    ),
    channels: compileNames(program.channels, ["channels"]),
    hasReferral,
    asked: askedOf(fields),
    keys: keysOf(rules, caps),
    returns: policies.windows.returns,
  };
}

function checkRule(rule: EarningRule, ids: Set<string>, path: ErrorPath): void {
  const id = checkNewId(rule.id, ids, [...path, "id"]);
  if (id.startsWith("tier:")) {
    const message = `expected an id that does not begin with "tier:", got ${show(id)}`;
    throw new InputError("invalid_id", message, [...path, "id"]);
  }
  for (const name of ["action", "group"] as const) {
    if (rule[name] !== undefined && (typeof rule[name] !== "string" || rule[name] === "")) {
      throw new InputError("invalid_id", `expected a text, got ${show(rule[name])}`, [
        ...path,
        name,
      ]);
    }
  }
}

/** A multiplier with what it is a factor on. */
function withTargets(
  rule: CompiledRule,
  source: EarningRule,
  given: readonly EarningRule[],
  places: readonly number[],
  factorDen: number,
  ids: ReadonlySet<string>,
  path: ErrorPath,
): CompiledRule {
  if (rule.award.type !== "multiplier" || source.award.type !== "multiplier") return rule;
  const at = [...path, "award", "rules"];
  const named = namedRules(source.award.rules, ids, at);
  if (named === null && source.action !== undefined) {
    throw new InputError("invalid_rule", "expected the rules that it is a factor on", at);
  }
  const targets = new Set<number>();
  for (const name of named ?? []) {
    const index = places.findIndex((place) => given[place].id === name);
    const target = given[places[index]];
    if (!["rate", "step", "fixed"].includes(target.award.type) || target.action !== source.action) {
      const message = `expected rates, steps or fixed awards of the same action, got ${show(name)}`;
      throw new InputError("invalid_rule", message, at);
    }
    if (target.currency !== source.currency) {
      const message = `expected rules of the multiplier's own currency, got ${show(name)}`;
      throw new InputError("invalid_rule", message, at);
    }
    targets.add(index);
  }
  const { factor } = rule.award;
  const excess = excessOf(factor, factorDen);
  return { ...rule, award: { type: "multiplier", factor, excess, targets: named && targets } };
}

function withExcess(tiers: CompiledTiers, factorDen: number): CompiledTiers {
  const levels = tiers.levels.map((level) => {
    const { factor } = level;
    if (factor.num === factor.den) return { ...level, rules: [] };
    const award = {
      type: "multiplier",
      factor,
      targets: null,
      excess: excessOf(factor, factorDen),
    } as const;
    return { ...level, rules: level.rules.map((rule) => ({ ...rule, award })) };
  });
  return { ...tiers, levels };
}

function excessOf({ num, den }: { num: bigint; den: bigint }, factorDen: number): number {
  return unitsOf({ num: num - den, den }, factorDen);
}

function actionRules(
  rules: readonly CompiledRule[],
  actions: readonly (string | undefined)[],
): ReadonlyMap<string, readonly CompiledRule[]> {
  const byAction = new Map<string, CompiledRule[]>();
  rules.forEach((rule, index) => {
    const action = actions[index];
    if (action === undefined) return;
    const others = byAction.get(action);
    if (others === undefined) byAction.set(action, [rule]);
    else others.push(rule);
  });
  return byAction;
}

function askedOf(fields: ReadonlySet<string>): AskedFields {
  const after = (prefix: string) =>
    [...fields]
      .filter((field) => field.startsWith(prefix))
      .map((field) => field.slice(prefix.length));
  return {
    member: after("member.attributes."),
    order: new Set(after("order.attributes.")),
    segments: fields.has("member.segments"),
    enrolled: fields.has("member.enrolledDays"),
  };
}

function keysOf(rules: readonly CompiledRule[], caps: readonly CompiledCap[]): KeyCache {
  const windows: KeyWindow[] = [];
  const fixed = [ORDERS_KEY, FIRST_KEY];
  for (const { once, award } of rules) {
    if (once !== null) windows.push(once);
    if (award.type === "streak") windows.push(award.window);
    if (award.type === "punch_card") fixed.push(award.punchKey, award.cycleKey);
  }
  for (const { pointsKey, countKey } of caps) {
    if (pointsKey !== null) windows.push(pointsKey);
    if (countKey !== null) windows.push(countKey);
  }
  return { fixed, windows, start: Infinity, end: Infinity, set: new Set(fixed) };
}
