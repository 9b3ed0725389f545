import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playLedger } from "../../../scripts/scenarios/play-ledger.ts";
import { simulateProgram } from "../../../src/loyalty/analysis/simulate-program.ts";
import { quoteEarning } from "../../../src/loyalty/earning/quote-earning.ts";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Engine } from "../../../src/loyalty/engine/engine.ts";
import { explain } from "../../../src/loyalty/engine/explain.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import type { OrderLine, RefundLine } from "../../../src/loyalty/order.ts";
import { decideReferral } from "../../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import type { PairDecision } from "../../../src/loyalty/pair/pair-decision.ts";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import type { PointCurrency, Program } from "../../../src/loyalty/program/program.ts";
import { quoteRedemption } from "../../../src/loyalty/redemption/quote-redemption.ts";
import { parseAccount } from "../../../src/schema/loyalty-accounts.ts";
import { parseEntry } from "../../../src/schema/loyalty-entries.ts";
import { newMember, programWith } from "../engine/member.ts";

const T = "2026-01-05T10:00:00Z";
const T2 = "2026-01-06T10:00:00Z";
const T3 = "2026-01-07T10:00:00Z";

const refusing = (code: string, path: readonly (string | number)[]) =>
  expect.objectContaining({ code, path });

function grant(points: number, more: Partial<Command & { type: "grant" }> = {}): Command {
  return { type: "grant", id: "g", at: T, points, ...more };
}

function redeem(points: number, at = T): Command {
  return { type: "redeem", id: "r", at, redemption: "R", points };
}

function both(decision: PairDecision) {
  if (!("entries" in decision)) throw new Error(JSON.stringify(decision));
  return decision;
}

describe("the breakdown of a reversal names the lots' ends", () => {
  const reverse: Command = { type: "reverseRedemption", id: "v", at: T3, redemption: "R" };
  const lotsOf = (parts: Partial<Program>, commands: readonly Command[]) => {
    const member = newMember(programWith(parts));
    for (const command of commands) member.does(command);
    const { breakdown } = member.does(reverse);
    return breakdown.lots.map(({ lot, what, points, expiresAt }) => [lot, what, points, expiresAt]);
  };
  const end = "2026-01-07T10:00:00.000Z";

  it("of a lot that was spent whole, and whose life is over", () => {
    expect(lotsOf({}, [grant(10, { expiresAt: T3 }), redeem(10)])).toEqual([
      [1, "restored", 10, end],
      [1, "expired", -10, end],
    ]);
  });

  it("of a lot that lives on, and repays debt with all that came back", () => {
    const commands = [
      grant(10, { expiresAt: "2026-03-01" }),
      redeem(10),
      { type: "adjust", id: "a", at: T, points: -10 },
    ] as const;
    const march = "2026-03-01T00:00:00.000Z";
    expect(lotsOf({ policies: { adjustment: { negative: true } } }, commands)).toEqual([
      [1, "restored", 10, march],
      [1, "repaid", -10, march],
    ]);
  });

  it("of what lives on in a new lot: that lot's id and end, beside those that go back", () => {
    const commands = [
      grant(10, { expiresAt: T3 }),
      grant(5, { id: "h", expiresAt: "2026-03-01" }),
      redeem(15),
    ];
    expect(lotsOf({ policies: { reversal: { expired: "reissue" } } }, commands)).toEqual([
      [2, "restored", 5, "2026-03-01T00:00:00.000Z"],
      [3, "restored", 10, "2026-02-06T10:00:00.000Z"],
    ]);
  });
});

