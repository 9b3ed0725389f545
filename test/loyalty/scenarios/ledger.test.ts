import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { playFile } from "../../../scripts/scenarios/play-file.ts";
import { playLedger } from "../../../scripts/scenarios/play-ledger.ts";
import { isFields, readFields, readList } from "../../../scripts/scenarios/read.ts";

const textOf = (name: string) =>
  readFileSync(new URL(`../../golden/loyalty/${name}.json`, import.meta.url), "utf8");
const text = textOf("loyalty_scenarios");
const own = textOf("own_scenarios");
const audit = textOf("audit_scenarios");
const combined = textOf("combined_scenarios");
const crossed = textOf("crossed_scenarios");
const scenariosOf = (file: string) =>
  readList(readFields(JSON.parse(file), "the file").scenarios, "scenarios").filter(isFields);

describe.each([
  ["the reference", scenariosOf(text)],
  ["our own, worked out by hand", scenariosOf(own)],
  ["by hand: two accounts, orders, tiers", scenariosOf(audit)],
  ["options combined, by hand", scenariosOf(combined)],
  ["three and more of them at once, by hand", scenariosOf(crossed)],
])("every ledger scenario: %s", (_name, scenarios) => {
  for (const scenario of scenarios) {
    if (scenario.kind !== "ledger") continue;
    it(`${scenario.id}: ${scenario.title}`, () => {
      const played = playLedger(scenario);
      expect(played.length).toBeGreaterThan(0);
      expect(played.filter(({ differences }) => differences.length > 0)).toEqual([]);
    });
  }
});

it("plays as many as the files have, and counts what it does not play", () => {
  const { expectations, notPlayed } = playFile(text);
  expect(new Set(expectations.map(({ scenario }) => scenario)).size).toBe(14);
  expect(notPlayed).toEqual(new Map([["pure", 17]]));
  expect(new Set(playFile(own).expectations.map(({ scenario }) => scenario)).size).toBe(23);
  expect(new Set(playFile(audit).expectations.map(({ scenario }) => scenario)).size).toBe(25);
  expect(new Set(playFile(combined).expectations.map(({ scenario }) => scenario)).size).toBe(61);
  expect(new Set(playFile(crossed).expectations.map(({ scenario }) => scenario)).size).toBe(32);
});

describe("what a scenario says of its program holds along with its policies", () => {
  const grant = { id: "g", at: "2026-01-01T00:00:00Z", type: "earn", points: 10, order: "O" };
  const revoke = { id: "c", at: "2026-01-02T00:00:00Z", type: "clawback", order: "O", points: 10 };
  const redeem = { id: "r", at: "2026-01-01T10:00:00Z", type: "redeem", points: 10 };
  const played = (more: object, policy: object, expected: object) =>
    playLedger({
      id: "X",
      kind: "ledger",
      events: [grant, redeem, revoke],
      cases: [{ policy, expect: [{ at: revoke.at, ...expected }] }],
      ...more,
    }).flatMap(({ differences }) => differences);

  it.each([
    [{ policies: { rounding: { mode: "up" } } }, { clawbackNegative: "clamp" }, { writtenOff: 10 }],
    [
      { policies: { clawback: { negative: "clamp" } } },
      { clawbackNegative: "allow" },
      { debt: 10 },
    ],
    [{ policies: { clawback: { negative: "clamp" } } }, { returnDays: 9 }, { writtenOff: 10 }],
    [
      { currencies: { miles: { maximumBalance: 10 } } },
      { lifeDays: 1, timeZone: "Asia/Tokyo" },
      { nextDueAt: null, spent: 10, debt: 10 },
    ],
  ])("%j with %j", (program, policy, expected) => {
    expect(played({ program }, policy, expected)).toEqual([]);
  });

  it("a policy of one currency is about the first", () => {
    const program = { currencies: { miles: { maximumBalance: 10 }, points: {} } };
    const expectation = { lots: { L: { expiresAt: "2026-01-03T00:00:00Z" } } };
    const events = [{ ...grant, lot: "L" }];
    const cases = [{ policy: { lifeDays: 1 }, expect: [{ at: grant.at, ...expectation }] }];
    expect(played({ program, events, cases }, {}, {})).toEqual([]);
  });
});

