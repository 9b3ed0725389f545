import type { CompiledEarning, CompiledRule } from "./compiled-earning.ts";
import { countAt, countIn, FIRST_KEY } from "./counter-keys.ts";
import { type OrderMoney, programUnits } from "./order-money.ts";
import type { EarningSubject, LineFacts } from "./subject.ts";

/** A rule that holds, and what it is about. */
export interface ActiveRule {
  readonly rule: CompiledRule;
  /** The order's lines, of which it asks whether it is about them; `null`: about all. */
  readonly lines: readonly LineFacts[] | null;
  /** What earns points of those lines, in minor units of the order's money. */
  readonly units: number;
  /** Points that do not come of money. */
  readonly points: number;
  /** Which part of the order it is about, where tiers part it. */
  readonly part?: number;
}

const NO_LINES: readonly LineFacts[] = [];

/** The rules of an order that hold; rules of a group all stand for it yet. */
export function activeRules(
  earning: CompiledEarning,
  rules: readonly CompiledRule[],
  subject: EarningSubject,
  money: OrderMoney | null,
): ActiveRule[] {
  const active: ActiveRule[] = [];
  const { at, member } = subject;
  let asked: CompiledRule["when"] = null;
  let holds = true;
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index];
    if (at < rule.from || at >= rule.until) continue;
    if (rule.when !== null) {
      // Those of a campaign mostly have its condition in common.
      if (rule.when !== asked) {
        asked = rule.when;
        holds = asked(subject);
      }
      if (!holds) continue;
    }
    if (rule.once !== null && countAt(member.counters, rule.once, at, earning.clock) > 0) continue;
    let lines: readonly LineFacts[] | null = null;
    let units = money === null ? 0 : money.units;
    if (rule.lines !== null && money !== null) {
      lines = subject.order.lines ?? NO_LINES;
      let isOfAny = false;
      units = 0;
      for (let line = 0; line < lines.length; line++) {
        if (!rule.lines(lines[line])) continue;
        isOfAny = true;
        units += money.basis[line];
      }
      if (!isOfAny) continue;
    }
    const points = pointsOf(earning, rule, subject, money, units);
    if (points !== null) active.push({ rule, lines, units, points });
  }
  return active;
}

/** Is a rule about a line? */
export function isAbout({ rule, lines }: ActiveRule, line: number): boolean {
  return lines === null || rule.lines === null || rule.lines(lines[line]);
}

/** Do its points come of money? */
export function isOfMoney({ award }: CompiledRule): boolean {
  return award.type === "rate" || award.type === "step";
}

/** What a rule gives but for money; `null` where it does not hold after all. */
function pointsOf(
  earning: CompiledEarning,
  { award }: CompiledRule,
  { at, member: { counters } }: EarningSubject,
  money: OrderMoney | null,
  units: number,
): number | null {
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
      if (countAt(counters, award.window, at, earning.clock) > 0) return null;
      const before = countIn(counters, award.window.previous) % award.length;
      return before + 1 === award.length ? award.points : 0;
    }
    case "referral": {
      if (money === null || money.order.order.referredBy === undefined) return null;
      const worth = programUnits(earning, money, units);
      return worth !== undefined && worth >= award.minimum ? award.points : null;
    }
  }
}
