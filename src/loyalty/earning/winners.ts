import { type Fraction, isMore } from "../../money/fraction.ts";
import type { ActiveRule } from "./active-rules.ts";

/** How many points rules bring, before caps. */
export interface Worths {
  ofBase(rule: ActiveRule): Fraction;
  /** What a factor adds to the bases that it is about. */
  ofFactor(rule: ActiveRule, bases: readonly ActiveRule[]): Fraction;
}

/**
 * Leaves one rule of each group: the largest priority, then the most points, then the first id.
 * Where a group holds factors, these are weighed on the bases that stand for sure: those of no
 * group, and the winners among bases alone.
 */
export function winners(active: readonly ActiveRule[], worths: Worths): readonly ActiveRule[] {
  const best = new Map<string, { rule: ActiveRule; worth: Fraction }>();
  const stands = (one: ActiveRule): boolean =>
    one.rule.group === null || best.get(one.rule.group.name)?.rule === one;
  const enter = (rule: ActiveRule, worth: Fraction): void => {
    const name = rule.rule.group?.name ?? "";
    const champion = best.get(name);
    const priority = rule.rule.priority - (champion?.rule.rule.priority ?? -Infinity);
    // Rules come by id: where both are worth the same, the champion is the first.
    const isAhead =
      champion === undefined || priority > 0 || (priority === 0 && isMore(worth, champion.worth));
    if (isAhead) best.set(name, { rule, worth });
  };
  const isSure = (one: ActiveRule): boolean => !isFactor(one) && one.rule.group?.isMixed !== true;
  const grouped = active.filter(({ rule }) => rule.group !== null);
  for (const rule of grouped) if (isSure(rule)) enter(rule, worths.ofBase(rule));
  const sure = active.filter((rule) => isSure(rule) && stands(rule));
  for (const rule of grouped) {
    if (isSure(rule)) continue;
    enter(rule, isFactor(rule) ? worths.ofFactor(rule, sure) : worths.ofBase(rule));
  }
  return active.filter(stands);
}

export function isFactor({ rule }: ActiveRule): boolean {
  return rule.award.type === "multiplier";
}
