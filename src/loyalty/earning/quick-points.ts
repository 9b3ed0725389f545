import { divideSafe } from "../../money/divide-safe.ts";
import type { Policies } from "../program/policies.ts";
import type { ActiveRule } from "./active-rules.ts";
import type { MoneyPlan } from "./compiled-earning.ts";
import { type OrderMoney, OWN_RATE } from "./order-money.ts";
import { shareOut } from "./share-out.ts";
import { isAbout, sharesTargets } from "./targets.ts";
import { winners } from "./winners.ts";

/** Points by rule, before caps; the rules that stand, by id, tiers last. */
export interface RuleShares {
  readonly rules: readonly ActiveRule[];
  readonly points: readonly number[];
}

const POWERS = /* @__PURE__ */ Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** What every amount of an order is multiplied by and counted in. */
interface Units {
  readonly plan: MoneyPlan;
  readonly money: OrderMoney | null;
  /** Ten to the digits of the order's money. */
  readonly power: number;
  readonly rateNum: number;
  readonly rateBelow: number;
  /** What the money of parted steps divides. */
  readonly parts: number;
  /** The denominator of bases; factors have their own beside it. */
  readonly below: number;
}

/**
 * The usual way to points: all in safe integers over one denominator. `null` where a number is too
 * large for that, or the program's choices need more; then the exact way has the answer.
 */
export function quickPoints(
  active: readonly ActiveRule[],
  tiers: (bases: readonly ActiveRule[]) => readonly ActiveRule[],
  plan: MoneyPlan,
  money: OrderMoney | null,
  { rounding, stacking }: Policies,
): RuleShares | null {
  if (rounding.when !== "end" || rounding.scope !== "order") return null;
  const isForeign = money !== null && money.rate !== null && money.rate !== OWN_RATE;
  const power = money === null ? 1 : (POWERS[money.order.scale] ?? Number.NaN);
  const rateNum = isForeign ? Number(money.rate.num) : 1;
  const rateBelow = isForeign ? Number(money.rate.den) : 1;
  const parts = stepDen(active, money);
  const below = safe(safe(safe(plan.rateDen, power), rateBelow), parts);
  const { factorDen } = plan;
  const den = safe(below, factorDen);
  if (Number.isNaN(den) || !Number.isSafeInteger(rateNum)) return null;
  const units: Units = { plan, money, power, rateNum, rateBelow, parts, below };
  const standing = active.some(isGrouped) ? groupWinners(active, units) : active;
  if (standing === null) return null;
  const bases: ActiveRule[] = [];
  const worths: number[] = [];
  const rules: ActiveRule[] = [];
  for (let index = 0; index < standing.length; index++) {
    const rule = standing[index];
    rules.push(rule);
    if (isFactor(rule.rule)) continue;
    bases.push(rule);
    worths.push(baseWorth(rule, null, units));
  }
  const ofTier = tiers(bases);
  for (let index = 0; index < ofTier.length; index++) rules.push(ofTier[index]);
  if (stacking.multipliers !== "additive" && hasTwoFactors(rules)) return null;
  const values: number[] = [];
  let size = 0;
  let base = 0;
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index];
    const value = isFactor(rule.rule)
      ? extraWorth(rule, bases, worths, units)
      : safe(worths[base++], factorDen);
    values.push(value);
    size += Math.abs(value);
  }
  // Also where one of them is NaN.
  if (!(size <= Number.MAX_SAFE_INTEGER)) return null;
  return { rules, points: shareByCurrency(rules, values, den, rounding.mode) };
}

/** What a base gives in units of `below`, of the lines that a factor is about too. */
function baseWorth(rule: ActiveRule, factor: ActiveRule | null, units: Units): number {
  const { award, index } = rule.rule;
  const { money, below } = units;
  const rate = units.plan.rates[index];
  if (rate === null || rate === undefined || money === null) return safe(rule.points, below);
  if (award.type === "rate") {
    const amount = factor === null ? rule.units : sharedUnits(rule, factor, money);
    const exchange = rate.isExchanged ? units.rateNum : units.rateBelow;
    return safe(safe(safe(amount, rate.units), exchange), units.parts);
  }
  const top = safe(safe(rule.units, rate.perDen), rate.isExchanged ? units.rateNum : 1);
  const bottom = safe(safe(rate.perNum, units.power), rate.isExchanged ? units.rateBelow : 1);
  const steps = divideSafe(top, bottom);
  const points = safe(steps, award.type === "step" ? award.points : Number.NaN);
  if (factor === null || coversAll(rule, factor, money)) return safe(points, below);
  return safe(safe(points, below / rule.units), sharedUnits(rule, factor, money));
}

