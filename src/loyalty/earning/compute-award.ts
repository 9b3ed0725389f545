import { MS_PER_DAY } from "../../time/civil.ts";
import { parseMoment } from "../../time/instant.ts";
import type { Counter } from "../ledger/account.ts";
import type { Award, AwardFacts, RulePoints } from "../ledger/award.ts";
import { activeRules } from "./active-rules.ts";
import type { CompiledEarning, CompiledRule } from "./compiled-earning.ts";
import { countIn, FIRST_KEY, ORDERS_KEY, turnTo } from "./counter-keys.ts";
import { applyLimits, type Limited } from "./limits.ts";
import { planOf } from "./money-plan.ts";
import { creditOf, type OrderMoney, orderFacts } from "./order-money.ts";
import { crossingTier, type OrderTier, tierOf } from "./order-tier.ts";
import { pointsOf } from "./points.ts";
import type { EarningSubject } from "./subject.ts";

/** What is awarded for an order, or for what is left of it. */
export function orderAward(
  earning: CompiledEarning,
  money: OrderMoney,
  at: number,
  facts: AwardFacts,
): Award {
  const { tiers, policies } = earning;
  const subject = subjectOf(earning, orderFacts(earning, money), undefined, at, facts);
  const active = activeRules(earning, earning.orderRules, subject, money);
  const plan = planOf(earning, money.order.currency);
  const give = (tier: OrderTier | null): Limited =>
    applyLimits(earning, pointsOf(earning, active, tier, plan, money), at, facts);
  let given = give(tierOf(tiers, facts.tier));
  if (policies.tiers.forOrder !== "before" && tiers !== null) {
    const credit = tierCreditOf(earning, money, given);
    given = give(crossingTier(tiers, policies.tiers.forOrder, facts, credit));
  }
  const isFirst = countIn(facts.counters, FIRST_KEY) === 0;
  const one: Counter = [ORDERS_KEY, 1, null];
  const counters = isFirst ? [one, [FIRST_KEY, 1, null] as const] : [one];
  const tierCredit = tierCreditOf(earning, money, given);
  const referral = referralOf(earning, given, money);
  return awardOf(earning, given, counters, at, facts, tierCredit, money.units, referral);
}

/** What is awarded for an action. */
export function actionAward(
  earning: CompiledEarning,
  action: string,
  attributes: EarningSubject["attributes"],
  at: number,
  facts: AwardFacts,
): Award {
  const { tiers, money } = earning;
  const rules = earning.actionRules.filter((rule) => rule.action === action);
  const subject = subjectOf(earning, {}, attributes, at, facts);
  const active = activeRules(earning, rules, subject, null);
  const shares = pointsOf(earning, active, null, planOf(earning, money.currency), null);
  const given = applyLimits(earning, shares, at, facts);
  const visits = tiers?.metric === "visits" && action === "visit" ? 1 : 0;
  const credit = tiers?.metric === "points" ? pointsIn(given, tiers.currency) : visits;
  return awardOf(earning, given, [], at, facts, credit, 0, null);
}

function subjectOf(
  { zone, asked }: CompiledEarning,
  order: EarningSubject["order"],
  attributes: EarningSubject["attributes"],
  at: number,
  member: AwardFacts,
): EarningSubject {
  const local = at + zone.offsetAt(at);
  const since =
    member.enrolledAt === null || !asked.enrolled
      ? null
      : parseMoment(member.enrolledAt, ["enrolledAt"]);
  const enrolledDay =
    since === null ? null : Math.floor((since + zone.offsetAt(since)) / MS_PER_DAY);
  return { order, attributes, member, at, local, enrolledDay };
}

/** An award, its parts that follow of its rules included. */
function awardOf(
  earning: CompiledEarning,
  { rules: active, points, cuts, counters: limits, budgets }: Limited,
  counters: Counter[],
  at: number,
  facts: AwardFacts,
  tierCredit: number,
  basis: number,
  referral: Award["referral"],
): Award {
  const rules: RulePoints[] = [];
  const rewards: Award["rewards"][number][] = [];
  for (const counter of limits) counters.push(counter);
  for (let index = 0; index < active.length; index++) {
    const { rule } = active[index];
    const cut = cuts.length === 0 ? undefined : cuts[index];
    const part = points[index];
    if (part !== 0 || cut !== undefined) rules.push(rulePoints(rule, part, cut));
    if (!rule.isCounted) continue;
    const given = rewards.length;
    // A reward of which limits leave nothing is still to come.
    const isLost = part === 0 && cut !== undefined;
    countCards(rule, isLost, earning, counters, rewards, at, facts);
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
  isLost: boolean,
  earning: CompiledEarning,
  counters: Counter[],
  rewards: Award["rewards"][number][],
  at: number,
  facts: AwardFacts,
): void {
  if (award.type === "punch_card") {
    counters.push([award.punchKey, 1, null]);
    const full = Math.floor((countIn(facts.counters, award.punchKey) + 1) / award.punches);
    const isFull = full > countIn(facts.counters, award.cycleKey);
    if (isFull && (award.reward !== null || !isLost)) {
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
  { id: rule, currency: { name: currency }, pendingFor }: CompiledRule,
  points: number,
  cut: RulePoints["cut"],
): RulePoints {
  if (pendingFor === undefined && cut === undefined) return { rule, currency, points };
  return {
    rule,
    currency,
    points,
    ...(pendingFor === undefined ? {} : { pendingFor }),
    ...(cut === undefined ? {} : { cut }),
  };
}

function tierCreditOf(earning: CompiledEarning, money: OrderMoney, given: Limited): number {
  const { tiers } = earning;
  switch (tiers?.metric) {
    case "spend":
      return creditOf(earning, money);
    case "orders":
      return 1;
    case "points":
      return pointsIn(given, tiers.currency);
    default:
      return 0;
  }
}

function pointsIn({ rules, points }: Limited, currency: string): number {
  return points.reduce(
    (sum, part, index) => (rules[index].rule.currency.name === currency ? sum + part : sum),
    0,
  );
}

function referralOf(
  { hasReferral }: CompiledEarning,
  { rules }: Limited,
  { order }: OrderMoney,
): Award["referral"] {
  const { referredBy } = order.order;
  if (!hasReferral || referredBy === undefined) return null;
  for (const { rule } of rules) {
    if (rule.award.type !== "referral") continue;
    return {
      referrer: referredBy,
      points: rule.award.referrerPoints,
      currency: rule.currency.name,
      rule: rule.id,
      minimum: rule.award.minimumText,
      pendingFor: rule.award.pendingFor,
    };
  }
  return null;
}
