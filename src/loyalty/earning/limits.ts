import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { Counter } from "../ledger/account.ts";
import type { AwardFacts, BudgetUse } from "../ledger/award.ts";
import type { ActiveRule } from "./active-rules.ts";
import type { CompiledEarning } from "./compiled-earning.ts";
import { countIn, turnTo } from "./counter-keys.ts";
import { cutTo } from "./share-out.ts";

/** Points after caps and budgets, with what these cut off. */
export interface Limited {
  readonly points: number[];
  /** By rule: points cut off, and by what last. */
  readonly cuts: readonly (Cut | null)[];
  readonly counters: Counter[];
  readonly budgets: BudgetUse[];
}

interface Cut {
  readonly points: number;
  readonly by: string;
}

interface Limit {
  readonly id: string;
  readonly currency: CompiledEarning["caps"][number]["currency"];
  readonly rules: ReadonlySet<string> | null;
}

/** Applies caps, from the shortest window to the longest, then what wallets may hold, then budgets. */
export function applyLimits(
  earning: CompiledEarning,
  rules: readonly ActiveRule[],
  given: readonly number[],
  at: number,
  facts: AwardFacts,
): Limited {
  const points = [...given];
  const cuts: (Cut | null)[] = rules.map(() => null);
  const counters: Counter[] = [];
  const budgets: BudgetUse[] = [];
  for (const cap of earning.caps) {
    const { pointsKey, countKey } = cap;
    let room = cap.points;
    if (countKey !== null) {
      turnTo(countKey, at, earning.clock);
      if (countIn(facts.counters, countKey.key) >= cap.count) room = 0;
    } else if (cap.count === 0) room = 0;
    if (pointsKey !== null) {
      turnTo(pointsKey, at, earning.clock);
      room = Math.min(room, Math.max(0, cap.points - countIn(facts.counters, pointsKey.key)));
    }
    limit(cap, room, rules, points, cuts);
  }
  for (const [name, room] of facts.rooms ?? []) {
    const currency = rules.find(({ rule }) => rule.currency.name === name)?.rule.currency;
    if (currency === undefined) continue;
    limit({ id: "maximumBalance", currency, rules: null }, room, rules, points, cuts);
  }
  for (const budget of earning.budgets) {
    if (limit(budget, Infinity, rules, points, cuts) === 0) continue;
    const state = facts.budgets.find(({ budget: id }) => id === budget.id);
    if (state === undefined) {
      const message = `expected the state of budget ${show(budget.id)}, got none`;
      throw new InputError("missing_budget", message, ["context", "budgets"]);
    }
    limit(budget, Math.max(0, state.remaining), rules, points, cuts);
  }
  liftSums(rules, points);
  // Counted at the end, when all have cut what they must.
  for (const cap of earning.caps) {
    const used = limit(cap, Infinity, rules, points, cuts);
    if (used === 0) continue;
    if (cap.pointsKey !== null) counters.push([cap.pointsKey.key, used, cap.pointsKey.until]);
    if (cap.countKey !== null) counters.push([cap.countKey.key, 1, cap.countKey.until]);
  }
  for (const budget of earning.budgets) {
    const used = limit(budget, Infinity, rules, points, cuts);
    if (used === 0) continue;
    const version = facts.budgets.find(({ budget: id }) => id === budget.id)?.version ?? 0;
    budgets.push({ budget: budget.id, version, points: used });
  }
  return { points, cuts, counters, budgets };
}

/** Cuts what the rules of a limit give to its room, and tells what they give then. */
function limit(
  { id, currency, rules: named }: Limit,
  room: number,
  rules: readonly ActiveRule[],
  points: number[],
  cuts: (Cut | null)[],
): number {
  let sum = 0;
  for (let index = 0; index < rules.length; index++) {
    if (isOf(rules[index], currency, named)) sum += points[index];
  }
  if (sum <= room) return Math.max(0, sum);
  const places: number[] = [];
  for (let index = 0; index < rules.length; index++) {
    if (isOf(rules[index], currency, named)) places.push(index);
  }
  const parts = cutTo(
    places.map((place) => points[place]),
    room,
  );
  places.forEach((place, index) => {
    const cut = points[place] - parts[index];
    if (cut !== 0) cuts[place] = { points: cut + (cuts[place]?.points ?? 0), by: id };
    points[place] = parts[index];
  });
  return room;
}

/** Where a cap left less of a base than a factor below one takes, nothing is left. */
function liftSums(rules: readonly ActiveRule[], points: number[]): void {
  let isBelow = false;
  for (let index = 0; index < points.length; index++) if (points[index] < 0) isBelow = true;
  if (!isBelow) return;
  for (const { rule } of rules) {
    let sum = 0;
    for (let index = 0; index < rules.length; index++) {
      if (rules[index].rule.currency === rule.currency) sum += points[index];
    }
    if (sum >= 0) continue;
    for (let index = 0; index < rules.length; index++) {
      if (rules[index].rule.currency === rule.currency) points[index] = 0;
    }
  }
}

function isOf({ rule }: ActiveRule, currency: Limit["currency"], named: Limit["rules"]): boolean {
  return rule.currency === currency && (named === null || named.has(rule.id));
}