describe("points that are sent round gain no time before they lapse for want of activity", () => {
  const engine = compileProgram(programWith({ currencies: { points: { inactivity: "P12M" } } }));
  const fresh = (id: string) => createAccount(engine, id);
  const granted = (id: string, at: string): Account => {
    const decision = decide(engine, fresh(id), grant(100, { at }));
    if (!("entry" in decision)) throw new Error(JSON.stringify(decision));
    return decision.account;
  };
  const lapsesAt = ({ wallets: [wallet] }: Account) => wallet.lapsesAt;
  const deadline = "2025-01-01T00:00:00.000Z";
  const one = granted("one", "2024-01-01T00:00:00Z");
  const late = "2024-12-31T00:00:00Z";

  it.each(["transfer", "gift", "joinPool"] as const)("by a %s and back", (type) => {
    const sent = both(
      decideTransfer(engine, [one, fresh("two")], { type, id: "t1", at: late, points: 100 }),
    );
    expect(lapsesAt(sent.accounts[1])).toBe(deadline);
    expect(replay([sent.entries[1]])).toEqual(sent.accounts[1]);
    const back = both(
      decideTransfer(engine, [sent.accounts[1], sent.accounts[0]], {
        type: type === "joinPool" ? "leavePool" : type,
        id: "t2",
        at: "2024-12-31T12:00:00Z",
        points: 100,
      }),
    );
    const [wallet] = viewAccount(engine, back.accounts[1], deadline).wallets;
    expect([wallet.available, wallet.expired]).toEqual([0, 100]);
  });

  it("and by way of a third, where the first has passed its own deadline", () => {
    let pair: readonly [Account, Account] = [one, fresh("two")];
    for (const [index, at] of [late, "2025-12-30T00:00:00Z", "2026-12-29T00:00:00Z"].entries()) {
      const sent = decideTransfer(engine, pair, { type: "gift", id: `t${index}`, at, points: 100 });
      if (!sent.ok) return expect([index, sent.reason]).toEqual([1, "insufficient_points"]);
      const { accounts } = both(sent);
      pair = [accounts[1], accounts[0]];
    }
    throw new Error("the points live on");
  });

  it("but who was only ever given points has the latest deadline of those who gave", () => {
    const give = (pair: readonly [Account, Account], id: string, at: string) =>
      both(decideTransfer(engine, pair, { type: "gift", id, at, points: 10 })).accounts;
    const active = granted("three", "2024-11-01T00:00:00Z");
    const [, once] = give([one, fresh("two")], "t1", "2024-12-30T00:00:00Z");
    const [, twice] = give([active, once], "t2", late);
    expect([once, twice].map(lapsesAt)).toEqual([deadline, "2025-11-01T00:00:00.000Z"]);
    const [, again] = give([one, twice], "t3", late);
    expect(lapsesAt(again)).toBe(lapsesAt(twice));
    const [, kept] = give([active, one], "t4", late);
    expect(lapsesAt(kept)).toBe(deadline);
  });

  it("and no more time than points received there have, where that is less", () => {
    const club = (version: number, inactivity: string) =>
      programWith({ version, currencies: { points: { inactivity } } });
    const versions = compileProgram([club(1, "P12M"), club(2, "P1M")]);
    const command = { type: "gift", id: "t", at: "2024-06-01T00:00:00Z", points: 100 } as const;
    const sent = both(decideTransfer(versions, [one, createAccount(versions, "two")], command));
    expect(lapsesAt(sent.accounts[1])).toBe("2024-07-01T00:00:00.000Z");
  });

  it("but an account with activity of its own keeps its deadline", () => {
    const busy = granted("two", "2024-06-01T00:00:00Z");
    const command = { type: "gift", id: "t1", at: late, points: 100 } as const;
    expect(lapsesAt(both(decideTransfer(engine, [one, busy], command)).accounts[1])).toBe(
      "2025-06-01T00:00:00.000Z",
    );
  });

  it("a merge keeps the later deadline of the two", () => {
    const merge = { type: "mergeMembers", id: "m", at: late } as const;
    const merged = (into: Account) =>
      lapsesAt(both(decideTransfer(engine, [one, into], merge)).accounts[1]);
    expect(merged(fresh("two"))).toBe(deadline);
    expect(merged(granted("two", "2024-06-01T00:00:00Z"))).toBe("2025-06-01T00:00:00.000Z");
    expect(merged(granted("two", "2023-06-01T00:00:00Z"))).toBe(deadline);
  });
});

