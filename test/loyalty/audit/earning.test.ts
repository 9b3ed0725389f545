import { describe, expect, it } from "vitest";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import type { OrderLine, PurchaseOrder } from "../../../src/loyalty/order.ts";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import type { ProgramPolicies } from "../../../src/loyalty/program/policies.ts";
import type { CapWindow, Program } from "../../../src/loyalty/program/program.ts";
import { type Member, newMember, programWith } from "../engine/member.ts";

const AT = "2026-01-05T12:00:00Z";
const base: EarningRule = { id: "base", award: { type: "rate", points: 1, per: "1.00" } };
const times = (id: string, factor: string): EarningRule => ({
  id,
  award: { type: "multiplier", factor },
});

function buyLines(
  member: Member,
  id: string,
  amounts: string | readonly OrderLine[],
  more: Partial<PurchaseOrder> = {},
  at = AT,
) {
  const lines = typeof amounts === "string" ? [{ id: "1", amount: amounts }] : amounts;
  return member.does({ type: "completeOrder", id, at, order: { id, lines, ...more } }).entry;
}

function refund(
  member: Member,
  order: ReturnType<typeof buyLines>,
  amount: string,
  at = AT,
  line = "1",
) {
  const id = `refund-${member.entries.length}`;
  const lines = [{ line, amount }];
  member.does({ type: "refundOrder", id, at, order: order.id, refund: id, entry: order, lines });
  return member.wallet(at).available;
}

function earned(
  parts: Partial<Program>,
  amounts: string | readonly OrderLine[],
  more: Partial<PurchaseOrder> = {},
): number {
  const member = newMember(programWith(parts));
  buyLines(member, "O1", amounts, more);
  return member.wallet(AT).issued;
}

describe("rounding and stacking", () => {
  const half = times("half", "0.5");
  it.each<[string, readonly EarningRule[], ProgramPolicies, string, number]>([
    ["19.99 x3 at the end: 59.97", [base, times("x", "3")], {}, "19.99", 59],
    [
      "19.99 x3 per rule: 19 x3",
      [base, times("x", "3")],
      { rounding: { when: "per_rule" } },
      "19.99",
      57,
    ],
    [
      "19.50 x3 half up: 58.5",
      [base, times("x", "3")],
      { rounding: { mode: "halfUp" } },
      "19.50",
      59,
    ],
    [
      "19.50 x3 half up per rule: 20 x3",
      [base, times("x", "3")],
      { rounding: { mode: "halfUp", when: "per_rule" } },
      "19.50",
      60,
    ],
    ["19.99 x1.5 at the end: 29.985", [base, times("x", "1.5")], {}, "19.99", 29],
    [
      "19.99 x1.5 per rule: 19 + 9",
      [base, times("x", "1.5")],
      { rounding: { when: "per_rule" } },
      "19.99",
      28,
    ],
    [
      "two halves make a whole: 1.5 + 1.5",
      [
        { id: "a", award: { type: "rate", points: 1, per: "2.00" } },
        { id: "b", award: { type: "rate", points: 1, per: "2.00" } },
      ],
      {},
      "3.00",
      3,
    ],
    [
      "x1.5 and x2 add up: 100 + 50 + 100",
      [base, times("m", "1.5"), times("c", "2")],
      {},
      "100.00",
      250,
    ],
    ["x2 and x0.5 add up: 100 + 100 - 50", [base, times("c", "2"), half], {}, "100.00", 150],
    [
      "x1.5 on x2",
      [base, times("m", "1.5"), times("c", "2")],
      { stacking: { multipliers: "multiplicative" } },
      "100.00",
      300,
    ],
    [
      "the best of x1.5 and x2",
      [base, times("m", "1.5"), times("c", "2")],
      { stacking: { multipliers: "best" } },
      "100.00",
      200,
    ],
    ["half of 19.99: 9.995", [base, half], {}, "19.99", 9],
    [
      "half of 19.99 per rule: 19, and -9.5 toward zero",
      [base, half],
      { rounding: { when: "per_rule" } },
      "19.99",
      10,
    ],
    ["two halves off: nothing", [base, half, times("h", "0.5")], {}, "100.00", 0],
  ])("%s", (_, rules, policies, amount, points) => {
    expect(earned({ rules, policies }, amount)).toBe(points);
  });

  it.each([
    [
      { ...base, currency: "points" },
      { id: "m", award: { type: "multiplier", factor: "2", rules: ["base"] } },
    ],
    [
      base,
      { id: "m", currency: "points", award: { type: "multiplier", factor: "2", rules: ["base"] } },
    ],
  ] as const)("a factor finds rules whose currency is named by one of both alone", (one, other) => {
    expect(earned({ rules: [one, other] }, "10.00")).toBe(20);
  });
});

