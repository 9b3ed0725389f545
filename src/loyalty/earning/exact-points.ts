import { type Ratio, roundRatio, safeNumber } from "../../money/scaled.ts";
import type { Policies } from "../program/policies.ts";
import type { ActiveRule } from "./active-rules.ts";
import type { MoneyPlan } from "./compiled-earning.ts";
import {
  aligned,
  isMore,
  minus,
  NOTHING,
  ONE,
  over,
  plus,
  sumOf,
  times,
  whole,
} from "./fraction.ts";
import type { OrderMoney } from "./order-money.ts";
import type { RuleShares } from "./quick-points.ts";
import { shareOutExact } from "./share-out.ts";
import { isAbout, sharesTargets } from "./targets.ts";
import { winners } from "./winners.ts";

/**
 * Points by rule for every choice that a program has, in fractions of any size.
 *
 * What a base gives is told by line: money's points lie on its lines, those of a step in proportion
 * to their money, others on a place of their own past the last line. On each line the factors that
 * are about it add up, multiply or outdo each other.
 */
export function exactPoints(
  active: readonly ActiveRule[],
  tiers: (bases: readonly ActiveRule[]) => readonly ActiveRule[],
  plan: MoneyPlan,
  money: OrderMoney | null,
  policies: Policies,
): RuleShares {
  const places = (money?.basis.length ?? 0) + 1;
  const cellsOf = (rule: ActiveRule): Ratio[] => baseCells(rule, plan, money, policies);
  const standing = winners(active, {
    base: (rule) => sumOf(cellsOf(rule)),
    extra: (factor, bases) =>
      sumOf(
        bases
          .filter((rule) => sharesTargets(factor, rule))
          .flatMap((rule) => cellsOf(rule).filter((_, place) => covers(factor, place, places)))
          .map((points) => times(points, minus(factorOf(factor), ONE))),
      ),
    isMore,
  });
  const bases = standing.filter(({ rule }) => rule.award.type !== "multiplier");
  const rules = [...standing, ...tiers(bases)];
  const points = rules.map(() => 0);
  const { scope } = policies.rounding;
  for (const currency of new Set(rules.map(({ rule }) => rule.currency))) {
    const own = rules.flatMap((rule, index) => (rule.rule.currency === currency ? [index] : []));
    const cells = new Map(
      own.filter((index) => !isFactor(rules[index])).map((index) => [index, cellsOf(rules[index])]),
    );
    const all = Array.from({ length: places }, (_, place) => place);
    for (const bucket of scope === "line" ? all.map((place) => [place]) : [all]) {
      const parts = bucketPoints(rules, own, cells, bucket, places, policies);
      for (const [index, part] of parts) points[index] += part;
    }
  }
  return { rules, points };
}

/** Points of a bucket: what is rounded together. */
function bucketPoints(
  rules: readonly ActiveRule[],
  own: readonly number[],
  cells: ReadonlyMap<number, readonly Ratio[]>,
  bucket: readonly number[],
  places: number,
  { rounding, stacking }: Policies,
): [number, number][] {
  const { mode, when } = rounding;
  const round = ({ num, den }: Ratio): number => safeNumber(roundRatio(num, den, mode), ["points"]);
  const values = new Map<number, Ratio>(own.map((index) => [index, NOTHING]));
  const give = (index: number, value: Ratio): void => {
    values.set(index, plus(values.get(index) ?? NOTHING, value));
  };
  for (const [index, base] of cells) {
    const exact = sumOf(bucket.map((place) => base[place]));
    // Rounded before the factors: these then work on whole points, spread as the exact ones lie.
    const isRounded = when === "per_rule" && exact.num > 0n;
    const share = isRounded ? over(whole(round(exact)), exact) : ONE;
    for (const place of bucket) {
      const points = times(base[place], share);
      give(index, points);
      if (points.num === 0n) continue;
      const factors = own.filter(
        (other) => sharesTargets(rules[other], rules[index]) && covers(rules[other], place, places),
      );
      for (const [other, extra] of stack(factors, rules, points, stacking.multipliers)) {
        give(other, extra);
      }
    }
  }
  if (when === "per_rule") {
    const rounded = own.map((index) => [index, round(values.get(index) ?? NOTHING)] as const);
    const sum = rounded.reduce((before, [, points]) => before + points, 0);
    return rounded.map(([index, points]) => [index, sum < 0 ? 0 : points]);
  }
  const { nums, den } = aligned(own.map((index) => values.get(index) ?? NOTHING));
  const parts = shareOutExact(nums, den, mode);
  return own.map((index, place) => [index, parts[place]]);
}

/** What each factor adds to points of one line. */
function stack(
  factors: readonly number[],
  rules: readonly ActiveRule[],
  points: Ratio,
  stacking: Policies["stacking"]["multipliers"],
): (readonly [number, Ratio])[] {
  const excess = (index: number, on: Ratio): Ratio => times(on, minus(factorOf(rules[index]), ONE));
  switch (stacking) {
    case "additive":
      return factors.map((index) => [index, excess(index, points)]);
    case "multiplicative": {
      let before = points;
      return factors.map((index) => {
        const extra = excess(index, before);
        before = plus(before, extra);
        return [index, extra];
      });
    }
    case "best": {
      let best: number | null = null;
      for (const index of factors) {
        if (best === null || isMore(factorOf(rules[index]), factorOf(rules[best]))) best = index;
      }
      return best === null ? [] : [[best, excess(best, points)]];
    }
  }
}

/** Points of a base by place. */
function baseCells(
  rule: ActiveRule,
  plan: MoneyPlan,
  money: OrderMoney | null,
  { rounding }: Policies,
): Ratio[] {
  const cells: Ratio[] = (money?.basis ?? []).map(() => NOTHING);
  const { award, index } = rule.rule;
  const rate = plan.rates[index];
  if (money === null || rate === null || rate === undefined) return [...cells, whole(rule.points)];
  const unit = times(rate.isExchanged ? (money.rate ?? ONE) : ONE, {
    num: 1n,
    den: 10n ** BigInt(money.order.scale),
  });
  const points = (units: number): Ratio => {
    const amount = times(whole(units), unit);
    if (award.type !== "step") return times(amount, rate.ratio);
    const full = over(amount, rate.per);
    return times(whole(award.points), { num: full.num / full.den, den: 1n });
  };
  const all = points(rule.units);
  money.basis.forEach((units, line) => {
    if (units === 0 || !isAbout(rule, line)) return;
    const isByLine = award.type === "rate" || rounding.scope === "line";
    cells[line] = isByLine
      ? points(units)
      : times(all, { num: BigInt(units), den: BigInt(rule.units) });
  });
  return [...cells, NOTHING];
}

function covers(factor: ActiveRule, place: number, places: number): boolean {
  return place === places - 1 || isAbout(factor, place);
}

function isFactor({ rule }: ActiveRule): boolean {
  return rule.award.type === "multiplier";
}

function factorOf({ rule }: ActiveRule): Ratio {
  return rule.award.type === "multiplier" ? rule.award.factor : ONE;
}
