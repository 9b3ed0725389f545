import { formatUnits } from "../../money/scaled.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { parseMoment } from "../../time/instant.ts";
import type { Counter } from "../ledger/account.ts";
import type { Award, AwardFacts, RulePoints } from "../ledger/award.ts";
import { type ActiveRule, activeRules } from "./active-rules.ts";
import type { CompiledEarning, CompiledRule, MoneyPlan } from "./compiled-earning.ts";
import { countIn, FIRST_KEY, ORDERS_KEY, turnTo } from "./counter-keys.ts";
import { exactPoints } from "./exact-points.ts";
import { applyLimits, type Limited } from "./limits.ts";
import { creditOf, type OrderMoney, orderFacts } from "./order-money.ts";
import { crossingFactors, factorsOf, NO_TIER, type TierFactors } from "./order-tier.ts";
import { planOf } from "./plan-of.ts";
import { quickPoints, type RuleShares } from "./quick-points.ts";
import type { EarningSubject } from "./subject.ts";

/** What is awarded for an order, or for what is left of it. */
export function orderAward(
  earning: CompiledEarning,
  money: OrderMoney,
  at: number,
  facts: AwardFacts,
): Award {
  const subject = subjectOf(earning, money, undefined, at, facts);
  const active = activeRules(earning, earning.orderRules, subject, money);
  const plan = planOf(earning, money.order.currency);
  let tiers = factorsOf(earning.tiers, facts.tier);
  let shares = pointsOf(earning, active, tiers, plan, money);
  let limited = applyLimits(earning, shares.rules, shares.points, at, facts);
  if (earning.policies.tiers.forOrder !== "before" && earning.tiers !== null) {
    tiers = crossingFactors(earning, facts, tierCreditOf(earning, money, shares, limited));
    shares = pointsOf(earning, active, tiers, plan, money);
    limited = applyLimits(earning, shares.rules, shares.points, at, facts);
  }
  const counters: Counter[] = [[ORDERS_KEY, 1, null]];
  if (countIn(facts.counters, FIRST_KEY) === 0) counters.push([FIRST_KEY, 1, null]);
  const tierCredit = tierCreditOf(earning, money, shares, limited);
  const basis = formatUnits(money.units, money.order.scale);
  const referral = earning.hasReferral ? referralOf(earning, shares, money) : null;
  return assemble(earning, shares, limited, counters, at, facts, tierCredit, basis, referral);
}

/** What is awarded for an action. */
export function actionAward(
  earning: CompiledEarning,
  action: string,
  attributes: EarningSubject["attributes"],
  at: number,
  facts: AwardFacts,
): Award {
  const rules = earning.actionRules.get(action) ?? [];
  const subject = subjectOf(earning, null, attributes, at, facts);
  const active = activeRules(earning, rules, subject, null);
  const plan = planOf(earning, earning.money.currency);
  const shares = pointsOf(earning, active, NO_TIER, plan, null);
  const limited = applyLimits(earning, shares.rules, shares.points, at, facts);
  const { tiers } = earning;
  let tierCredit = tiers?.metric === "visits" && action === "visit" ? 1 : 0;
  if (tiers?.metric === "points") tierCredit = pointsIn(shares, limited, tiers.currency);
  const basis = formatUnits(0, earning.money.scale);
  return assemble(earning, shares, limited, [], at, facts, tierCredit, basis, null);
}

function pointsOf(
  { policies }: CompiledEarning,
  active: readonly ActiveRule[],
  tiers: TierFactors,
  plan: MoneyPlan,
  money: OrderMoney | null,
): RuleShares {
  return (
    quickPoints(active, tiers, plan, money, policies) ??
    exactPoints(active, tiers, plan, money, policies)
  );
}

function subjectOf(
  earning: CompiledEarning,
  money: OrderMoney | null,
  attributes: EarningSubject["attributes"],
  at: number,
  member: AwardFacts,
): EarningSubject {
  const { zone } = earning;
  const { enrolledAt } = member;
  return {
    order: money === null ? null : orderFacts(earning, money),
    attributes,
    member,
    at,
    local: at + zone.offsetAt(at),
    enrolledDay:
      enrolledAt === null || !earning.asked.enrolled ? null : enrolledDayOf(earning, enrolledAt),
  };
}

