/** Faults that random streams found in this ledger, each as the smallest case of its own. */
import { describe, expect, it } from "vitest";
import { evolve } from "../../../src/loyalty/ledger/evolve.ts";
import { nextDueAt } from "../../../src/loyalty/ledger/next-due.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { buy, newMember, programWith } from "../engine/member.ts";

const JAN = (day: number) => `2026-01-${String(day).padStart(2, "0")}T00:00:00.000Z`;
const idle = (inactivity: string): Partial<Program> => ({ currencies: { points: { inactivity } } });

it("reading a wallet does not make one: evolve gives the account of the decision", () => {
  const currencies = { points: {}, miles: { inactivity: "P1M" } };
  const member = newMember(programWith({ currencies }));
  const before = member.account;
  const { entry, account } = member.does({ id: "g", at: JAN(1), type: "grant", points: 1 });
  expect(evolve(before, entry)).toEqual(account);
});

it("an entry of another program names both programs, not the account twice", () => {
  const member = newMember(programWith());
  const before = member.account;
  const { entry } = member.does({ id: "g", at: JAN(1), type: "grant", points: 1 });
  expect(() => evolve(before, { ...entry, program: "other" })).toThrow(
    expect.objectContaining({
      code: "wrong_account",
      path: ["program"],
      message: `program: expected "${before.program}", got "other"`,
    }),
  );
});

describe("an inactivity deadline that passes while nothing is there to lapse", () => {
  it("leaves pending points their own time", () => {
    const member = newMember(programWith(idle("P5D")));
    member.does({ id: "g", at: JAN(1), type: "grant", points: 9, activeAt: JAN(11) });
    expect(member.wallet(JAN(11))).toMatchObject({ available: 9, expired: 0 });
    expect(member.wallet(JAN(16))).toMatchObject({ available: 0, expired: 9 });
  });

  it("does not take what an adjustment brings later", () => {
    const member = newMember(programWith(idle("P5D")));
    member.does({ id: "g", at: JAN(1), type: "grant", points: 9 });
    member.does({ id: "r", at: JAN(2), type: "redeem", redemption: "R", points: 9 });
    member.does({ id: "a", at: JAN(20), type: "adjust", points: 4 });
    expect(member.wallet(JAN(24))).toMatchObject({ available: 4 });
    expect(member.wallet(JAN(25))).toMatchObject({ available: 0, expired: 4 });
  });
});

describe("migration of idle time", () => {
  const [without, within] = [programWith(), programWith({ version: 2, ...idle("P10D") })];

  it("begins where the new version lets idle points lapse", () => {
    const member = newMember([without, within]);
    member.account = { ...member.account, programVersion: 1 };
    member.does({ id: "g", at: JAN(1), type: "grant", points: 9 });
    member.does({ id: "m", at: JAN(15), type: "migrate", programVersion: 2 });
    expect(member.wallet(JAN(24)).available).toBe(9);
    expect(member.wallet(JAN(25))).toMatchObject({ available: 0, expired: 9 });
  });

  it("ends where it no longer does", () => {
    const member = newMember([
      { ...within, version: 1 },
      { ...without, version: 2 },
    ]);
    member.account = { ...member.account, programVersion: 1 };
    member.does({ id: "g", at: JAN(1), type: "grant", points: 9 });
    member.does({ id: "m", at: JAN(5), type: "migrate", programVersion: 2 });
    expect(member.wallet("2030-01-01T00:00:00Z").available).toBe(9);
  });
});

describe("the return window ends at its instant, whether or not an entry lies between", () => {
  const member = newMember(programWith({ policies: { windows: { returns: "P5D" } } }));
  member.does({ id: "g", at: JAN(1), type: "grant", points: 9, order: "O" });
  member.does({ id: "r", at: JAN(1), type: "redeem", redemption: "R", points: 5 });
  const { account } = member;

  it.each([
    [5, "accepted"],
    [6, "folded"],
  ])("on day %i: %s", (day, outcome) => {
    member.account = account;
    const revoke = { id: "c", at: JAN(day), type: "revoke", order: "O", points: 1 } as const;
    const reverse = { id: "v", at: JAN(day), type: "reverseRedemption", redemption: "R" } as const;
    if (outcome === "accepted") {
      member.does(revoke);
      member.does(reverse);
    } else {
      expect(member.refused(revoke)).toBe("folded");
      expect(member.refused(reverse)).toBe("folded");
    }
  });
});

