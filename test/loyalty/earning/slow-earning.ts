import type { Policies } from "../../../src/loyalty/program/policies.ts";
import type { RoundingMode } from "../../../src/money/rounding-mode.ts";
import { allocate } from "../../money/oracle/allocate.ts";
import { add, compare, subtract } from "../../money/oracle/decimal.ts";
import { fromMinorUnits, toMinorUnits } from "../../money/oracle/minor-units.ts";
import { roundedQuotient } from "../../money/rational.ts";

// Earning told slowly, over the money files that use decimal.js and over plain fractions; it knows
// nothing of how the package compiles or computes.

export type Fraction = readonly [top: bigint, bottom: bigint];

export interface SlowRule {
  readonly id: string;
  readonly type: "rate" | "step" | "fixed" | "multiplier";
  readonly points: number;
  readonly per: string;
  readonly factor: string;
  readonly category: string | null;
  readonly minimum: string | null;
  readonly targets: readonly string[] | null;
  readonly group: string | null;
  readonly priority: number;
}

export interface SlowLine {
  readonly amount: string;
  readonly discount: string;
  readonly category: string;
  readonly giftCard: boolean;
  readonly tax: string;
}

export interface SlowCase {
  readonly rules: readonly SlowRule[];
  readonly lines: readonly SlowLine[];
  readonly discount: string;
  readonly shipping: string;
  readonly tax: string;
  readonly pointsPaid: string;
  /** One unit of the order's money in the program's, which has two digits too. */
  readonly exchangeRate: string | null;
  readonly tierFactor: string | null;
  readonly caps: readonly { readonly points: number; readonly rules: readonly string[] | null }[];
  readonly policies: Policies;
}

const ZERO: Fraction = [0n, 1n];
const plus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
const whole = (value: number | bigint): Fraction => [BigInt(value), 1n];
const isMore = (a: Fraction, b: Fraction) => a[0] * b[1] > b[0] * a[1];
const sum = (all: readonly Fraction[]) => all.reduce(plus, ZERO);

export function fraction(text: string): Fraction {
  const [left, right = ""] = text.split(".");
  return [BigInt(left + right), 10n ** BigInt(right.length)];
}

const rounded = ([top, bottom]: Fraction, mode: RoundingMode) =>
  Number(roundedQuotient(top, bottom, mode));

/** By line, what earns points, as decimals. */
export function slowBasis(order: SlowCase): string[] {
  const { basis: flags } = order.policies;
  const { lines } = order;
  const units = (text: string) => toMinorUnits(text, 2);
  const isCard = lines.map(({ giftCard }) => giftCard);
  const spread = (total: number, weights: readonly number[]) =>
    total === 0 || weights.every((weight) => weight === 0)
      ? weights.map(() => 0)
      : allocate(total, weights);
  const own = lines.map(({ amount, discount }) => units(subtract(amount, discount)));
  const goods = own.map((net, line) => (isCard[line] ? 0 : net));
  const least = (text: string, weights: readonly number[]) => {
    const all = fromMinorUnits(
      weights.reduce((left, right) => left + right, 0),
      2,
    );
    return units(compare(text, all) > 0 ? all : text);
  };
  const off = spread(least(order.discount, goods), goods);
  const net = own.map((amount, line) => amount - off[line]);
  const tax = lines.map((line) => (flags.tax ? units(line.tax) : 0));
  const extra = units(add(flags.tax ? order.tax : "0", flags.shipping ? order.shipping : "0"));
  const hasGoods = isCard.includes(false);
  const takesExtra = isCard.map((card) => (hasGoods ? !card : flags.giftCards));
  const costs = net.map((amount, line) => (takesExtra[line] ? amount : 0));
  const shares = spread(
    extra,
    costs.some((cost) => cost > 0) ? costs : takesExtra.map((takes) => (takes ? 1 : 0)),
  );
  const due = net.map((amount, line) => amount + tax[line] + shares[line]);
  const paidBy = (text: string, cards: boolean): number[] => {
    const weights = due.map((amount, line) => (isCard[line] === cards ? amount : 0));
    return spread(least(text, weights), weights);
  };
  const paid = flags.pointsPaid ? due.map(() => 0) : paidBy(order.pointsPaid, false);
  const rest = fromMinorUnits(
    units(order.pointsPaid) - paid.reduce((left, right) => left + right, 0),
    2,
  );
  const paidCards = flags.pointsPaid ? due.map(() => 0) : paidBy(rest, true);
  return lines.map((line, index) => {
    if (line.giftCard && !flags.giftCards) return "0";
    const price = flags.discounts ? units(line.amount) : net[index];
    const all = price + tax[index] + shares[index] - paid[index] - paidCards[index];
    return fromMinorUnits(all, 2);
  });
}

