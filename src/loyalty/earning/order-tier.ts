import type { Ratio } from "../../money/scaled.ts";
import type { AwardFacts } from "../ledger/award.ts";
import type { ActiveRule } from "./active-rules.ts";
import { tierRule } from "./compile-tiers.ts";
import type { CompiledEarning, CompiledRule, CompiledTiers } from "./compiled-earning.ts";
import { NOTHING, ONE, plus, reduced, times } from "./fraction.ts";

/** The factors of the tier that counts for an order: of each currency that money earned. */
export type TierFactors = (bases: readonly ActiveRule[]) => readonly ActiveRule[];

export const NO_TIER: TierFactors = () => [];

/** The factors of a level. */
export function factorsOf(tiers: CompiledTiers | null, level: string | null): TierFactors {
  if (tiers === null || level === null) return NO_TIER;
  const found = tiers.levels.find(({ id }) => id === level);
  if (found === undefined || found.rules.length === 0) return NO_TIER;
  return byCurrency(found.rules);
}

/**
 * The factors of an order that brings so much credit: those of the tier after it; or each for its
 * part, which comes to one factor: what lies below a threshold is the lower tier's. An order never
 * lowers the tier.
 */
export function crossingFactors(
  earning: CompiledEarning,
  facts: AwardFacts,
  credit: number,
): TierFactors {
  const { tiers, policies } = earning;
  if (tiers === null) return NO_TIER;
  const { levels } = tiers;
  const before = levels.findIndex(({ id }) => id === facts.tier);
  const end = facts.credit + credit;
  let after = before;
  for (let index = before + 1; index < levels.length; index++) {
    if (levels[index].threshold <= end) after = index;
  }
  if (after === before || credit <= 0) return factorsOf(tiers, facts.tier);
  if (policies.tiers.forOrder === "after") return factorsOf(tiers, levels[after].id);
  let factor = NOTHING;
  let from = facts.credit;
  for (let index = before; index <= after; index++) {
    const until = index === after ? end : Math.max(from, levels[index + 1].threshold);
    const part = reduced(until - from, credit);
    factor = plus(factor, times(part, index < 0 ? ONE : levels[index].factor));
    from = until;
  }
  return splitFactors(levels[after].rules, levels[after].id, factor, tiers);
}

function splitFactors(
  rules: readonly CompiledRule[],
  level: string,
  factor: Ratio,
  tiers: CompiledTiers,
): TierFactors {
  if (factor.num === factor.den) return NO_TIER;
  const templates = rules.length > 0 ? rules : tiers.levels.flatMap((other) => other.rules);
  return byCurrency(
    templates.map(({ currency, index }) => tierRule(level, factor, currency, index)),
  );
}

function byCurrency(rules: readonly CompiledRule[]): TierFactors {
  return (bases) => {
    const found: ActiveRule[] = [];
    for (const rule of rules) {
      const isEarned = bases.some(
        (base) =>
          base.rule.currency === rule.currency &&
          (base.rule.award.type === "rate" || base.rule.award.type === "step"),
      );
      const isThere = found.some((other) => other.rule.currency === rule.currency);
      if (isEarned && !isThere) found.push({ rule, lines: null, units: 0, points: 0 });
    }
    return found;
  };
}