describe("accounts that events reach", () => {
  const grant = { id: "g", at: "2026-01-01T00:00:00Z", type: "earn", points: 10 };
  const playedAs = (events: readonly object[], expected: readonly object[]) =>
    playLedger({
      id: "X",
      kind: "ledger",
      events,
      cases: [{ policy: {}, expect: expected }],
    }).flatMap(({ differences }) => differences);

  it("are part of the scenario where it tells of them", () => {
    const gift = { ...grant, id: "t", type: "gift", points: 4, to: "bob" };
    const expected = [
      { at: grant.at, available: 6 },
      { at: grant.at, account: "bob", available: 4 },
    ];
    expect(playedAs([grant, gift], expected)).toEqual([]);
  });

  it("a merged member's orders are refunded with the entry of then", () => {
    const order = { id: "O", lines: [{ id: "1", amount: "5.00" }] };
    const account = "guest";
    const events = [
      { ...grant, account },
      { id: "o", at: grant.at, type: "completeOrder", account, order },
      { id: "m", at: grant.at, type: "merge", account, to: "member-1" },
      { id: "x", at: "2026-01-02T00:00:00Z", type: "cancelOrder", order: "O" },
    ];
    const expected = { at: "2026-01-02T00:00:00Z", available: 10, rejected: [] };
    expect(playedAs(events, [expected])).toEqual([]);
  });
});

describe("what cannot be played is a failure", () => {
  const scenario = {
    id: "X",
    kind: "ledger",
    events: [{ id: "e", at: "2026-01-01T00:00:00Z", type: "earn", points: 5, lot: "A" }],
    cases: [{ policy: {}, expect: [{ at: "2026-01-01T00:00:00Z", available: 5 }] }],
  };
  const [event] = scenario.events;
  const [one] = scenario.cases;
  const failures = (changed: object) =>
    playLedger({ ...scenario, ...changed }).flatMap(({ differences }) => differences);
  const expecting = (fields: object) =>
    failures({ cases: [{ ...one, expect: [{ at: event.at, ...fields }] }] });

  it("passes as it is", () => {
    expect(failures({})).toEqual([]);
  });

  it.each([
    ["a wrong number", { available: 6 }],
    ["a field that does not exist", { avaliable: 5 }],
    ["a lot that does not exist", { lots: { B: 5 } }],
    ["a refusal that did not happen", { rejected: ["e:frozen"] }],
    ["a duplicate that did not happen", { duplicates: ["e"] }],
    ["a tier that is not there", { tier: "gold" }],
    [
      "another field of a lot",
      { lots: { A: { remaining: 5, expiresAt: "2027-01-01T00:00:00Z" } } },
    ],
    ["another instant", { nextDueAt: "2027-01-01T00:00:00Z" }],
    ["an account that nobody has", { account: "bob" }],
    ["a currency that does not exist", { currency: "gems" }],
  ])("an expectation of %s", (_name, fields) => {
    expect(expecting(fields)).toHaveLength(1);
  });

  it.each([
    ["an unknown policy", { cases: [{ ...one, policy: { surprise: true } }] }],
    ["an unknown choice", { cases: [{ ...one, policy: { spendOrder: "random" } }] }],
    ["no expectations", { cases: [{ ...one, expect: [] }] }],
    ["no cases", { cases: [] }],
    ["an unknown event", { events: [{ ...event, type: "explode" }] }],
    ["an unknown field of an event", { events: [{ ...event, bonus: 3 }] }],
    ["an invalid event", { events: [{ ...event, points: 1.5 }] }],
    ["an unknown part of a case", { cases: [{ ...one, given: {} }] }],
    ["an unknown text in a case", { cases: [{ ...one, zone: "Europe/Berlin" }] }],
    ["an unknown text in a scenario", { zone: "Europe/Berlin" }],
    [
      "an unknown choice within a policy",
      { cases: [{ ...one, policy: { clawback: { to: "x" } } }] },
    ],
    ["a lot of a command that makes none", { events: [{ ...event, type: "redeem" }] }],
    ["an unknown part of a program", { program: { surprise: true } }],
  ])("%s", (_name, changed) => {
    expect(failures(changed)).toHaveLength(1);
  });
});
