import type { Command } from "../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../src/loyalty/engine/create-account.ts";
import { decide } from "../../src/loyalty/engine/decide.ts";
import type { Account } from "../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../src/loyalty/ledger/entry.ts";
import { decideReferral } from "../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../src/loyalty/pair/decide-transfer.ts";
import type { ReferralCommand, TransferCommand } from "../../src/loyalty/pair/pair-command.ts";
import type { Program } from "../../src/loyalty/program/program.ts";

/** A program that has something of everything. */
export const program: Program = {
  id: "club",
  version: 1,
  timeZone: "Europe/Berlin",
  money: { currency: "EUR", scale: 2 },
  currencies: {
    points: { life: { period: "P12M", roundUp: "month" }, maximumBalance: 1_000_000 },
    miles: { scale: 2, spendable: false, pendingFor: "P14D" },
    coins: { inactivity: "P6M" },
  },
  rules: [
    { id: "base", award: { type: "rate", points: 1, per: "1.00", perByCurrency: { JPY: "100" } } },
    { id: "miles", currency: "miles", award: { type: "step", points: 100, per: "10.00" } },
    {
      id: "double",
      award: { type: "multiplier", factor: "2", rules: ["base"] },
      when: {
        all: [
          { field: "order.channel", eq: "app" },
          { field: "member.segments", contains: "vip" },
        ],
      },
      lines: { field: "line.categories", containsAny: ["shoes"] },
      from: "2026-01-01",
      until: "2030-01-01",
      group: "promotions",
      priority: 2,
    },
    { id: "first", award: { type: "first_purchase", points: 50 }, pendingFor: "P30D" },
    { id: "card", award: { type: "punch_card", punches: 2, points: 5, reward: "coffee" } },
    { id: "streak", award: { type: "streak", every: "week", length: 2, points: 7 } },
    { id: "friend", award: { type: "referral", points: 20, referrerPoints: 40, minimum: "30.00" } },
    { id: "review", action: "review", award: { type: "fixed", points: 10 }, once: "year" },
    { id: "coin", currency: "coins", action: "visit", award: { type: "fixed", points: 3 } },
  ],
  caps: [{ id: "daily", window: "day", points: 500, count: 9, rules: ["base", "double"] }],
  budgets: [{ id: "launch", rules: ["first"] }],
  redemptions: [
    {
      id: "money-off",
      gives: { type: "amount", points: 100, amount: "1.00" },
      minimum: 100,
      maximum: 10_000,
      step: 10,
      maxShareOfOrder: "0.5",
      covers: { giftCards: false, shipping: true, tax: true },
    },
    { id: "mug", gives: { type: "product", points: 30, product: "mug" }, currency: "points" },
    { id: "tenth", gives: { type: "percentage", points: 40, share: "0.1" }, tiers: ["silver"] },
    { id: "post", gives: { type: "free_shipping", points: 20 } },
    { id: "payout", gives: { type: "cash", points: 100, amount: "0.80" } },
    { id: "tea", gives: { type: "voucher", points: 10, reward: "tea", validFor: "P30D" } },
  ],
  tiers: {
    metric: "spend",
    window: { type: "calendar_year" },
    levels: [
      { id: "base", threshold: "0" },
      {
        id: "silver",
        threshold: "100.00",
        multiplier: "1.5",
        benefits: ["early access"],
        vouchers: [{ reward: "cake", validFor: "P60D" }],
      },
    ],
    failedReview: "one_step",
    grace: "P30D",
  },
  stores: [{ id: "berlin", settlesTo: "berlin" }, { id: "web" }],
  channels: ["app", "web"],
  policies: {
    spending: { order: "expiry" },
    clawback: { basis: "recompute", from: "own_then_expiry", negative: "allow" },
    reversal: { order: "lifo", expired: "original", grace: "P30D" },
    holds: { protect: true, period: "PT30M" },
    rounding: { mode: "down", scope: "order", when: "end" },
    calendar: { leapDay: "feb28", weekStartsOn: 1 },
    windows: { returns: "P90D", dedupe: "P30D" },
    velocity: { commands: 500, points: null, per: "day" },
  },
};

const strict: Program = {
  ...program,
  version: 2,
  policies: { ...program.policies, clawback: { negative: "clamp" } },
};

export const programs: readonly Program[] = [program, strict];

/** All that was sent and written. */
export interface Stream {
  readonly commands: readonly Command[];
  readonly transfers: readonly TransferCommand[];
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** After each entry. */
  readonly accounts: readonly Account[];
}

