import { describe, expect, it } from "vitest";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import { decideReferral } from "../../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import type { EarningCap, Program } from "../../../src/loyalty/program/program.ts";

const CLUB: Program = {
  id: "club",
  version: 1,
  timeZone: "Europe/Berlin",
  money: { currency: "EUR", scale: 2 },
  currencies: { points: {}, miles: {} },
  rules: [
    { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
    {
      id: "friend",
      currency: "miles",
      award: { type: "referral", points: 20, referrerPoints: 40, minimum: "10.00" },
      pendingFor: "P1D",
    },
  ],
};

/** Friends who order, one after the other, all referred by "old". */
function referring(program: Program | readonly Program[]) {
  const engine = compileProgram(program);
  let old: Account = createAccount(engine, "old");
  const entries: Entry[] = [];
  const friends = new Map<string, { account: Account; entry: Entry }>();
  const bring = (id: string, at: string, recordedAt = at) => {
    const lines = [{ id: "1", amount: "10.00" }];
    const command = { type: "completeOrder", id: `c-${id}`, at, recordedAt } as const;
    const order = { id, lines, referredBy: "old" };
    const done = decideReferral(engine, [createAccount(engine, id), old], { ...command, order });
    if (!("entries" in done)) return done.ok ? "duplicate" : done.reason;
    old = done.accounts[1];
    entries.push(done.entries[1]);
    friends.set(id, { account: done.accounts[0], entry: done.entries[0] });
    return milesAt(at);
  };
  const cancel = (id: string, at: string) => {
    const friend = friends.get(id);
    if (friend === undefined) throw new Error(id);
    const command = {
      type: "cancelOrder",
      id: `x-${id}`,
      at,
      order: id,
      entry: friend.entry,
    } as const;
    const done = decideReferral(engine, [friend.account, old], command);
    if (!("entries" in done)) throw new Error(JSON.stringify(done));
    old = done.accounts[1];
    entries.push(done.entries[1]);
    return milesAt(at);
  };
  const milesAt = (at: string) => {
    expect(replay(entries)).toEqual(old);
    const miles = viewAccount(
      engine,
      old,
      old.clock !== null && old.clock > at ? old.clock : at,
    ).wallets.find(({ currency }) => currency === "miles");
    return (miles?.active ?? 0) + (miles?.pending ?? 0);
  };
  return { engine, bring, cancel, milesAt, old: () => old };
}

const capped = (cap: Partial<EarningCap>, more: Partial<Program> = {}): Program => ({
  ...CLUB,
  caps: [{ id: "friends", window: "day", currency: "miles", ...cap }],
  ...more,
});

describe("caps bound what a member earns by friends", () => {
  const noon = "2026-01-05T12:00:00Z";

  it("in points, the last award cut to what is left", () => {
    const { bring } = referring(capped({ points: 100 }));
    expect(["a", "b", "c", "d"].map((id) => bring(id, noon))).toEqual([40, 80, 100, 100]);
    // Midnight in Berlin.
    expect(bring("e", "2026-01-05T22:59:59Z")).toBe(100);
    expect(bring("f", "2026-01-05T23:00:00Z")).toBe(140);
  });

  it("in awards, by the rules named or by all of the currency", () => {
    for (const rules of [["friend"], undefined]) {
      const { bring } = referring(capped({ count: 2, ...(rules === undefined ? {} : { rules }) }));
      expect(["a", "b", "c"].map((id) => bring(id, noon))).toEqual([40, 80, 80]);
    }
  });

  it("not where they are about other points or rules", () => {
    for (const cap of [{ currency: "points" }, { currency: "points", rules: ["base"] }]) {
      const { bring } = referring(capped({ points: 30, ...cap }));
      expect(["a", "b"].map((id) => bring(id, noon))).toEqual([40, 80]);
    }
  });

  it("of an order each order by itself", () => {
    const { bring } = referring(capped({ window: "order", points: 30 }));
    expect(["a", "b"].map((id) => bring(id, noon))).toEqual([30, 60]);
  });

  it("with room that a cancellation gives back, in the window of the award", () => {
    const { bring, cancel } = referring(capped({ points: 60 }));
    expect([bring("a", noon), bring("b", noon)]).toEqual([40, 60]);
    expect(bring("c", "2026-01-06T12:00:00Z")).toBe(100);
    expect(cancel("a", "2026-01-06T13:00:00Z")).toBe(60);
    expect(bring("d", "2026-01-06T14:00:00Z")).toBe(80);
    expect(bring("late", noon, "2026-01-06T15:00:00Z")).toBe(120);
    expect(bring("later", noon, "2026-01-06T15:00:00Z")).toBe(120);
  });

  it("or not, where caps are gross; counts of awards never", () => {
    const gross = referring(capped({ points: 60 }, { policies: { clawback: { caps: "gross" } } }));
    gross.bring("a", noon);
    gross.cancel("a", noon);
    expect(gross.bring("b", noon)).toBe(20);
    const counted = referring(capped({ count: 1 }));
    counted.bring("a", noon);
    counted.cancel("a", noon);
    expect(counted.bring("b", noon)).toBe(0);
  });

  it("nothing of a time whose caps are counted no more, though the friend gets nothing", () => {
    const rules = CLUB.rules?.map((rule) =>
      rule.award.type === "referral" ? { ...rule, award: { ...rule.award, points: 0 } } : rule,
    );
    const policies = { windows: { returns: "P14D", dedupe: "P30D" } };
    const { bring } = referring(capped({ points: 60 }, { policies, rules: rules ?? [] }));
    expect(bring("a", noon, "2026-01-19T12:00:00Z")).toBe(40);
    expect(bring("b", noon, "2026-01-21T12:00:00Z")).toBe("folded");
  });

  it("goes along when members are merged", () => {
    const { engine, bring, old } = referring(capped({ points: 60 }));
    bring("a", noon);
    const at = "2026-01-05T13:00:00Z";
    const merge = { type: "mergeMembers", id: "m", at } as const;
    const merged = decideTransfer(engine, [old(), createAccount(engine, "new")], merge);
    if (!("accounts" in merged)) throw new Error(JSON.stringify(merged));
    const order = { id: "z", lines: [{ id: "1", amount: "10.00" }], referredBy: "new" };
    const pair = [createAccount(engine, "z"), merged.accounts[1]] as const;
    const done = decideReferral(engine, pair, { type: "completeOrder", id: "z", at, order });
    const wallets = "accounts" in done ? done.accounts[1].wallets : [];
    const miles = wallets.find(({ currency }) => currency === "miles");
    expect(miles?.pending.map(({ remaining }) => remaining)).toEqual([40, 20]);
  });
});

describe("a hold that ends when its lot does", () => {
  const engine = compileProgram({ ...CLUB, policies: { adjustment: { negative: true } } });
  const play = (until: string) => {
    let account = createAccount(engine, "ada");
    const end = "2026-01-10T00:00:00Z";
    for (const command of [
      { type: "grant", id: "g", at: "2026-01-01T00:00:00Z", points: 50, expiresAt: end },
      { type: "hold", id: "h", at: "2026-01-02T00:00:00Z", hold: "H", points: 50, until },
      { type: "adjust", id: "a", at: "2026-01-03T00:00:00Z", points: -20 },
    ] as const) {
      const done = decide(engine, account, command);
      if (!("entry" in done)) throw new Error(JSON.stringify(done));
      account = done.account;
    }
    const { debt, expired, revoked } = viewAccount(engine, account, "2026-01-11T00:00:00Z")
      .wallets[0];
    return { debt, expired, revoked };
  };

  it("repays debt first, and the rest lapses: holds come before expiry", () => {
    expect(play("2026-01-10T00:00:00Z")).toEqual({ debt: 0, expired: 30, revoked: 20 });
    expect(play("2026-01-09T23:59:59.999Z")).toEqual({ debt: 0, expired: 30, revoked: 20 });
  });

  it("lapses where it ends after it", () => {
    expect(play("2026-01-10T00:00:00.001Z")).toEqual({ debt: 20, expired: 50, revoked: 0 });
  });
});
