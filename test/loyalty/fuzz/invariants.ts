import { deepStrictEqual, ok, strictEqual } from "node:assert";
import type { LotLine } from "../../../src/loyalty/engine/breakdown.ts";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Engine } from "../../../src/loyalty/engine/engine.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { evolve } from "../../../src/loyalty/ledger/evolve.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";

/** What must hold of any account, whatever the commands were. */
export function checkAccountLaws(account: Account): void {
  for (const { lots, pending, debt, totals, currency } of account.wallets) {
    let remaining = 0;
    let held = 0;
    for (const lot of [...lots, ...pending]) {
      ok(lot.remaining > 0, `a lot of ${lot.remaining}`);
      ok(lot.held >= 0 && lot.held <= lot.remaining, `${lot.held} held of ${lot.remaining}`);
      remaining += lot.remaining;
      held += lot.held;
    }
    const holds = account.holds.filter((hold) => hold.currency === currency);
    const reserved = holds.flatMap((hold) => hold.lots.map(([, points]) => points));
    strictEqual(
      held,
      reserved.reduce((sum, points) => sum + points, 0),
      "held = sum of holds",
    );
    ok(debt >= 0, `debt of ${debt}`);
    for (const [name, total] of Object.entries(totals)) ok(total >= 0, `${name} is ${total}`);
    const { issued, received, spent, expired, revoked, sent } = totals;
    strictEqual(issued + received, remaining + spent + expired + revoked + sent, "conservation");
  }
}

/** What must hold of an accepted command. */
export function checkDecisionLaws(
  engine: Engine,
  before: Account,
  command: Command,
  decision: {
    readonly entry: Entry;
    readonly account: Account;
    readonly breakdown: { readonly lots: readonly LotLine[] };
  },
): void {
  const { entry, account, breakdown } = decision;
  same(evolve(before, entry), account, () => "evolve = decision");
  strictEqual(account.version, before.version + 1);
  strictEqual(entry.version, account.version);
  deepStrictEqual(
    decide(engine, account, command),
    { ok: true, duplicate: true, version: entry.version },
    "the same command again",
  );
  const other = decide(engine, account, { ...command, at: Number(command.at) - 1 });
  ok(!other.ok && other.reason === "idempotency_conflict", "same id, other body");
  for (const currency of engine.latest().currencies.keys()) {
    let sum = 0;
    for (const line of breakdown.lots) {
      if (line.currency === currency && !STAYING.includes(line.what)) sum += line.points;
    }
    strictEqual(
      sum,
      remainingOf(account, currency) - remainingOf(before, currency),
      `the breakdown of ${currency} sums to the change`,
    );
  }
}

/** What moves points within the account. */
const STAYING: readonly LotLine["what"][] = ["activated", "held", "released"];

function remainingOf({ wallets }: Account, currency: string): number {
  let remaining = 0;
  for (const wallet of wallets) {
    if (wallet.currency !== currency) continue;
    for (const lot of [...wallet.lots, ...wallet.pending]) remaining += lot.remaining;
  }
  return remaining;
}

/** What must hold of a whole history. */
export function checkReplay(entries: readonly Entry[], account: Account): void {
  if (entries.length === 0) return;
  const stored = entries.map((entry): Entry => JSON.parse(JSON.stringify(entry)));
  deepStrictEqual(stored, entries, "an entry is plain JSON");
  deepStrictEqual(replay(stored), account, "replay = account");
  deepStrictEqual(JSON.parse(JSON.stringify(account)), account, "an account is plain JSON");
}

/** A view changes nothing (the account is frozen), and says the same twice. */
export function checkViewLaws(engine: Engine, account: Account, instants: readonly number[]): void {
  for (const at of instants) {
    const view = viewAccount(engine, deepFreeze(account), at);
    deepStrictEqual(viewAccount(engine, account, at), view, "a view is the same twice");
    deepStrictEqual(JSON.parse(JSON.stringify(view)), view, "a view is plain JSON");
  }
}

/** So that whoever writes to it throws. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

/** Deep equality, of which most cases are told apart quickly. */
export function same(actual: unknown, expected: unknown, message: () => string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    deepStrictEqual(actual, expected, message());
  }
}
