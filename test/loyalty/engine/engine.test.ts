import { describe, expect, it } from "vitest";
import {
  compileProgram,
  createAccount,
  decide,
  decideReferral,
  decideTransfer,
  type Engine,
  pointsLiability,
  quoteEarning,
  quoteRedemption,
  rebuildAccount,
  simulateProgram,
  summarizeProgram,
  viewAccount,
} from "../../../src/loyalty/index.ts";
import { buy, programWith } from "./member.ts";

const AT = "2026-01-05T10:00:00Z";
const PERIOD = { from: "2026-01-01", to: "2026-02-01" };
const sound = compileProgram(programWith());
const one = createAccount(sound, "one");
const pair = [one, createAccount(sound, "two")] as const;
const order = { id: "O", lines: [{ id: "1", amount: "10.00" }] };
const enroll = { type: "enroll", id: "e", at: AT } as const;

/** Each function that takes an engine. */
const CALLS: Readonly<Record<string, (engine: Engine) => unknown>> = {
  createAccount: (engine) => createAccount(engine, "m"),
  decide: (engine) => decide(engine, one, enroll),
  decideReferral: (engine) =>
    decideReferral(engine, pair, {
      ...buy("1", AT, "9.00"),
      order: { ...order, referredBy: "two" },
    }),
  decideTransfer: (engine) =>
    decideTransfer(engine, pair, { type: "mergeMembers", id: "m", at: AT }),
  pointsLiability: (engine) =>
    pointsLiability(engine, [], { asOf: AT, value: { points: 100, amount: "1.00" } }),
  quoteEarning: (engine) => quoteEarning(engine, one, order, { at: AT }),
  quoteRedemption: (engine) => quoteRedemption(engine, one, { at: AT, option: "five" }),
  rebuildAccount: (engine) => rebuildAccount(engine, "m", []),
  "simulateProgram, the first": (engine) => simulateProgram(engine, sound, [], { asOf: AT }),
  "simulateProgram, the second": (engine) => simulateProgram(sound, engine, [], { asOf: AT }),
  summarizeProgram: (engine) => summarizeProgram(engine, [], PERIOD),
  viewAccount: (engine) => viewAccount(engine, one, AT),
};

const newest = sound.latest();
const MONEY_WITHOUT_END = { currency: "EUR", scale: Infinity };

/** What looks like an engine, and is none. */
const COPIES: Readonly<Record<string, Engine>> = {
  "a spread": { ...sound },
  "its JSON": JSON.parse(JSON.stringify(sound)),
  "an assigned one": Object.assign({}, sound),
  "an heir": Object.create(sound),
  "one of the same properties": Object.defineProperties(
    { ...sound },
    Object.getOwnPropertyDescriptors(sound),
  ),
  "one of another scale": {
    ...sound,
    latest: () => ({ ...newest, program: { ...newest.program, money: MONEY_WITHOUT_END } }),
  },
  "one without currencies": { ...sound, latest: () => ({ ...newest, currencies: new Map() }) },
};

describe.each(Object.entries(COPIES))("no engine is %s", (_, copy) => {
  it.each(Object.entries(CALLS))("to %s", (_, call) => {
    const refused = expect.objectContaining({ code: "invalid_argument", path: [] });
    expect(() => call(copy)).toThrow(refused);
  });
});

/** As stores of an app's state do. */
function freezeToItsDepths<Value>(value: Value, seen = new Set<unknown>()): Value {
  if (typeof value !== "object" || value === null || seen.has(value)) return value;
  seen.add(value);
  const inside = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const one of inside) freezeToItsDepths(one, seen);
  return Object.freeze(value);
}

it("decides from window to window where an app has frozen it to its depths", () => {
  const program = {
    ...programWith(),
    caps: [{ id: "monthly", window: "month", points: 8 }],
    tiers: {
      metric: "spend",
      window: { type: "calendar_year" },
      levels: [{ id: "silver", threshold: "15.00" }],
    },
  } as const;
  const standing = (engine: Engine) => {
    let account = createAccount(engine, "m");
    for (const day of ["2026-01-05", "2026-01-06", "2026-02-05", "2027-03-05"]) {
      const done = decide(engine, account, buy(day, `${day}T10:00:00Z`, "10.00"));
      if (done.ok && "account" in done) account = done.account;
    }
    return viewAccount(engine, account, "2027-04-01T00:00:00Z");
  };
  const plain = standing(compileProgram(program));
  expect(plain.tier?.level).toBe("silver");
  expect(standing(freezeToItsDepths(compileProgram(program)))).toEqual(plain);
});

describe("an engine keeps nothing of the program that it was given", () => {
  it("decides by the version and the money that there were", () => {
    const program = { ...programWith(), money: { currency: "EUR", scale: 2 } };
    const engine = compileProgram(program);
    program.version = 7;
    program.money.scale = Infinity;
    program.money.currency = "USD";
    expect(createAccount(engine, "m").programVersion).toBe(1);
    const done = decide(engine, createAccount(engine, "m"), buy("1", AT, "10.00"));
    expect(done).toMatchObject({ ok: true, entry: { programVersion: 1 } });
    expect(summarizeProgram(engine, [], PERIOD).sales).toBe("0.00");
  });

  it("settles between the stores that there were", () => {
    const stores = [{ id: "a", settlesTo: "head" }, { id: "b" }];
    const engine = compileProgram(programWith({ stores }));
    stores[0].settlesTo = "other";
    stores.length = 1;
    const bought = decide(engine, createAccount(engine, "m"), {
      ...buy("1", AT, "10.00"),
      order: { ...order, store: "a" },
    });
    if (!("entry" in bought)) throw new Error(JSON.stringify(bought));
    const spend = { type: "redeem", id: "r", at: AT, redemption: "R", points: 5 } as const;
    expect(decide(engine, bought.account, { ...spend, store: "b" })).toMatchObject({
      entry: { effects: expect.arrayContaining([expect.objectContaining({ from: "head" })]) },
    });
  });

  it("is not changed either", () => {
    expect(Object.isFrozen(sound)).toBe(true);
    expect(Object.keys(sound)).toEqual(["program", "latest", "versions"]);
  });
});
