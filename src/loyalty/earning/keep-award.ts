import { checkInteger, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { scaleUnits } from "../../money/scaled.ts";
import { spreadUnits } from "../../money/share-out.ts";
import { parseMoment } from "../../time/instant.ts";
import type { CompiledProgram } from "../engine/engine.ts";
import type { Counter } from "../ledger/account.ts";
import type { Award, AwardSnapshot, BudgetUse, RulePoints } from "../ledger/award.ts";
import type { CompiledEarning, PointLimit } from "./compiled-earning.ts";
import { orderAward } from "./compute-award.ts";
import { FIRST_KEY } from "./counter-keys.ts";
import { moneyOf, type OrderMoney, orderMoney } from "./order-money.ts";
import { checkOrder, type ReadLine } from "./read-order.ts";

/**
 * What an order keeps after refunds, decided under the program and the facts of its award:
 * what all that is left of it would earn; or, with the basis `proportional`, a share of the award.
 * It depends on what has come back by now and on nothing else, so that the pieces and their order
 * count for nothing. Of no currency more than was awarded.
 *
 * Its counters are what the award stands for by now: points of caps net of what came back (unless
 * caps are gross), counts and once-only rules as they were; a punch is taken back where its rule no
 * longer holds.
 *
 * @param refunded - by line, what came back so far, in minor units as `OrderLine.amount` counts it
 * @param pieces - likewise, how many pieces did
 */
export function keepAward(
  { earning }: Pick<CompiledProgram, "earning">,
  snapshot: AwardSnapshot,
  refunded: ReadonlyMap<string, number>,
  pieces: ReadonlyMap<string, number> = NO_PIECES,
): Award {
  const order = checkOrder(snapshot.order, earning.money);
  const all = orderMoney(earning, order);
  const at = parseMoment(snapshot.at, ["at"]);
  const left = remainingMoney(all, refunded, pieces);
  const award = left === null ? null : orderAward(earning, left, at, snapshot.facts);
  const basis = earning.policies.clawback.basis;
  const kept =
    award === null
      ? NOTHING_LEFT
      : basis === "proportional"
        ? { ...award, ...shareOf(earning, snapshot, all, left) }
        : { ...award, ...atMost(award, snapshot) };
  return {
    rules: kept.rules,
    counters: keptCounters(earning, snapshot, kept),
    budgets: keptBudgets(earning, snapshot, kept),
    tierCredit: award === null ? 0 : tierCreditOf(earning, kept, award),
    basis: left?.units ?? 0,
    rewards: award?.rewards ?? [],
    referral: award?.referral ?? null,
  };
}

const NO_PIECES: ReadonlyMap<string, number> = new Map();
const NOTHING_LEFT = { rules: [], counters: [], budgets: [] };

/** What is left of an order; `null` where nothing is. */
function remainingMoney(
  all: OrderMoney,
  refunded: ReadonlyMap<string, number>,
  pieces: ReadonlyMap<string, number>,
): OrderMoney | null {
  const known = new Set(all.lines.map(({ line }) => line.id));
  for (const id of refunded.keys()) {
    if (!known.has(id)) {
      const message = `expected a line of the order, got ${show(id)}`;
      throw new InputError("unknown_line", message, ["refunded"]);
    }
  }
  const lines: ReadLine[] = [];
  const basis: number[] = [];
  let sold = 0;
  let left = 0;
  let total = 0;
  all.lines.forEach((read, index) => {
    const { line, amount, net, tax, quantity } = read;
    const back = checkInteger(refunded.get(line.id) ?? 0, ["refunded", line.id], 0, amount);
    const rest = amount - back;
    sold += amount;
    left += rest;
    // A line that cost nothing stays while anything does.
    if (rest === 0 && amount > 0) return;
    const part = (units: number): number =>
      back === 0 ? units : scaleUnits(units, rest, amount, "down");
    const gone = checkInteger(pieces.get(line.id) ?? 0, ["refunded", line.id], 0, quantity);
    const counts = { quantity: quantity - gone };
    lines.push({ line, amount: rest, net: part(net), tax: part(tax), ...counts });
    basis.push(part(all.basis[index]));
    total += part(net) + part(tax);
  });
  // An order that cost nothing is whole until it came back.
  if (left === 0 && (sold > 0 || refunded.size > 0)) return null;
  const { shipping, tax } = all.order;
  total += sold === 0 ? shipping + tax : scaleUnits(shipping + tax, left, sold, "down");
  return moneyOf(all.order, lines, basis, total, all.rate);
}

/** A share of the award: by what earned points, or by what was sold where nothing did. */
function shareOf(
  { policies }: CompiledEarning,
  { rules }: AwardSnapshot,
  all: OrderMoney,
  left: OrderMoney | null,
): Pick<Award, "rules"> {
  const amounts = ({ lines }: OrderMoney) => lines.reduce((sum, { amount }) => sum + amount, 0);
  const isFree = all.units === 0;
  const rest = left === null ? 0 : isFree ? amounts(left) : left.units;
  const whole = isFree ? amounts(all) : all.units;
  if (whole === 0 && left !== null) return { rules: [...rules] };
  return byCurrency(rules, (points) => {
    return Math.max(0, scaleUnits(points, rest, whole, policies.rounding.mode));
  });
}

/** No more of any currency than was awarded. */
function atMost({ rules }: Award, snapshot: AwardSnapshot): Pick<Award, "rules"> {
  return byCurrency(rules, (points, currency) => {
    return Math.min(points, sumOf(snapshot.rules, currency));
  });
}

/** Cuts the rules of each currency to a sum, in proportion. */
function byCurrency(
  rules: readonly RulePoints[],
  most: (points: number, currency: string) => number,
): Pick<Award, "rules"> {
  const kept = [...rules];
  for (const currency of new Set(rules.map((rule) => rule.currency))) {
    const places = rules.flatMap((rule, index) => (rule.currency === currency ? [index] : []));
    const points = places.map((place) => rules[place].points);
    const sum = sumOf(rules, currency);
    const total = most(sum, currency);
    if (total >= sum) continue;
    const parts = spreadUnits(total, points);
    for (const [index, place] of places.entries()) {
      kept[place] = { ...rules[place], points: parts[index] };
    }
  }
  return { rules: kept.filter(({ points }) => points !== 0) };
}

function sumOf(rules: readonly RulePoints[], currency: string): number {
  let sum = 0;
  for (const rule of rules) if (rule.currency === currency) sum += rule.points;
  return sum;
}

function keptCounters(
  earning: CompiledEarning,
  { counters }: AwardSnapshot,
  kept: Pick<Award, "rules" | "counters">,
): Counter[] {
  const { clawback, orders } = earning.policies;
  const isEmpty = kept.counters.length === 0;
  const punches = earning.orderRules.flatMap(({ award }) => {
    return award.type === "punch_card" ? [award.punchKey] : [];
  });
  return counters.flatMap((counter): Counter[] => {
    const [key, , until] = counter;
    const cap = earning.caps.find(
      ({ pointsKey }) => pointsKey !== null && isKeyOf(key, pointsKey.prefix),
    );
    if (cap !== undefined) {
      if (clawback.caps === "gross") return [counter];
      const sum = sumIn(cap, kept.rules);
      return sum > 0 ? [[key, sum, until]] : [];
    }
    if (punches.includes(key)) {
      return kept.counters.some(([name]) => name === key) ? [counter] : [];
    }
    return key === FIRST_KEY && isEmpty && orders.reopenFirst ? [] : [counter];
  });
}

/** Of a cap's id there may be keys that only begin like another's. */
function isKeyOf(key: string, prefix: string): boolean {
  return (
    key === prefix ||
    (key.startsWith(`${prefix}:`) && /^:\d{4}-\d\d-\d\d$/.test(key.slice(prefix.length)))
  );
}

function keptBudgets(
  { budgets, policies }: CompiledEarning,
  snapshot: AwardSnapshot,
  { rules }: Pick<Award, "rules">,
): BudgetUse[] {
  if (policies.clawback.caps === "gross") return [...snapshot.budgets];
  return snapshot.budgets.flatMap((use): BudgetUse[] => {
    const budget = budgets.find(({ id }) => id === use.budget);
    const points = budget === undefined ? 0 : Math.min(sumIn(budget, rules), use.points);
    return points > 0 ? [{ ...use, points }] : [];
  });
}

/** What the rules of a limit give. */
function sumIn({ rules: named, currency }: PointLimit, rules: readonly RulePoints[]): number {
  return sumOf(named === null ? rules : rules.filter(({ rule }) => named.has(rule)), currency.name);
}

function tierCreditOf(
  { tiers }: CompiledEarning,
  { rules }: Pick<Award, "rules">,
  award: Award,
): number {
  return tiers?.metric === "points" ? sumOf(rules, tiers.currency) : award.tierCredit;
}
