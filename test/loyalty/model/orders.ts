import { endOf } from "./calendar.ts";

/** What an order earns and keeps, by the reference alone: exact, and without a thought for speed. */
export interface OrderRules {
  readonly zone: string;
  /** Points for each unit of money. */
  readonly rate: number;
  /** Twentieths: 30 is a factor of 1.5, on lines of shoes. */
  readonly shoes: number | null;
  /** How many pieces a line of shoes must have for that. */
  readonly least: number;
  readonly fixed: number;
  readonly first: number;
  readonly capOrder: number | null;
  readonly capDay: number | null;
  readonly capMonth: number | null;
  readonly caps: "net" | "gross";
  readonly mode: "down" | "halfUp" | "up";
  readonly basis: "recompute" | "proportional";
  readonly reopenFirst: boolean;
}

export interface ModelLine {
  readonly shoes: boolean;
  /** Minor units. */
  readonly amount: number;
  readonly pieces: number;
}

export interface ModelPurchase {
  readonly id: string;
  readonly at: number;
  readonly lines: readonly ModelLine[];
  readonly refunded: readonly number[];
  /** By line, the pieces that came back. */
  readonly gone: readonly number[];
  readonly isFirst: boolean;
  /** The least of what caps left at the time of the award. */
  readonly room: number;
  readonly award: number;
  readonly kept: number;
}

export function newPurchase(
  rules: OrderRules,
  before: readonly ModelPurchase[],
  id: string,
  at: number,
  lines: readonly ModelLine[],
): ModelPurchase {
  const isFirst = !before.some((one) => one.isFirst && !(rules.reopenFirst && isEmpty(one)));
  const inWindow = (unit: "day" | "month") => {
    const end = endOf(rules.zone, at, unit);
    return before
      .filter((one) => endOf(rules.zone, one.at, unit) === end)
      .reduce((sum, one) => sum + (rules.caps === "net" ? one.kept : one.award), 0);
  };
  const room = Math.min(
    rules.capOrder ?? Number.POSITIVE_INFINITY,
    rules.capDay === null ? Number.POSITIVE_INFINITY : Math.max(0, rules.capDay - inWindow("day")),
    rules.capMonth === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, rules.capMonth - inWindow("month")),
  );
  const refunded = lines.map(() => 0);
  const gone = refunded;
  const award = earns(rules, { lines, refunded, gone, isFirst, room });
  return { id, at, lines, refunded, gone, isFirst, room, award, kept: award };
}

/** The order after some of a line came back. */
export function refund(
  rules: OrderRules,
  purchase: ModelPurchase,
  line: number,
  units: number,
  pieces: number,
): ModelPurchase {
  const add = (sums: readonly number[], more: number) =>
    sums.map((sum, index) => (index === line ? sum + more : sum));
  const refunded = add(purchase.refunded, units);
  return kept(rules, { ...purchase, refunded, gone: add(purchase.gone, pieces) });
}

/** The order after all of it came back. */
export function cancel(rules: OrderRules, purchase: ModelPurchase): ModelPurchase {
  return kept(rules, { ...purchase, refunded: purchase.lines.map(({ amount }) => amount) });
}

export function isEmpty({ lines, refunded }: ModelPurchase): boolean {
  return lines.every(({ amount }, index) => amount === refunded[index]);
}

function kept(rules: OrderRules, purchase: ModelPurchase): ModelPurchase {
  const total = purchase.lines.reduce((sum, { amount }) => sum + amount, 0);
  const back = purchase.refunded.reduce((sum, units) => sum + units, 0);
  const would =
    rules.basis === "recompute"
      ? earns(rules, purchase)
      : round(BigInt(purchase.award) * BigInt(total - back), BigInt(total), rules.mode);
  return { ...purchase, kept: Math.min(purchase.kept, would) };
}

function earns(
  rules: OrderRules,
  order: Pick<ModelPurchase, "lines" | "refunded" | "gone" | "isFirst" | "room">,
): number {
  let twentieths = 0n;
  let left = 0;
  order.lines.forEach(({ amount, shoes, pieces }, index) => {
    const units = amount - order.refunded[index];
    left += units;
    const isMany = pieces - order.gone[index] >= rules.least;
    const factor = shoes && isMany ? (rules.shoes ?? 20) : 20;
    twentieths += BigInt(units) * BigInt(rules.rate) * BigInt(factor);
  });
  if (left === 0) return 0;
  const rated = round(twentieths, 2000n, rules.mode);
  return Math.min(order.room, rated + rules.fixed + (order.isFirst ? rules.first : 0));
}

function round(num: bigint, den: bigint, mode: OrderRules["mode"]): number {
  const whole = num / den;
  const rest = num % den;
  const up = mode === "up" ? rest > 0n : mode === "halfUp" && rest * 2n >= den;
  return Number(up ? whole + 1n : whole);
}
