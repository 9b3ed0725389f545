import type { Command, CommandOf } from "../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../src/loyalty/engine/create-account.ts";
import { decide } from "../../src/loyalty/engine/decide.ts";
import type { Engine } from "../../src/loyalty/engine/engine.ts";
import { viewAccount } from "../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../src/loyalty/ledger/account.ts";
import { decideTransfer } from "../../src/loyalty/pair/decide-transfer.ts";
import { parseMoment } from "../../src/time/instant.ts";
import { type Difference, readExpectation } from "./expectation.ts";
import { type Fields, isFields, readFields, readList, readText, ScenarioError } from "./read.ts";
import { toCommand } from "./to-command.ts";
import { toProgram } from "./to-program.ts";

/** What became of one expectation. */
export interface Played {
  readonly scenario: string;
  readonly policy: string;
  readonly at: string;
  readonly differences: readonly Difference[];
}

/** What events leave behind, as far as it is not in the account. */
export interface Story {
  readonly account: Account;
  /** Which lots the events of a name made. */
  readonly lots: ReadonlyMap<string, readonly number[]>;
  readonly rejected: readonly string[];
  readonly transferred: readonly { readonly points: number; readonly expiresAt: string | null }[];
}

interface Event {
  readonly command: Command;
  readonly lot: string | null;
  readonly at: number;
  readonly recordedAt: number;
}

const SCENARIO = ["id", "kind", "events", "cases", "policy"];

/** Plays every case of a ledger scenario. What cannot be played is a failure of its own. */
export function playLedger(scenario: Fields): Played[] {
  const id = readText(scenario.id, "a scenario's id");
  const fail = (policy: string, at: string, error: unknown): Played => {
    const got = error instanceof Error ? error.message : String(error);
    const differences = [{ field: "(play)", expected: "to be played", got }];
    return { scenario: id, policy, at, differences };
  };
  try {
    refuseUnread(scenario, SCENARIO);
    const cases = readList(scenario.cases, "cases");
    if (cases.length === 0) throw new ScenarioError("no cases");
    return cases.flatMap((one) => {
      const policy = JSON.stringify(isFields(one) ? one.policy : one);
      try {
        return playCase(id, policy, scenario, readFields(one, "a case"), fail);
      } catch (error) {
        return [fail(policy, "", error)];
      }
    });
  } catch (error) {
    return [fail("", "", error)];
  }
}

function playCase(
  scenario: string,
  policy: string,
  given: Fields,
  one: Fields,
  fail: (policy: string, at: string, error: unknown) => Played,
): Played[] {
  refuseUnread(one, ["policy", "expect", "default", "events"]);
  const shared = readFields(given.policy ?? {}, "policy");
  const { program, rebuild } = toProgram({ ...shared, ...readFields(one.policy ?? {}, "policy") });
  const engine = compileProgram(program);
  const member = readText(given.account ?? given.member ?? "member-1", "account");
  const events = readList(one.events ?? given.events, "events").map((event) => {
    return toEvent(event, member);
  });
  const expectations = readList(one.expect, "expect");
  if (expectations.length === 0) throw new ScenarioError("no expectations");
  return expectations.map((value) => {
    const expectation = readFields(value, "an expectation");
    const at = readText(expectation.at, "an expectation's instant");
    try {
      const story = tell(engine, member, events, parseMoment(at, ["at"]), rebuild);
      const view = viewAccount(engine, story.account, at);
      return { scenario, policy, at, differences: readExpectation(expectation, view, story) };
    } catch (error) {
      return fail(policy, at, error);
    }
  });
}

/** Decides all that was learned of by an instant, in the order in which it was. */
function tell(
  engine: Engine,
  member: string,
  events: readonly Event[],
  until: number,
  rebuild: boolean,
): Story {
  const known = events.filter((event) => event.recordedAt <= until);
  known.sort((a, b) => (rebuild ? a.at - b.at : a.recordedAt - b.recordedAt));
  // A lot that was refused, or is not there yet, has no points.
  const lots = new Map<string, number[]>();
  for (const { lot } of events) if (lot !== null) lots.set(lot, []);
  const rejected: string[] = [];
  const transferred: { points: number; expiresAt: string | null }[] = [];
  let account = createAccount(engine, member);
  for (const { command, lot } of known) {
    const { recordedAt, ...atOnce } = command;
    const decision = decide(engine, account, rebuild ? atOnce : command);
    if (!decision.ok) rejected.push(`${command.id}:${decision.reason}`);
    if (!decision.ok || "duplicate" in decision) continue;
    if (command.type === "transfer") transferred.push(...receivedOf(engine, account, command));
    account = decision.account;
    for (const effect of decision.entry.effects) {
      const made = effect.type === "issued" || effect.type === "reinstated" ? effect.lot : null;
      if (made === null || lot === null) continue;
      lots.set(lot, [...(lots.get(lot) ?? []), made.id]);
    }
  }
  return { account, lots, rejected, transferred };
}

/** What another member of the program would receive. */
function receivedOf(
  engine: Engine,
  from: Account,
  { to, ...command }: CommandOf<"transfer">,
): Story["transferred"] {
  const decision = decideTransfer(engine, [from, createAccount(engine, to)], command);
  if (!decision.ok || "duplicate" in decision) {
    throw new ScenarioError(`event ${command.id}: sent, but not received`);
  }
  return decision.entries[1].effects.flatMap((effect) => {
    if (effect.type !== "received") return [];
    return [{ points: effect.lot.remaining, expiresAt: effect.lot.expiresAt }];
  });
}

function toEvent(value: unknown, member: string): Event {
  const event = readFields(value, "an event");
  const command = toCommand(event, member);
  const at = parseMoment(command.at, ["at"]);
  const recordedAt =
    command.recordedAt === undefined ? at : parseMoment(command.recordedAt, ["recordedAt"]);
  const lot = event.lot === undefined ? null : readText(event.lot, `event ${command.id}, lot`);
  return { command, lot, at, recordedAt };
}

/** Texts describe; what is no text and not known would be passed over. */
function refuseUnread(fields: Fields, known: readonly string[]): void {
  for (const [name, value] of Object.entries(fields)) {
    if (known.includes(name) || typeof value === "string") continue;
    throw new ScenarioError(`unknown field ${name}`);
  }
}
