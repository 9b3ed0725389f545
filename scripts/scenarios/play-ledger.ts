import { compileProgram } from "../../src/loyalty/engine/compile-program.ts";
import { viewAccount } from "../../src/loyalty/engine/view-account.ts";
import type { Program } from "../../src/loyalty/program/program.ts";
import { parseMoment } from "../../src/time/instant.ts";
import { type Difference, readExpectation } from "./expectation.ts";
import {
  type Fields,
  isFields,
  readFields,
  readList,
  readText,
  refuseOthers,
  ScenarioError,
} from "./read.ts";
import { tell } from "./tell.ts";
import { reachedBy, readEvent } from "./to-command.ts";
import { toProgram } from "./to-program.ts";

/** What became of one expectation. */
export interface Played {
  readonly scenario: string;
  readonly policy: string;
  readonly at: string;
  readonly differences: readonly Difference[];
}

/** Said for the reader. */
const TEXTS = ["title", "choice", "recommended", "group", "note", "comment", "source"];
const SCENARIO = [
  "id",
  "kind",
  "account",
  "member",
  "timeZone",
  "policy",
  "program",
  "events",
  "cases",
];
const CASE = ["default", "policy", "program", "events", "expect"];

/** Plays every case of a ledger scenario. What cannot be played is a failure of its own. */
export function playLedger(scenario: Fields): Played[] {
  const id = readText(scenario.id, "a scenario's id");
  const fail = (policy: string, at: string, error: unknown): Played => {
    const got = error instanceof Error ? error.message : String(error);
    const differences = [{ field: "(play)", expected: "to be played", got }];
    return { scenario: id, policy, at, differences };
  };
  try {
    refuseOthers(scenario, [...SCENARIO, ...TEXTS], "the scenario");
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
  refuseOthers(one, [...CASE, ...TEXTS], "a case");
  const both = (name: string): Fields => ({
    ...readFields(given[name] ?? {}, name),
    ...readFields(one[name] ?? {}, name),
  });
  const zone = given.timeZone === undefined ? {} : { timeZone: given.timeZone };
  const parts: Partial<Program> = both("program");
  const { program, rebuild } = toProgram({ ...zone, ...both("policy") }, parts);
  const engine = compileProgram(program);
  const member = readText(given.account ?? given.member ?? "member-1", "account");
  const events = readList(one.events ?? given.events, "events").map((event) => {
    return readEvent(readFields(event, "an event"), member);
  });
  const expectations = readList(one.expect, "expect");
  if (expectations.length === 0) throw new ScenarioError("no expectations");
  const ofWhom = (expectation: Fields): string =>
    readText(expectation.account ?? expectation.member ?? member, "account");
  const expected = expectations.map((value) => readFields(value, "an expectation"));
  const reached = events.flatMap(reachedBy);
  const told = expected.map(ofWhom).filter((name) => reached.includes(name));
  const names = [member, ...events.map(({ account }) => account), ...told];
  return expected.map((expectation) => {
    const at = readText(expectation.at, "an expectation's instant");
    try {
      const story = tell(engine, names, events, parseMoment(at, ["at"]), rebuild);
      const name = ofWhom(expectation);
      const account = story.accounts.get(name);
      if (account === undefined) throw new ScenarioError(`no account ${name}`);
      const view = viewAccount(engine, account, at);
      const differences = readExpectation(expectation, view, story);
      return { scenario, policy, at, differences };
    } catch (error) {
      return fail(policy, at, error);
    }
  });
}
