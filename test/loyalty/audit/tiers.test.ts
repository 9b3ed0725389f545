import { describe, expect, it } from "vitest";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import type { TierLadder } from "../../../src/loyalty/program/tier-ladder.ts";
import { buy, type Member, newMember, programWith } from "../engine/member.ts";

const AT = "2026-01-05T12:00:00Z";
const rolling = { type: "rolling", period: "P12M" } as const;
const lifetime = { type: "lifetime" } as const;

function climber(
  metric: TierLadder["metric"],
  window: TierLadder["window"],
  levels: TierLadder["levels"],
  parts: Partial<Program> = {},
): Member {
  return newMember(programWith({ tiers: { metric, window, levels }, ...parts }));
}

const grant = (member: Member, id: string, at: string, points: number, more: object = {}) =>
  member.does({ type: "grant", id, at, points, ...more });
const cancel = (member: Member, at: string, place = 0) => {
  const entry = member.entries[place];
  member.does({ type: "cancelOrder", id: `c${place}`, at, order: `order-${entry.id}`, entry });
};
const refund = (member: Member, at: string, amount: string, place = 0) => {
  const entry = member.entries[place];
  const lines = [{ line: "1", amount }];
  const id = `f${member.entries.length}`;
  const order = `order-${entry.id}`;
  member.does({ type: "refundOrder", id, at, order, refund: id, entry, lines });
};
function standing(member: Member, at: string) {
  const { tier } = member.view(at);
  return [tier?.level, tier?.credit];
}
const gold = [{ id: "gold", threshold: 500 }];
const goldSpend = [{ id: "gold", threshold: "500.00", multiplier: "2" }];

describe("credit by points", () => {
  it("T01: is no balance, and outlives its points", () => {
    const member = climber("points", lifetime, gold);
    grant(member, "a", AT, 600, { expiresAt: "2026-02-01" });
    member.does({ type: "redeem", id: "r", at: AT, redemption: "R", points: 500 });
    expect(standing(member, "2026-03-01T00:00:00Z")).toEqual(["gold", 600]);
  });

  it("of pending points counts from activation, dated by when they were earned", () => {
    const member = climber("points", rolling, gold);
    grant(member, "a", AT, 600, { activeAt: "2026-02-05" });
    expect(standing(member, "2026-02-04T23:59:59.999Z")).toEqual([null, 0]);
    expect(standing(member, "2026-02-05T00:00:00Z")).toEqual(["gold", 600]);
    expect(standing(member, "2027-01-05T11:59:59.999Z")).toEqual(["gold", 600]);
    expect(standing(member, "2027-01-05T12:00:00Z")).toEqual([null, 0]);
  });

  it.each([
    ["all of it", "600.00", 0],
    ["a part", "150.00", 450],
  ])("of pending points that came back, %s, never counts", (_, amount, left) => {
    const currencies = { points: { pendingFor: "P14D" } };
    const member = climber("points", rolling, gold, { currencies });
    member.does(buy("a", AT, "600.00"));
    refund(member, "2026-01-10T00:00:00Z", amount);
    expect(standing(member, "2026-02-10T00:00:00Z")).toEqual([null, left]);
  });

  it.each([rolling, lifetime, { type: "calendar_year" }, { type: "anniversary" }] as const)(
    "is lowered by a revocation as of when it was earned: %j",
    (window) => {
      const member = climber("points", window, gold);
      grant(member, "a", "2026-01-05T12:00:00Z", 600, { order: "O1", expiresAt: "2026-01-20" });
      const revoke = { type: "revoke", id: "v", at: "2026-02-10T00:00:00Z", order: "O1" } as const;
      member.does({ ...revoke, points: 101 });
      expect(standing(member, "2026-02-10T00:00:00Z")).toEqual([null, 499]);
    },
  );

  it("does not come of points that are bought, corrected or reinstated", () => {
    const member = climber("points", lifetime, gold);
    member.does({ type: "buyPoints", id: "b", at: AT, points: 600, payment: "P" });
    member.does({ type: "adjust", id: "a", at: AT, points: 600 });
    expect(standing(member, AT)).toEqual([null, 0]);
  });

  it("comes of a backdated lot whose life is over, for life", () => {
    const member = climber("points", lifetime, gold);
    grant(member, "a", "2020-01-01T00:00:00Z", 600, { expiresAt: "2021-01-01", recordedAt: AT });
    expect(standing(member, AT)).toEqual(["gold", 600]);
    expect(member.wallet(AT)).toMatchObject({ available: 0, expired: 600 });
  });
});

