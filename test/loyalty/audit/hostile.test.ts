import { describe, expect, it } from "vitest";
import { isClienteleError } from "../../../src/core/errors.ts";
import { toAuditRows } from "../../../src/loyalty/analysis/to-audit-rows.ts";
import { toJournal } from "../../../src/loyalty/analysis/to-journal.ts";
import { traceLots } from "../../../src/loyalty/analysis/trace-lots.ts";
import { quoteEarning } from "../../../src/loyalty/earning/quote-earning.ts";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { explain } from "../../../src/loyalty/engine/explain.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import { businessKeys } from "../../../src/loyalty/ledger/business-keys.ts";
import { nextDueAt } from "../../../src/loyalty/ledger/next-due.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import { decideReferral } from "../../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import { newMember, programWith } from "../engine/member.ts";

const AT = "2026-01-05T12:00:00Z";

const cycle: { self?: unknown } = {};
cycle.self = cycle;
let deep: object = { field: "order.amount", gte: "1.00" };
for (let level = 0; level < 10_000; level++) deep = { all: [deep] };

/** What JSON from outside may hold, and what only a program can. */
const JUNK: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  Number.NaN,
  "",
  "__proto__",
  "1e999",
  "-5.00",
  "999999999999999999999999.00",
  {},
  [],
  [null],
  JSON.parse('{ "__proto__": { "isPolluted": true } }'),
  Object.create(null),
  cycle,
  deep,
  10n,
  Symbol("junk"),
  () => 1,
  new Date(Number.NaN),
];

type Path = readonly string[];

/** Of a value and all that it holds. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, held]) => pathsOf(held, [...path, name]))];
}

/** The same with something else in one place. */
function withJunk(value: unknown, [name, ...rest]: Path, junk: unknown): unknown {
  if (name === undefined) return junk;
  if (typeof value !== "object" || value === null) return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  Reflect.set(copy, name, withJunk(Reflect.get(value, name), rest, junk));
  return copy;
}

/** Tries everything; tells what came out as an error of the language, or as no number. */
function faultsOf(value: unknown, use: (junk: never) => unknown): string[] {
  const faults = new Set<string>();
  for (const path of pathsOf(value)) {
    for (const junk of JUNK) {
      try {
        // @ts-expect-error it is no argument of this type
        use(withJunk(value, path, junk));
      } catch (error) {
        if (!isClienteleError(error)) faults.add(`${path.join(".")}: ${error}`);
      }
    }
  }
  return [...faults];
}

