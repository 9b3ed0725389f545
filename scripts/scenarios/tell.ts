import type { Command, CommandOf } from "../../src/loyalty/engine/command.ts";
import { createAccount } from "../../src/loyalty/engine/create-account.ts";
import { decide } from "../../src/loyalty/engine/decide.ts";
import type { Refusal } from "../../src/loyalty/engine/decision.ts";
import type { Engine } from "../../src/loyalty/engine/engine.ts";
import type { Account } from "../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../src/loyalty/ledger/entry.ts";
import { decideReferral } from "../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../src/loyalty/pair/decide-transfer.ts";
import type { ReferralCommand } from "../../src/loyalty/pair/pair-command.ts";
import { parseCommand, parseTransferCommand } from "../../src/schema/loyalty-commands.ts";
import { isFields, ScenarioError } from "./read.ts";
import { type Told, targetOf, withoutTarget } from "./to-command.ts";

/** What events leave behind. */
export interface Story {
  readonly accounts: ReadonlyMap<string, Account>;
  /** Which lots the events of a name made. */
  readonly lots: ReadonlyMap<string, readonly number[]>;
  readonly rejected: readonly string[];
  readonly duplicates: readonly string[];
  readonly transferred: readonly { readonly points: number; readonly expiresAt: string | null }[];
}

interface Telling {
  readonly engine: Engine;
  readonly accounts: Map<string, Account>;
  readonly lots: Map<string, number[]>;
  readonly rejected: string[];
  readonly duplicates: string[];
  readonly transferred: { points: number; expiresAt: string | null }[];
  /** By account and order, for refunds to bring along. */
  readonly awards: Map<string, Entry>;
  /** Whose accounts each has taken over. */
  readonly merged: Map<string, readonly string[]>;
}

/** Decides all that was learned of by an instant, in the order in which it was. */
export function tell(
  engine: Engine,
  names: readonly string[],
  events: readonly Told[],
  until: number,
  rebuild: boolean,
): Story {
  const known = events.filter((event) => event.recordedAt <= until);
  known.sort((a, b) => (rebuild ? a.at - b.at : a.recordedAt - b.recordedAt));
  const telling: Telling = {
    engine,
    accounts: new Map(names.map((name) => [name, createAccount(engine, name)])),
    // A lot that was refused, or is not there yet, has no points.
    lots: new Map(events.flatMap(({ lot }) => (lot === null ? [] : [[lot, []]]))),
    rejected: [],
    duplicates: [],
    transferred: [],
    awards: new Map(),
    merged: new Map(),
  };
  for (const event of known) {
    const { recordedAt, ...atOnce } = event.command;
    act(telling, rebuild ? { ...event, command: { ...atOnce, type: event.command.type } } : event);
  }
  return telling;
}

function act(telling: Telling, event: Told): void {
  const { engine, accounts } = telling;
  const { account: name } = event;
  const account = accountOf(telling, name);
  const target = targetOf(event);
  const other = target === null ? undefined : accounts.get(target);
  if (target !== null && other !== undefined && target !== name) {
    const command = parseTransferCommand(withoutTarget(event));
    note(telling, event, decideTransfer(engine, [account, other], command), [name, target]);
    return;
  }
  const command = parseCommand(withAward(telling, event));
  if (isReferral(command)) {
    const referrer = referrerOf(command);
    const known = referrer === undefined ? undefined : accounts.get(referrer);
    if (referrer !== undefined && known !== undefined && referrer !== name) {
      note(telling, event, decideReferral(engine, [account, known], command), [name, referrer]);
      return;
    }
  }
  const decision = decide(engine, account, command);
  if ("entry" in decision) {
    if (command.type === "transfer" || command.type === "gift") {
      noteReceived(telling, receivedOutside(engine, account, command));
    }
    const { entry } = decision;
    note(telling, event, { ok: true, entries: [entry], accounts: [decision.account] }, [name]);
  } else note(telling, event, decision, [name]);
}

/** What another member of the program would receive. */
function receivedOutside(
  engine: Engine,
  from: Account,
  { to, ...command }: CommandOf<"transfer" | "gift">,
): Entry {
  const decision = decideTransfer(engine, [from, createAccount(engine, to)], command);
  if ("entries" in decision) return decision.entries[1];
  throw new ScenarioError(`event ${command.id}: sent, but not received`);
}

function isReferral(command: Command): command is ReferralCommand {
  return ["completeOrder", "refundOrder", "cancelOrder"].includes(command.type);
}

/** Who referred the member with the order. */
function referrerOf(command: ReferralCommand): string | undefined {
  if (command.type === "completeOrder") return command.order.referredBy;
  const awarded = command.entry.effects.find((effect) => effect.type === "awarded");
  return awarded?.award.order.referredBy;
}

type Outcome =
  | Refusal
  | { readonly ok: true; readonly duplicate: true }
  | {
      readonly ok: true;
      readonly entries: readonly Entry[];
      readonly accounts: readonly Account[];
    };

/** What became of an event: by account, the entry and the account after it. */
function note(
  telling: Telling,
  { id, lot, command }: Told,
  decision: Outcome,
  names: readonly string[],
): void {
  if (!decision.ok) {
    telling.rejected.push(`${id}:${decision.reason}`);
    return;
  }
  if ("duplicate" in decision) {
    telling.duplicates.push(id);
    return;
  }
  const { entries, accounts } = decision;
  for (const [index, name] of names.entries()) telling.accounts.set(name, accounts[index]);
  if (entries.length > 1) noteReceived(telling, entries[1]);
  if (command.type === "mergeMembers") {
    telling.merged.set(names[1], [
      ...membersOf(telling, names[1]),
      ...membersOf(telling, names[0]),
    ]);
  }
  const [entry] = entries;
  if (isFields(command.order)) telling.awards.set(`${names[0]} ${command.order.id}`, entry);
  for (const effect of entry.effects) {
    if (lot === null || (effect.type !== "issued" && effect.type !== "reinstated")) continue;
    telling.lots.set(lot, [...(telling.lots.get(lot) ?? []), effect.lot.id]);
  }
}

function noteReceived({ transferred }: Telling, { effects }: Entry): void {
  for (const effect of effects) {
    if (effect.type !== "received") continue;
    transferred.push({ points: effect.lot.remaining, expiresAt: effect.lot.expiresAt });
  }
}

function accountOf({ accounts }: Telling, name: string): Account {
  const account = accounts.get(name);
  if (account === undefined) throw new ScenarioError(`no account ${name}`);
  return account;
}

/** Who a member was, before and after merging. */
function membersOf({ merged }: Telling, name: string): readonly string[] {
  return merged.get(name) ?? [name];
}

/** A refund brings along the entry that awarded its order. */
function withAward(telling: Telling, { account, command }: Told): Told["command"] {
  if (command.type !== "refundOrder" && command.type !== "cancelOrder") return command;
  const known = membersOf(telling, account).map((name) => {
    return telling.awards.get(`${name} ${command.order}`);
  });
  return { ...command, entry: known.find((entry) => entry !== undefined) ?? command.entry };
}