/** What a factor adds to bases, whose worth on all their lines is known. */
function extraWorth(
  factor: ActiveRule,
  bases: readonly ActiveRule[],
  worths: readonly number[],
  units: Units,
): number {
  const { award } = factor.rule;
  if (award.type !== "multiplier") return Number.NaN;
  let sum = 0;
  for (let index = 0; index < bases.length; index++) {
    const base = bases[index];
    if (!sharesTargets(factor, base)) continue;
    sum += factor.lines === null ? worths[index] : baseWorth(base, factor, units);
  }
  return safe(sum, award.excess);
}

/** The rules that stand; `null` where two could not be weighed. */
function groupWinners(active: readonly ActiveRule[], units: Units): readonly ActiveRule[] | null {
  let isUnsafe = false;
  const { factorDen } = units.plan;
  const standing = winners(active, {
    base: (rule) => safe(baseWorth(rule, null, units), factorDen),
    extra: (factor, bases) => {
      const worths = bases.map((base) => baseWorth(base, null, units));
      return extraWorth(factor, bases, worths, units);
    },
    isMore: (one, other) => {
      if (Number.isNaN(one + other)) isUnsafe = true;
      return one > other;
    },
  });
  return isUnsafe ? null : standing;
}

function isGrouped({ rule }: ActiveRule): boolean {
  return rule.group !== null;
}

function shareByCurrency(
  rules: readonly ActiveRule[],
  values: readonly number[],
  den: number,
  mode: Policies["rounding"]["mode"],
): readonly number[] {
  if (rules.length === 0) return [];
  const first = rules[0].rule.currency;
  let isOne = true;
  for (let index = 1; index < rules.length; index++) {
    if (rules[index].rule.currency !== first) isOne = false;
  }
  if (isOne) return shareOut(values, den, mode);
  const points = values.map(() => 0);
  for (const currency of new Set(rules.map(({ rule }) => rule.currency))) {
    const places: number[] = [];
    for (let index = 0; index < rules.length; index++) {
      if (rules[index].rule.currency === currency) places.push(index);
    }
    const parts = shareOut(
      places.map((place) => values[place]),
      den,
      mode,
    );
    for (let index = 0; index < places.length; index++) points[places[index]] = parts[index];
  }
  return points;
}

function isFactor({ award }: ActiveRule["rule"]): boolean {
  return award.type === "multiplier";
}

function hasTwoFactors(rules: readonly ActiveRule[]): boolean {
  const seen = new Set<unknown>();
  for (const { rule } of rules) {
    if (rule.award.type !== "multiplier") continue;
    if (seen.has(rule.currency)) return true;
    seen.add(rule.currency);
  }
  return false;
}

/** A factor on some lines of a step takes their part of its points: so the step's money divides. */
function stepDen(active: readonly ActiveRule[], money: OrderMoney | null): number {
  if (money === null || active.every(({ rule, lines }) => lines === null || !isFactor(rule)))
    return 1;
  let den = 1;
  for (const rule of active) {
    if (rule.rule.award.type !== "step" || rule.units === 0) continue;
    const isParted = active.some(
      (factor) => sharesTargets(factor, rule) && !coversAll(rule, factor, money),
    );
    if (isParted) den = safe(den, rule.units);
  }
  return den;
}

function sharedUnits(rule: ActiveRule, factor: ActiveRule, { basis }: OrderMoney): number {
  let units = 0;
  for (let line = 0; line < basis.length; line++) {
    if (isAbout(rule, line) && isAbout(factor, line)) units += basis[line];
  }
  return units;
}

function coversAll(rule: ActiveRule, factor: ActiveRule, { basis }: OrderMoney): boolean {
  for (let line = 0; line < basis.length; line++) {
    if (isAbout(rule, line) && !isAbout(factor, line)) return false;
  }
  return true;
}

/** A product of safe integers, or `NaN` where it is none. */
function safe(left: number, right: number): number {
  const product = left * right;
  return product <= Number.MAX_SAFE_INTEGER && product >= -Number.MAX_SAFE_INTEGER
    ? product
    : Number.NaN;
}
