import {
  type Account,
  type BudgetState,
  businessKeys,
  createAccount,
  type Engine,
  type Entry,
} from "clientele/loyalty";
import { ConflictError } from "./conflicts.ts";
import type { Queries } from "./database.ts";

/** What a command of one account gives: to be written together, or not at all. */
export interface Step {
  readonly entry: Entry;
  readonly account: Account;
}

/**
 * A member's account as its last entry left it: an empty one where there is none, and another one
 * if she turned out to have two.
 */
export async function loadAccount(db: Queries, engine: Engine, member: string): Promise<Account> {
  const sql = `
    select snapshot from accounts
    where id = (select coalesce(merged_into, id) from accounts where id = $1)`;
  const [row] = await db.query<{ snapshot: Account }>(sql, [member]);
  return row?.snapshot ?? createAccount(engine, member);
}

/** The account, and those that were merged into it. */
const ITS_OWN = "(account = $1 or account in (select id from accounts where merged_into = $1))";

export async function loadEntries(db: Queries, account: string): Promise<Entry[]> {
  const sql = "select entry from entries where account = $1 order by version";
  return (await db.query<{ entry: Entry }>(sql, [account])).map(({ entry }) => entry);
}

/**
 * What a command was written as. An account forgets ids after a while, the table never does. Where both
 * sides of it are one person by now, it is the side that the member was then.
 */
export async function findCommand(
  db: Queries,
  account: string,
  id: string,
  member = account,
): Promise<{ readonly entry: Entry; readonly request: string } | null> {
  const sql = `
    with recursive sides (account, step) as (
      select $3::text, 0
      union all
      select snapshot->>'mergedInto', step + 1 from sides join accounts on accounts.id = sides.account
        where snapshot->>'mergedInto' is not null
    )
    select entry, request from entries left join sides using (account)
    where ${ITS_OWN} and command_id = $2
    order by step nulls last
    limit 1`;
  const [row] = await db.query<{ entry: Entry; request: string }>(sql, [account, id, member]);
  return row ?? null;
}

/** The entry that awarded an order: what a refund is decided under. */
export async function findAward(
  db: Queries,
  account: string,
  order: string,
): Promise<Entry | null> {
  const sql = `
    select entry from entry_keys join entries using (account, version)
    where ${ITS_OWN} and key = $2`;
  const [row] = await db.query<{ entry: Entry }>(sql, [account, `order:${order}`]);
  return row?.entry ?? null;
}

/** A key of the entry that an earlier one has taken, so long ago that the account forgot it. */
export async function findTakenKey(db: Queries, entry: Entry): Promise<string | null> {
  const sql = `select key from entry_keys where ${ITS_OWN} and key = any($2)`;
  const [row] = await db.query<{ key: string }>(sql, [entry.account, businessKeys(entry)]);
  return row?.key ?? null;
}

export async function loadBudgets(db: Queries): Promise<BudgetState[]> {
  const sql = "select id, version, remaining from budgets";
  const rows = await db.query<{ id: string; version: number; remaining: string }>(sql);
  return rows.map(({ id, version, remaining }) => {
    return { budget: id, version, remaining: Number(remaining) };
  });
}

/** Writes an entry, its keys, the account that it makes, and what it uses of budgets. */
export async function append(tx: Queries, { entry, account }: Step, request: string) {
  const { account: id, version } = entry;
  await tx.query(
    "insert into entries (account, version, command_id, request, entry) values ($1, $2, $3, $4, $5)",
    [id, version, entry.id, request, JSON.stringify(entry)],
  );
  await tx.query(
    "insert into entry_keys (account, version, key) select $1, $2, unnest($3::text[])",
    [id, version, businessKeys(entry)],
  );
  const saved = await tx.query(
    `insert into accounts (id, version, snapshot) values ($1, $2, $3)
     on conflict (id) do update set version = excluded.version, snapshot = excluded.snapshot
       where accounts.version = excluded.version - 1
     returning id`,
    [id, version, JSON.stringify(account)],
  );
  if (saved.length === 0) throw new ConflictError(`account ${id} is no longer at ${version - 1}`);
  for (const effect of entry.effects) {
    if (effect.type === "budget_used") await useBudget(tx, effect);
  }
}

/** Takes from the budget that was decided upon; what a refund gives back is always welcome. */
async function useBudget(
  tx: Queries,
  { budget, version, points }: { budget: string; version: number; points: number },
) {
  const used = await tx.query(
    `update budgets set remaining = remaining - $2, version = version + 1
     where id = $1 and (version = $3 or $2 < 0)
     returning id`,
    [budget, points, version],
  );
  if (used.length === 0) throw new ConflictError(`budget ${budget} is no longer at ${version}`);
}
