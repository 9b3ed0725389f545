import { describe, expect, test } from "vitest";
import { compileProgram } from "../../src/loyalty/engine/compile-program.ts";
import { replay } from "../../src/loyalty/ledger/replay.ts";
import { POLICY_DEFAULTS } from "../../src/loyalty/program/policies.ts";
import { accountSchema, parseAccount } from "../../src/schema/loyalty-accounts.ts";
import {
  commandSchema,
  parseCommand,
  parseTransferCommand,
} from "../../src/schema/loyalty-commands.ts";
import { effect } from "../../src/schema/loyalty-effects.ts";
import { parseEntry } from "../../src/schema/loyalty-entries.ts";
import { parseProgram } from "../../src/schema/loyalty-program.ts";
import { playStream, programs } from "./loyalty-stream.ts";

const stream = playStream();
const entries = [...stream.entries.values()].flat();
const copy = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

describe("what the engine makes comes back as it went", () => {
  test.each(programs.map((program) => [program.version, program] as const))(
    "program, version %s",
    (_, program) => {
      expect(parseProgram(copy(program))).toEqual(program);
      expect(compileProgram(parseProgram(copy(program))).latest().program).toEqual(program);
    },
  );

  test("a program that spells out every policy", () => {
    const [program] = programs;
    const spelled = { ...program, policies: POLICY_DEFAULTS };
    expect(parseProgram(copy(spelled))).toEqual(spelled);
  });

  test("entries with effects of every type", () => {
    for (const entry of entries) expect(parseEntry(copy(entry))).toEqual(entry);
    const made = entries.flatMap(({ effects }) => effects.map(({ type }) => type));
    const known = new Set<string>(made);
    const types = effect.def.out.def.options.flatMap(({ def }) => [...def.shape.type.def.values]);
    expect([...known].sort()).toEqual([...types].sort());
  });

  test("accounts after every entry", () => {
    for (const account of stream.accounts) expect(parseAccount(copy(account))).toEqual(account);
    expect(accountSchema.def.shape.kind.def.values).toEqual(["loyalty_account"]);
  });

  test("commands of every type", () => {
    for (const command of stream.commands) expect(parseCommand(copy(command))).toEqual(command);
    const sent = new Set<string>(stream.commands.map(({ type }) => type));
    const types = commandSchema.def.out.def.options.flatMap(({ def }) => [
      ...def.shape.type.def.values,
    ]);
    expect([...sent].sort()).toEqual([...new Set<string>([...types])].sort());
  });

  test("commands of two accounts", () => {
    const types = stream.transfers.map((command) => {
      expect(parseTransferCommand(copy(command))).toEqual(command);
      return command.type;
    });
    expect([...new Set(types)].sort()).toEqual(["gift", "joinPool", "leavePool", "mergeMembers"]);
  });

  test("and replays to the same account", () => {
    for (const written of stream.entries.values()) {
      const parsed = written.map((entry) => parseEntry(copy(entry)));
      expect(replay(parsed)).toEqual(replay(written));
    }
  });

  test("dates and epoch milliseconds of commands too", () => {
    const command = { type: "freeze", id: "c", at: new Date(0), recordedAt: 1 };
    expect(parseCommand(command)).toEqual(command);
  });
});