describe("years", () => {
  const years = { type: "calendar_year" } as const;
  const levels = [{ id: "silver", threshold: "200.00" }, ...goldSpend];

  it("a tier is kept to the end of the next, and reviewed by what that one earned", () => {
    const member = climber("spend", years, levels);
    member.does(buy("a", "2026-05-01T00:00:00Z", "600.00"));
    expect(standing(member, "2027-12-31T23:59:59.999Z")).toEqual(["gold", 0]);
    expect(standing(member, "2028-01-01T00:00:00Z")).toEqual([null, 0]);
    const { breakdown } = member.does(buy("b", "2027-05-01T00:00:00Z", "250.00"));
    expect(breakdown.rules.map(({ points }) => points)).toEqual([250, 250]);
    expect(standing(member, "2028-01-01T00:00:00Z")).toEqual(["silver", 0]);
  });

  it("an order at the boundary belongs to the new one, after its review", () => {
    const member = climber("spend", years, levels);
    member.does(buy("a", "2026-05-01T00:00:00Z", "600.00"));
    const { breakdown } = member.does(buy("b", "2028-01-01T00:00:00Z", "100.00"));
    expect(breakdown.rules).toHaveLength(1);
    expect(standing(member, "2028-01-01T00:00:00Z")).toEqual([null, 10_000]);
  });

  it.each([
    ["at_once", [null, null]],
    ["at_review", ["gold", null]],
  ] as const)("a refund lowers a kept tier %s", (tier, after) => {
    const member = climber("spend", years, goldSpend, { policies: { clawback: { tier } } });
    member.does(buy("a", "2026-12-20T00:00:00Z", "600.00"));
    cancel(member, "2027-01-10T00:00:00Z");
    const at = ["2027-12-31T00:00:00Z", "2028-01-01T00:00:00Z"];
    expect(at.map((instant) => member.view(instant).tier?.level)).toEqual(after);
  });

  it("of 29 February are counted from the anchor", () => {
    const member = climber("points", { type: "anniversary" }, gold);
    member.does({ type: "enroll", id: "e", at: "2024-02-29T10:00:00Z" });
    grant(member, "a", "2024-03-01T00:00:00Z", 500);
    expect(member.view("2024-03-01T00:00:00Z").tier?.until).toBe("2026-02-28T10:00:00.000Z");
    expect(standing(member, "2026-02-28T09:59:59.999Z")).toEqual(["gold", 0]);
    expect(standing(member, "2026-02-28T10:00:00Z")).toEqual([null, 0]);
  });
});

describe("anniversaries of a member who enrolls after the first order", () => {
  const joiner = () => {
    const member = climber("spend", { type: "anniversary" }, goldSpend);
    member.does(buy("a", "2026-01-10T00:00:00Z", "600.00"));
    member.does({ type: "enroll", id: "e", at: "2026-02-20T00:00:00Z" });
    return member;
  };

  it("count from then on: the tier lasts until what the view says", () => {
    const member = joiner();
    const until = "2027-02-20T00:00:00.000Z";
    expect(member.view("2026-02-20T00:00:00Z").tier).toMatchObject({ level: "gold", until });
    expect(standing(member, "2027-02-19T23:59:59.999Z")).toEqual(["gold", 0]);
    expect(standing(member, until)).toEqual([null, 0]);
  });

  it("go along to an account that is new", () => {
    const member = joiner();
    member.does(buy("b", "2026-03-01T00:00:00Z", "700.00"));
    const { engine, account } = member;
    const at = "2026-04-01T00:00:00Z";
    const pair = [account, createAccount(engine, "new")] as const;
    const merged = decideTransfer(engine, pair, { type: "mergeMembers", id: "m", at });
    if (!("accounts" in merged)) throw new Error("not merged");
    for (const instant of [at, "2027-02-20T00:00:00Z", "2028-02-20T00:00:00Z"]) {
      const { since: _, ...tier } = viewAccount(engine, merged.accounts[1], instant).tier ?? {};
      expect(member.view(instant).tier).toMatchObject(tier);
    }
  });
});

