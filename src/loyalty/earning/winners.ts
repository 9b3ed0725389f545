import type { ActiveRule } from "./active-rules.ts";

/** How much rules are worth, in numbers or in exact fractions. */
export interface Scales<Worth> {
  base(rule: ActiveRule): Worth;
  /** What a factor adds to the bases that it is about. */
  extra(rule: ActiveRule, bases: readonly ActiveRule[]): Worth;
  isMore(one: Worth, other: Worth): boolean;
}

/**
 * Leaves one rule of each group: the largest priority, then the most points, then the first id.
 * Where a group holds factors, these are weighed on the bases that stand for sure: those of no
 * group, and the winners among bases alone.
 */
export function winners<Worth>(
  active: readonly ActiveRule[],
  scales: Scales<Worth>,
): readonly ActiveRule[] {
  if (active.every(({ rule }) => rule.group === null)) return active;
  const best = new Map<string, { rule: ActiveRule; worth: Worth }>();
  const enter = (rule: ActiveRule, name: string, worth: Worth): void => {
    const champion = best.get(name);
    if (champion === undefined || isAhead(rule, worth, champion.rule, champion.worth, scales)) {
      best.set(name, { rule, worth });
    }
  };
  const isFactor = ({ rule }: ActiveRule): boolean => rule.award.type === "multiplier";
  for (const rule of active) {
    const { group } = rule.rule;
    if (group !== null && !group.isMixed && !isFactor(rule)) {
      enter(rule, group.name, scales.base(rule));
    }
  }
  const sure = active.filter((rule) => {
    const { group } = rule.rule;
    if (isFactor(rule) || group?.isMixed === true) return false;
    return group === null || best.get(group.name)?.rule === rule;
  });
  for (const rule of active) {
    const { group } = rule.rule;
    if (group === null || !(group.isMixed || isFactor(rule))) continue;
    enter(rule, group.name, isFactor(rule) ? scales.extra(rule, sure) : scales.base(rule));
  }
  return active.filter(
    (rule) => rule.rule.group === null || best.get(rule.rule.group.name)?.rule === rule,
  );
}

function isAhead<Worth>(
  one: ActiveRule,
  worth: Worth,
  other: ActiveRule,
  otherWorth: Worth,
  { isMore }: Scales<Worth>,
): boolean {
  const priority = one.rule.priority - other.rule.priority;
  if (priority !== 0) return priority > 0;
  // Rules come by id: where both are worth the same, the champion is the first.
  return isMore(worth, otherWorth);
}