it("a full refund of the first order reopens the first purchase, though caps are gross", () => {
  const member = newMember(
    programWith({
      rules: [{ id: "first", award: { type: "first_purchase", points: 50 } }],
      policies: { clawback: { caps: "gross" }, orders: { reopenFirst: true } },
    }),
  );
  const { entry } = member.does(buy("1", JAN(1), "10.00"));
  member.does({ id: "c", at: JAN(2), type: "cancelOrder", order: "order-1", entry });
  member.does(buy("2", JAN(3), "10.00"));
  expect(member.wallet(JAN(3))).toMatchObject({ available: 50, issued: 100, revoked: 50 });
});

it("a lot told late is not merged while its order can be refunded", () => {
  const currencies = { points: { life: { period: "P1D", roundUp: "year" } } } as const;
  const policies = { windows: { returns: "P5D" } };
  const member = newMember(programWith({ currencies, policies }));
  const expiresAt = "2026-06-01T00:00:00.000Z";
  member.does({ id: "a", at: JAN(1), type: "grant", points: 5 });
  member.does({ id: "b", at: JAN(20), type: "grant", points: 5, expiresAt });
  const late = { at: JAN(2), recordedAt: JAN(20) };
  member.does({ id: "c", ...late, type: "grant", points: 5, order: "O" });
  member.does({ id: "d", at: JAN(21), type: "revoke", order: "O", points: 5 });
  expect(member.wallet(JAN(21)).expiring).toEqual([
    { at: expiresAt, points: 5 },
    { at: "2027-01-01T00:00:00.000Z", points: 5 },
  ]);
});

it("a refund takes back no more than the wallet had room for", () => {
  const member = newMember(programWith({ currencies: { points: { maximumBalance: 30 } } }));
  const { entry } = member.does(buy("1", JAN(1), "100.00"));
  expect(member.wallet(JAN(1))).toMatchObject({ issued: 30, available: 30 });
  member.does({ id: "c", at: JAN(2), type: "cancelOrder", order: "order-1", entry });
  expect(member.wallet(JAN(2))).toMatchObject({ available: 0, debt: 0, revoked: 30 });
});

it("a snapshot with pending lots out of order is refused, and no clock waits for ever", () => {
  const member = newMember(programWith());
  for (const day of [11, 12]) {
    member.does({ id: `g${day}`, at: JAN(1), type: "grant", points: 9, activeAt: JAN(day) });
  }
  const [wallet] = member.account.wallets;
  const pending = wallet.pending.toReversed();
  const wallets = [{ ...wallet, pending }];
  expect(() => nextDueAt({ ...member.account, wallets })).toThrow(
    expect.objectContaining({ code: "corrupt_account", path: ["pending"] }),
  );
});

it.each([7, "F", [7], null])("a snapshot whose refunds are %j is refused, not read", (refunds) => {
  const member = newMember(programWith());
  const { entry } = member.does(buy("1", JAN(1), "10.00"));
  const [order] = member.account.orders;
  member.account = { ...member.account, orders: [Object.assign({}, order, { refunds })] };
  const lines = [{ line: "1", amount: "5.00" }];
  const refund = { type: "refundOrder", order: "order-1", refund: "F", entry, lines } as const;
  expect(() => member.does({ ...refund, id: "r", at: JAN(2) })).toThrow(
    expect.objectContaining({ code: "corrupt_account", path: ["records"] }),
  );
});

it("an award whose counters are no lists any more is not the one that was written", () => {
  const first = { id: "first", award: { type: "first_purchase", points: 50 } } as const;
  const member = newMember(programWith({ rules: [first] }));
  const { entry } = member.does(buy("1", JAN(1), "10.00"));
  const altered: typeof entry = JSON.parse(
    JSON.stringify(entry, (key, value) => {
      return key === "counters" ? value.map((counter: object) => ({ ...counter })) : value;
    }),
  );
  const cancel = { type: "cancelOrder", order: "order-1", entry: altered } as const;
  expect(() => member.does({ ...cancel, id: "c", at: JAN(2) })).toThrow(
    expect.objectContaining({ code: "corrupt_entry", path: ["entry"] }),
  );
});
