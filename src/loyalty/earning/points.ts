import {
  aligned,
  type Fraction,
  isMore,
  NOTHING,
  ONE,
  over,
  sumOf,
  times,
  whole,
} from "../../money/fraction.ts";
import { shareOut } from "../../money/share-out.ts";
import type { Whole } from "../../money/whole.ts";
import { add, divide, leastCommon, multiply, powerOfTen, round } from "../../money/whole.ts";
import type { Policies } from "../program/policies.ts";
import { type ActiveRule, isAbout, isOfMoney } from "./active-rules.ts";
import type { CompiledEarning, MoneyPlan, PlanRate } from "./compiled-earning.ts";
import type { OrderMoney } from "./order-money.ts";
import { type OrderTier, type TierPart, tierRules } from "./order-tier.ts";
import { plainPoints } from "./plain-points.ts";
import { isFactor, type Worths, winners } from "./winners.ts";

/** Points by rule, before caps; the rules that stand, by id, tiers last. */
export interface RuleShares {
  readonly rules: readonly ActiveRule[];
  readonly points: readonly number[];
}

/**
 * What a base gives at a place of the order. Money's points lie on their lines, those of a step in
 * proportion to their money, others on a place of their own past the last line. Where nothing tells
 * lines apart, the order is one place.
 */
interface Cell {
  readonly base: ActiveRule;
  readonly place: number;
  readonly points: Fraction;
  readonly part?: number;
}

/** Points by rule, exact up to where they are rounded. */
export function pointsOf(
  { policies, tiers }: CompiledEarning,
  active: readonly ActiveRule[],
  tier: OrderTier | null,
  plan: MoneyPlan,
  money: OrderMoney | null,
): RuleShares {
  const places = () => placesOf(active, plan, money, policies);
  const standing = hasGroups(active) ? winners(active, worthsBy(places())) : active;
  const parts = tier?.parts;
  const factors =
    parts?.flatMap((part, index) => tierRules(tiers, part, standing, index)) ??
    tierRules(tiers, tier, standing);
  const rules = factors.length === 0 ? standing : standing.concat(factors);
  const points =
    (parts === undefined ? plainPoints(rules, plan, money, policies) : null) ??
    cellPoints(rules, standing, partedBy(parts, places()), policies);
  return { rules, points };
}

function hasGroups(active: readonly ActiveRule[]): boolean {
  for (let index = 0; index < active.length; index++) {
    if (active[index].rule.group !== null) return true;
  }
  return false;
}

/** The places of an order, on which rules give points; `last` is the one past all lines. */
interface Places {
  readonly last: number;
  readonly cellsOf: (rules: readonly ActiveRule[]) => Cell[];
}

function placesOf(
  active: readonly ActiveRule[],
  plan: MoneyPlan,
  money: OrderMoney | null,
  { rounding: { scope } }: Policies,
): Places {
  const isByLine = scope === "line" || active.some((rule) => rule.lines !== null && isFactor(rule));
  const last = money === null || !isByLine ? 0 : money.basis.length;
  return { last, cellsOf: (rules) => findCells(rules, plan, money, last, scope) };
}

function partedBy(parts: readonly TierPart[] | undefined, { last, cellsOf }: Places): Places {
  if (parts === undefined) return { last, cellsOf };
  const partsOf = (cell: Cell) =>
    parts.map(({ share }, part) => ({ ...cell, points: times(cell.points, share), part }));
  return { last, cellsOf: (rules) => cellsOf(rules).flatMap(partsOf) };
}

/** What rules of a group are weighed by. */
function worthsBy({ cellsOf, last }: Places): Worths {
  const worthOf = (cells: readonly Cell[]) => sumOf(cells.map(({ points }) => points));
  return {
    ofBase: (rule) => worthOf(cellsOf([rule])),
    ofFactor: (factor, bases) => {
      const cells = cellsOf(bases).filter((cell) => isOn(factor, cell, last));
      return times(worthOf(cells), excessOf(factor));
    },
  };
}

/** Points by rule of all cells, by currency and by what is rounded at once. */
function cellPoints(
  rules: readonly ActiveRule[],
  standing: readonly ActiveRule[],
  { cellsOf, last }: Places,
  policies: Policies,
): number[] {
  const { scope } = policies.rounding;
  const cells = cellsOf(standing);
  // Line by line or at once, each currency is rounded by itself.
  const points = rules.map(() => 0);
  for (const currency of new Set(rules.map(({ rule }) => rule.currency))) {
    for (let line = 0; line <= (scope === "line" ? last : 0); line++) {
      const bucket = cells.filter(
        ({ base, place }) =>
          base.rule.currency === currency && (scope === "order" || place === line),
      );
      const parts = bucketPoints(rules, bucket, last, policies);
      for (const [index, part] of parts.entries()) points[index] += part;
    }
  }
  return points;
}

