import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import type { EarningCap, Program } from "../../../src/loyalty/program/program.ts";
import {
  cancel,
  isEmpty,
  type ModelPurchase,
  newPurchase,
  type OrderRules,
  refund,
} from "../model/orders.ts";
import { checkAccountLaws, checkDecisionLaws, checkReplay } from "./invariants.ts";
import { ZONES } from "./programs.ts";

const HOUR = 3_600_000;
const cap = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 120 }));

export const anyOrderRules: fc.Arbitrary<OrderRules> = fc.record({
  zone: fc.constantFrom(...ZONES),
  rate: fc.integer({ min: 1, max: 3 }),
  shoes: fc.constantFrom(null, 23, 30, 40, 60),
  least: fc.integer({ min: 1, max: 4 }),
  fixed: fc.constantFrom(0, 0, 5),
  first: fc.constantFrom(0, 0, 50),
  capOrder: cap,
  capDay: cap,
  capMonth: cap,
  caps: fc.constantFrom("net", "gross"),
  mode: fc.constantFrom("down", "halfUp", "up"),
  basis: fc.constantFrom("recompute", "proportional"),
  reopenFirst: fc.boolean(),
});

interface OrderStep {
  readonly type: "order" | "refund" | "refund rest" | "cancel" | "redeem" | "reverse" | "again";
  readonly wait: number;
  readonly which: number;
  readonly amounts: readonly number[];
  readonly share: number;
}

export const anyOrderStream: fc.Arbitrary<readonly OrderStep[]> = fc.array(
  fc.record({
    type: fc.constantFrom<OrderStep["type"]>(
      "order",
      "order",
      "order",
      "refund",
      "refund",
      "refund",
      "refund rest",
      "cancel",
      "redeem",
      "reverse",
      "again",
    ),
    wait: fc.constantFrom(0, 0, HOUR, 6 * HOUR, 24 * HOUR, 11 * 24 * HOUR),
    which: fc.nat({ max: 3 }),
    amounts: fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 3 }),
    share: fc.integer({ min: 1, max: 100 }),
  }),
  { maxLength: 20, size: "max" },
);

/** What there is besides the ledger: what a member earned and keeps, and spends. */
export function compareOrders(rules: OrderRules, steps: readonly OrderStep[]): void {
  const engine = compileProgram(programOf(rules));
  let account = createAccount(engine, "M");
  let purchases: readonly ModelPurchase[] = [];
  const awards = new Map<string, Entry>();
  const spent: { readonly id: string; points: number }[] = [];
  const entries: Entry[] = [];
  let last: Command | null = null;
  let now = Date.parse("2026-03-27T21:00:00Z");
  steps.forEach((step, index) => {
    now += step.wait;
    const target = purchases.at(step.which % Math.max(1, purchases.length));
    const made = step.type === "again" ? null : toCommand(step, `c${index}`, now, target, awards);
    const command = step.type === "again" ? last : made;
    if (command === null) return;
    const before = account;
    const decision = decide(engine, account, command);
    last = command;
    if (step.type === "again") {
      ok(!decision.ok || "duplicate" in decision, "the same again");
      return;
    }
    if (decision.ok && "entry" in decision) {
      checkDecisionLaws(engine, before, command, decision);
      account = decision.account;
      entries.push(decision.entry);
      checkAccountLaws(account);
    }
    switch (command.type) {
      case "completeOrder": {
        const lines = step.amounts.map((amount, line) => {
          return { amount, shoes: line % 2 === 1, pieces: piecesIn(amount) };
        });
        purchases = [...purchases, newPurchase(rules, purchases, command.order.id, now, lines)];
        ok(decision.ok && "entry" in decision, "an order is awarded");
        awards.set(command.order.id, decision.entry);
        break;
      }
      case "refundOrder":
      case "cancelOrder": {
        if (target === undefined) break;
        const changed =
          command.type === "cancelOrder"
            ? cancel(rules, target)
            : refund(
                rules,
                target,
                step.share % target.lines.length,
                unitsOf(step, target),
                piecesOf(step, target),
              );
        if (command.type === "cancelOrder" && isEmpty(target)) {
          deepStrictEqual(decision.ok ? null : decision.reason, "exceeds_remaining");
          break;
        }
        ok(decision.ok, `a refund is done: ${JSON.stringify(decision)}`);
        purchases = purchases.map((one) => (one === target ? changed : one));
        break;
      }
      case "redeem":
        if (decision.ok) spent.push({ id: command.redemption, points: command.points });
        break;
      default: {
        const one = spent.at(-1);
        ok(decision.ok && one !== undefined, "a redemption is reversed");
        one.points = 0;
        spent.pop();
      }
    }
    const [wallet] = viewAccount(engine, account, now).wallets;
    const keeps = purchases.reduce((sum, { kept }) => sum + kept, 0);
    const gone = spent.reduce((sum, { points }) => sum + points, 0);
    strictEqual(wallet.spent, gone, `spent after ${JSON.stringify(command)}`);
    strictEqual(wallet.available + gone, keeps, `kept after ${JSON.stringify(command)}`);
    strictEqual(
      wallet.issued,
      purchases.reduce((sum, { award }) => sum + award, 0),
      `issued after ${JSON.stringify(command)}`,
    );
  });
  checkReplay(entries, account);

  function toCommand(
    step: OrderStep,
    id: string,
    at: number,
    target: ModelPurchase | undefined,
    known: ReadonlyMap<string, Entry>,
  ): Command | null {
    switch (step.type) {
      case "order": {
        const lines = step.amounts.map((amount, line) => ({
          id: `${line}`,
          amount: money(amount),
          quantity: piecesIn(amount),
          product: line % 2 === 1 ? "shoes" : "hat",
        }));
        return { id, at, type: "completeOrder", order: { id: `O${id}`, lines } };
      }
      case "refund":
      case "refund rest": {
        const entry = target === undefined ? undefined : known.get(target.id);
        if (target === undefined || entry === undefined) return null;
        const units = unitsOf(step, target);
        if (units === 0) return null;
        const pieces = piecesOf(step, target);
        const back = { line: `${step.share % target.lines.length}`, amount: money(units) };
        const lines = [pieces === 0 ? back : { ...back, quantity: pieces }];
        return { id, at, type: "refundOrder", order: target.id, refund: `r${id}`, entry, lines };
      }
      case "cancel": {
        const entry = target === undefined ? undefined : known.get(target.id);
        if (target === undefined || entry === undefined) return null;
        return { id, at, type: "cancelOrder", order: target.id, entry };
      }
      case "redeem":
        return { id, at, type: "redeem", redemption: `R${id}`, points: step.share };
      default: {
        const one = spent.at(-1);
        return one === undefined ? null : { id, at, type: "reverseRedemption", redemption: one.id };
      }
    }
  }
}