describe("the basis", () => {
  const lines = [
    { id: "goods", amount: "100.00" },
    { id: "card", amount: "25.00", giftCard: true },
  ];
  const money = { discount: "10.00", tax: "8.00", shipping: "5.00", pointsPaid: "20.00" };
  const all = { tax: true, shipping: true, discounts: true, giftCards: true, pointsPaid: true };
  it.each([
    [{}, 70],
    [{ pointsPaid: true }, 90],
    [{ tax: true }, 78],
    [{ shipping: true }, 75],
    [{ discounts: true }, 80],
    [{ giftCards: true }, 95],
    [all, 138],
  ])("E09 with %j: %i", (basis, points) => {
    expect(earned({ policies: { basis } }, lines, money)).toBe(points);
  });

  it("is never below nothing", () => {
    expect(earned({}, "10.00", { discount: "10.00" })).toBe(0);
    expect(earned({}, "10.00", { shipping: "5.00", pointsPaid: "12.00" })).toBe(0);
  });

  it("spreads an order's discount by largest remainder, ties to the first line", () => {
    const rules = [
      {
        id: "x",
        award: { type: "rate", points: 100, per: "1.00" },
        lines: { field: "line.product", eq: "x" },
      },
    ] as const;
    const spread = (place: number) =>
      earned(
        { rules },
        [0, 1, 2].map((id) => ({
          id: `${id}`,
          amount: "10.00",
          product: id === place ? "x" : "y",
        })),
        { discount: "1.00" },
      );
    expect([spread(0), spread(1), spread(2)]).toEqual([966, 967, 967]);
  });
});

describe("caps net of clawback", () => {
  const capped = (window: CapWindow, policies: ProgramPolicies = {}) =>
    newMember(programWith({ caps: [{ id: "c", window, points: 100 }], policies }));

  it("E12: 250.00 capped at 100, returned in pieces", () => {
    const member = capped("order");
    const order = buyLines(member, "O1", "250.00");
    expect([refund(member, order, "100.00"), refund(member, order, "100.00")]).toEqual([100, 50]);
    const other = capped("order", { clawback: { basis: "proportional" } });
    const same = buyLines(other, "O1", "250.00");
    const pieces = ["100.00", "100.00", "50.00"].map((amount) => refund(other, same, amount));
    expect(pieces).toEqual([60, 20, 0]);
  });

  it("E14: in pieces, down and half up", () => {
    const pieces = ["3.33", "3.33", "3.33", "0.01"];
    const kept = (policies: ProgramPolicies) => {
      const member = newMember(programWith({ policies }));
      const order = buyLines(member, "O1", "10.00");
      return pieces.map((amount) => refund(member, order, amount));
    };
    expect(kept({})).toEqual([6, 3, 0, 0]);
    expect(kept({ clawback: { basis: "proportional" } })).toEqual([6, 3, 0, 0]);
    const halfUp = { clawback: { basis: "proportional" }, rounding: { mode: "halfUp" } } as const;
    expect(kept(halfUp)).toEqual([7, 3, 0, 0]);
  });

  it("a refund frees room in the window of the award, and in no other", () => {
    const member = capped("day");
    const order = buyLines(member, "O1", "80.00");
    const second = buyLines(member, "O2", "80.00", {}, "2026-01-05T13:00:00Z");
    // 30 of it are left, of which 20 are kept: what the cap had left then.
    expect(refund(member, second, "50.00", "2026-01-05T14:00:00Z")).toBe(100);
    expect(refund(member, order, "80.00", "2026-01-06T14:00:00Z")).toBe(20);
    buyLines(member, "O3", "150.00", {}, "2026-01-06T15:00:00Z");
    expect(member.wallet("2026-01-06T15:00:00Z").available).toBe(120);
  });

  it("counts are gross", () => {
    const member = newMember(programWith({ caps: [{ id: "c", window: "month", count: 2 }] }));
    const order = buyLines(member, "O1", "10.00");
    buyLines(member, "O2", "10.00");
    refund(member, order, "10.00");
    buyLines(member, "O3", "10.00");
    expect(member.wallet(AT).available).toBe(10);
    buyLines(member, "O4", "10.00", {}, "2026-02-01T00:00:00Z");
    expect(member.wallet("2026-02-01T00:00:00Z").available).toBe(20);
  });

  it("a year ends at the zone's midnight", () => {
    const caps = [{ id: "c", window: "year", points: 100 }] as const;
    const member = newMember(programWith({ timeZone: "Asia/Tokyo", caps }));
    buyLines(member, "O1", "100.00", {}, "2026-12-31T14:59:59Z");
    buyLines(member, "O2", "30.00", {}, "2026-12-31T15:00:00Z");
    expect(member.wallet("2026-12-31T15:00:00Z").available).toBe(130);
  });
});

