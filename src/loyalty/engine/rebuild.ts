import { check } from "../../core/checks.ts";
import { parseMoment } from "../../time/instant.ts";
import type { Account } from "../ledger/account.ts";
import type { Entry } from "../ledger/entry.ts";
import type { Command } from "./command.ts";
import { createAccount } from "./create-account.ts";
import { decide } from "./decide.ts";
import type { Refusal } from "./decision.ts";
import type { Engine } from "./engine.ts";

/** An account decided anew. */
export interface Rebuilt {
  readonly account: Account;
  readonly entries: readonly Entry[];
  /** Commands that are refused in this order, by id. */
  readonly refused: readonly { readonly id: string; readonly refusal: Refusal }[];
}

/**
 * What would the account be, had everything been learned of when it happened? Decides all commands of
 * an account again, in order of `at`: points told late then go to the redemptions that needed them.
 *
 * This rewrites history, and what was refused may be accepted now (and the other way round): for a
 * correction that people have agreed on, into a new stream of entries, never as a matter of course.
 * `recordedAt` and `expectedVersion` are set aside, and refunds get the entry that awards their order
 * anew. Commands of one instant keep their order. Two-account commands are not decided here.
 *
 * @param engine - of `compileProgram`; the account starts at its newest version
 * @param id - the account
 * @param commands - all that the account was ever told, in any order
 * @returns the account, its entries from version 1 on, and what was refused
 * @throws InputError, LedgerError as `decide` does
 * @example
 * ```ts
 * import { compileProgram, rebuildAccount } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 * });
 * const spend = { type: "redeem", id: "r", at: "2026-01-05T10:00:00Z", redemption: "R" } as const;
 * const late = { type: "grant", id: "g", at: "2026-01-02T10:00:00Z", points: 50 } as const;
 * const { refused } = rebuildAccount(engine, "m-1", [
 *   { ...spend, points: 30 },
 *   { ...late, recordedAt: "2026-01-09T10:00:00Z" },
 * ]);
 * refused.length; // => 0
 * ```
 */
export function rebuildAccount(engine: Engine, id: string, commands: readonly Command[]): Rebuilt {
  check(Array.isArray(commands), "invalid_argument", [], "commands", commands);
  let account = createAccount(engine, id);
  const entries: Entry[] = [];
  const refused: { id: string; refusal: Refusal }[] = [];
  const awards = new Map<string, Entry>();
  for (const command of inOrder(commands)) {
    const decision = decide(engine, account, withAward(command, awards));
    if (!decision.ok) refused.push({ id: command.id, refusal: decision });
    if (!("entry" in decision)) continue;
    ({ account } = decision);
    entries.push(decision.entry);
    if (command.type === "completeOrder") awards.set(command.id, decision.entry);
  }
  return { account, entries, refused };
}

/** By when they happened; those of one instant as they came. */
function inOrder(commands: readonly Command[]): Command[] {
  // A hole in the list is a command too, and none that can be read.
  return Array.from(commands, (command, index) => {
    const at = parseMoment(command?.at, [index, "at"]);
    return { at, command: { ...command, recordedAt: at, expectedVersion: undefined } };
  })
    .sort((one, other) => one.at - other.at)
    .map(({ command: { expectedVersion: _, ...command } }) => command);
}

/** A refund is decided on the entry that the same command awards its order by now. */
function withAward(command: Command, awards: ReadonlyMap<string, Entry>): Command {
  if (command.type !== "refundOrder" && command.type !== "cancelOrder") return command;
  return { ...command, entry: awards.get(command.entry?.id) ?? command.entry };
}