describe("points earned in one store and captured in another", () => {
  const stores = [{ id: "a" }, { id: "b" }];
  const bought = () => {
    const member = newMember(programWith({ stores }));
    const order = { id: "O", store: "a", lines: [{ id: "1", amount: "50.00" }] };
    member.does({ type: "completeOrder", id: "o", at: T, order });
    member.does({ type: "hold", id: "h", at: T, hold: "H", points: 20 });
    return member;
  };
  const settled = ({ effects }: Entry) => effects.filter(({ type }) => type === "settled");
  const owed = { type: "settled", from: "a", to: "b", currency: "points" } as const;

  it("are settled, and settled back by a reversal", () => {
    const member = bought();
    const capture = { type: "captureHold", id: "c", at: T, hold: "H", store: "b" } as const;
    expect(settled(member.does(capture).entry)).toEqual([{ ...owed, points: 20 }]);
    const reverse = { type: "reverseRedemption", id: "v", at: T, redemption: "hold:H" } as const;
    expect(settled(member.does(reverse).entry)).toEqual([{ ...owed, points: -20 }]);
  });

  it("are settled again when a reversal gave them a new life", () => {
    const currencies = { points: { life: { period: "P10D", roundUp: "none" } } } as const;
    const policies = { reversal: { expired: "reissue" } } as const;
    const member = newMember(programWith({ stores, currencies, policies }));
    const order = { id: "O", store: "a", lines: [{ id: "1", amount: "50.00" }] };
    member.does({ type: "completeOrder", id: "o", at: T, order });
    const spend = { type: "redeem", points: 20, store: "b" } as const;
    member.does({ ...spend, id: "r1", at: T, redemption: "R1" });
    const later = new Date(Date.parse(T) + 20 * 86_400_000);
    const reverse = { type: "reverseRedemption", id: "v", at: later, redemption: "R1" } as const;
    expect(settled(member.does(reverse).entry)).toEqual([{ ...owed, points: -20 }]);
    const again = member.does({ ...spend, id: "r2", at: later, redemption: "R2" });
    expect(settled(again.entry)).toEqual([{ ...owed, points: 20 }]);
  });

  it("in a store that the program does not know are refused", () => {
    const member = bought();
    const capture = { type: "captureHold", id: "c", at: T, hold: "H", store: "zz" } as const;
    expect(() => member.does(capture)).toThrow(refusing("unknown_store", ["store"]));
  });
});

describe("versions of one program", () => {
  const first = programWith({ currencies: { points: {}, miles: { scale: 2 } } });

  it("count points of a currency in one scale", () => {
    const second = { ...first, version: 2, currencies: { points: { scale: 2 } } };
    expect(() => compileProgram([first, second])).toThrow(
      refusing("wrong_program", [1, "currencies", "points", "scale"]),
    );
    expect(() =>
      compileProgram([
        first,
        { ...first, version: 2, currencies: { points: {}, gems: { scale: 2 } } },
      ]),
    ).not.toThrow();
  });

  it("also of one that was left out in between", () => {
    const without = { ...first, version: 2, currencies: { points: {} } };
    const third = { ...first, version: 3, currencies: { points: {}, miles: {} } };
    expect(() => compileProgram([first, without, third])).toThrow(
      refusing("wrong_program", [2, "currencies", "miles", "scale"]),
    );
  });

  it("speak of one money", () => {
    const second = { ...first, version: 2, money: { currency: "JPY", scale: 0 } };
    expect(() => compileProgram([first, second])).toThrow(
      refusing("wrong_program", [1, "money", "currency"]),
    );
  });

  it("count spending toward tiers in one scale: 10.50 must not become 1050", () => {
    const coarser = { ...first, version: 2, money: { currency: "EUR", scale: 0 } };
    expect(() => compileProgram([first, coarser])).not.toThrow();
    const levels = [{ id: "gold", threshold: "500" }];
    const tiers = { metric: "spend", window: { type: "lifetime" }, levels } as const;
    expect(() => compileProgram([{ ...first, tiers }, coarser])).not.toThrow();
    expect(() =>
      compileProgram([
        { ...first, tiers },
        { ...coarser, tiers },
      ]),
    ).toThrow(refusing("wrong_program", [1, "money", "scale"]));
  });
});