describe("E17: the order that crosses a threshold, and its refunds", () => {
  const levels = [{ id: "gold", threshold: "500.00", multiplier: "2" }];
  const tiers = { metric: "spend", window: { type: "lifetime" }, levels } as const;
  it.each([
    ["before", [600, 500, 400]],
    ["after", [1200, 1000, 400]],
    ["split", [700, 500, 400]],
  ] as const)("%s", (forOrder, points) => {
    const member = newMember(programWith({ tiers, policies: { tiers: { forOrder } } }));
    const order = buyLines(member, "O1", "600.00");
    const first = member.wallet(AT).available;
    expect([first, refund(member, order, "100.00"), refund(member, order, "100.00")]).toEqual(
      points,
    );
  });

  it("splits by where the member stood: 300 + 200 + 100 x2", () => {
    const member = newMember(programWith({ tiers, policies: { tiers: { forOrder: "split" } } }));
    buyLines(member, "O0", "300.00");
    buyLines(member, "O1", "300.00");
    expect(member.wallet(AT).available).toBe(700);
  });
});

describe("other money", () => {
  it("is converted exactly, also for what is left: 3333 and 2222 yen at 0.0062", () => {
    const member = newMember();
    const order = buyLines(member, "O1", "3333", { currency: "JPY", exchangeRate: "0.0062" });
    expect(member.wallet(AT).available).toBe(20);
    expect(refund(member, order, "1111")).toBe(13);
  });

  it("of a program without decimals, or with three", () => {
    const yen = newMember(
      programWith({
        money: { currency: "JPY", scale: 0 },
        rules: [{ id: "base", award: { type: "rate", points: 1, per: "100" } }],
      }),
    );
    buyLines(yen, "O1", "999");
    buyLines(yen, "O2", "10.50", { currency: "USD", exchangeRate: "150" });
    expect(yen.wallet(AT).available).toBe(9 + 15);
    expect(() => buyLines(yen, "O3", "9.5")).toThrow(expect.objectContaining({ code: "inexact" }));
    const money = { currency: "KWD", scale: 3 };
    const rules = [{ id: "base", award: { type: "rate", points: 1, per: "0.001" } }] as const;
    expect(earned({ money, rules }, "1.234")).toBe(1234);
  });
});

describe("refunds over lines", () => {
  it("with an order discount, tax and shipping", () => {
    const member = newMember();
    const lines = [
      { id: "1", amount: "60.00", tax: "11.40" },
      { id: "2", amount: "40.00", tax: "7.60" },
    ];
    const order = buyLines(member, "O1", lines, { discount: "10.00", shipping: "4.90" });
    expect(member.wallet(AT).available).toBe(90);
    expect(refund(member, order, "30.00")).toBe(63);
    expect(refund(member, order, "30.00")).toBe(36);
    expect(refund(member, order, "40.00", AT, "2")).toBe(0);
  });

  it("E15: under the version of the award, whatever holds now", () => {
    const double = { ...base, award: { type: "rate", points: 2, per: "1.00" } } as const;
    const versions = [
      programWith(),
      programWith({ version: 2, rules: [double] }),
      programWith({ version: 3, rules: [] }),
    ];
    const member = newMember(versions);
    member.account = createAccount(compileProgram(versions[0]), "member-1");
    const first = buyLines(member, "O1", "50.00");
    member.does({ type: "migrate", id: "2", at: AT, programVersion: 2 });
    const second = buyLines(member, "O2", "50.00");
    member.does({ type: "migrate", id: "3", at: AT, programVersion: 3 });
    expect([refund(member, first, "50.00"), refund(member, second, "50.00")]).toEqual([100, 0]);
  });

  it("take of what waits longer only what its own rules give less", () => {
    const rules = [
      base,
      { id: "later", award: { type: "fixed", points: 20 }, pendingFor: "P9D" },
    ] as const;
    const member = newMember(programWith({ rules }));
    const order = buyLines(member, "O1", "40.00");
    refund(member, order, "10.00");
    expect(member.wallet(AT)).toMatchObject({ available: 30, pending: 20 });
    refund(member, order, "30.00");
    expect(member.wallet(AT)).toMatchObject({ available: 0, pending: 0, revoked: 60 });
  });
});

