import { describe, expect, it } from "vitest";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { explain } from "../../../src/loyalty/engine/explain.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import { businessKeys } from "../../../src/loyalty/ledger/business-keys.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import { decideReferral } from "../../../src/loyalty/pair/decide-referral.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { parseAccount } from "../../../src/schema/loyalty-accounts.ts";
import { parseEntry } from "../../../src/schema/loyalty-entries.ts";
import { buy, type Member, newMember, programWith } from "../engine/member.ts";

describe("an order that is awarded twice, where the program lets it", () => {
  const program = programWith({ policies: { orders: { dedupe: false } } });
  const order = { id: "O1", lines: [{ id: "1", amount: "100.00" }] };
  const award = (member: Member, id: string, at: string) =>
    member.does({ type: "completeOrder", id, at, order });

  it("is refunded award by award, each with its own entry", () => {
    const member = newMember(program);
    const paid = award(member, "paid", "2026-01-01T00:00:00Z").entry;
    const sent = award(member, "sent", "2026-01-02T00:00:00Z").entry;
    const back = {
      type: "refundOrder",
      order: "O1",
      lines: [{ line: "1", amount: "40.00" }],
    } as const;
    const at = "2026-01-03T00:00:00Z";
    member.does({ ...back, id: "f1", at, refund: "F1", entry: sent });
    expect(member.wallet(at).available).toBe(160);
    member.does({ ...back, id: "f2", at, refund: "F2", entry: paid });
    expect(member.wallet(at).available).toBe(120);
    member.does({ type: "cancelOrder", id: "c1", at, order: "O1", entry: paid });
    expect(member.wallet(at).available).toBe(60);
    const cancel = { type: "cancelOrder", id: "c2", at, order: "O1", entry: sent } as const;
    const { entry } = member.does(cancel);
    expect(member.wallet(at).available).toBe(0);
    expect(member.refused({ ...cancel, id: "c3" })).toBe("exceeds_remaining");
    const keys = member.entries.flatMap(businessKeys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(parseEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
    expect(parseAccount(JSON.parse(JSON.stringify(member.account)))).toEqual(member.account);
    expect(replay(member.entries)).toEqual(member.account);
  });

  it("tells awards of one instant apart", () => {
    const member = newMember(program);
    const at = "2026-01-01T00:00:00Z";
    const entries = [award(member, "paid", at).entry, award(member, "sent", at).entry];
    for (const entry of entries) {
      member.does({ type: "cancelOrder", id: `c${entry.version}`, at, order: "O1", entry });
    }
    expect(member.wallet(at).available).toBe(0);
  });

  it("gives each award its own reward of a punch card", () => {
    const rules = [
      { id: "c", award: { type: "punch_card", punches: 1, points: 5, reward: "cake" } },
    ] as const;
    const member = newMember({ ...program, rules });
    const at = "2026-01-01T00:00:00Z";
    const entries = [award(member, "paid", at).entry, award(member, "sent", at).entry];
    expect(member.view(at).vouchers.map(({ id }) => id)).toEqual(["c:order:O1", "c:order:O1:1"]);
    expect(member.wallet(at).available).toBe(10);
    for (const entry of entries) {
      member.does({ type: "cancelOrder", id: `c${entry.version}`, at, order: "O1", entry });
    }
    expect(member.view(at).vouchers).toEqual([]);
    expect(member.wallet(at).available).toBe(0);
  });

  it("can come back as long as the last of its awards", () => {
    const member = newMember(program);
    award(member, "paid", "2026-01-01T00:00:00Z");
    const { entry } = award(member, "sent", "2026-03-01T00:00:00Z");
    const at = "2026-05-01T00:00:00Z";
    member.does({ type: "cancelOrder", id: "c", at, order: "O1", entry });
    expect(member.wallet(at).available).toBe(100);
  });
});

describe("points of an order that lapsed and were reinstated", () => {
  const lapsed = (policies: Program["policies"] = {}) => {
    const member = newMember(
      programWith({ policies: { windows: { returns: "P1Y" }, ...policies } }),
    );
    const at = "2026-01-01T00:00:00Z";
    member.does({ type: "grant", id: "g", at, points: 100, expiresAt: "2026-02-01", order: "O1" });
    return member;
  };
  const reinstate = { type: "reinstate", id: "r", at: "2026-02-10T00:00:00Z" } as const;
  const revoke = { type: "revoke", id: "v", at: "2026-02-20T00:00:00Z", order: "O1" } as const;

  it("are taken back with the order", () => {
    const member = lapsed();
    member.does({ ...reinstate, points: 60, expiresAt: "2026-06-01" });
    expect(member.wallet(reinstate.at)).toMatchObject({ available: 60, expired: 40 });
    member.does({ ...revoke, points: 100 });
    expect(member.wallet(revoke.at)).toMatchObject({
      available: 0,
      debt: 0,
      revoked: 60,
      expired: 40,
    });
  });

  it("are owed where they were spent", () => {
    const member = lapsed();
    member.does({ ...reinstate, points: 60, expiresAt: null });
    member.does({
      type: "redeem",
      id: "s",
      at: "2026-02-11T00:00:00Z",
      redemption: "R",
      points: 50,
    });
    member.does({ ...revoke, points: 100 });
    expect(member.wallet(revoke.at)).toMatchObject({ available: -50, debt: 50, revoked: 10 });
  });

  it("are forgiven where they lapsed once more", () => {
    const member = lapsed();
    member.does({ ...reinstate, points: 60, expiresAt: "2026-02-15" });
    member.does({ ...revoke, points: 100 });
    expect(member.wallet(revoke.at)).toMatchObject({ available: 0, debt: 0, expired: 100 });
  });

  it("count toward a tier once", () => {
    const member = newMember(
      programWith({
        tiers: {
          metric: "points",
          window: { type: "lifetime" },
          levels: [{ id: "gold", threshold: 150 }],
        },
      }),
    );
    const at = "2026-01-01T00:00:00Z";
    member.does({ type: "grant", id: "g", at, points: 100, expiresAt: "2026-02-01", order: "O1" });
    member.does({ ...reinstate, points: 100, expiresAt: null });
    expect(member.view(reinstate.at).tier).toMatchObject({ level: null, credit: 100 });
  });
});

describe("a refund that ends a referral", () => {
  const engine = compileProgram(
    programWith({
      rules: [
        { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
        {
          id: "friend",
          award: { type: "referral", points: 20, referrerPoints: 40, minimum: "30.00" },
          pendingFor: "P1D",
        },
      ],
    }),
  );
  const order = { id: "O1", lines: [{ id: "1", amount: "50.00" }], referredBy: "old" };
  const at = "2026-01-01T00:00:00Z";
  const start = [createAccount(engine, "new"), createAccount(engine, "old")] as const;
  const done = decideReferral(engine, start, { type: "completeOrder", id: "o", at, order });
  if (!("entries" in done)) throw new Error("not done");
  const [member, referrer] = done.accounts;
  const [entry] = done.entries;
  const later = "2026-01-10T00:00:00Z";
  const back = { type: "cancelOrder", id: "c", at: later, order: "O1", entry } as const;
  const apply = (account: typeof referrer, ...commands: Parameters<typeof decide>[2][]) =>
    commands.reduce((before, command) => {
      const decision = decide(engine, before, command);
      if (!("entry" in decision)) throw new Error(JSON.stringify(decision));
      return decision.account;
    }, account);
  const spend = {
    type: "redeem",
    id: "s",
    at: "2026-01-05T00:00:00Z",
    redemption: "R",
    points: 30,
  } as const;
  const close = { type: "close", id: "x", at: "2026-01-06T00:00:00Z" } as const;
  const refund = (account: typeof referrer) => {
    const decision = decideReferral(engine, [member, account], back);
    if (!("entries" in decision)) throw new Error(JSON.stringify(decision));
    return decision;
  };

  it("takes both sides back", () => {
    const { accounts, untaken } = refund(referrer);
    const [hers, theirs] = accounts.map((one) => viewAccount(engine, one, later).wallets[0]);
    expect([hers.available, theirs.available, untaken]).toEqual([0, 0, undefined]);
  });

  it.each(["close", "eraseMember"] as const)("goes through after %s of the referrer", (type) => {
    const closed = apply(referrer, spend, { ...close, type });
    const { accounts, entries, untaken } = refund(closed);
    const [hers, theirs] = accounts.map((one) => viewAccount(engine, one, later).wallets[0]);
    expect(hers.available).toBe(0);
    // 30 of 40 were spent; the other 10 went when the account ended.
    expect(untaken).toEqual({ account: "old", currency: "points", points: 30 });
    expect(theirs).toMatchObject({ available: 0, debt: 0, writtenOff: 30, spent: 30, revoked: 10 });
    expect(explain(entries[1]).lines.map(({ text }) => text)).toContain(
      "No lot could give 30 points: written off.",
    );
  });

  it("says nothing where all of it went when the account ended", () => {
    expect(refund(apply(referrer, close)).untaken).toBeUndefined();
  });

  it("says so where the referrer's account does not know the order", () => {
    const { untaken } = refund(createAccount(engine, "old"));
    expect(untaken).toEqual({ account: "old", currency: "points", points: 40 });
  });

  it("is still refused where it is the member's own account that has ended", () => {
    const closed = apply(member, close);
    expect(decideReferral(engine, [closed, referrer], back)).toMatchObject({ reason: "closed" });
  });

  it("awards nothing to an account that has ended", () => {
    const closed = apply(createAccount(engine, "old"), close);
    const command = { type: "completeOrder", id: "o", at: later, order } as const;
    expect(decideReferral(engine, [start[0], closed], command)).toMatchObject({ reason: "closed" });
  });
});

it("points that paid for an order come back as long as it can, though they were redeemed before it", () => {
  const member = newMember();
  member.does({ type: "grant", id: "g", at: "2026-01-01T00:00:00Z", points: 1000 });
  const redeem = { type: "redeem", id: "r", at: "2026-01-01T10:00:00Z", redemption: "R1" } as const;
  member.does({ ...redeem, points: 1000 });
  const order = { lines: [{ id: "1", amount: "40.00" }], redemption: "R1", pointsPaid: "10.00" };
  const bought = buy("o", "2026-01-20T10:00:00Z", "40.00");
  const { entry } = member.does({ ...bought, order: { id: "O1", ...order } });
  // The redemption alone could be reversed until 1 April; the order until 20 April.
  const at = "2026-04-10T00:00:00Z";
  const lines = [{ line: "1", amount: "20.00" }];
  const back = {
    type: "refundOrder",
    id: "f",
    at,
    order: "O1",
    refund: "F",
    entry,
    lines,
  } as const;
  const refunded = member.does(back).entry.effects.find(({ type }) => type === "refunded");
  expect(refunded).toMatchObject({ paid: { money: "15.00", points: 500 } });
  expect(member.wallet(at).available).toBe(515);
});

describe("explain tells when credit toward a tier was earned", () => {
  it.each(["calendar_year", "anniversary", "lifetime"] as const)("%s", (type) => {
    const member = newMember(
      programWith({
        tiers: { metric: "spend", window: { type }, levels: [{ id: "gold", threshold: "500.00" }] },
      }),
    );
    member.does(buy("a", "2026-02-03T10:00:00Z", "10.00"));
    const { entry } = member.does(buy("b", "2026-05-06T10:00:00Z", "20.00"));
    const lines = explain(entry).lines.filter((line) => line.type === "tier_credited");
    expect(lines.map(({ text }) => text)).toEqual([
      "Credit toward a tier moves by 2000, as of 2026-05-06T10:00:00.000Z.",
    ]);
    const cancel = { type: "cancelOrder", id: "c", at: "2026-06-01T00:00:00Z", entry } as const;
    const back = member.does({ ...cancel, order: "order-b" }).entry;
    expect(explain(back).lines.map(({ text }) => text)).toContain(
      "Credit toward a tier moves by -2000, as of 2026-05-06T10:00:00.000Z.",
    );
    expect(parseEntry(JSON.parse(JSON.stringify(back)))).toEqual(back);
  });
});
