import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { Predicate } from "../../criteria/field.ts";
import { parseDuration } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
import type { Currencies } from "../program/currency.ts";
import type { Policies } from "../program/policies.ts";
import type { Program } from "../program/program.ts";
import type { CompiledLadder } from "../tiers/compile-ladder.ts";
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
import { type ReadRule, readEarning } from "./rule-shape.ts";
import type { EarningSubject } from "./subject.ts";
import { lineVocabulary, orderVocabulary } from "./vocabulary.ts";

export type { CompiledEarning } from "./compiled-earning.ts";

const MONEY_FIELDS = ["order.amount", "order.total", "line.amount"];

/** What a program's other parts have compiled already. */
export interface EarningParts extends Currencies {
  readonly zone: Zone;
  readonly policies: Policies;
  readonly ladder: CompiledLadder | null;
}

/**
 * Checks all that a program says of earning, and compiles it. Its ladder has been checked.
 *
 * @throws InputError with the place in the program, such as `["rules", 2, "award", "per"]`
 */
export function compileEarning(program: Program, given: EarningParts): CompiledEarning {
  const { money, rules: written = [] } = program;
  const { zone, policies, ladder } = given;
  const read = readEarning(program, given);
  const { stores, channels } = read;
  checkReferrals(read.rules);
  const fields = askedFields(written.flatMap(({ when, lines }) => [when, lines]));
  const parts = {
    rules: read.rules,
    orders: orderVocabulary(money.scale, zone, [...fields].filter(isAttribute), {
      tiers: ladder?.levels.map(({ id }) => id) ?? null,
      stores: stores && [...stores],
      channels: channels && [...channels],
    }),
    lines: lineVocabulary(money.scale),
    returns: policies.windows.returns,
    conditions: new Map<string, Predicate<EarningSubject>>(),
  };
  const rules = read.rules
    .map((rule, place) => ({ id: rule.id, rule, place }))
    .sort(byId)
    .map(({ rule, place }, index) =>
      compileRule(rule, written[place], index, parts, ["rules", place]),
    );
  const tiers = compileTiers(given);
  const referrals = rules.flatMap(({ award }) => (award.type === "referral" ? award : []));
  const needsMoney =
    tiers?.metric === "spend" ||
    referrals.some(({ minimum }) => minimum > 0) ||
    MONEY_FIELDS.some((field) => fields.has(field));
  const caps = compileCaps(read.caps);
  return {
    money,
    zone,
    policies,
    clock: {
      zone,
      weekStartsOn: policies.calendar.weekStartsOn,
      lateness: parseDuration(parts.returns, ["policies", "windows", "returns"]),
    },
    orderRules: rules.filter(({ action }) => action === undefined),
    actionRules: rules.filter(({ action }) => action !== undefined),
    caps,
    budgets: compileBudgets(read.budgets),
    tiers,
    ...plansOf(rules, tiers, money.currency, needsMoney),
    stores: stores && new Map(program.stores?.map(({ id, settlesTo = id }) => [id, settlesTo])),
    channels,
    cards: cardsOf(rules),
    hasReferral: referrals.length > 0,
    asked: askedOf(fields),
    keys: keysOf(rules, caps),
  };
}

/** The referrer gets what one rule says: where there are more, one of them must win. */
function checkReferrals(rules: readonly ReadRule[]): void {
  const [first, ...others] = rules.filter(({ award }) => award.type === "referral");
  for (const other of others) {
    if (first.group !== null && other.group === first.group) continue;
    const message = `expected one rule for referrals, or a group of them; got ${show(other.id)} too`;
    throw new InputError("invalid_rule", message, ["rules", rules.indexOf(other), "group"]);
  }
}

/** The levels of a ladder with their factors; its windows and reviews are its own business. */
function compileTiers(parts: EarningParts): CompiledTiers | null {
  if (parts.ladder === null) return null;
  const { metric, levels, currency } = parts.ladder;
  const currencies = [...parts.currencies.values()];
  return { metric, currency: currency ?? parts.mainCurrency.name, currencies, levels };
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
