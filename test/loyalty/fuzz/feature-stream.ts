import { deepStrictEqual, ok } from "node:assert";
import fc from "fast-check";
import type { Command, CommandBase } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { type AccountView, viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { checkAccountLaws, checkDecisionLaws, checkReplay } from "./invariants.ts";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A view looks ahead: what the clock will do is nobody's command. */
const AHEAD = [0, DAY, 14 * DAY, 31 * DAY];

/** A stream in which orders come, and come back, and what they earned is used. */
export interface FeatureStep {
  readonly type: "order" | "refund" | "cancel" | "use" | "unuse";
  readonly wait: number;
  /** How much later than it happened an order is told. */
  readonly late: number;
  readonly which: number;
  readonly amounts: readonly number[];
  readonly share: number;
}

export interface FeatureOrder {
  readonly id: string;
  readonly at: number;
  /** In minor units; every other line is of shoes. */
  readonly lines: { readonly amount: number; back: number }[];
}

/** One feature of programs by the reference alone: slow, and obvious. */
export interface FeatureModel {
  /** An order is told of now. */
  bought(order: FeatureOrder, now: number): void;
  /** Some of an order came back. */
  returned(order: FeatureOrder): void;
  /** The command by which something that was earned is used, or given back; null for none. */
  use?(base: CommandBase, step: FeatureStep, view: AccountView): Command | null;
  unuse?(base: CommandBase): Command | null;
  agrees(view: AccountView, now: number): void;
}

export function anyFeatureStream(amount: fc.Arbitrary<number>): fc.Arbitrary<FeatureStep[]> {
  const step = fc.record<FeatureStep>({
    type: fc.constantFrom("order", "order", "order", "order", "refund", "cancel", "use", "unuse"),
    wait: fc.constantFrom(0, HOUR, 6 * HOUR, DAY, 7 * DAY, 11 * DAY, 29 * DAY, 30 * DAY, 31 * DAY),
    late: fc.constantFrom(0, 0, 0, HOUR, DAY, 5 * DAY, 40 * DAY),
    which: fc.nat({ max: 7 }),
    amounts: fc.array(amount, { minLength: 1, maxLength: 3 }),
    share: fc.integer({ min: 1, max: 100 }),
  });
  return fc.array(step, { maxLength: 25, size: "max" });
}

export const leftOf = ({ lines }: FeatureOrder): number =>
  lines.reduce((sum, { amount, back }) => sum + amount - back, 0);

/** Plays a stream through the engine and the model; throws at the first difference. */
export function compareFeature(
  program: Program,
  start: number,
  steps: readonly FeatureStep[],
  model: FeatureModel,
): void {
  const engine = compileProgram(program);
  let account = createAccount(engine, "M");
  let now = start;
  const orders: { readonly order: FeatureOrder; readonly entry: Entry }[] = [];
  const entries: Entry[] = [];
  const apply = (command: Command): Entry => {
    const decision = decide(engine, account, command);
    ok(
      decision.ok && "entry" in decision,
      `${JSON.stringify(command)}: ${JSON.stringify(decision)}`,
    );
    checkDecisionLaws(engine, account, command, decision);
    account = decision.account;
    entries.push(decision.entry);
    checkAccountLaws(account);
    return decision.entry;
  };
  steps.forEach((step, index) => {
    now += step.wait;
    const id = `c${index}`;
    const target = orders.at(step.which % Math.max(1, orders.length));
    if (step.type === "order") {
      const at = now - step.late;
      const lines = step.amounts.map((amount) => ({ amount, back: 0 }));
      const order = { id: `O${index}`, at, lines };
      const told = lines.map(({ amount }, line) => {
        return { id: `${line}`, amount: money(amount), product: line % 2 === 1 ? "shoes" : "hat" };
      });
      const bought = { id: order.id, lines: told };
      model.bought(order, now);
      const entry = apply({ type: "completeOrder", id, at, recordedAt: now, order: bought });
      orders.push({ order, entry });
    } else if (step.type === "use" || step.type === "unuse") {
      const base = { id, at: now };
      const view = viewAccount(engine, account, now);
      const command = step.type === "use" ? model.use?.(base, step, view) : model.unuse?.(base);
      if (command === null || command === undefined) return;
      apply(command);
    } else if (target === undefined || leftOf(target.order) === 0) {
      return;
    } else {
      const { order, entry } = target;
      const line = step.share % order.lines.length;
      const one = order.lines[line];
      const units = Math.ceil(((one.amount - one.back) * step.share) / 100);
      if (step.type === "refund" && units > 0) {
        one.back += units;
        const lines = [{ line: `${line}`, amount: money(units) }];
        apply({ type: "refundOrder", id, at: now, order: order.id, refund: id, entry, lines });
      } else {
        for (const each of order.lines) each.back = each.amount;
        apply({ type: "cancelOrder", id, at: now, order: order.id, entry });
      }
      model.returned(order);
    }
    for (const ahead of AHEAD) {
      const at = now + ahead;
      model.agrees(viewAccount(engine, account, at), at);
    }
  });
  deepStrictEqual(entries.length, account.version);
  checkReplay(entries, account);
}

export function money(units: number): string {
  return `${Math.floor(units / 100)}.${String(units % 100).padStart(2, "0")}`;
}
