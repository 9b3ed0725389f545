import { describe, expect, it } from "vitest";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Engine } from "../../../src/loyalty/engine/engine.ts";
import { rebuildAccount } from "../../../src/loyalty/engine/rebuild.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Effect } from "../../../src/loyalty/ledger/effect.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import { decideReferral } from "../../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import type { PairDecision } from "../../../src/loyalty/pair/pair-decision.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { parseEntry } from "../../../src/schema/loyalty-entries.ts";
import { buy, newMember, programWith } from "../engine/member.ts";

function both(decision: PairDecision) {
  if (!("entries" in decision)) throw new Error(JSON.stringify(decision));
  return decision;
}

/** An account to which all of that happened. */
function accountOf(engine: Engine, id: string, commands: readonly Command[]): Account {
  return commands.reduce(
    (account, command) => {
      const decision = decide(engine, account, command);
      if (!("entry" in decision)) throw new Error(JSON.stringify(decision));
      return decision.account;
    },
    createAccount(engine, id),
  );
}

const corrupt = expect.objectContaining({ code: "corrupt_entry", path: ["entry"] });

describe("an order that earns nothing after one refund, and would earn after the next", () => {
  const when = {
    any: [
      { field: "order.amount", gte: "50.00" },
      { field: "order.amount", lt: "20.00" },
    ],
  } as const;
  const program: Program = programWith({
    rules: [
      { id: "base", award: { type: "rate", points: 1, per: "1.00" }, when },
      { id: "pc", award: { type: "punch_card", punches: 2, points: 10 }, when },
    ],
    caps: [{ id: "day", window: "day", points: 100, rules: ["base"] }],
    budgets: [{ id: "b", rules: ["base"] }],
  });
  const context = { budgets: [{ budget: "b", version: 1, remaining: 1000 }] };
  const usedOf = (effects: readonly Effect[]): number =>
    effects.reduce((sum, one) => (one.type === "budget_used" ? sum + one.points : sum), 0);

  it("gives back the room that it took in caps, budgets and cards, and no more", () => {
    const member = newMember(program);
    const at = "2026-01-01T10:00:00Z";
    const order = { id: "O", lines: [{ id: "1", amount: "60.00" }] };
    const { entry } = member.does({ type: "completeOrder", id: "o", at, order, context });
    const first = member.account.counters;
    expect(first.length).toBeGreaterThanOrEqual(2);
    let used = usedOf(entry.effects);
    expect(used).toBe(60);
    for (const [index, amount] of ["30.00", "15.00", "15.00"].entries()) {
      const refund = `F${index}`;
      const lines = [{ line: "1", amount }];
      const back = {
        type: "refundOrder",
        id: refund,
        at,
        order: "O",
        refund,
        entry,
        lines,
      } as const;
      used += usedOf(member.does(back).entry.effects);
      expect(used).toBeGreaterThanOrEqual(0);
      for (const [key, count] of member.account.counters) {
        const most = first.find(([name]) => name === key)?.[1] ?? 0;
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThanOrEqual(most);
      }
    }
    expect(used).toBe(0);
    expect(member.account.counters.filter(([key]) => /^(?:cap|punch):/.test(key))).toEqual([]);
    expect(member.view(at).caps[0].points).toEqual({ limit: 100, used: 0, room: 100 });
    expect(replay(member.entries)).toEqual(member.account);
  });
});

describe("the reward of a punch card whose order was told late", () => {
  it.each([{ dedupe: true }, { dedupe: false }])("is taken back unmerged, %o", (orders) => {
    const member = newMember(
      programWith({
        rules: [{ id: "pc", award: { type: "punch_card", punches: 1, points: 100 } }],
        policies: { orders },
      }),
    );
    const at = "2026-01-01T10:00:00Z";
    const recordedAt = "2026-05-01T10:00:00Z";
    const lines = [{ id: "1", amount: "10.00" }];
    const award = (id: string) =>
      member.does({ type: "completeOrder", id, at, recordedAt, order: { id: "O", lines } }).entry;
    const entries = orders.dedupe ? [award("o")] : [award("o"), award("p")];
    member.does({ type: "grant", id: "g", at, recordedAt, points: 1 });
    for (let index = 0; index < 16; index++) {
      const voucher = { voucher: `v${index}`, reward: "x" };
      member.does({ type: "issueVoucher", id: `i${index}`, at: recordedAt, ...voucher });
    }
    for (const entry of entries) {
      const later = "2026-05-02T10:00:00Z";
      member.does({ type: "cancelOrder", id: `c${entry.version}`, at: later, order: "O", entry });
    }
    expect(member.wallet("2026-05-03T00:00:00Z").available).toBe(1);
  });
});