function enrolledDayOf({ zone }: CompiledEarning, enrolledAt: string): number {
  const instant = parseMoment(enrolledAt, ["enrolledAt"]);
  return Math.floor((instant + zone.offsetAt(instant)) / MS_PER_DAY);
}

/** An award, its parts that follow of its rules included. */
function assemble(
  earning: CompiledEarning,
  shares: RuleShares,
  { points, cuts, counters: limits, budgets }: Limited,
  counters: Counter[],
  at: number,
  facts: AwardFacts,
  tierCredit: number,
  basis: string,
  referral: Award["referral"],
): Award {
  const rules: RulePoints[] = [];
  const rewards: Award["rewards"][number][] = [];
  for (let index = 0; index < limits.length; index++) counters.push(limits[index]);
  for (let index = 0; index < shares.rules.length; index++) {
    const { rule } = shares.rules[index];
    const cut = cuts[index];
    const part = points[index];
    if (part !== 0 || cut !== null) {
      rules.push(rulePoints(earning, rule, part, cut));
    }
    const given = rewards.length;
    countCards(rule, earning, counters, rewards, at, facts);
    const isGiven = part !== 0 || rewards.length > given || rule.award.type === "referral";
    if (rule.once !== null && isGiven) {
      turnTo(rule.once, at, earning.clock);
      counters.push([rule.once.key, 1, rule.once.until]);
    }
  }
  return { rules, counters, budgets, tierCredit, basis, rewards, referral };
}

/** Marks punches, full cards and streaks. */
function countCards(
  { id, award }: CompiledRule,
  earning: CompiledEarning,
  counters: Counter[],
  rewards: Award["rewards"][number][],
  at: number,
  facts: AwardFacts,
): void {
  if (award.type === "punch_card") {
    counters.push([award.punchKey, 1, null]);
    const full = Math.floor((countIn(facts.counters, award.punchKey) + 1) / award.punches);
    if (full > countIn(facts.counters, award.cycleKey)) {
      counters.push([award.cycleKey, 1, null]);
      if (award.reward !== null) rewards.push({ reward: award.reward, rule: id });
    }
  } else if (award.type === "streak") {
    turnTo(award.window, at, earning.clock);
    const before = countIn(facts.counters, award.window.previous) % award.length;
    counters.push([award.window.key, before + 1, award.window.until]);
  }
}

/** Without the spreads of what is seldom there, which take longer than all the rest. */
function rulePoints(
  earning: CompiledEarning,
  { id: rule, currency: { name: currency }, award, pendingFor: own }: CompiledRule,
  points: number,
  cut: Limited["cuts"][number],
): RulePoints {
  const pendingFor = own ?? (award.type === "referral" ? earning.returns : undefined);
  if (pendingFor === undefined) {
    return cut === null ? { rule, currency, points } : { rule, currency, points, cut };
  }
  return cut === null
    ? { rule, currency, points, pendingFor }
    : { rule, currency, points, pendingFor, cut };
}

function tierCreditOf(
  earning: CompiledEarning,
  money: OrderMoney,
  shares: RuleShares,
  limited: Limited,
): number {
  const { tiers } = earning;
  switch (tiers?.metric) {
    case "spend":
      return creditOf(earning, money);
    case "orders":
      return 1;
    case "points":
      return pointsIn(shares, limited, tiers.currency);
    default:
      return 0;
  }
}

function pointsIn({ rules }: RuleShares, { points }: Limited, currency: string): number {
  let sum = 0;
  for (let index = 0; index < rules.length; index++) {
    if (rules[index].rule.currency.name === currency) sum += points[index];
  }
  return sum;
}

function referralOf(
  earning: CompiledEarning,
  { rules }: RuleShares,
  { order }: OrderMoney,
): Award["referral"] {
  const { referredBy } = order.order;
  if (referredBy === undefined) return null;
  for (const { rule } of rules) {
    if (rule.award.type !== "referral") continue;
    return {
      referrer: referredBy,
      points: rule.award.referrerPoints,
      currency: rule.currency.name,
      rule: rule.id,
      minimum: rule.award.minimumText,
      pendingFor: rule.pendingFor ?? earning.returns,
    };
  }
  return null;
}
