import {
  type AccountView,
  type Command,
  createAccount,
  decide,
  decideTransfer,
  replay,
  type TransferCommand,
  viewAccount,
} from "clientele/loyalty";
import type { Queries } from "./database.ts";
import { conflict, execute, type Outcome, type Shop } from "./execute.ts";
import { loadAccount, loadEntries } from "./ledger.ts";

const SAME_PERSON = `
  select id from accounts where coalesce(merged_into, id) =
    (select coalesce(merged_into, id) from accounts where id = $1)`;

/** Carries out a command of one member. Its id says what it is: sent again, it is not done again. */
export function run(
  shop: Shop,
  member: string,
  command: Command,
  alsoWrite?: (tx: Queries) => Promise<unknown>,
): Promise<Outcome> {
  const { at, ...request } = command;
  return execute(
    shop,
    { id: command.id, member, request },
    (account) => decide(shop.engine, account, command),
    alsoWrite,
  );
}

/** The member joins; who she is stays beside the ledger. */
export async function join(shop: Shop, member: string, email: string): Promise<Outcome> {
  const command = { type: "enroll", id: "join", at: shop.clock() } as const;
  const outcome = await run(shop, member, command, (tx) =>
    tx.query("insert into members (id, email) values ($1, $2)", [member, email]),
  );
  if (!outcome.ok || !outcome.duplicate) return outcome;
  // The ledger holds no address to tell one request from another by, and that of the erased is gone.
  const sql = "select 1 from members where id = $1 and email = $2";
  const isSame = (await shop.db.query(sql, [member, email])).length > 0;
  return isSame ? outcome : conflict(command.id, outcome.entry);
}

/**
 * The member is forgotten. Her entries stay: they say of whom no more than an id that is nobody's.
 * `null` for who is no member: the id stays free.
 */
export async function erase(shop: Shop, member: string): Promise<Outcome | null> {
  if ((await loadAccount(shop.db, shop.engine, member)).version === 0) return null;
  const command = { type: "eraseMember", id: "erase", at: shop.clock() } as const;
  return run(shop, member, command, (tx) =>
    tx.query(`delete from members where id in (${SAME_PERSON})`, [member]),
  );
}

/** Points go from one member to another; or all of them, where both are the same person. */
export function send(
  shop: Shop,
  from: string,
  to: string,
  command: TransferCommand,
): Promise<Outcome> {
  const { at, ...request } = command;
  return execute(
    shop,
    { id: command.id, member: from, other: to, request: { ...request, from, to } },
    (sender, receiver) => {
      if (receiver === null || receiver.version === 0) {
        return { ok: false, reason: "not_eligible", message: `${to} is no member` };
      }
      return decideTransfer(shop.engine, [sender, receiver], command);
    },
    async (tx) => {
      if (command.type !== "mergeMembers") return;
      await tx.query(
        `update accounts set merged_into =
           (select coalesce(merged_into, id) from accounts where id = $2)
         where id in (${SAME_PERSON})`,
        [from, to],
      );
    },
  );
}

/** What a member has: now, or at an instant of the past or future. `null` for who is no member. */
export async function showBalance(
  { db, engine, clock }: Shop,
  member: string,
  instant: string | undefined,
): Promise<AccountView | null> {
  const account = await loadAccount(db, engine, member);
  if (account.version === 0) return null;
  const at = new Date(instant ?? clock()).toISOString();
  // The clock of another instance may be ahead of ours.
  if (account.clock === null || at >= account.clock) return viewAccount(engine, account, at);
  if (instant === undefined) return viewAccount(engine, account, account.clock);
  const entries = await loadEntries(db, account.id);
  const hasBegun = entries[0].recordedAt <= at;
  const then = hasBegun ? replay(entries, { until: at }) : createAccount(engine, account.id);
  return viewAccount(engine, then, at);
}