describe("points that are over before they become active", () => {
  const compiling = (points: PointCurrency) => () =>
    compileProgram(programWith({ currencies: { points } }));

  it.each([
    ["P60D", "P30D", "day"],
    ["P2M", "P1M", "day"],
    ["P30D", "P30D", "none"],
    ["P13M", "P12M", "month"],
    ["PT2H", "PT1H", "none"],
  ] as const)("%s with a life of %s, to the end of %s, are refused", (wait, period, roundUp) => {
    expect(compiling({ pendingFor: wait, life: { period, roundUp } })).toThrow(
      refusing("out_of_range", ["currencies", "points", "pendingFor"]),
    );
  });

  it("are refused of a rule's own wait too", () => {
    const currencies = { points: { life: { period: "P30D" } } };
    const fixed = { type: "fixed", points: 1 } as const;
    const compile = (pendingFor: string) =>
      compileProgram(programWith({ currencies, rules: [{ id: "x", award: fixed, pendingFor }] }));
    expect(() => compile("P31D")).toThrow(refusing("out_of_range", ["rules", 0, "pendingFor"]));
    expect(() => compile("P30D")).not.toThrow();
  });

  it.each([
    ["P30D", "P30D", "day"],
    ["P60D", "P1M", "day"],
    ["P1M", "P30D", "none"],
    ["P12M", "P12M", "month"],
    ["P29D", "P30D", "none"],
  ] as const)("%s with a life of %s, to the end of %s, may do", (wait, period, roundUp) => {
    expect(compiling({ pendingFor: wait, life: { period, roundUp } })).not.toThrow();
  });
});

describe("a referral's refund", () => {
  const friend = { type: "referral", points: 10, referrerPoints: 20 } as const;
  const engine = compileProgram(programWith({ rules: [{ id: "friend", award: friend }] }));
  const pair = [createAccount(engine, "ada"), createAccount(engine, "bob")] as const;
  const order = { id: "O", lines: [{ id: "1", amount: "30.00" }], referredBy: "bob" };
  const { accounts, entries } = both(
    decideReferral(engine, pair, { type: "completeOrder", id: "o", at: T, order }),
  );
  const cancel = { type: "cancelOrder", id: "c", at: T2, order: "O", entry: entries[0] } as const;

  it("is refused with an account that is not the referrer's, and can be decided with it then", () => {
    const wrong = decideReferral(engine, [accounts[0], createAccount(engine, "cyd")], cancel);
    expect(wrong).toMatchObject({ ok: false, reason: "not_eligible" });
    const right = both(decideReferral(engine, accounts, cancel));
    expect(right.accounts[1].wallets[0].totals.revoked).toBe(20);
  });

  it("goes to the account that took the referrer's over", () => {
    const merge = { type: "mergeMembers", id: "m", at: T } as const;
    const into = both(decideTransfer(engine, [accounts[1], createAccount(engine, "bobby")], merge))
      .accounts[1];
    const done = both(decideReferral(engine, [accounts[0], into], cancel));
    expect(done.accounts[1].wallets[0].totals.revoked).toBe(20);
    expect(done.untaken).toBeUndefined();
  });
});

