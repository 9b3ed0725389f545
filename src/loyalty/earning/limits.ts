import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { spreadUnits } from "../../money/share-out.ts";
import type { Counter } from "../ledger/account.ts";
import type { AwardFacts, BudgetUse, RulePoints } from "../ledger/award.ts";
import type { ActiveRule } from "./active-rules.ts";
import type { CompiledCap, CompiledEarning, PointLimit } from "./compiled-earning.ts";
import { countAt, type KeyWindow } from "./counter-keys.ts";
import type { RuleShares } from "./points.ts";

/** Points after caps and budgets, with what these cut off. */
export interface Limited {
  readonly rules: RuleShares["rules"];
  readonly points: readonly number[];
  /** By rule: points cut off, and by what last. */
  readonly cuts: readonly RulePoints["cut"][];
  readonly counters: readonly Counter[];
  readonly budgets: readonly BudgetUse[];
}

/** Applies caps, from the shortest window to the longest, then what wallets may hold, then budgets. */
export function applyLimits(
  earning: CompiledEarning,
  { rules, points: given }: RuleShares,
  at: number,
  facts: AwardFacts,
): Limited {
  const { caps, budgets } = earning;
  if (caps.length === 0 && budgets.length === 0 && facts.rooms === undefined) {
    return { rules, points: given, cuts: [], counters: [], budgets: [] };
  }
  const points = [...given];
  const cuts: RulePoints["cut"][] = [];
  const sumIn = (limit: PointLimit): number =>
    placesIn(limit, rules).reduce((sum, place) => sum + points[place], 0);
  const cutTo = (limit: PointLimit, room: number): void => {
    if (sumIn(limit) <= room) return;
    const places = placesIn(limit, rules);
    const weights = places.map((place) => points[place]);
    for (const [index, part] of spreadUnits(room, weights).entries()) {
      const cut = weights[index] - part;
      const place = places[index];
      if (cut !== 0) cuts[place] = { points: cut + (cuts[place]?.points ?? 0), by: limit.id };
      points[place] = part;
    }
  };
  for (const cap of caps) cutTo(cap, capRoom(cap, earning, at, facts));
  for (const [name, room] of facts.rooms ?? []) {
    const currency = rules.find(({ rule }) => rule.currency.name === name)?.rule.currency;
    if (currency !== undefined) cutTo({ id: "maximumBalance", currency, rules: null }, room);
  }
  for (const budget of budgets) {
    if (sumIn(budget) <= 0) continue;
    const state = stateOf(budget, facts);
    if (state === undefined) {
      const message = `expected the state of budget ${show(budget.id)}, got none`;
      throw new InputError("missing_budget", message, ["context", "budgets"]);
    }
    cutTo(budget, Math.max(0, state.remaining));
  }
  liftSums(rules, points);
  // Counted at the end, when all have cut what they must.
  const counters = caps.flatMap((cap): Counter[] => {
    const used = sumIn(cap);
    if (used <= 0) return [];
    return countersOf(cap, used);
  });
  const uses = budgets.map((budget): BudgetUse => {
    const { version = 0 } = stateOf(budget, facts) ?? {};
    return { budget: budget.id, version, points: sumIn(budget) };
  });
  return { rules, points, cuts, counters, budgets: uses.filter((use) => use.points > 0) };
}

/** What a cap leaves to earn. */
export function capRoom(
  { points, count, pointsKey, countKey }: CompiledCap,
  { clock }: CompiledEarning,
  at: number,
  { counters }: Pick<AwardFacts, "counters">,
): number {
  const left = (limit: number, key: KeyWindow | null): number =>
    key === null ? limit : Math.max(0, limit - countAt(counters, key, at, clock));
  return left(count, countKey) > 0 ? left(points, pointsKey) : 0;
}

/** What a cap counts of an award, in the windows that it was asked of last. */
export function countersOf({ pointsKey, countKey }: CompiledCap, used: number): Counter[] {
  return [...counted(pointsKey, used), ...counted(countKey, 1)];
}

function counted(window: KeyWindow | null, by: number): Counter[] {
  return window === null ? [] : [[window.key, by, window.until]];
}

function stateOf({ id }: PointLimit, { budgets }: AwardFacts) {
  return budgets.find(({ budget }) => budget === id);
}

function placesIn({ currency, rules: named }: PointLimit, rules: readonly ActiveRule[]): number[] {
  return rules.flatMap(({ rule }, place) =>
    rule.currency === currency && (named === null || named.has(rule.id)) ? [place] : [],
  );
}

/** Where a cap left less of a base than a factor below one takes, nothing is left. */
function liftSums(rules: readonly ActiveRule[], points: number[]): void {
  if (points.every((part) => part >= 0)) return;
  for (const { rule } of rules) {
    const places = placesIn({ id: "", currency: rule.currency, rules: null }, rules);
    if (places.reduce((sum, place) => sum + points[place], 0) >= 0) continue;
    for (const place of places) points[place] = 0;
  }
}
