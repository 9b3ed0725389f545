import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Accepted, RefusalReason } from "../../../src/loyalty/engine/decision.ts";
import type { Engine } from "../../../src/loyalty/engine/engine.ts";
import {
  type AccountView,
  viewAccount,
  type WalletView,
} from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";

/** A program of one point for a euro, and what else a test needs. */
export function programWith(parts: Partial<Program> = {}): Program {
  return {
    id: "club",
    version: 1,
    timeZone: "UTC",
    money: { currency: "EUR", scale: 2 },
    currencies: { points: {} },
    rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
    ...parts,
  };
}

/** One member, to whom things happen. */
export interface Member {
  readonly engine: Engine;
  account: Account;
  readonly entries: Entry[];
  /** What must be accepted. */
  readonly does: (command: Command) => Accepted;
  /** What must be refused, and why it is. */
  readonly refused: (command: Command) => RefusalReason;
  readonly view: (at: string) => AccountView;
  readonly wallet: (at: string) => WalletView;
}

export function newMember(programs: Program | readonly Program[] = programWith()): Member {
  const engine = compileProgram(programs);
  const member: Member = {
    engine,
    account: createAccount(engine, "member-1"),
    entries: [],
    does: (command) => {
      const decision = decide(engine, member.account, command);
      if (!decision.ok || !("entry" in decision)) {
        throw new Error(`${command.type} ${command.id}: ${JSON.stringify(decision)}`);
      }
      member.account = decision.account;
      member.entries.push(decision.entry);
      return decision;
    },
    refused: (command) => {
      const decision = decide(engine, member.account, command);
      if (decision.ok) throw new Error(`${command.type} ${command.id} was accepted`);
      return decision.reason;
    },
    view: (at) => viewAccount(engine, member.account, at),
    wallet: (at) => member.view(at).wallets[0],
  };
  return member;
}

/** An order of one line. */
export function buy(id: string, at: string, amount: string): Command & { type: "completeOrder" } {
  return {
    id,
    at,
    type: "completeOrder",
    order: { id: `order-${id}`, lines: [{ id: "1", amount }] },
  };
}
