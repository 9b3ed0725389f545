import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toAuditRows } from "../../../src/loyalty/analysis/to-audit-rows.ts";
import { type JournalRow, toJournal } from "../../../src/loyalty/analysis/to-journal.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import { clubOf, day, MOVES, play, playAtRandom } from "./club.ts";

const ENGINES = [
  clubOf(),
  clubOf({ policies: { clawback: { negative: "clamp" }, adjustment: { negative: true } } }),
  clubOf({ policies: { reversal: { expired: "reissue" }, holds: { protect: false } } }),
  clubOf({
    currencies: { points: { pendingFor: "P5D", life: { period: "P20D" }, inactivity: "P15D" } },
  }),
];

function balancesOf(rows: readonly JournalRow[]): Map<string, number> {
  const balances = new Map<string, number>();
  for (const { account, points } of rows) {
    balances.set(account, (balances.get(account) ?? 0) + points);
  }
  return balances;
}

/** What the journal must come to, by the account's own books. */
function expectedOf({ wallets }: Account): Readonly<Record<string, number>> {
  const [wallet] = wallets;
  const { totals, lots, pending, debt } = wallet;
  const outstanding = [...lots, ...pending].reduce((sum, lot) => sum + lot.remaining, 0);
  return {
    issued: 0 - totals.issued,
    received: 0 - totals.received,
    outstanding,
    spent: totals.spent,
    expired: totals.expired,
    revoked: totals.revoked,
    sent: totals.sent,
    debt,
    written_off: totals.writtenOff,
    claims: 0 - debt - totals.writtenOff,
  };
}

test("every effect sums to zero, and all of them to the account's own totals (law)", () => {
  const types = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(...ENGINES), MOVES, (engine, moves) => {
      const { account, entries } = playAtRandom(engine, "ada", moves);
      const rows = toJournal(entries);
      const sums = new Map<string, number>();
      for (const { version, effect, points } of rows) {
        const key = `${version}/${effect}`;
        sums.set(key, (sums.get(key) ?? 0) + points);
      }
      for (const sum of sums.values()) expect(sum).toBe(0);
      for (const { effects } of entries) for (const { type } of effects) types.add(type);
      if (account.wallets.length === 0) return;
      const balances = balancesOf(rows);
      for (const [name, points] of Object.entries(expectedOf(account))) {
        expect([name, balances.get(name) ?? 0]).toEqual([name, points]);
      }
    }),
    { numRuns: 600, seed: 4 },
  );
  // Streams that never met an effect would prove nothing about it.
  for (const type of [
    "issued",
    "reinstated",
    "spent",
    "restored",
    "expired",
    "revoked",
    "sent",
    "indebted",
    "written_off",
    "repaid",
    "held",
    "released",
  ]) {
    expect(types).toContain(type);
  }
});

describe("toJournal", () => {
  const { entries } = play(clubOf(), "ada", [
    { type: "grant", points: 100, at: day(0) },
    { type: "redeem", redemption: "R1", points: 40, at: day(1) },
    { type: "grant", points: 5, at: day(40) },
  ]);
  test("tells from where to where, and when", () => {
    expect(toJournal(entries).map(({ at, account, points }) => [at, account, points])).toEqual([
      [day(0), "issued", -100],
      [day(0), "outstanding", 100],
      [day(1), "outstanding", -40],
      [day(1), "spent", 40],
      [day(30), "outstanding", -60],
      [day(30), "expired", 60],
      [day(40), "issued", -5],
      [day(40), "outstanding", 5],
    ]);
  });
  test("goes by any range of entries, and any number of members", () => {
    const bob = play(clubOf(), "bob", [{ type: "grant", points: 7, at: day(2) }]).entries;
    const rows = toJournal([entries[1], ...bob, entries[2]]);
    expect(rows.filter(({ points }) => points > 0).map((row) => [row.member, row.points])).toEqual([
      ["ada", 40],
      ["bob", 7],
      ["ada", 60],
      ["ada", 5],
    ]);
    expect(toJournal([])).toEqual([]);
  });
  test.each([
    ["no array", null, /entries/],
    ["no entry", [null], /expected an entry/],
    ["a gap", [entries[0], entries[2]], /expected version 2/],
    ["a newer format", [{ ...entries[0], format: 2 }], /format: expected 1, got 2/],
    [
      "an unknown effect",
      [{ ...entries[0], effects: [{ type: "toString" }] }],
      /expected a known effect, got "toString"/,
    ],
    ["an effect cut short", [{ ...entries[0], effects: [{ type: "expired" }] }], /currency/],
    [
      "points that are none",
      [{ ...entries[0], effects: [{ type: "indebted", currency: "p", points: NaN }] }],
      /points/,
    ],
    [
      "lots that are none",
      [{ ...entries[0], effects: [{ type: "sent", currency: "p", lots: [[1]] }] }],
      /lots/,
    ],
  ])("%s is refused", (_, given, message) => {
    // @ts-expect-error no entries
    const wrong: Parameters<typeof toJournal>[0] = given;
    expect(() => toJournal(wrong)).toThrowError(message);
    expect(() => toAuditRows(wrong)).toThrowError(message);
  });
});

