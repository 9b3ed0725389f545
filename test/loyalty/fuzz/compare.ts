import { strictEqual } from "node:assert";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { viewAccount, type WalletView } from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { nextDueAt } from "../../../src/loyalty/ledger/next-due.ts";
import { decideModel } from "../model/act.ts";
import { keyOf, type ModelWallet, viewModel } from "../model/view.ts";
import { newWorld, type Rules } from "../model/world.ts";
import {
  checkAccountLaws,
  checkDecisionLaws,
  checkReplay,
  checkViewLaws,
  deepFreeze,
  same,
} from "./invariants.ts";
import { programOf } from "./programs.ts";
import { type Stream, toCommand } from "./steps.ts";

const DAY = 24 * 3_600_000;

/** Plays a stream through engine and model; throws at the first difference. */
export function compareStream(rules: Rules, { start, steps }: Stream): void {
  const engine = compileProgram(programOf(rules));
  const second = Object.keys(rules.currencies).at(1) ?? null;
  let account = createAccount(engine, "M");
  let world = newWorld(rules);
  let now = start;
  const commands: Command[] = [];
  const entries: Entry[] = [];
  for (const step of steps) {
    now = wait(now, step.wait, nextDueAt(account));
    const command = toCommand(step, now, commands, second);
    commands.push(command);
    const decision = decide(engine, deepFreeze(account), command);
    const answer = decideModel(world, command, "M");
    same(outcome(decision), outcome(answer), () => `the answer to ${JSON.stringify(command)}`);
    if ("world" in answer) world = answer.world;
    if (decision.ok && "entry" in decision) {
      checkDecisionLaws(engine, account, command, decision);
      account = decision.account;
      entries.push(decision.entry);
      checkAccountLaws(account);
    }
    const clock = Math.max(now, clockOf(account));
    for (const at of lookAt(clock, nextDueAt(account))) {
      const view = viewAccount(engine, account, at);
      const wallets = view.wallets.map((wallet) => simplify(wallet, at));
      same(wallets, viewModel(world, at), () => told(command, at));
      strictEqual(view.status, world.status);
    }
  }
  checkViewLaws(engine, account, lookAt(Math.max(now, clockOf(account)), nextDueAt(account)));
  checkReplay(entries, account);
}

function wait(now: number, by: number | "due" | "before due", dueAt: string | null): number {
  if (typeof by === "number") return now + by;
  const due = dueAt === null ? now : Date.parse(dueAt);
  return by === "due" ? due : due - 1;
}

function clockOf({ clock }: Account): number {
  return clock === null ? 0 : Date.parse(clock);
}

/** Now, when something happens next and just before, and far ahead. */
function lookAt(clock: number, dueAt: string | null): number[] {
  if (dueAt === null) return [clock];
  const due = Date.parse(dueAt);
  return [clock, due - 1, due, due + 400 * DAY].filter((at) => at >= clock);
}

function told(command: Command, at: number): string {
  return `viewed at ${new Date(at).toISOString()} after ${JSON.stringify(command)}`;
}

function outcome(answer: {
  readonly ok: boolean;
  readonly reason?: string;
  readonly short?: number;
  readonly duplicate?: true;
  readonly version?: number;
}): object {
  if (!answer.ok) return { refused: answer.reason, short: answer.short };
  return answer.duplicate ? { duplicate: answer.version } : { done: true };
}

/** The engine's wallet in the model's words. */
function simplify(wallet: WalletView, at: number): ModelWallet {
  const { lots: all, expiring: ends, ...amounts } = wallet;
  const lots: Record<string, number> = {};
  for (const { activeAt, expiresAt, remaining } of all) {
    const active = Date.parse(activeAt);
    const end = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
    const key = keyOf(active > at ? active : null, end);
    lots[key] = (lots[key] ?? 0) + remaining;
  }
  const expiring: Record<string, number> = {};
  for (const { at: end, points } of ends) expiring[end] = (expiring[end] ?? 0) + points;
  return { ...amounts, lots, expiring };
}