describe("an entry handed back under another account", () => {
  const program = programWith({
    rules: [
      { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
      { id: "friend", award: { type: "referral", points: 5, referrerPoints: 9 } },
    ],
  });
  const engine = compileProgram(program);
  const pair = [createAccount(engine, "a"), createAccount(engine, "b")] as const;
  const order = { id: "O", lines: [{ id: "1", amount: "40.00" }], referredBy: "b" };
  const at = "2026-01-01T10:00:00Z";
  const bought = both(decideReferral(engine, pair, { type: "completeOrder", id: "o", at, order }));
  const [entry] = bought.entries;
  const later = "2026-01-02T10:00:00Z";
  const cancel = (account: unknown) => {
    const altered = Object.assign(structuredClone(entry), { account });
    return { type: "cancelOrder", id: "c", at: later, order: "O", entry: altered } as const;
  };

  it.each(["zz", "b", "", undefined, null, 5])("as %o is no entry of the order", (account) => {
    expect(() => decideReferral(engine, bought.accounts, cancel(account))).toThrow(corrupt);
    expect(() => decide(engine, bought.accounts[0], cancel(account))).toThrow(corrupt);
  });

  it("is taken as it was written, after a merge too", () => {
    expect(parseEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
    const done = both(decideReferral(engine, bought.accounts, cancel("a")));
    expect(done.untaken).toBeUndefined();
    const whole = createAccount(engine, "whole");
    const merge = { type: "mergeMembers", id: "m", at } as const;
    const [, merged] = both(decideTransfer(engine, [bought.accounts[0], whole], merge)).accounts;
    const members = [merged, bought.accounts[1]] as const;
    const back = both(decideReferral(engine, members, cancel("a")));
    expect(back.untaken).toBeUndefined();
    const left = back.accounts.map((one) => viewAccount(engine, one, later).wallets[0].available);
    expect(left).toEqual([0, 0]);
    expect(() => decideReferral(engine, members, cancel("whole"))).toThrow(corrupt);
  });
});

describe("members merged who have vouchers of one id", () => {
  const merge = { type: "mergeMembers", id: "m", at: "2026-01-20T00:00:00Z" } as const;
  const idsOf = (account: Account) => account.vouchers.map(({ id }) => id);

  it("leave both, to be used one by one", () => {
    const engine = compileProgram(programWith());
    const issue = { type: "issueVoucher", id: "i", at: "2026-01-01T00:00:00Z" } as const;
    const voucher = "v".repeat(200);
    const pair = ["a", "b"].map((id) =>
      accountOf(engine, id, [{ ...issue, voucher, reward: `cake-${id}` }]),
    );
    const merged = both(decideTransfer(engine, [pair[0], pair[1]], merge));
    let account = merged.accounts[1];
    const ids = idsOf(account);
    expect(new Set(ids).size).toBe(2);
    expect(account.vouchers.map(({ reward }) => reward).sort()).toEqual(["cake-a", "cake-b"]);
    for (const [index, id] of ids.entries()) {
      const used = { type: "useVoucher", id: `u${index}`, at: merge.at, voucher: id } as const;
      const decision = decide(engine, account, used);
      if (!("entry" in decision)) throw new Error(JSON.stringify(decision));
      account = decision.account;
    }
    expect(account.vouchers).toEqual([]);
  });

  it("leave those of their levels too, now and when she rises again", () => {
    const engine = compileProgram(
      programWith({
        tiers: {
          metric: "spend",
          window: { type: "calendar_year" },
          levels: [{ id: "s", threshold: "5.00", vouchers: [{ reward: "cake" }] }],
        },
      }),
    );
    const at = "2026-01-01T10:00:00Z";
    const enroll = { type: "enroll", id: "e", at } as const;
    const one = accountOf(engine, "a", [enroll, buy("1", at, "10.00")]);
    const two = accountOf(engine, "b", [enroll, buy("2", at, "10.00")]);
    const merged = both(decideTransfer(engine, [one, two], merge)).accounts[1];
    expect(new Set(idsOf(merged)).size).toBe(2);
    // Its voucher is of version 7, and at that version the other account rises once more.
    const grants = ["g1", "g2", "g3", "g4", "g5"].map((id) => {
      return { type: "grant", id, at, points: 1 } as const;
    });
    const late = accountOf(engine, "c", [enroll, ...grants, buy("3", at, "10.00")]);
    let account = both(decideTransfer(engine, [late, createAccount(engine, "d")], merge))
      .accounts[1];
    expect(idsOf(account)).toEqual(["tier:s:7:0"]);
    const more = grants.map((grant) => ({ ...grant, at: merge.at, id: `more-${grant.id}` }));
    for (const command of [...more, buy("4", "2028-06-01T00:00:00Z", "10.00")]) {
      const decision = decide(engine, account, command);
      if (!("entry" in decision)) throw new Error(JSON.stringify(decision));
      account = decision.account;
    }
    expect(account.version).toBe(7);
    expect(idsOf(account)).toEqual(["tier:s:7:0", "tier:s:7:1"]);
  });

  it("lose both for cards that refunds empty, one for each", () => {
    const award = { type: "punch_card", punches: 1, points: 5, reward: "cake" } as const;
    const engine = compileProgram(
      programWith({
        rules: [{ id: "pc", award }],
        policies: { windows: { returns: "P5D" } },
      }),
    );
    const first = buy("1", "2026-01-01T00:00:00Z", "10.00");
    const settled = { type: "enroll", id: "e", at: "2026-01-10T00:00:00Z" } as const;
    const pair = ["a", "b"].map((id) => accountOf(engine, id, [first, settled]));
    let account = both(decideTransfer(engine, [pair[0], pair[1]], merge)).accounts[1];
    const does = (command: Command) => {
      const decision = decide(engine, account, command);
      if (!("entry" in decision)) throw new Error(JSON.stringify(decision));
      account = decision.account;
      return decision.entry;
    };
    const at = "2026-01-21T00:00:00Z";
    const entries = ["2", "3"].map((id) => {
      const entry = does(buy(id, at, "10.00"));
      does({ type: "useVoucher", id: `u${id}`, at, voucher: `pc:order:order-${id}` });
      return entry;
    });
    expect(idsOf(account).length).toBe(2);
    entries.forEach((entry, index) => {
      const order = `order-${index + 2}`;
      does({ type: "cancelOrder", id: order, at, order, entry });
      expect(idsOf(account).length).toBe(1 - index);
    });
    // The points of the cakes that were eaten stay.
    expect(viewAccount(engine, account, at).wallets[0].available).toBe(10);
    expect(account.counters.filter(([key]) => key.endsWith(":pc"))).toEqual([
      ["punch:pc", 2, null],
      ["cycle:pc", 2, null],
    ]);
  });

  it("wait until a redemption can no longer take the other one's voucher", () => {
    const engine = compileProgram(
      programWith({
        redemptions: [
          { id: "cake", gives: { type: "voucher", points: 15, reward: "cake" } },
          { id: "trip", gives: { type: "voucher", points: 40, reward: "trip" } },
        ],
        policies: { windows: { returns: "P15D" } },
      }),
    );
    const bought = (id: string, day: string, option: string, points: number) =>
      accountOf(engine, id, [
        { type: "grant", id: "g", at: `2026-01-${day}T00:00:00Z`, points },
        {
          type: "redeem",
          id: "r",
          at: `2026-01-${day}T01:00:00Z`,
          redemption: "R",
          option,
          points,
        },
      ]);
    const late = bought("a", "18", "cake", 15);
    const use = { type: "useVoucher", id: "u", at: "2026-01-19T00:00:00Z" } as const;
    const used = decide(engine, late, { ...use, voucher: "redemption:R" });
    if (!("entry" in used)) throw new Error("not used");
    const early = bought("b", "01", "trip", 40);
    for (const pair of [
      [used.account, early],
      [early, used.account],
    ] as const) {
      expect(decideTransfer(engine, pair, merge)).toMatchObject({ reason: "idempotency_conflict" });
      const later = { ...merge, at: "2026-03-01T00:00:00Z" };
      const merged = both(decideTransfer(engine, pair, later)).accounts[1];
      expect(merged.vouchers.map(({ reward }) => reward)).toEqual(["trip"]);
    }
  });
});

describe("a rebuild of commands with holes", () => {
  it.each([[new Array(3)], [[undefined]], [[null]]])("tells which is none: %o", (commands) => {
    const engine = compileProgram(programWith());
    expect(() => Reflect.apply(rebuildAccount, undefined, [engine, "a", commands])).toThrow(
      expect.objectContaining({ code: "invalid_time", path: [0, "at"] }),
    );
  });
});