const engine = compileProgram(
  programWith({
    rules: [
      { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
      { id: "friend", award: { type: "referral", points: 1, referrerPoints: 2, minimum: "5.00" } },
    ],
    redemptions: [
      { id: "off", gives: { type: "amount", points: 100, amount: "1.00" }, maxShareOfOrder: "0.5" },
    ],
  }),
);
const history: readonly Command[] = [
  { type: "grant", id: "g", at: AT, points: 5000, order: "G1" },
  {
    type: "completeOrder",
    id: "o",
    at: AT,
    order: { id: "O1", lines: [{ id: "1", amount: "9.00" }] },
  },
  { type: "redeem", id: "r", at: AT, redemption: "R", points: 100 },
  { type: "hold", id: "h", at: AT, hold: "H", points: 10 },
  { type: "issueVoucher", id: "v", at: AT, voucher: "V", reward: "cake" },
  { type: "reverseRedemption", id: "b", at: AT, redemption: "R", points: 40 },
];
let account = createAccount(engine, "ada");
const entries = history.map((command) => {
  const done = decide(engine, account, command);
  if (!("entry" in done)) throw new Error(JSON.stringify(done));
  account = done.account;
  return done.entry;
});

const head = { id: "new", at: AT, recordedAt: AT, expectedVersion: 6 } as const;
const order = {
  id: "O2",
  lines: [{ id: "1", amount: "9.00", quantity: 1, discount: "1.00", tax: "1.00", product: "p" }],
  currency: "EUR",
  exchangeRate: "1",
  discount: "1.00",
  shipping: "1.00",
  tax: "1.00",
  pointsPaid: "1.00",
  redemption: "R",
  store: "berlin",
  channel: "web",
  referredBy: "bob",
  attributes: { first: true },
} as const;
const commands: readonly Command[] = [
  { ...head, type: "enroll" },
  { ...head, type: "completeOrder", order, context: { segments: ["vip"], attributes: { age: 1 } } },
  {
    ...head,
    type: "refundOrder",
    order: "O1",
    refund: "F",
    entry: entries[1],
    lines: [{ line: "1", amount: "5.00", quantity: 1 }],
  },
  { ...head, type: "cancelOrder", order: "O1", entry: entries[1] },
  { ...head, type: "recordAction", action: "birthday", attributes: { date: "1988-02-29" } },
  {
    ...head,
    type: "grant",
    points: 5,
    currency: "points",
    activeAt: AT,
    expiresAt: AT,
    order: "O3",
  },
  { ...head, type: "revoke", order: "G1", points: 5, currency: "points" },
  { ...head, type: "redeem", redemption: "S", points: 100, option: "off", order, store: "berlin" },
  { ...head, type: "redeem", redemption: "S", points: 100, currency: "points", order },
  { ...head, type: "reverseRedemption", redemption: "R", points: 5 },
  { ...head, type: "hold", hold: "I", points: 5, currency: "points", until: "2026-01-06" },
  { ...head, type: "captureHold", hold: "H", points: 5, redemption: "S" },
  { ...head, type: "releaseHold", hold: "H" },
  { ...head, type: "adjust", points: -5, currency: "points", reason: "goodwill" },
  { ...head, type: "transfer", points: 5, to: "bob", currency: "points" },
  { ...head, type: "buyPoints", points: 5, currency: "points", payment: "P" },
  { ...head, type: "reinstate", points: 5, currency: "points", expiresAt: AT },
  { ...head, type: "issueVoucher", voucher: "W", reward: "cake", expiresAt: AT },
  { ...head, type: "useVoucher", voucher: "V", order: "O1" },
  { ...head, type: "migrate", programVersion: 1 },
  {
    ...head,
    type: "importOpening",
    lots: [{ points: 5, earnedAt: AT }],
    tier: { credit: 5, at: AT },
  },
];

describe("junk in any place", () => {
  it.each(commands.map((command) => [command.type, command] as const))(
    "of a command to %s is an error of the package, and changes nothing",
    (_, command) => {
      const before = JSON.stringify(account);
      expect(
        faultsOf(command, (junk) => {
          const done = decide(engine, account, junk);
          if ("entry" in done)
            expect(JSON.stringify(done)).toBe(JSON.stringify(JSON.parse(JSON.stringify(done))));
        }),
      ).toEqual([]);
      expect(JSON.stringify(account)).toBe(before);
    },
  );

  it("of a command of two accounts", () => {
    const bob = createAccount(engine, "bob");
    const sent = { ...head, type: "transfer", points: 5, currency: "points" };
    expect(faultsOf(sent, (junk) => decideTransfer(engine, [account, bob], junk))).toEqual([]);
    const referred = { ...head, type: "completeOrder", order };
    expect(faultsOf(referred, (junk) => decideReferral(engine, [account, bob], junk))).toEqual([]);
  });

  it("of a snapshot", () => {
    const redeem = { type: "redeem", id: "x", at: AT, redemption: "X", points: 1 } as const;
    const reverse = { type: "reverseRedemption", id: "y", at: AT, redemption: "R" } as const;
    expect(faultsOf(account, (junk) => viewAccount(engine, junk, AT))).toEqual([]);
    expect(faultsOf(account, (junk) => decide(engine, junk, redeem))).toEqual([]);
    expect(faultsOf(account, (junk) => decide(engine, junk, reverse))).toEqual([]);
    expect(faultsOf(account, nextDueAt)).toEqual([]);
  });

  it.each([
    ["replay", replay],
    ["toJournal", toJournal],
    ["toAuditRows", toAuditRows],
    ["traceLots", (all: typeof entries) => traceLots(all, { asOf: AT, currency: "points" })],
    ["explain", (all: typeof entries) => Array.isArray(all) && all.map((one) => explain(one))],
    [
      "businessKeys",
      (all: typeof entries) => Array.isArray(all) && all.map((one) => businessKeys(one)),
    ],
  ])("of entries, for %s", (_, read) => {
    expect(faultsOf(entries, read)).toEqual([]);
  });

  it("of an effect that nobody knows, which is no silence either", () => {
    const [one] = entries;
    const later = { ...one, effects: [{ type: "gilded" }] };
    // @ts-expect-error it is no effect
    expect(() => explain(later)).toThrow(expect.objectContaining({ code: "unknown_effect" }));
  });

  it("of options", () => {
    expect(faultsOf({ until: AT }, (junk) => replay(entries, junk))).toEqual([]);
    expect(faultsOf({ at: AT }, (junk) => quoteEarning(engine, account, order, junk))).toEqual([]);
  });
});

describe("what makes no sense is no refusal", () => {
  it("nothing sent to another member", () => {
    const member = newMember();
    member.does({ type: "grant", id: "g", at: AT, points: 5 });
    const pair = [member.account, createAccount(member.engine, "bob")] as const;
    for (const type of ["transfer", "gift", "joinPool", "leavePool"] as const) {
      const command = { type, id: "t", at: AT, points: 0 } as const;
      expect(() => decideTransfer(member.engine, pair, command)).toThrow(/points: expected/);
    }
  });

  it.each([
    ["a store that is no text", { store: 7 }, ["store"]],
    ["an order without an id", { order: { lines: [] } }, ["order", "id"]],
    ["an order that is none", { order: 7 }, []],
  ])("a redemption for %s", (_, fields, path) => {
    const redeem = { type: "redeem", id: "x", at: AT, redemption: "X", points: 1, ...fields };
    // @ts-expect-error it is no such command
    expect(() => decide(engine, account, redeem)).toThrow(expect.objectContaining({ path }));
  });

  it("an exchange rate that is none, even where none is needed", () => {
    const bad = { ...order, referredBy: undefined, exchangeRate: "much" };
    const command = { type: "completeOrder", id: "x", at: AT, order: bad } as const;
    // @ts-expect-error a referrer that is left out
    expect(() => decide(engine, account, command)).toThrow(
      expect.objectContaining({ code: "invalid_decimal", path: ["order", "exchangeRate"] }),
    );
  });
});

describe("a refund's entry", () => {
  const refund = (changed: object) => {
    const command = { type: "cancelOrder", id: "x", at: AT, order: "O1", entry: entries[1] };
    // @ts-expect-error it is no such command
    return () => decide(engine, account, { ...command, entry: { ...entries[1], ...changed } });
  };
  const [awarded, ...others] = entries[1].effects;

  it.each([
    ["of a newer format", { format: 2 }, "newer_format"],
    ["of another order", { effects: entries[0].effects }, "wrong_entry"],
    ["without effects", { effects: 7 }, "invalid_argument"],
    [
      "whose award was altered",
      {
        effects: [
          { ...awarded, award: { ...Reflect.get(awarded, "award"), tierCredit: 1 } },
          ...others,
        ],
      },
      "corrupt_entry",
    ],
  ])("%s is refused as one", (_, changed, code) => {
    expect(refund(changed)).toThrow(expect.objectContaining({ code }));
  });

  it("is taken as it was written", () => {
    expect(refund({})()).toMatchObject({ ok: true });
  });
});

it("nothing is polluted", () => {
  expect(Reflect.get({}, "isPolluted")).toBeUndefined();
});