describe("an order as a whole", () => {
  const buy = (discount: string): Command => ({
    type: "completeOrder",
    id: "o",
    at: T,
    order: {
      id: "O",
      lines: [
        { id: "1", amount: "5.00", discount: "1.00" },
        { id: "2", amount: "9.00", giftCard: true },
      ],
      discount,
    },
  });

  it("has no discount above what its goods cost", () => {
    expect(() => newMember().does(buy("4.01"))).toThrow(
      refusing("out_of_range", ["order", "discount"]),
    );
    expect(newMember().does(buy("4.00")).breakdown.lots).toEqual([]);
  });

  it("in other money needs its exchange rate, for a quote of a redemption too", () => {
    const gives = { type: "amount", points: 100, amount: "1.00" } as const;
    const member = newMember(programWith({ redemptions: [{ id: "off", gives }] }));
    member.does(grant(500));
    const cart = { id: "O", currency: "JPY", lines: [{ id: "1", amount: "900" }] };
    expect(() =>
      quoteRedemption(member.engine, member.account, { option: "off", at: T2, order: cart }),
    ).toThrow(refusing("missing_exchange_rate", ["order", "exchangeRate"]));
  });
});

describe("a quote of a cart", () => {
  const cart = { id: "O", lines: [{ id: "1", amount: "5.00" }] };
  const quoted = (engine: Engine, account: Account) =>
    quoteEarning(engine, account, cart, { at: T2 });

  it.each([
    ["freeze", "frozen"],
    ["close", "closed"],
    ["eraseMember", "closed"],
  ] as const)("after %s is the refusal that the order would meet", (type, reason) => {
    const member = newMember();
    member.does({ type, id: "x", at: T });
    expect(quoted(member.engine, member.account)).toMatchObject({ ok: false, reason });
    const order = { type: "completeOrder", id: "o", at: T2, order: cart } as const;
    expect(member.refused(order)).toBe(reason);
  });

  it("looks at the largest balance, and not at whether the order is known", () => {
    const member = newMember(programWith({ currencies: { points: { maximumBalance: 7 } } }));
    member.does({ type: "completeOrder", id: "o", at: T, order: cart });
    expect(quoted(member.engine, member.account)).toMatchObject({ points: [{ points: 2 }] });
  });
});

describe("a simulation of referred orders", () => {
  const friend = { type: "referral", points: 10, referrerPoints: 20, minimum: "30.00" } as const;
  const plain = programWith();
  const generous = {
    ...plain,
    rules: [...(plain.rules ?? []), { id: "friend", award: friend, pendingFor: "P1D" }],
  };
  const orderOf = (id: string, at: string, amount: string, referredBy?: string) => {
    const order = { id, lines: [{ id: "1", amount }] };
    return { at, order: referredBy === undefined ? order : { ...order, referredBy } };
  };
  const histories = [
    { member: "ada", orders: [orderOf("O1", "2026-01-05T10:00:00Z", "40.00", "bob")] },
    {
      member: "bob",
      orders: [
        orderOf("O1", "2026-01-01T10:00:00Z", "5.00"),
        orderOf("O2", "2026-01-09T10:00:00Z", "7.00"),
      ],
    },
    { member: "cyd", orders: [orderOf("O1", "2026-01-06T10:00:00Z", "50.00", "somebody")] },
    { member: "dan", orders: [orderOf("O1", "2026-01-07T10:00:00Z", "60.00", "dan")] },
  ];
  const { members, totals } = simulateProgram(
    compileProgram(plain),
    compileProgram(generous),
    histories,
    { asOf: "2026-02-01" },
  );

  it("awards both sides where the referrer is a member, and else goes on without the referral", () => {
    expect(members.map(({ candidate }) => candidate.earned)).toEqual([50, 32, 50, 0]);
    expect(members.map(({ candidate }) => candidate.unreferred)).toEqual([0, 0, 1, 0]);
    expect(members.map(({ candidate }) => candidate.refused)).toEqual([0, 0, 0, 1]);
    expect(totals.candidate).toMatchObject({ unreferred: 1, refused: 1, outstanding: 132 });
  });

  it("counts none of them where no rule is about referrals", () => {
    expect(members.map(({ baseline }) => baseline.earned)).toEqual([40, 12, 50, 60]);
    expect(totals.baseline).toMatchObject({ unreferred: 0, refused: 0 });
  });
});

describe("what is told of one point", () => {
  it("is told in the singular", () => {
    const member = newMember();
    member.does(grant(3));
    const hold = { type: "hold", id: "h", at: T, hold: "H", points: 1 } as const;
    const [{ text }] = explain(member.does(hold).entry).lines;
    expect(text).toMatch(/^Held 1 point \(1 of lot 1\) until /);
  });
});

