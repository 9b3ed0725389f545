import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Engine } from "../../../src/loyalty/engine/engine.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { evolve } from "../../../src/loyalty/ledger/evolve.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import type { TransferCommand } from "../../../src/loyalty/pair/pair-command.ts";
import type { Rules } from "../model/world.ts";
import { checkAccountLaws, checkReplay } from "./invariants.ts";
import { programOf } from "./programs.ts";
import { anyStep, type Step, toCommand } from "./steps.ts";

const MOVES = ["transfer", "transfer", "gift", "joinPool", "leavePool", "mergeMembers"] as const;

export interface PairStep {
  /** A command of two accounts, or of one of them. */
  readonly move: (typeof MOVES)[number] | null;
  /** Which account sends, or is alone. */
  readonly from: 0 | 1;
  readonly step: Step;
}

export const anyPairStream: fc.Arbitrary<readonly PairStep[]> = fc.array(
  fc.record({
    move: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 2, arbitrary: fc.constantFrom(...MOVES) },
    ),
    from: fc.constantFrom(0, 1),
    step: anyStep,
  }),
  { maxLength: 25, size: "max" },
);

/** Two accounts that send points to each other: none is lost or made, and none lives longer. */
export function checkPairs(rules: Rules, steps: readonly PairStep[]): void {
  const program = programOf(rules);
  const engine = compileProgram(program);
  let accounts: readonly [Account, Account] = [
    createAccount(engine, "M"),
    createAccount(engine, "N"),
  ];
  const histories: readonly [Entry[], Entry[]] = [[], []];
  const commands: Command[] = [];
  let now = Date.parse("2026-03-27T23:00:00Z");
  for (const { move, from, step } of steps) {
    now += typeof step.wait === "number" ? step.wait : 0;
    if (move === null) {
      const second = Object.keys(rules.currencies).at(1) ?? null;
      const command = toCommand(step, now, commands, second);
      // What is sent here would be received by nobody.
      if (command.type === "transfer") continue;
      commands.push(command);
      const decision = decide(engine, accounts[from], command);
      if (!decision.ok || !("entry" in decision)) continue;
      histories[from].push(decision.entry);
      const changed = decision.account;
      accounts = from === 0 ? [changed, accounts[1]] : [accounts[0], changed];
    } else {
      const id = `p${commands.length}`;
      const command: TransferCommand =
        move === "mergeMembers"
          ? { id, at: now, type: move }
          : { id, at: now, type: move, ...(step.all ? {} : { points: step.points }) };
      commands.push({ id, at: now, type: "enroll" });
      if (command.type !== "mergeMembers" && command.points === undefined) {
        if (command.type === "transfer" || command.type === "gift") continue;
      }
      const pair = [accounts[from], accounts[1 - from]] as const;
      const before = JSON.stringify(pair);
      const decision = decideTransfer(engine, pair, command);
      strictEqual(JSON.stringify(pair), before, "a decision is pure");
      if (!decision.ok || "duplicate" in decision) continue;
      const { entries, accounts: after } = decision;
      for (const side of [0, 1] as const) {
        deepStrictEqual(evolve(pair[side], entries[side]), after[side], "evolve = decision");
        histories[side === 0 ? from : from === 0 ? 1 : 0].push(entries[side]);
      }
      const again = decideTransfer(engine, after, command);
      ok(again.ok && "duplicate" in again, `the same again: ${JSON.stringify(again)}`);
      checkLives(pair, entries, command);
      const { recordedAt } = entries[0];
      deepStrictEqual(worth(engine, after, recordedAt), worth(engine, pair, recordedAt), "worth");
      accounts = from === 0 ? [after[0], after[1]] : [after[1], after[0]];
    }
    for (const account of accounts) checkAccountLaws(account);
    checkTogether(accounts);
  }
  for (const side of [0, 1] as const) checkReplay(histories[side], accounts[side]);
}

/** What one sent the other received. */
function checkTogether(accounts: readonly Account[]): void {
  const sums = new Map<string, number>();
  for (const { wallets } of accounts) {
    for (const { currency, totals } of wallets) {
      sums.set(currency, (sums.get(currency) ?? 0) + totals.sent - totals.received);
    }
  }
  for (const [currency, sum] of sums) strictEqual(sum, 0, `sent = received in ${currency}`);
}

/**
 * What both have less what both owe, at an instant; without what only a hold keeps past its life, or
 * past the time in which its member was to be active, since a merge releases it.
 */
function worth(engine: Engine, accounts: readonly Account[], at: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const account of accounts) {
    for (const wallet of viewAccount(engine, account, at).wallets) {
      const { currency, active, pending, debt, lots } = wallet;
      const { lapsesAt = null } = account.wallets.find((one) => one.currency === currency) ?? {};
      const hasIdled =
        (lapsesAt ?? "") <= at && engine.latest().currencies.get(currency)?.idleUntil;
      const over = lots.filter(({ expiresAt, held }) => {
        return (expiresAt !== null && expiresAt <= at) || (hasIdled && held > 0);
      });
      const kept = over.reduce((sum, { remaining }) => sum + remaining, 0);
      sums[currency] = (sums[currency] ?? 0) + active + pending - debt - kept;
    }
  }
  return sums;
}

/** Points that move keep their end. */
function checkLives(
  [sender]: readonly [Account, Account],
  [sent, received]: readonly [Entry, Entry],
  command: TransferCommand,
): void {
  const lots = new Map<string, string | null>();
  for (const { currency, lots: active, pending } of sender.wallets) {
    for (const { id, expiresAt } of [...active, ...pending])
      lots.set(`${currency} ${id}`, expiresAt);
  }
  const given: Record<string, number> = {};
  const taken: Record<string, number> = {};
  for (const effect of sent.effects) {
    if (effect.type !== "sent") continue;
    for (const [id, points] of effect.lots) {
      const end = String(lots.get(`${effect.currency} ${id}`));
      given[end] = (given[end] ?? 0) + points;
    }
  }
  for (const effect of received.effects) {
    if (effect.type !== "received") continue;
    const end = String(effect.lot.expiresAt);
    taken[end] = (taken[end] ?? 0) + effect.lot.remaining;
  }
  deepStrictEqual(taken, given, `lives that ${command.type} moved`);
}
