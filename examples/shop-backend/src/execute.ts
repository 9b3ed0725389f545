import { createHash } from "node:crypto";
import type { Account, Decision, Engine, Entry, PairDecision, Refusal } from "clientele/loyalty";
import { ConflictError, retryConflicts } from "./conflicts.ts";
import type { Database, Queries } from "./database.ts";
import { append, findCommand, findTakenKey, loadAccount, type Step } from "./ledger.ts";

/** What every part of the service works with. */
export interface Shop {
  readonly db: Database;
  readonly engine: Engine;
  /** The one clock; the engine has none. */
  readonly clock: () => Date;
  readonly onConflict?: () => void;
}

/** What is about to be decided. */
export interface Intent {
  /** Of the command. */
  readonly id: string;
  readonly member: string;
  /** The other one, of a command that concerns two. */
  readonly other?: string | null;
  /** What was asked for: the same id with another request is refused. */
  readonly request: unknown;
}

export type Outcome =
  | { readonly ok: true; readonly duplicate: boolean; readonly entry: Entry }
  | Refusal;

type Decide = (
  account: Account,
  other: Account | null,
) => Decision | PairDecision | Promise<Decision | PairDecision>;

/**
 * Loads, decides and writes: all of it or nothing, and once. Where somebody else was faster it
 * begins anew, so that what is written was decided upon accounts as they are.
 */
export function execute(
  { db, engine, onConflict }: Shop,
  { id, member, other = null, request }: Intent,
  decideOn: Decide,
  alsoWrite?: (tx: Queries) => Promise<unknown>,
): Promise<Outcome> {
  const print = fingerprint(request);
  return retryConflicts(async () => {
    const one = await loadAccount(db, engine, member);
    const two = other === null ? null : await loadAccount(db, engine, other);
    // After the account: whatever the account knows of is found.
    const known = await findCommand(db, one.id, id, member);
    if (known !== null) {
      const { entry, request } = known;
      return request === print ? { ok: true, duplicate: true, entry } : conflict(id, entry);
    }
    // Known to the other side alone, it was a command of somebody else.
    const theirs = two === null ? null : await findCommand(db, two.id, id);
    if (theirs !== null) return conflict(id, theirs.entry);
    const decision = await decideOn(one, two);
    if (!decision.ok) return decision;
    const steps = stepsOf(decision);
    for (const { entry } of steps) {
      const taken = await findTakenKey(db, entry);
      if (taken !== null) return alreadyDone(taken);
    }
    await db.transaction(async (tx) => {
      for (const step of steps.toSorted(byAccount)) await append(tx, step, print);
      await alsoWrite?.(tx);
    });
    return { ok: true, duplicate: false, entry: steps[0].entry };
  }, onConflict);
}

function stepsOf(decision: (Decision | PairDecision) & { readonly ok: true }): Step[] {
  if ("duplicate" in decision) throw new ConflictError("the command was written meanwhile");
  if ("entry" in decision) return [decision];
  return decision.entries.map((entry, index) => ({ entry, account: decision.accounts[index] }));
}

/** In one order everywhere, so that two transactions never wait for each other. */
function byAccount(one: Step, other: Step): number {
  return one.entry.account < other.entry.account ? -1 : 1;
}

/** The id of a command stands for another one already. */
export function conflict(id: string, { version }: Entry): Refusal {
  const message = `command ${id} was another one`;
  return { ok: false, reason: "idempotency_conflict", message, version };
}

function alreadyDone(key: string): Refusal {
  const reason = key.startsWith("order:") ? "duplicate_order" : "idempotency_conflict";
  return { ok: false, reason, message: `${key} was written already` };
}

/** Equal for equal requests, whatever the order of their fields. */
function fingerprint(request: unknown): string {
  return createHash("sha256").update(JSON.stringify(request, sortFields)).digest("base64url");
}

function sortFields(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
