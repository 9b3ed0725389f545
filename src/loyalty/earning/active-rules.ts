import type { AwardFacts } from "../ledger/award.ts";
import type { CompiledEarning, CompiledRule } from "./compiled-earning.ts";
import { countIn, FIRST_KEY, turnTo } from "./counter-keys.ts";
import type { OrderMoney } from "./order-money.ts";
import type { EarningSubject } from "./subject.ts";

/** A rule that holds, and what it is about. */
export interface ActiveRule {
  readonly rule: CompiledRule;
  /** By line, whether it is about it; `null`: about all. */
  readonly lines: readonly boolean[] | null;
  /** What earns points of those lines, in minor units of the order's money. */
  readonly units: number;
  /** Points that do not come of money. */
  readonly points: number;
}

/** The rules of an order that hold; rules of a group all stand for it yet. */
export function activeRules(
  earning: CompiledEarning,
  rules: readonly CompiledRule[],
  subject: EarningSubject,
  money: OrderMoney | null,
): ActiveRule[] {
  const active: ActiveRule[] = [];
  const { at, member } = subject;
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index];
    if (at < rule.from || at >= rule.until) continue;
    if (rule.once !== null && isUsed(earning, rule, at, member)) continue;
    if (rule.when !== null && !rule.when(subject)) continue;
    let lines: boolean[] | null = null;
    let units = money === null ? 0 : money.units;
    if (rule.lines !== null && money !== null && subject.order !== null) {
      lines = subject.order.lines.map(rule.lines);
      if (!lines.includes(true)) continue;
      units = 0;
      for (let line = 0; line < lines.length; line++) if (lines[line]) units += money.basis[line];
    }
    const points = pointsOf(earning, rule, subject, money, units);
    if (points !== null) active.push({ rule, lines, units, points });
  }
  return active;
}

function isUsed(
  earning: CompiledEarning,
  { once }: CompiledRule,
  at: number,
  member: AwardFacts,
): boolean {
  if (once === null) return false;
  turnTo(once, at, earning.clock);
  return countIn(member.counters, once.key) > 0;
}

/** What a rule gives but for money; `null` where it does not hold after all. */
function pointsOf(
  earning: CompiledEarning,
  { award }: CompiledRule,
  subject: EarningSubject,
  money: OrderMoney | null,
  units: number,
): number | null {
  const { counters } = subject.member;
  switch (award.type) {
    case "rate":
    case "step":
    case "multiplier":
      return 0;
    case "fixed":
      return award.points;
    case "first_purchase":
      return countIn(counters, FIRST_KEY) === 0 ? award.points : null;
    case "punch_card": {
      const cycles = Math.floor((countIn(counters, award.punchKey) + 1) / award.punches);
      return cycles > countIn(counters, award.cycleKey) ? award.points : 0;
    }
    case "streak": {
      turnTo(award.window, subject.at, earning.clock);
      if (countIn(counters, award.window.key) > 0) return null;
      const before = countIn(counters, award.window.previous) % award.length;
      return before + 1 === award.length ? award.points : 0;
    }
    case "referral": {
      if (money === null || money.order.order.referredBy === undefined) return null;
      return money.isAtLeast(units, award.minimum) ? award.points : null;
    }
  }
}