/** How much of a line comes back: some of what is left of it, or all. */
function unitsOf(step: OrderStep, { lines, refunded }: ModelPurchase): number {
  const line = step.share % lines.length;
  const left = lines[line].amount - refunded[line];
  return step.type === "refund rest" ? left : Math.ceil((left * step.share) / 100);
}

/** How many of its pieces come back with it, as far as it is told: none are often. */
function piecesOf({ share, which }: OrderStep, { lines, gone }: ModelPurchase): number {
  const line = share % lines.length;
  return which % (lines[line].pieces - gone[line] + 1);
}

function piecesIn(amount: number): number {
  return 1 + (amount % 4);
}

function money(units: number): string {
  return `${Math.floor(units / 100)}.${String(units % 100).padStart(2, "0")}`;
}

function programOf(rules: OrderRules): Program {
  const list: EarningRule[] = [
    { id: "base", award: { type: "rate", points: rules.rate, per: "1.00" } },
  ];
  if (rules.shoes !== null) {
    list.push({
      id: "shoes",
      award: { type: "multiplier", factor: `${rules.shoes / 20}` },
      lines: {
        all: [
          { field: "line.product", eq: "shoes" },
          { field: "line.quantity", gte: rules.least },
        ],
      },
    });
  }
  if (rules.fixed > 0) list.push({ id: "fixed", award: { type: "fixed", points: rules.fixed } });
  if (rules.first > 0) {
    list.push({ id: "first", award: { type: "first_purchase", points: rules.first } });
  }
  const caps: EarningCap[] = [];
  if (rules.capOrder !== null) caps.push({ id: "o", window: "order", points: rules.capOrder });
  if (rules.capDay !== null) caps.push({ id: "d", window: "day", points: rules.capDay });
  if (rules.capMonth !== null) caps.push({ id: "m", window: "month", points: rules.capMonth });
  return {
    id: "orders",
    version: 1,
    timeZone: rules.zone,
    money: { currency: "EUR", scale: 2 },
    currencies: { points: {} },
    rules: list,
    caps,
    policies: {
      clawback: { basis: rules.basis, caps: rules.caps },
      rounding: { mode: rules.mode },
      orders: { reopenFirst: rules.reopenFirst },
      windows: { returns: "P100Y", dedupe: "P100Y" },
    },
  };
}