describe("a scenario of a gift to an account outside", () => {
  it("tells what would be received", () => {
    const scenario = {
      id: "X",
      kind: "ledger",
      events: [
        { id: "e", at: T, type: "earn", points: 50, expiresAt: "2026-03-01" },
        { id: "g", at: T2, type: "gift", points: 20, to: "elsewhere" },
      ],
      cases: [
        {
          policy: {},
          expect: [{ at: T2, transferred: [{ points: 20, expiresAt: "2026-03-01T00:00:00Z" }] }],
        },
      ],
    };
    expect(playLedger(scenario).flatMap(({ differences }) => differences)).toEqual([]);
  });
});

describe("pieces that come back", () => {
  const rule = { id: "base", award: { type: "rate", points: 1, per: "1.00" } } as const;
  const ofOrder = (gte: number) => ({ ...rule, when: { field: "order.quantity", gte } }) as const;
  const ofLine = (gte: number) => ({ ...rule, lines: { field: "line.quantity", gte } }) as const;
  const threeFor30 = { id: "1", amount: "30.00", quantity: 3 };
  const bought = (rules: Program["rules"], line: OrderLine = threeFor30) => {
    const member = newMember(programWith(rules === undefined ? {} : { rules }));
    const order = { id: "O", lines: [line] };
    const { entry } = member.does({ type: "completeOrder", id: "o", at: T, order });
    let count = 0;
    const refund = (...lines: readonly RefundLine[]): Command => {
      const id = `f${++count}`;
      return { type: "refundOrder", id, at: T2, order: "O", refund: id, entry, lines };
    };
    const cancel: Command = { type: "cancelOrder", id: "c", at: T2, order: "O", entry };
    const left = (...lines: readonly RefundLine[]) => {
      member.does(refund(...lines));
      return member.wallet(T2).available;
    };
    return { member, refund, left, cancel };
  };
  const back = (amount: string, quantity?: number): RefundLine =>
    quantity === undefined ? { line: "1", amount } : { line: "1", amount, quantity };

  it.each([
    ["the order's", ofOrder],
    ["a line's", ofLine],
  ])("are counted off %s", (_, ruleOf) => {
    expect(bought([ruleOf(3)]).left(back("20.00", 2))).toBe(0);
    expect(bought([ruleOf(2)]).left(back("10.00", 1))).toBe(20);
    expect(bought([ruleOf(3)]).left(back("20.00"))).toBe(10);
  });

  it("add up over refunds, and over lines of one", () => {
    const { member, left, cancel } = bought([ofOrder(2)]);
    expect(left(back("10.00", 1))).toBe(20);
    expect(left(back("5.00"))).toBe(15);
    expect(member.account.orders[0].refunded).toEqual([["1", 1500, 1]]);
    expect(replay(member.entries)).toEqual(member.account);
    expect(left(back("5.00", 1))).toBe(0);
    member.does(cancel);
    expect(member.refused({ ...cancel, id: "c2" })).toBe("exceeds_remaining");
    expect(bought([ofOrder(2)]).left(back("10.00", 1), back("10.00", 1))).toBe(0);
  });

  it("that all came back leave what was not paid back without pieces", () => {
    expect(bought([rule]).left(back("20.00", 3))).toBe(10);
    expect(bought([ofLine(1)]).left(back("20.00", 3))).toBe(0);
  });

  it("are no more than are left, of a line that says none one", () => {
    const { member, refund, left } = bought([rule]);
    expect(member.refused(refund(back("1.00", 4)))).toBe("exceeds_remaining");
    left(back("1.00", 2));
    expect(member.refused(refund(back("1.00", 2)))).toBe("exceeds_remaining");
    expect(left(back("1.00", 1))).toBe(28);
    const single = bought([rule], { id: "1", amount: "30.00" });
    expect(single.member.refused(single.refund(back("1.00", 2)))).toBe("exceeds_remaining");
  });

  it.each([0, -1, 1.5, 2 ** 53])("are a whole number above zero: not %s", (quantity) => {
    const { member, refund } = bought([rule]);
    expect(() => member.does(refund(back("1.00", quantity)))).toThrow(
      refusing("out_of_range", ["lines", 0, "quantity"]),
    );
  });

  it("are kept only where they were named, and survive a store", () => {
    const { member, left } = bought([rule]);
    left(back("1.00"));
    expect(member.account.orders[0].refunded).toEqual([["1", 100]]);
    left(back("1.00", 1));
    const stored = JSON.parse(JSON.stringify(member.account));
    expect(parseAccount(stored)).toEqual(member.account);
    expect(replay(JSON.parse(JSON.stringify(member.entries)).map(parseEntry))).toEqual(
      member.account,
    );
    stored.orders[0].refunded[0][2] = "1";
    expect(() => decide(member.engine, stored, grant(1))).toThrow(
      expect.objectContaining({ code: "corrupt_account" }),
    );
  });

  it("leave what an order of the rest would earn, whatever the pieces (law)", () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 0, max: 2 })),
      {
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), steps, (least, pieces) => {
        const line = { id: "1", amount: "28.01", quantity: 9 };
        const { member, left } = bought([ofLine(least)], line);
        let units = 2801;
        let quantity = 9;
        for (const [cents, count] of pieces) {
          left(back((cents / 100).toFixed(2), count === 0 ? undefined : count));
          units -= cents;
          quantity -= count;
        }
        const fresh = quantity === 0 ? 0 : quantity >= least ? Math.floor(units / 100) : 0;
        expect(member.wallet(T2).available).toBe(fresh);
      }),
    );
  });
});

