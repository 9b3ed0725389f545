import assert from "node:assert/strict";
import { type Account, type AccountView, type Entry, replay, viewAccount } from "clientele/loyalty";
import type { Database } from "../src/database.ts";
import type { Shop } from "../src/execute.ts";
import { loadEntries } from "../src/ledger.ts";
import { BUDGETS } from "../src/program.ts";

/** What is in the tables, when all of it agrees. */
export interface Audited {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly entries: readonly Entry[];
}

/**
 * Reads all the tables, and fails where a point was lost or made: replay gives the snapshots,
 * each account's sums agree, what was sent arrived, budgets gave what entries took.
 */
export async function audit({ db, engine }: Shop, budgets = BUDGETS): Promise<Audited> {
  const rows = await db.query<{ id: string; version: number; snapshot: Account }>(
    "select id, version, snapshot from accounts",
  );
  const accounts = new Map<string, Account>();
  const entries: Entry[] = [];
  let moved = 0;
  for (const { id, version, snapshot } of rows) {
    const own = await loadEntries(db, id);
    assert.equal(own.length, version);
    assert.deepEqual(asJson(replay(own)), snapshot);
    for (const wallet of viewAccount(engine, snapshot, snapshot.clock ?? 0).wallets) {
      moved += checkSums(wallet);
    }
    accounts.set(id, snapshot);
    entries.push(...own);
  }
  assert.equal(moved, 0, "what is sent arrives");
  await checkBudgets(db, budgets, entries);
  return { accounts, entries };
}

/** Points received less points sent. */
function checkSums(wallet: AccountView["wallets"][number]): number {
  const { issued, received, active, pending, spent, expired, revoked, sent } = wallet;
  assert.equal(issued + received, active + pending + spent + expired + revoked + sent);
  assert.equal(wallet.available, active - wallet.held - wallet.debt);
  for (const { remaining, held } of wallet.lots) assert.ok(held >= 0 && held <= remaining);
  return received - sent;
}

async function checkBudgets(db: Database, given: typeof BUDGETS, entries: readonly Entry[]) {
  const rows = await db.query<{ id: string; remaining: string }>(
    "select id, remaining from budgets",
  );
  for (const { id, remaining } of rows) {
    let left = given[id];
    for (const { effects } of entries) {
      for (const effect of effects) {
        if (effect.type === "budget_used" && effect.budget === id) left -= effect.points;
      }
    }
    assert.equal(Number(remaining), left);
    assert.ok(left >= 0, `budget ${id} gives no more than it has`);
  }
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