/** Points by rule; the tier's are those of `tier:gold`. */
export function slowPoints(order: SlowCase): Record<string, number> {
  const { rounding, stacking } = order.policies;
  const rate = fraction(order.exchangeRate ?? "1");
  const money = slowBasis(order).map((text) => times(fraction(text), rate));
  const holding = order.rules
    .filter(
      ({ category }) => category === null || order.lines.some((line) => line.category === category),
    )
    .filter(({ minimum }) => minimum === null || !isMore(fraction(minimum), sum(money)))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const isIn = (rule: SlowRule, line: number) =>
    line === money.length || rule.category === null || order.lines[line].category === rule.category;
  const steps = (rule: SlowRule, amount: Fraction): Fraction => {
    const [top, bottom] = times(amount, [fraction(rule.per)[1], fraction(rule.per)[0]]);
    return whole((top / bottom) * BigInt(rule.points));
  };
  /** By line, and one place more for what no line brings. */
  const cells = (rule: SlowRule): Fraction[] => {
    if (rule.type === "fixed") return [...money.map(() => ZERO), whole(rule.points)];
    const mine = money.map((amount, line) => (isIn(rule, line) ? amount : ZERO));
    const all = sum(mine);
    return [...mine, ZERO].map((amount): Fraction => {
      if (amount[0] === 0n) return ZERO;
      if (rule.type === "rate") {
        const per = fraction(rule.per);
        return times(amount, [BigInt(rule.points) * per[1], per[0]]);
      }
      if (rounding.scope === "line") return steps(rule, amount);
      return times(steps(rule, all), times(amount, [all[1], all[0]]));
    });
  };
  const isOn = (factor: SlowRule, base: SlowRule) =>
    factor.targets === null ? base.type !== "fixed" : factor.targets.includes(base.id);
  const gain = (factor: string): Fraction => plus(fraction(factor), [-1n, 1n]);
  const bases = holding.filter(({ type }) => type !== "multiplier");
  const factors = holding.filter(({ type }) => type === "multiplier");
  // Groups of the cases hold bases alone or factors alone.
  const best = (rules: readonly SlowRule[], worth: (rule: SlowRule) => Fraction) =>
    rules.filter((rule) =>
      rules.every((other) => {
        if (other === rule || rule.group === null || other.group !== rule.group) return true;
        if (rule.priority !== other.priority) return rule.priority > other.priority;
        if (isMore(worth(rule), worth(other))) return true;
        return !isMore(worth(other), worth(rule)) && rule.id < other.id;
      }),
    );
  const basesLeft = best(bases, (rule) => sum(cells(rule)));
  const factorsLeft = best(factors, (factor) =>
    times(
      sum(
        basesLeft
          .filter((base) => isOn(factor, base))
          .flatMap((base) => cells(base).filter((_, line) => isIn(factor, line))),
      ),
      gain(factor.factor),
    ),
  );
  const tier: SlowRule[] = order.tierFactor === null ? [] : [{ ...TIER, factor: order.tierFactor }];
  // Among equals the first id gets the odd point; tiers come last.
  const standing = [...basesLeft, ...factorsLeft].sort((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  const all = [...standing, ...tier];
  const points = new Map(all.map(({ id }) => [id, 0]));
  const places = [...money, ZERO].map((_, line) => line);
  for (const bucket of rounding.scope === "line" ? places.map((line) => [line]) : [places]) {
    const exact = new Map(all.map(({ id }) => [id, ZERO]));
    const give = (id: string, value: Fraction) => exact.set(id, plus(exact.get(id) ?? ZERO, value));
    for (const base of basesLeft) {
      let own = bucket.map((line) => cells(base)[line]);
      const total = sum(own);
      if (rounding.when === "per_rule" && total[0] > 0n) {
        const share = times(whole(rounded(total, rounding.mode)), [total[1], total[0]]);
        own = own.map((value) => times(value, share));
      }
      own.forEach((value, index) => {
        give(base.id, value);
        const on = [...factorsLeft, ...tier].filter(
          (factor) => isOn(factor, base) && isIn(factor, bucket[index]),
        );
        if (stacking.multipliers === "additive") {
          for (const { id, factor } of on) give(id, times(value, gain(factor)));
        } else if (stacking.multipliers === "multiplicative") {
          let before = value;
          for (const { id, factor } of on) {
            give(id, times(before, gain(factor)));
            before = times(before, fraction(factor));
          }
        } else {
          const top = on.find((one) =>
            on.every((other) => !isMore(fraction(other.factor), fraction(one.factor))),
          );
          if (top !== undefined) give(top.id, times(value, gain(top.factor)));
        }
      });
    }
    const values = all.map(({ id }) => exact.get(id) ?? ZERO);
    const parts =
      rounding.when === "per_rule"
        ? values.map((value) => rounded(value, rounding.mode))
        : shared(values, rounded(sum(values), rounding.mode));
    const isBelow = parts.reduce((left, right) => left + right, 0) < 0;
    all.forEach(({ id }, index) => {
      points.set(id, (points.get(id) ?? 0) + (isBelow ? 0 : parts[index]));
    });
  }
  for (const cap of order.caps) {
    const mine = all.filter(({ id }) => cap.rules === null || cap.rules.includes(id));
    const given = mine.map(({ id }) => points.get(id) ?? 0);
    const total = given.reduce((left, right) => left + right, 0);
    if (total <= cap.points) continue;
    const cut = given.map((value) => times(whole(value), [BigInt(cap.points), BigInt(total)]));
    for (const [index, part] of shared(cut, cap.points).entries()) points.set(mine[index].id, part);
  }
  const total = [...points.values()].reduce((left, right) => left + right, 0);
  return total < 0 ? {} : Object.fromEntries([...points].filter(([, value]) => value !== 0));
}

const TIER: SlowRule = {
  id: "tier:gold",
  type: "multiplier",
  points: 0,
  per: "1",
  factor: "1",
  category: null,
  minimum: null,
  targets: null,
  group: null,
  priority: 0,
};

/** A whole number over fractions, by largest remainder. */
function shared(values: readonly Fraction[], total: number): number[] {
  if (total <= 0 && !isMore(sum(values), ZERO)) return values.map(() => 0);
  const floors = values.map(([top, bottom]) => roundedQuotient(top, bottom, "floor"));
  const lost = values.map((value, index) => plus(value, [-floors[index], 1n]));
  let left = total - Number(floors.reduce((one, other) => one + other, 0n));
  const parts = floors.map(Number);
  const order = values.map((_, index) => index);
  order.sort((one, other) =>
    isMore(lost[one], lost[other]) ? -1 : isMore(lost[other], lost[one]) ? 1 : one - other,
  );
  for (const index of order) {
    if (left <= 0) break;
    parts[index] += 1;
    left -= 1;
  }
  return parts;
}
