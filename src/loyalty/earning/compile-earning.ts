import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { lowest } from "../../money/fraction.ts";
import { parseUnits } from "../../money/scaled.ts";
import { parseDuration } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { EarningRule } from "../program/earning-rule.ts";
import type { Policies } from "../program/policies.ts";
import type { Program } from "../program/program.ts";
import { askedFields, isAttribute } from "./asked-fields.ts";
import { byId, compileBudgets, compileCaps } from "./compile-limits.ts";
import { compileRule } from "./compile-rule.ts";
import type {
  AskedFields,
  CompiledCap,
  CompiledEarning,
  CompiledRule,
  CompiledTiers,
  KeyCache,
} from "./compiled-earning.ts";
import { FIRST_KEY, ORDERS_KEY } from "./counter-keys.ts";
import { plansOf } from "./money-plan.ts";
import { checkEarningShape, checkFactor } from "./rule-shape.ts";
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
 * Checks all that a program says of earning, and compiles it. Its ladder has been checked.
 *
 * @throws InputError with the place in the program, such as `["rules", 2, "award", "per"]`
 */
export function compileEarning(program: Program, given: EarningParts): CompiledEarning {
  checkEarningShape(program);
  const { money, rules: written = [], stores, channels } = program;
  const { zone, policies } = given;
  checkReferrals(written);
  const fields = askedFields(written.flatMap(({ when, lines }) => [when, lines]));
  const parts = {
    ...given,
    money,
    rules: written,
    orders: orderVocabulary(money.scale, zone, [...fields].filter(isAttribute)),
    lines: lineVocabulary(money.scale),
  };
  const rules = written
    .map((rule, place) => ({ id: rule.id, rule, place }))
    .sort(byId)
    .map(({ rule, place }, index) => compileRule(rule, index, parts, ["rules", place]));
  const tiers = compileTiers(program, [...given.currencies.values()]);
  const referrals = rules.flatMap(({ award }) => (award.type === "referral" ? award : []));
  const needsMoney =
    tiers?.metric === "spend" ||
    referrals.some(({ minimum }) => minimum > 0) ||
    MONEY_FIELDS.some((field) => fields.has(field));
  const caps = compileCaps(program, parts);
  const { returns } = policies.windows;
  return {
    money,
    zone,
    policies,
    clock: {
      zone,
      weekStartsOn: policies.calendar.weekStartsOn,
      lateness: parseDuration(returns, ["policies", "windows", "returns"]),
    },
    orderRules: rules.filter(({ action }) => action === undefined),
    actionRules: rules.filter(({ action }) => action !== undefined),
    caps,
    budgets: compileBudgets(program, parts),
    tiers,
    ...plansOf(rules, money.currency, needsMoney),
    stores: stores === undefined ? null : new Set(stores.map(({ id }) => id)),
    channels: channels === undefined ? null : new Set(channels),
    cards: cardsOf(rules),
    hasReferral: referrals.length > 0,
    asked: askedOf(fields),
    keys: keysOf(rules, caps),
    returns,
  };
}

/** The referrer gets what one rule says: where there are more, one of them must win. */
function checkReferrals(rules: readonly EarningRule[]): void {
  const [first, ...others] = rules.filter(({ award }) => award.type === "referral");
  for (const other of others) {
    if (first.group !== undefined && other.group === first.group) continue;
    const message = `expected one rule for referrals, or a group of them; got ${show(other.id)} too`;
    throw new InputError("invalid_rule", message, ["rules", rules.indexOf(other), "group"]);
  }
}

/** Reads the factors of a ladder; its windows and reviews are the ladder's own business. */
function compileTiers(
  { tiers, money }: Program,
  currencies: readonly CompiledCurrency[],
): CompiledTiers | null {
  if (tiers === undefined) return null;
  const { metric, currency = currencies[0].name } = tiers;
  const levels = tiers.levels.map(({ id, threshold, multiplier = "1" }, index) => ({
    id,
    threshold: metric === "spend" ? parseUnits(threshold, money.scale, []) : Number(threshold),
    factor: lowest(checkFactor(multiplier, ["tiers", "levels", index, "multiplier"])),
  }));
  return { metric, currency, currencies, levels };
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
  const windows = [
    ...rules.map(({ once }) => once),
    ...rules.map(({ award }) => ("window" in award ? award.window : null)),
    ...caps.flatMap(({ pointsKey, countKey }) => [pointsKey, countKey]),
  ].filter((window) => window !== null);
  const cards = rules.flatMap(({ award }) =>
    award.type === "punch_card" ? [award.punchKey, award.cycleKey] : [],
  );
  const fixed = [ORDERS_KEY, FIRST_KEY, ...cards];
  return { fixed, windows, start: Infinity, end: Infinity, set: new Set(fixed) };
}

function cardsOf(rules: readonly CompiledRule[]): ReadonlySet<string> {
  const cards = rules.filter(({ action, award }) => {
    return action === undefined && award.type === "punch_card";
  });
  return new Set(cards.map(({ id }) => id));
}