describe("caps and budgets", () => {
  const rules = ["r1", "r2", "r3"].map((id) => {
    return { id, award: { type: "rate", points: 1, per: "1.00" } } as const;
  });
  const order = { id: "O", lines: [{ id: "1", amount: "3.00" }] };

  it.each(["a-all", "z-all"])(
    "of fewer rules cut first, so that the wide one %s loses no room",
    (id) => {
      const narrow = { id: "p", window: "day", points: 2, rules: ["r1", "r2"] } as const;
      const caps = [{ id, window: "day", points: 4 } as const, narrow];
      const member = newMember(programWith({ rules, caps }));
      member.does({ type: "completeOrder", id: "o", at: T, order });
      expect(member.wallet(T).available).toBe(4);
    },
  );

  it.each(["a-all", "z-all"])("likewise of a budget %s", (id) => {
    const member = newMember(
      programWith({ rules, budgets: [{ id }, { id: "p", rules: ["r1", "r2"] }] }),
    );
    const budgets = [
      { budget: id, version: 1, remaining: 4 },
      { budget: "p", version: 1, remaining: 2 },
    ];
    member.does({ type: "completeOrder", id: "o", at: T, order, context: { budgets } });
    expect(member.wallet(T).available).toBe(4);
  });
});

describe("a condition on a name that the program does not list", () => {
  const lists = {
    stores: [{ id: "a" }],
    channels: ["app"],
    tiers: {
      metric: "orders",
      window: { type: "lifetime" },
      levels: [{ id: "gold", threshold: 1 }],
    },
  } as const;
  const compiling =
    (when: NonNullable<EarningRule["when"]>, parts: Partial<Program> = lists) =>
    () => {
      const rule: EarningRule = { id: "x", award: { type: "fixed", points: 1 }, when };
      return compileProgram(programWith({ ...parts, rules: [rule] }));
    };

  it.each(["order.store", "order.channel", "member.tier"] as const)("is refused: %s", (field) => {
    const at = (...path: readonly (string | number)[]) =>
      refusing("type_mismatch", ["rules", 0, "when", ...path]);
    expect(compiling({ field, eq: "zz" })).toThrow(at("eq"));
    expect(compiling({ any: [{ field, ne: "zz" }] })).toThrow(at("any", 0, "ne"));
    expect(compiling({ field, in: ["gold", "app", "a", "zz"] })).toThrow(
      expect.objectContaining({ code: "type_mismatch" }),
    );
    expect(compiling({ field, eq: "zz" }, {})).not.toThrow();
  });

  it("and one on a name that it lists is not", () => {
    expect(compiling({ field: "order.store", eq: "a" })).not.toThrow();
    expect(compiling({ field: "order.channel", in: ["app"] })).not.toThrow();
    expect(compiling({ field: "member.tier", ne: "gold" })).not.toThrow();
  });
});

