import { describe, expect, it } from "vitest";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import { businessKeys } from "../../../src/loyalty/ledger/business-keys.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import { decideReferral } from "../../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import type { PairDecision } from "../../../src/loyalty/pair/pair-decision.ts";
import { buy, newMember, programWith } from "./member.ts";

const T = "2026-01-01T00:00:00Z";
const LATER = "2026-01-02T00:00:00Z";
const friends = programWith({
  rules: [
    { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
    {
      id: "friend",
      award: { type: "referral", points: 20, referrerPoints: 40, minimum: "30.00" },
    },
  ],
});

function refund(order: string, entry: Entry, amount: string, id = "F"): Command {
  const lines = [{ line: "1", amount }];
  return { type: "refundOrder", id: `refund-${id}`, at: LATER, order, refund: id, entry, lines };
}

function cancel(order: string, entry: Entry, at = LATER): Command & { type: "cancelOrder" } {
  return { type: "cancelOrder", id: `cancel-${order}`, at, order, entry };
}

function both(decision: PairDecision) {
  if (!("entries" in decision)) throw new Error(JSON.stringify(decision));
  return decision;
}

function apply(engine: Parameters<typeof decide>[0], account: Account, command: Command) {
  const done = decide(engine, account, command);
  if (!("entry" in done)) throw new Error(JSON.stringify(done));
  return done;
}

describe("what an adversary found", () => {
  it("issues what a factor below one leaves, not the points before it", () => {
    const member = newMember(
      programWith({
        rules: [
          { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
          { id: "sale", award: { type: "multiplier", factor: "0.5" }, pendingFor: "P1D" },
          { id: "extra", award: { type: "fixed", points: 5 } },
        ],
      }),
    );
    const { entry } = member.does(buy("1", T, "20.00"));
    expect(member.wallet(LATER).issued).toBe(15);
    member.does(cancel("order-1", entry));
    expect(member.wallet(LATER).available).toBe(0);
  });

  it("refunds in the money of the award after a migration to another scale", () => {
    const later = programWith({ version: 2, money: { currency: "EUR", scale: 3 } });
    const engine = compileProgram([programWith(), later]);
    const first = compileProgram(programWith());
    const bought = apply(first, createAccount(first, "m"), buy("1", T, "100.00"));
    const some = apply(engine, bought.account, refund("order-1", bought.entry, "40.00", "F1"));
    const moved = apply(engine, some.account, {
      type: "migrate",
      id: "m",
      at: LATER,
      programVersion: 2,
    });
    const more = apply(engine, moved.account, refund("order-1", bought.entry, "30.00", "F2"));
    expect(more.account.orders[0].refunded).toEqual([["1", 7000]]);
    const none = apply(engine, more.account, cancel("order-1", bought.entry));
    expect(none.account.wallets[0].totals.revoked).toBe(100);
  });

  it("takes the points of an order that cost nothing back, once", () => {
    const rules = [{ id: "gift", award: { type: "fixed", points: 5 } }] as const;
    for (const basis of ["recompute", "proportional"] as const) {
      const member = newMember(programWith({ rules, policies: { clawback: { basis } } }));
      const { entry } = member.does(buy("1", T, "0.00"));
      member.does(cancel("order-1", entry));
      expect(member.wallet(LATER).available).toBe(0);
      const again = { ...cancel("order-1", entry), id: "again" };
      expect(member.refused(again)).toBe("exceeds_remaining");
    }
  });

  it("takes back of an order awarded twice what the refunded award loses", () => {
    const member = newMember(programWith({ policies: { orders: { dedupe: false } } }));
    const { entry } = member.does(buy("1", T, "100.00"));
    member.does({ ...buy("1", T, "100.00"), id: "again" });
    member.does(refund("order-1", entry, "10.00"));
    expect(member.wallet(LATER).available).toBe(190);
  });

  it("never writes the business key of a cancellation for a refund", () => {
    const member = newMember();
    const { entry } = member.does(buy("1", T, "100.00"));
    const taken = refund("order-1", entry, "10.00", "cancel:order-1");
    expect(() => member.does(taken)).toThrow(
      expect.objectContaining({ code: "invalid_id", path: ["refund"] }),
    );
  });

  it("gives points back that paid for an order as long as the order can come back", () => {
    const member = newMember();
    const order = { id: "O1", lines: [{ id: "1", amount: "100.00" }] };
    member.does({ type: "grant", id: "g", at: T, points: 1000 });
    member.does({ type: "redeem", id: "r", at: T, redemption: "R", points: 500, order });
    const { entry } = member.does({
      type: "completeOrder",
      id: "o",
      at: "2026-01-15T00:00:00Z",
      order: { ...order, redemption: "R", pointsPaid: "50.00" },
    });
    member.does(cancel("O1", entry, "2026-04-05T00:00:00Z"));
    expect(member.wallet("2026-04-05T00:00:00Z").available).toBe(1000);
    expect(replay(member.entries)).toEqual(member.account);
    member.does({ type: "enroll", id: "e", at: "2026-05-01T00:00:00Z" });
    expect(member.account.redemptions).toEqual([]);
  });

  it("refuses to merge members who both know an order or a redemption of one id", () => {
    const engine = compileProgram(programWith());
    const one = apply(engine, createAccount(engine, "one"), buy("1", T, "100.00")).account;
    const two = apply(engine, createAccount(engine, "two"), buy("1", T, "50.00")).account;
    const merge = { type: "mergeMembers", id: "m", at: LATER } as const;
    expect(decideTransfer(engine, [one, two], merge)).toMatchObject({ reason: "duplicate_order" });
    const other = apply(engine, createAccount(engine, "x"), buy("2", T, "50.00")).account;
    const redeem = { type: "redeem", id: "r", at: T, redemption: "R", points: 5 } as const;
    const pair = [one, other].map((account) => apply(engine, account, redeem).account);
    expect(decideTransfer(engine, [pair[0], pair[1]], merge)).toMatchObject({
      reason: "idempotency_conflict",
    });
  });

  it("writes no business key for vouchers that come with a merged member", () => {
    const program = programWith({
      tiers: {
        metric: "spend",
        window: { type: "lifetime" },
        levels: [{ id: "s", threshold: "5.00", vouchers: [{ reward: "coffee" }] }],
      },
    });
    const engine = compileProgram(program);
    const one = apply(engine, createAccount(engine, "one"), buy("1", T, "10.00"));
    const two = apply(engine, createAccount(engine, "two"), buy("2", T, "10.00"));
    const merge = { type: "mergeMembers", id: "m", at: LATER } as const;
    const { entries } = both(decideTransfer(engine, [one.account, two.account], merge));
    const keys = [two.entry, entries[1]].flatMap(businessKeys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("refunds a referred order after member and referrer turn out to be one", () => {
    const engine = compileProgram(friends);
    const pair = [createAccount(engine, "new"), createAccount(engine, "old")] as const;
    const purchase = buy("1", T, "30.00");
    const order = { ...purchase.order, referredBy: "old" };
    const bought = both(decideReferral(engine, pair, { ...purchase, order }));
    const merge = { type: "mergeMembers", id: "m", at: LATER } as const;
    const [, merged] = both(decideTransfer(engine, bought.accounts, merge)).accounts;
    const { account } = apply(engine, merged, cancel("order-1", bought.entries[0]));
    expect(account.wallets[0]).toMatchObject({ lots: [], pending: [], debt: 0 });
  });

  it("awards a referred order where the referrer's wallet is full", () => {
    const engine = compileProgram({ ...friends, currencies: { points: { maximumBalance: 110 } } });
    const full = { type: "grant", id: "g", at: T, points: 100 } as const;
    const referrer = apply(engine, createAccount(engine, "old"), full).account;
    const purchase = buy("1", T, "30.00");
    const order = { ...purchase.order, referredBy: "old" };
    const pair = [createAccount(engine, "new"), referrer] as const;
    const { accounts } = both(decideReferral(engine, pair, { ...purchase, order }));
    expect(accounts[0].wallets[0].totals.issued).toBe(50);
    expect(accounts[1].wallets[0].totals.issued).toBe(110);
  });

  it("throws rather than write sums that numbers do not hold", () => {
    const most = Number.MAX_SAFE_INTEGER;
    const member = newMember(programWith({ policies: { adjustment: { negative: true } } }));
    member.does({ type: "grant", id: "g", at: T, points: most });
    member.does({ type: "redeem", id: "r", at: T, redemption: "R", points: most });
    const tooMuch = expect.objectContaining({ code: "out_of_range" });
    expect(() => member.does({ type: "grant", id: "h", at: T, points: most })).toThrow(tooMuch);
    member.does({ type: "adjust", id: "a", at: T, points: -most });
    expect(() => member.does({ type: "adjust", id: "b", at: T, points: -1 })).toThrow(tooMuch);
    expect(replay(member.entries)).toEqual(member.account);
  });

  it("imports credit toward a tier once, and takes no null for a tier", () => {
    const member = newMember(
      programWith({
        tiers: {
          metric: "spend",
          window: { type: "lifetime" },
          levels: [{ id: "s", threshold: "100.00" }],
        },
      }),
    );
    const opening = { type: "importOpening", at: T, lots: [], tier: { credit: 6000 } } as const;
    const nothing: Command = JSON.parse(JSON.stringify({ ...opening, id: "n", tier: null }));
    expect(() => member.does(nothing)).toThrow(
      expect.objectContaining({ code: "invalid_argument", path: ["tier"] }),
    );
    member.does({ ...opening, id: "i" });
    expect(member.refused({ ...opening, id: "j" })).toBe("not_eligible");
    expect(member.view(T).tier?.level).toBeNull();
  });

  it("lets what a captured hold gives free lapse where the idle balance has", () => {
    const member = newMember(programWith({ currencies: { points: { inactivity: "P1M" } } }));
    member.does({ type: "grant", id: "g", at: "2026-01-01T00:00:00Z", points: 2 });
    member.does({
      type: "hold",
      id: "h",
      at: "2026-01-02T00:00:00Z",
      hold: "H",
      points: 2,
      until: "2026-03-01T00:00:00Z",
    });
    const deadline = "2026-02-01T00:00:00Z";
    member.does({ type: "captureHold", id: "c", at: deadline, hold: "H", points: 1 });
    expect(member.wallet(deadline)).toMatchObject({ spent: 1, expired: 1, available: 0 });
  });

  it("counts in caps what a full wallet let in, and no more", () => {
    const member = newMember(
      programWith({
        currencies: { points: { maximumBalance: 120 } },
        caps: [{ id: "day", window: "day", points: 500 }],
      }),
    );
    const { breakdown } = member.does(buy("1", T, "200.00"));
    expect(breakdown.rules).toEqual([
      { rule: "base", currency: "points", points: 120, cut: { points: 80, by: "maximumBalance" } },
    ]);
    expect(member.view(T).caps[0].points).toEqual({ limit: 500, used: 120, room: 380 });
  });
});
