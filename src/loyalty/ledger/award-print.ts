import type { OrderLine, PurchaseOrder } from "../order.ts";
import type { Counter } from "./account.ts";
import type { AwardSnapshot, RulePoints } from "./award.ts";
import { addNumber, addText, addValue, beginHash, endHash } from "./fingerprint.ts";

/**
 * The fingerprint of an award, by which a refund knows it again: of its own fields, each at its
 * place, which takes less than half of what a walk over whatever is there does.
 */
export function printOf(award: AwardSnapshot): number {
  const { facts } = award;
  beginHash();
  addValue(award.programVersion);
  addText(award.at);
  addValue(award.tierCredit);
  addOrder(award.order);
  addValue(facts.tier);
  addValue(facts.credit);
  addValue(facts.enrolledAt);
  addValue(facts.segments);
  addValue(facts.attributes);
  addValue(facts.budgets);
  addOptional(1, facts.rooms);
  addCounters(facts.counters);
  addRules(award.rules);
  addCounters(award.counters);
  addValue(award.budgets);
  return endHash();
}

function addOrder(order: PurchaseOrder): void {
  addText(order.id);
  addOptional(1, order.currency);
  addOptional(2, order.exchangeRate);
  addOptional(3, order.discount);
  addOptional(4, order.shipping);
  addOptional(5, order.tax);
  addOptional(6, order.pointsPaid);
  addOptional(7, order.redemption);
  addOptional(8, order.store);
  addOptional(9, order.channel);
  addOptional(10, order.referredBy);
  addOptional(11, order.attributes);
  addNumber(order.lines.length);
  for (const line of order.lines) addLine(line);
}

function addLine(line: OrderLine): void {
  addText(line.id);
  addText(line.amount);
  addOptional(1, line.quantity);
  addOptional(2, line.discount);
  addOptional(3, line.tax);
  addOptional(4, line.product);
  addOptional(5, line.categories);
  addOptional(6, line.giftCard);
}

function addRules(rules: readonly RulePoints[]): void {
  addNumber(rules.length);
  let last = "";
  for (const { rule, currency, points, pendingFor, cut } of rules) {
    addText(rule);
    addValue(points);
    // Mostly that of the rule before.
    if (currency !== last) addText(currency);
    last = currency;
    addOptional(1, pendingFor);
    addOptional(2, cut);
  }
}

function addCounters(counters: readonly Counter[]): void {
  addNumber(counters.length);
  for (const counter of counters) {
    addText(counter[0]);
    addValue(counter[1]);
    addValue(counter[2]);
  }
}

/** What is mostly left out, with the number of its place. */
function addOptional(place: number, value: unknown): void {
  if (value === undefined) return;
  addNumber(place);
  addValue(value);
}