describe("a view as of a date alone", () => {
  it("is that of the start of the day in the program's zone", () => {
    const member = newMember(programWith({ timeZone: "Europe/Berlin" }));
    member.does(grant(10, { expiresAt: "2026-02-01" }));
    expect(member.view("2026-02-01").at).toBe("2026-01-31T23:00:00.000Z");
    expect(member.wallet("2026-02-01").available).toBe(0);
    expect(member.wallet("2026-01-31").available).toBe(10);
    expect(() => member.view("2026-01-05")).toThrow(refusing("before_clock", ["at"]));
    expect(() => member.view("2026-02-30")).toThrow(refusing("invalid_time", ["at"]));
  });
});

describe("a snapshot that somebody altered is not decided on", () => {
  const engine = compileProgram(
    programWith({
      tiers: {
        metric: "points",
        window: { type: "lifetime" },
        levels: [{ id: "basic", threshold: 0 }],
      },
    }),
  );
  const commands: readonly Command[] = [
    grant(100, { expiresAt: "2026-06-01" }),
    redeem(30),
    {
      type: "completeOrder",
      id: "o",
      at: T2,
      order: { id: "O", lines: [{ id: "1", amount: "5.00" }] },
    },
  ];
  const account = commands.reduce(
    (before, command) => {
      const decision = decide(engine, before, command);
      if (!("entry" in decision)) throw new Error(JSON.stringify(decision));
      return decision.account;
    },
    createAccount(engine, "m-1"),
  );

  it.each([
    ["a redemption that took more than was spent", ["redemptions", 0, "takes", 0, "points"], 1e6],
    ["one that took less than nothing", ["redemptions", 0, "takes", 0, "points"], -30],
    ["one that never ends", ["redemptions", 0, "until"], "x"],
    ["a lot whose end is no instant", ["wallets", 0, "lots", 0, "expiresAt"], "x"],
    ["a lot of no store", ["wallets", 0, "lots", 0, "store"], Number.NaN],
    ["a clock that was never set", ["clock"], null],
    ["an order of no time", ["orders", 0, "at"], Number.NaN],
    ["a level since no time", ["tier", "since"], Number.NaN],
  ] as const)("%s", (_, path, value) => {
    const altered = JSON.parse(JSON.stringify(account));
    expect(() => viewAccount(engine, altered, T3)).not.toThrow();
    const parent = path.slice(0, -1).reduce((at, key) => at[key], altered);
    parent[path[path.length - 1]] = value;
    expect(() => decide(engine, altered, redeem(1, T3))).toThrow(
      expect.objectContaining({ code: "corrupt_account" }),
    );
    expect(() => parseAccount(altered)).toThrow(expect.objectContaining({ name: "InputError" }));
  });
});

describe("debt is repaid by what ends soonest of all that opens at once", () => {
  it.each([
    ["far", "near"],
    ["near", "far"],
  ] as const)("granted %s first, then %s", (...order) => {
    const member = newMember(programWith({ policies: { adjustment: { negative: true } } }));
    const ends = { far: "2027-01-01", near: "2026-02-03" };
    member.does({ type: "adjust", id: "a", at: T, points: -10 });
    for (const id of order) member.does(grant(10, { id, activeAt: T3, expiresAt: ends[id] }));
    const { available, expired } = member.wallet("2026-02-03T00:00:00Z");
    expect([available, expired]).toEqual([10, 0]);
  });
});