it("punch cards with vouchers: revoked unused, owed where they were used", () => {
  const rules = [{ id: "c", award: { type: "punch_card", punches: 3, reward: "coffee" } }] as const;
  const day = (number: number) => `2026-01-0${number}T12:00:00Z`;
  for (const isUsed of [false, true]) {
    for (const returned of [0, 2]) {
      const member = newMember(programWith({ rules }));
      const visits = [1, 2, 3].map((id) => buyLines(member, `O${id}`, "4.00", {}, day(id)));
      const [{ id: voucher }] = member.account.vouchers;
      if (isUsed) member.does({ type: "useVoucher", id: "u", at: day(3), voucher });
      refund(member, visits[returned], "4.00", day(4));
      const held = () => member.account.vouchers.length;
      expect(held()).toBe(0);
      buyLines(member, "O5", "4.00", {}, day(5));
      expect(held()).toBe(isUsed ? 0 : 1);
      for (const id of [6, 7, 8]) buyLines(member, `O${id}`, "4.00", {}, day(id));
      expect(held()).toBe(isUsed ? 1 : 2);
    }
  }
});

describe("punch cards with points", () => {
  const rules = [
    base,
    { id: "c", award: { type: "punch_card", punches: 3, points: 100 } },
  ] as const;
  const day = (number: number) => `2026-01-0${number}T12:00:00Z`;
  const visit = (member: Member, number: number) =>
    buyLines(member, `O${number}`, "4.00", {}, day(number));

  it.each([0, 1, 2])("unspent, are revoked whichever of the visits came back: %i", (returned) => {
    const member = newMember(programWith({ rules }));
    const visits = [1, 2, 3].map((number) => visit(member, number));
    expect(member.wallet(day(3)).available).toBe(112);
    expect(refund(member, visits[returned], "4.00", day(4))).toBe(8);
    visit(member, 5);
    expect(member.wallet(day(5)).available).toBe(112);
    const left = visits.filter((_, place) => place !== returned);
    // Another of them: the card is open once more.
    expect(refund(member, left[0], "4.00", day(6))).toBe(8);
  });

  it.each([0, 2])("are owed once some of them are spent: %i", (returned) => {
    const member = newMember(programWith({ rules }));
    const visits = [1, 2, 3].map((number) => visit(member, number));
    member.does({ type: "redeem", id: "r", at: day(3), redemption: "R", points: 50 });
    expect(refund(member, visits[returned], "4.00", day(4))).toBe(58);
    visit(member, 5);
    expect(member.wallet(day(5))).toMatchObject({ available: 62, debt: 0 });
    for (const number of [6, 7, 8]) visit(member, number);
    expect(member.wallet(day(8)).available).toBe(62 + 12 + 100);
  });

  it("give credit toward a tier, and take it back", () => {
    const levels = [{ id: "gold", threshold: 112 }];
    const tiers = {
      metric: "points",
      window: { type: "rolling", period: "P12M" },
      levels,
    } as const;
    const member = newMember(programWith({ rules, tiers }));
    const visits = [1, 2, 3].map((number) => visit(member, number));
    expect(member.view(day(3)).tier).toMatchObject({ level: "gold", credit: 112 });
    refund(member, visits[0], "4.00", day(4));
    expect(member.view(day(4)).tier).toMatchObject({ level: null, credit: 8 });
  });
});