type Body<Sent> = Sent extends unknown ? Omit<Sent, "id" | "at"> : never;

/** Two members and a pool, and all that can happen to them. */
export function playStream(): Stream {
  const engine = compileProgram(programs);
  const atFirst = compileProgram(program);
  const ids = ["ada", "bob", "cyd", "dot", "eve", "pool"];
  const now = new Map(ids.map((id) => [id, createAccount(atFirst, id)]));
  const entries = new Map<string, Entry[]>(ids.map((id) => [id, []]));
  const commands: Command[] = [];
  const transfers: TransferCommand[] = [];
  const accounts: Account[] = [];
  let sent = 0;
  const head = (at: string) => ({ id: `c${++sent}`, at: `${at}T10:00:00Z` });
  const accountOf = (id: string): Account => now.get(id) ?? createAccount(atFirst, id);
  const write = (id: string, entry: Entry, account: Account): Entry => {
    now.set(id, account);
    entries.get(id)?.push(entry);
    accounts.push(account);
    return entry;
  };
  const send = (id: string, at: string, body: Body<Command>): Entry => {
    const command: Command = { ...body, ...head(at) };
    commands.push(command);
    const done = decide(engine, accountOf(id), command);
    if (!("entry" in done)) throw new Error(`${command.type}: ${JSON.stringify(done)}`);
    return write(id, done.entry, done.account);
  };
  const both = (pair: readonly [string, string], at: string, body: Body<TransferCommand>): void => {
    const command: TransferCommand = { ...body, ...head(at) };
    transfers.push(command);
    const done = decideTransfer(engine, [accountOf(pair[0]), accountOf(pair[1])], command);
    if (!("entries" in done)) throw new Error(`${command.type}: ${JSON.stringify(done)}`);
    for (const side of [0, 1] as const) write(pair[side], done.entries[side], done.accounts[side]);
  };
  const refer = (
    pair: readonly [string, string],
    at: string,
    body: Body<ReferralCommand>,
  ): void => {
    const command: ReferralCommand = { ...body, ...head(at) };
    commands.push(command);
    const done = decideReferral(engine, [accountOf(pair[0]), accountOf(pair[1])], command);
    if (!("entries" in done)) throw new Error(`${command.type}: ${JSON.stringify(done)}`);
    for (const side of [0, 1] as const) write(pair[side], done.entries[side], done.accounts[side]);
  };
  const context = {
    segments: ["vip"],
    attributes: { city: "Bonn" },
    budgets: [{ budget: "launch", version: 1, remaining: 1000 }],
  };

  send("ada", "2026-01-01", { type: "enroll" });
  const first = send("ada", "2026-01-05", {
    type: "completeOrder",
    order: {
      id: "O1",
      lines: [
        { id: "1", amount: "80.00", quantity: 2, categories: ["shoes"], product: "boot" },
        { id: "2", amount: "40.00", discount: "1.00", tax: "2.00", giftCard: false },
      ],
      shipping: "4.90",
      discount: "5.00",
      tax: "10.00",
      channel: "app",
      store: "berlin",
      attributes: { gift: true },
    },
    context,
  });
  send("ada", "2026-01-06", {
    type: "completeOrder",
    order: {
      id: "O2",
      lines: [{ id: "1", amount: "12000" }],
      currency: "JPY",
      exchangeRate: "0.006",
    },
  });
  send("ada", "2026-01-07", { type: "recordAction", action: "review", attributes: { stars: 5 } });
  send("ada", "2026-01-07", { type: "recordAction", action: "visit" });
  send("ada", "2026-01-08", { type: "grant", points: 1000, expiresAt: "2026-02-01" });
  send("ada", "2026-01-08", { type: "grant", points: 100, expiresAt: null, order: "G1" });
  send("ada", "2026-01-09", { type: "revoke", order: "G1", points: 40 });
  send("ada", "2026-01-10", {
    type: "redeem",
    redemption: "R1",
    points: 900,
    option: "money-off",
    order: { id: "O3", lines: [{ id: "1", amount: "18.00" }] },
  });
  const paid = send("ada", "2026-01-10", {
    type: "completeOrder",
    order: {
      id: "O3",
      lines: [{ id: "1", amount: "18.00" }],
      pointsPaid: "9.00",
      redemption: "R1",
    },
  });
  send("ada", "2026-01-11", {
    type: "refundOrder",
    order: "O3",
    refund: "F1",
    entry: paid,
    lines: [{ line: "1", amount: "6.00" }],
  });
  send("ada", "2026-01-11", { type: "redeem", redemption: "R2", points: 10, option: "tea" });
  send("ada", "2026-01-12", { type: "hold", hold: "H1", points: 20, until: "2026-01-20" });
  send("ada", "2026-01-12", { type: "captureHold", hold: "H1", points: 15, redemption: "R3" });
  send("ada", "2026-01-12", { type: "hold", hold: "H2", points: 20 });
  send("ada", "2026-01-13", { type: "hold", hold: "H3", points: 5 });
  send("ada", "2026-01-13", { type: "releaseHold", hold: "H3" });
  send("ada", "2026-01-14", { type: "reverseRedemption", redemption: "R2", points: 4 });
  send("ada", "2026-01-14", { type: "transfer", points: 5, to: "elsewhere" });
  send("ada", "2026-01-14", { type: "gift", points: 5, to: "elsewhere" });
  send("ada", "2026-01-15", { type: "buyPoints", points: 50, payment: "P1" });
  send("ada", "2026-01-15", { type: "adjust", points: -3, reason: "typo" });
  send("ada", "2026-01-15", { type: "adjust", points: 3 });
  send("ada", "2026-01-15", {
    type: "issueVoucher",
    voucher: "V1",
    reward: "cake",
    expiresAt: null,
  });
  send("ada", "2026-01-16", { type: "useVoucher", voucher: "V1", order: "O3" });
  both(["ada", "bob"], "2026-01-17", { type: "gift", points: 30 });
  both(["bob", "pool"], "2026-01-18", { type: "joinPool" });
  both(["pool", "bob"], "2026-01-19", { type: "leavePool", points: 10 });
  refer(["bob", "ada"], "2026-01-20", {
    type: "completeOrder",
    order: { id: "O9", lines: [{ id: "1", amount: "50.00" }], referredBy: "ada" },
    context,
  });
  send("ada", "2026-02-15", { type: "reinstate", points: 40, expiresAt: "2026-03-01" });
  send("ada", "2026-02-16", { type: "redeem", redemption: "R4", points: 250, store: "web" });
  send("ada", "2026-02-17", { type: "cancelOrder", order: "O1", entry: first });
  send("ada", "2026-02-18", { type: "grant", points: 10 });
  send("ada", "2026-02-18", { type: "migrate", programVersion: 2 });
  send("ada", "2026-02-18", { type: "grant", points: 30, order: "G2" });
  send("ada", "2026-02-18", { type: "grant", points: 500, order: "G3" });
  send("ada", "2026-02-19", { type: "redeem", redemption: "R5", points: 400 });
  send("ada", "2026-02-20", { type: "revoke", order: "G3", points: 500 });
  send("ada", "2026-02-20", { type: "freeze" });
  send("ada", "2026-02-20", { type: "unfreeze" });
  for (let day = 10; day < 28; day++) {
    send("cyd", `2026-05-${day}`, { type: "grant", points: 1, expiresAt: "2027-01-01" });
  }
  for (let round = 0; round < 18; round++) {
    send("cyd", "2026-12-01", { type: "grant", points: 1, expiresAt: "2027-01-01" });
  }
  send("bob", "2026-02-21", { type: "issueVoucher", voucher: "V2", reward: "cake" });
  both(["bob", "cyd"], "2026-12-02", { type: "mergeMembers" });
  send("dot", "2026-01-01", { type: "grant", points: 100, order: "D1" });
  send("dot", "2026-01-02", { type: "grant", points: 40, order: "D2", expiresAt: "2026-01-05" });
  send("dot", "2026-01-05", { type: "redeem", redemption: "D3", points: 90 });
  send("dot", "2026-01-06", { type: "revoke", order: "D2", points: 40 });
  send("dot", "2026-01-06", { type: "revoke", order: "D1", points: 100 });
  send("dot", "2026-01-07", { type: "grant", points: 10 });
  send("eve", "2026-01-01", {
    type: "importOpening",
    lots: [
      { points: 70, earnedAt: "2025-06-01", expiresAt: "2026-06-01" },
      { points: 30, currency: "miles", activeAt: "2026-02-01", expiresAt: null },
    ],
    tier: { credit: 12_000, at: "2025-12-01" },
  });
  both(["dot", "eve"], "2026-01-08", { type: "mergeMembers" });
  send("ada", "2027-06-01", { type: "grant", points: 10, activeAt: "2027-06-05" });
  send("ada", "2027-06-02", { type: "close" });
  send("ada", "2027-06-03", { type: "eraseMember" });
  send("pool", "2027-06-01", { type: "grant", points: 10 });
  return { commands, transfers, entries, accounts };
}