it("T02: a threshold is inclusive, and two can be passed at once", () => {
  const levels = [{ id: "silver", threshold: "100.00" }, ...goldSpend];
  const below = climber("spend", lifetime, levels);
  below.does(buy("a", AT, "499.99"));
  expect(standing(below, AT)).toEqual(["silver", 49_999]);
  const exactly = climber("spend", lifetime, levels);
  const { entry } = exactly.does(buy("a", AT, "500.00"));
  expect(standing(exactly, AT)).toEqual(["gold", 50_000]);
  expect(entry.effects.filter(({ type }) => type.startsWith("tier_"))).toHaveLength(1);
});

it("orders count until all of them came back", () => {
  const member = climber("orders", lifetime, [{ id: "gold", threshold: 2 }]);
  member.does(buy("a", AT, "1.00"));
  member.does(buy("b", AT, "1.00"));
  refund(member, AT, "0.50", 1);
  expect(standing(member, AT)).toEqual(["gold", 2]);
  refund(member, AT, "0.50", 1);
  expect(standing(member, AT)).toEqual([null, 1]);
});

it("progress is credit over the next threshold, and there is none above the top", () => {
  const member = climber("points", lifetime, [
    { id: "silver", threshold: 200 },
    { id: "gold", threshold: 1000 },
  ]);
  grant(member, "a", AT, 300);
  const next = { level: "gold", threshold: 1000, remaining: 700 };
  expect(member.view(AT).tier).toMatchObject({ progress: 0.3, next, remaining: 700 });
  grant(member, "b", AT, 700);
  expect(member.view(AT).tier).toMatchObject({ progress: 1, next: null, remaining: 0 });
});

it("status points that cannot be spent: the tier's factor counts for both", () => {
  const rules = [
    { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
    { id: "status", currency: "status", award: { type: "rate", points: 1, per: "1.00" } },
  ] as const;
  const tiers = {
    metric: "points",
    currency: "status",
    window: lifetime,
    levels: [{ id: "gold", threshold: 100, multiplier: "1.5" }],
  } as const;
  const currencies = { points: {}, status: { spendable: false } };
  const member = newMember(programWith({ rules, tiers, currencies }));
  member.does(buy("a", AT, "100.00"));
  const { breakdown } = member.does(buy("b", AT, "10.00"));
  const sums = ["points", "status"].map((currency) =>
    breakdown.lots.reduce((sum, lot) => sum + (lot.currency === currency ? lot.points : 0), 0),
  );
  expect(sums).toEqual([15, 15]);
  const redeem = { type: "redeem", id: "r", at: AT, redemption: "R", points: 1 } as const;
  expect(() => member.does({ ...redeem, currency: "status" })).toThrow(
    expect.objectContaining({ code: "not_spendable" }),
  );
});

it("a tier that the program no longer knows of ends at its review, and keeps nobody waiting", () => {
  const member = climber("points", { type: "calendar_year" }, gold);
  grant(member, "a", AT, 600);
  const account = member.account;
  const without = compileProgram(programWith({}));
  const at = "2031-01-01T00:00:00Z";
  expect(viewAccount(without, account, at).tier).toBeNull();
  const done = decide(without, account, { type: "grant", id: "b", at, points: 1 });
  expect("entry" in done && [done.account.tier, done.account.wallets[0].lots.length]).toEqual([
    { level: null, since: null, until: null, reviewAt: null, credits: [] },
    2,
  ]);
});