/** Points by rule of some cells: what bases give and factors add, one on the other where they multiply. */
function bucketPoints(
  rules: readonly ActiveRule[],
  given: readonly Cell[],
  last: number,
  { rounding, stacking }: Policies,
): number[] {
  if (given.length === 0) return rules.map(() => 0);
  const { mode, when } = rounding;
  const isChained = stacking.multipliers === "multiplicative";
  const cells = when === "end" ? given : roundedFirst(given, mode);
  const { nums, den } = aligned(cells.map(({ points }) => points));
  // All in units of one denominator, that of every product included.
  let below: Whole = 1;
  const values: Whole[] = [];
  for (let index = 0; index < rules.length; index++) {
    const own = excessOf(rules[index]).den;
    below = isChained ? multiply(below, own) : leastCommon(below, own);
    values.push(0);
  }
  for (let cell = 0; cell < cells.length; cell++) {
    nums[cell] = multiply(nums[cell], below);
    const base = rules.indexOf(cells[cell].base);
    values[base] = add(values[base], nums[cell]);
  }
  for (let index = 0; index < rules.length; index++) {
    const factor = rules[index];
    if (!isFactor(factor)) continue;
    const excess = excessOf(factor);
    let sum: Whole = 0;
    for (let cell = 0; cell < cells.length; cell++) {
      if (!isOn(factor, cells[cell], last)) continue;
      if (stacking.multipliers === "best" && factor !== bestOf(rules, cells[cell], last)) continue;
      sum = add(sum, nums[cell]);
      if (isChained) nums[cell] = add(nums[cell], share(nums[cell], excess));
    }
    values[index] = share(sum, excess);
  }
  const unit = multiply(den, below);
  if (when === "end") return shareOut(values, unit, mode);
  const rounded = values.map((value) => round(value, unit, mode, ["points"]));
  const isBelow = rounded.reduce((sum, points) => sum + points, 0) < 0;
  return isBelow ? rounded.map(() => 0) : rounded;
}

function share(points: Whole, { num, den }: Fraction): Whole {
  return divide(multiply(points, num), den);
}

/** Rounded before the factors: these then work on whole points, spread as the exact ones lie. */
function roundedFirst(cells: readonly Cell[], mode: Policies["rounding"]["mode"]): Cell[] {
  return cells.map((cell): Cell => {
    const exact = sumOf(cells.flatMap(({ base, points }) => (base === cell.base ? points : [])));
    if (exact.num <= 0) return cell;
    const share = over(whole(round(exact.num, exact.den, mode, ["points"])), exact);
    return { ...cell, points: times(cell.points, share) };
  });
}

/** Of the factors on a cell: the largest, among equals the first. */
function bestOf(rules: readonly ActiveRule[], cell: Cell, last: number): ActiveRule {
  return rules
    .filter((rule) => isOn(rule, cell, last))
    .reduce((best, rule) => (isMore(excessOf(rule), excessOf(best)) ? rule : best));
}

/** Is a rule a factor on what a base gives there? */
function isOn(factor: ActiveRule, { base, place, part }: Cell, last: number): boolean {
  const { award, currency } = factor.rule;
  if (factor.part !== undefined && factor.part !== part) return false;
  if (award.type !== "multiplier" || base.rule.currency !== currency) return false;
  if (place !== last && !isAbout(factor, place)) return false;
  return award.targets === null ? isOfMoney(base.rule) : award.targets.has(base.rule.id);
}

function excessOf({ rule: { award } }: ActiveRule): Fraction {
  return award.type === "multiplier" ? award.excess : NOTHING;
}

function findCells(
  rules: readonly ActiveRule[],
  plan: MoneyPlan,
  money: OrderMoney | null,
  last: number,
  scope: Policies["rounding"]["scope"],
): Cell[] {
  return rules.flatMap((base): Cell | Cell[] => {
    if (isFactor(base)) return [];
    const rate = plan.rates[base.rule.index];
    if (money === null || rate === undefined) {
      return { base, place: last, points: whole(base.points) };
    }
    const all = moneyPoints(base, rate, plan, money, base.units);
    if (last === 0) return { base, place: last, points: all };
    const isApart = scope === "line" || base.rule.award.type === "rate";
    return money.basis.flatMap((units, place): Cell | Cell[] => {
      if (units === 0 || !isAbout(base, place)) return [];
      const points = isApart
        ? moneyPoints(base, rate, plan, money, units)
        : times(all, { num: units, den: base.units });
      return { base, place, points };
    });
  });
}

/** Points of a rate in proportion, of a step for every full amount. */
function moneyPoints(
  { rule: { award } }: ActiveRule,
  { num, per, isExchanged }: PlanRate,
  plan: MoneyPlan,
  { order, rate }: OrderMoney,
  units: number,
): Fraction {
  const exchange = isExchanged ? (rate ?? ONE) : ONE;
  const amount = multiply(units, exchange.num);
  const below = multiply(powerOfTen(order.scale), exchange.den);
  if (award.type !== "step") return { num: multiply(amount, num), den: multiply(below, plan.den) };
  const full = divide(multiply(amount, per.den), multiply(below, per.num));
  return whole(multiply(full, award.points));
}
