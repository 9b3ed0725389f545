import { type Fraction, ONE } from "../../money/fraction.ts";
import type { AwardFacts } from "../ledger/award.ts";
import type { Policies } from "../program/policies.ts";
import { type ActiveRule, isOfMoney } from "./active-rules.ts";
import { factorAward } from "./compile-rule.ts";
import type { CompiledTierLevel, CompiledTiers } from "./compiled-earning.ts";

/** The tier that counts for an order, and its factor. */
export interface OrderTier extends Pick<CompiledTierLevel, "id" | "factor"> {
  /** Which tiers count for parts of it instead, where it rises from one to another. */
  readonly parts?: readonly TierPart[];
}

/** What is one tier's of an order. */
export interface TierPart extends OrderTier {
  readonly share: Fraction;
}

/** The tier of a name. */
export function tierOf(tiers: CompiledTiers | null, level: string | null): OrderTier | null {
  return (level === null ? null : tiers?.levels.find(({ id }) => id === level)) ?? null;
}

/**
 * The tier of an order that brings so much credit: the one after it; or each for its part, where
 * what lies below a threshold is the lower tier's. An order never lowers the tier.
 */
export function crossingTier(
  { levels }: CompiledTiers,
  forOrder: Policies["tiers"]["forOrder"],
  facts: AwardFacts,
  credit: number,
): OrderTier | null {
  const before = levels.findIndex(({ id }) => id === facts.tier);
  const end = facts.credit + credit;
  let after = before;
  for (let index = before + 1; index < levels.length; index++) {
    if (credit > 0 && levels[index].threshold <= end) after = index;
  }
  if (after === before || forOrder === "after") return levels[after] ?? null;
  const parts: TierPart[] = [];
  let from = facts.credit;
  for (let index = before; index <= after; index++) {
    const until = index === after ? end : Math.max(from, levels[index + 1].threshold);
    const share = { num: until - from, den: credit };
    const level = index < 0 ? { id: "", factor: ONE } : levels[index];
    parts.push({ ...level, share });
    from = until;
  }
  return { ...levels[after], parts };
}

/**
 * The tier's factor as if it were a rule, of each currency that money earned; none where it is 1. It
 * holds for all of the order, or for a part.
 */
export function tierRules(
  tiers: CompiledTiers | null,
  tier: OrderTier | null,
  active: readonly ActiveRule[],
  part?: number,
): ActiveRule[] {
  if (tier === null || tiers === null || tier.factor.num === tier.factor.den) return [];
  return tiers.currencies
    .filter((own) => active.some(({ rule }) => rule.currency === own && isOfMoney(rule)))
    .map((currency): ActiveRule => {
      const award = factorAward(tier.factor, null);
      const rule = { ...everywhere(), id: `tier:${tier.id}`, currency, award };
      const one = { rule, lines: null, units: 0, points: 0 };
      return part === undefined ? one : { ...one, part };
    });
}

function everywhere() {
  return {
    index: -1,
    action: undefined,
    when: null,
    lines: null,
    from: -Infinity,
    until: Infinity,
    once: null,
    group: null,
    priority: 0,
    isCounted: false,
    pendingFor: undefined,
  } as const;
}
