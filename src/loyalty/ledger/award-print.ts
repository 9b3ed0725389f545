import type { Counter } from "./account.ts";
import type { AwardSnapshot, RulePoints } from "./award.ts";
import { addName, addNumber, addOptional, addValue, beginHash, endHash } from "./fingerprint.ts";
import { printOrder } from "./order-print.ts";

/**
 * The fingerprint of an award, by which a refund knows it again: of its own fields, each at its
 * place, which takes less than half of what a walk over whatever is there does.
 *
 * @param orderPrint - of its order, where it is known already
 */
export function printOf(award: AwardSnapshot, orderPrint = printOrder(award.order)): number {
  const { facts } = award;
  beginHash();
  addNumber(orderPrint);
  addOptional(1, award.order.attributes);
  addValue(award.programVersion);
  addValue(award.at);
  addValue(award.tierCredit);
  addValue(facts.tier);
  addValue(facts.credit);
  addValue(facts.enrolledAt);
  addValue(facts.attributes);
  addList(1, facts.segments);
  addList(2, facts.budgets);
  addOptional(3, facts.rooms);
  addCounters(facts.counters);
  addRules(award.rules);
  addCounters(award.counters);
  addList(4, award.budgets);
  return endHash();
}

/** The same within an account's entry: an award of another account is another one. */
export function printIn(account: string, print: number): number {
  beginHash();
  addValue(account);
  addNumber(print);
  return endHash();
}

/** Adds a list that is mostly empty, with the number of its place; what is none counts too. */
function addList(place: number, list: readonly unknown[]): void {
  if (lengthOf(list) === 0) return;
  addNumber(place);
  addValue(list);
}

/** No length of what somebody put in a list's place. */
function lengthOf(list: readonly unknown[]): number {
  return Array.isArray(list) ? list.length : -1;
}

function addRules(rules: readonly RulePoints[]): void {
  addNumber(lengthOf(rules));
  let last = "";
  for (let index = 0; index < rules.length; index++) {
    const { rule, currency, points, pendingFor, cut } = rules[index];
    addName(rule);
    addValue(points);
    // Mostly that of the rule before.
    if (currency !== last) addName(currency);
    last = currency;
    addOptional(1, pendingFor);
    addOptional(2, cut);
  }
}

function addCounters(counters: readonly Counter[]): void {
  addNumber(lengthOf(counters));
  for (let index = 0; index < counters.length; index++) {
    const counter = counters[index];
    // What only looks like a list is read by index here, and as a list later.
    if (!Array.isArray(counter)) addValue(counter);
    addName(counter[0]);
    addValue(counter[1]);
    addValue(counter[2]);
  }
}
