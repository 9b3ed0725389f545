import { check, checkInteger, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { CommandContext } from "../engine/command.ts";
import type { CompiledProgram } from "../engine/engine.ts";
import type { Account, Counter } from "../ledger/account.ts";
import type { AwardFacts, BudgetState } from "../ledger/award.ts";
import { balanceOf } from "../ledger/balance-of.ts";
import type { CompiledEarning } from "./compiled-earning.ts";
import { turnTo } from "./counter-keys.ts";
import { checkAttributes, checkTexts } from "./read-order.ts";

/** What of an account rules can ask about. */
export type AskedAccount = Pick<Account, "tier" | "enrolledAt" | "counters" | "wallets">;

/**
 * What rules ask of the member at an instant, and nothing more: the tier, the counters of that
 * instant's windows, and of the context what conditions name. The account's clock must have come to
 * the instant.
 *
 * @throws InputError for a context that is none
 */
export function gatherFacts(
  { earning, ladder, currencies }: Pick<CompiledProgram, "earning" | "ladder" | "currencies">,
  { tier, enrolledAt, counters, wallets }: AskedAccount,
  at: number,
  context: CommandContext | undefined,
): AwardFacts {
  const isCrossing = earning.policies.tiers.forOrder !== "before";
  const needsCredit = isCrossing && ladder !== null && tier !== null;
  const facts = {
    tier: ladder === null ? null : ladder.level(tier),
    credit: needsCredit ? ladder.creditAt(tier, at) : 0,
    enrolledAt,
    segments: segmentsOf(earning, context),
    attributes: attributesOf(earning, context),
    counters: countersAt(earning, counters, at),
    budgets: budgetsOf(earning, context),
  };
  const rooms = roomsOf(currencies, wallets);
  return rooms.length === 0 ? facts : { ...facts, rooms };
}

/** What wallets may still take, of the currencies that limit it. */
function roomsOf(
  currencies: CompiledProgram["currencies"],
  wallets: Account["wallets"],
): NonNullable<AwardFacts["rooms"]> {
  const rooms: (readonly [currency: string, points: number])[] = [];
  for (const { name, maximumBalance } of currencies.values()) {
    if (maximumBalance === Number.MAX_SAFE_INTEGER) continue;
    const wallet = wallets.find(({ currency }) => currency === name);
    rooms.push([
      name,
      Math.max(0, maximumBalance - (wallet === undefined ? 0 : balanceOf(wallet))),
    ]);
  }
  return rooms;
}

const NO_SEGMENTS: readonly string[] = [];
const NO_ATTRIBUTES: AwardFacts["attributes"] = {};
const NO_BUDGETS: readonly BudgetState[] = [];

function segmentsOf({ asked }: CompiledEarning, context: CommandContext | undefined) {
  if (context?.segments === undefined) return NO_SEGMENTS;
  checkTexts(context.segments, ["context", "segments"]);
  return asked.segments ? [...context.segments] : NO_SEGMENTS;
}

function attributesOf({ asked }: CompiledEarning, context: CommandContext | undefined) {
  const attributes = context?.attributes;
  if (attributes === undefined) return NO_ATTRIBUTES;
  checkAttributes(attributes, ["context", "attributes"]);
  const known = asked.member.filter((name) => Object.hasOwn(attributes, name));
  return known.length === 0
    ? NO_ATTRIBUTES
    : Object.fromEntries(known.map((name) => [name, attributes[name]]));
}

function budgetsOf({ budgets }: CompiledEarning, context: CommandContext | undefined) {
  const states = context?.budgets;
  if (states === undefined) return NO_BUDGETS;
  const path = ["context", "budgets"];
  check(Array.isArray(states), "invalid_shape", path, "a list", states);
  const found: BudgetState[] = [];
  for (let index = 0; index < states.length; index++) {
    const state: unknown = states[index];
    if (typeof state !== "object" || state === null) {
      throw new InputError("invalid_shape", `expected a budget, got ${show(state)}`, [
        ...path,
        index,
      ]);
    }
    const { budget, version, remaining } = states[index];
    checkInteger(version, [...path, index, "version"]);
    checkInteger(remaining, [...path, index, "remaining"], Number.MIN_SAFE_INTEGER);
    if (budgets.some(({ id }) => id === budget)) found.push({ budget, version, remaining });
  }
  return found;
}

/** The counters that rules look at. */
function countersAt(
  { keys, clock }: CompiledEarning,
  counters: readonly Counter[],
  at: number,
): readonly Counter[] {
  if (!(at >= keys.start && at < keys.end)) {
    const set = new Set(keys.fixed);
    let start = -Infinity;
    let end = Infinity;
    for (const window of keys.windows) {
      turnTo(window, at, clock);
      start = Math.max(start, window.start);
      end = Math.min(end, window.end);
      set.add(window.key);
      if (window.isLong) set.add(window.previous);
    }
    keys.set = set;
    keys.start = start;
    keys.end = end;
  }
  const { set } = keys;
  const found: Counter[] = [];
  for (let index = 0; index < counters.length; index++) {
    if (set.has(counters[index][0])) found.push(counters[index]);
  }
  return found;
}