describe("toAuditRows", () => {
  test("every effect has its rows, every cell is plain, and points add up (law)", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENGINES), MOVES, (engine, moves) => {
        const { entries } = playAtRandom(engine, "ada", moves);
        const rows = toAuditRows(entries);
        const seen = new Set(rows.map(({ version, effect }) => `${version}/${effect}`));
        for (const { version, effects } of entries) {
          effects.forEach((effect, index) => {
            expect([effect.type, seen.has(`${version}/${index}`)]).toEqual([effect.type, true]);
          });
        }
        for (const row of rows) {
          for (const cell of Object.values(row)) {
            expect(cell === null || typeof cell === "string" || Number.isSafeInteger(cell)).toBe(
              true,
            );
          }
        }
        const debits = toJournal(entries).filter(
          ({ account, points }) => account === "spent" && points > 0,
        );
        const spent = rows.filter(({ type }) => type === "spent");
        const sum = (list: readonly { readonly points: number | null }[]) =>
          list.reduce((total, { points }) => total + (points ?? 0), 0);
        expect(sum(spent)).toBe(sum(debits));
      }),
      { numRuns: 100 },
    );
  });
  test("an order that earns nothing has rows of its own, and so has a reversed redemption that moves", () => {
    const { entries, account } = play(clubOf({ rules: [] }), "ada", [
      {
        type: "completeOrder",
        order: { id: "O1", lines: [{ id: "a", amount: "5.00" }] },
        at: day(0),
      },
      { type: "grant", points: 10, at: day(1) },
      { type: "redeem", redemption: "R1", points: 10, at: day(1) },
      { type: "reverseRedemption", redemption: "R1", at: day(1) },
    ]);
    const ofOrder = toAuditRows(entries).filter(({ reference }) => reference === "O1");
    expect(ofOrder.map(({ type, points }) => [type, points])).toEqual([
      ["awarded", null],
      ["order_opened", null],
    ]);
    const engine = clubOf({ rules: [] });
    const merged = decideTransfer(engine, [account, createAccount(engine, "bob")], {
      type: "mergeMembers",
      id: "m",
      at: day(2),
    });
    if (!("entries" in merged)) throw new Error(JSON.stringify(merged));
    const received = toAuditRows(merged.entries).filter(({ reference }) => reference === "R1");
    expect(received.map(({ member, type }) => [member, type])).toEqual([
      ["ada", "redemption_sent"],
      ["bob", "redemption_received"],
    ]);
  });
  test("says what, of which lot, for what", () => {
    const { entries } = play(clubOf(), "ada", [
      { type: "grant", points: 100, at: day(0) },
      { type: "redeem", redemption: "R1", points: 40, at: day(1) },
    ]);
    const [row] = toAuditRows(entries).filter(({ type }) => type === "spent");
    expect(row).toEqual({
      member: "ada",
      version: 2,
      id: "c1",
      command: "redeem",
      at: day(1),
      recordedAt: day(1),
      effect: row.effect,
      type: "spent",
      currency: "points",
      lot: 1,
      points: 40,
      expiresAt: day(30),
      reference: "R1",
      detail: null,
    });
  });
});
