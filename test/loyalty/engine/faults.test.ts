/** Faults that other systems had, each as a test named after the fault. */
import { describe, expect, it } from "vitest";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import { quoteRedemption } from "../../../src/loyalty/redemption/quote-redemption.ts";
import { buy, newMember, programWith } from "./member.ts";

const JAN = (day: number, time = "10:00:00Z") => `2026-01-${String(day).padStart(2, "0")}T${time}`;

describe("a refund keeps the points (odoo#257854, erpnext#32951)", () => {
  it.each(["P12M", "P1D"])(
    "takes back what a returned order earned, with a life of %s",
    (period) => {
      const member = newMember(programWith({ currencies: { points: { life: { period } } } }));
      const { entry } = member.does(buy("1", JAN(1), "50.00"));
      expect(member.wallet(JAN(1)).available).toBe(50);
      const refund = {
        at: JAN(1, "11:00:00Z"),
        type: "refundOrder",
        order: "order-1",
        entry,
      } as const;
      member.does({ ...refund, id: "2", refund: "a", lines: [{ line: "1", amount: "20.00" }] });
      expect(member.wallet(JAN(1, "11:00:00Z")).available).toBe(30);
      member.does({ ...refund, id: "3", refund: "b", lines: [{ line: "1", amount: "30.00" }] });
      expect(member.wallet(JAN(1, "11:00:00Z"))).toMatchObject({
        available: 0,
        revoked: 50,
        debt: 0,
      });
    },
  );

  it("a cancelled order keeps nothing either, though its points were spent", () => {
    const member = newMember();
    const { entry } = member.does(buy("1", JAN(1), "50.00"));
    member.does({ id: "2", at: JAN(2), type: "redeem", redemption: "R", points: 50 });
    member.does({ id: "3", at: JAN(3), type: "cancelOrder", order: "order-1", entry });
    expect(member.wallet(JAN(3))).toMatchObject({ available: -50, debt: 50 });
  });
});

describe("a refund charges the redemption again (odoo#212922)", () => {
  it("gives back what paid a part, and charges nothing", () => {
    const member = newMember();
    member.does({ id: "g", at: JAN(1), type: "grant", points: 1000 });
    member.does({ id: "r", at: JAN(2), type: "redeem", redemption: "R", points: 1000 });
    const { entry } = member.does({
      id: "o",
      at: JAN(2),
      type: "completeOrder",
      order: {
        id: "O",
        lines: [{ id: "1", amount: "40.00" }],
        pointsPaid: "10.00",
        redemption: "R",
      },
    });
    expect(member.wallet(JAN(2))).toMatchObject({ available: 30, spent: 1000 });
    const refund = (id: string, amount: string) =>
      member.does({
        id,
        at: JAN(3),
        type: "refundOrder",
        order: "O",
        refund: id,
        entry,
        lines: [{ line: "1", amount }],
      });
    refund("half", "20.00");
    expect(member.wallet(JAN(3))).toMatchObject({ available: 515, spent: 500 });
    refund("rest", "20.00");
    expect(member.wallet(JAN(3))).toMatchObject({ available: 1000, spent: 0, debt: 0 });
  });
});

it("the balance collapses when lapsed credits leave the sum while old debits stay (FloCafe#78)", () => {
  const member = newMember();
  member.does({ id: "a", at: JAN(1), type: "grant", points: 100, expiresAt: JAN(20) });
  member.does({ id: "b", at: JAN(2), type: "grant", points: 50, expiresAt: JAN(30) });
  member.does({ id: "r", at: JAN(3), type: "redeem", redemption: "R", points: 80 });
  expect(member.wallet(JAN(20))).toMatchObject({ available: 50, expired: 20, spent: 80 });
  expect(member.wallet(JAN(30))).toMatchObject({ available: 0, expired: 70, spent: 80 });
});

describe("replayed events pay twice (odoo#222372)", () => {
  it("an event delivered again is a duplicate, however late", () => {
    const member = newMember();
    const order = buy("1", JAN(1), "50.00");
    member.does(order);
    expect(decide(member.engine, member.account, { ...order, recordedAt: JAN(9) })).toEqual({
      ok: true,
      duplicate: true,
      version: 1,
    });
  });

  it("another event about the same order, redemption, hold or refund pays nothing", () => {
    const member = newMember();
    const { entry } = member.does(buy("1", JAN(1), "50.00"));
    expect(member.refused({ ...buy("1", JAN(2), "50.00"), id: "2" })).toBe("duplicate_order");
    const redeem = { at: JAN(2), type: "redeem", redemption: "R", points: 5 } as const;
    member.does({ ...redeem, id: "3" });
    expect(member.refused({ ...redeem, id: "4" })).toBe("idempotency_conflict");
    const hold = { at: JAN(2), type: "hold", hold: "H", points: 5 } as const;
    member.does({ ...hold, id: "5" });
    expect(member.refused({ ...hold, id: "6" })).toBe("idempotency_conflict");
    const refund = {
      at: JAN(3),
      type: "refundOrder",
      order: "order-1",
      refund: "F",
      entry,
      lines: [{ line: "1", amount: "1.00" }],
    } as const;
    member.does({ ...refund, id: "7" });
    expect(member.refused({ ...refund, id: "8" })).toBe("idempotency_conflict");
  });

  it("entries read again make the same account, and are refused twice", () => {
    const member = newMember();
    member.does(buy("1", JAN(1), "50.00"));
    member.does(buy("2", JAN(2), "50.00"));
    expect(replay(member.entries)).toEqual(member.account);
    expect(() => replay([...member.entries, member.entries[1]])).toThrow();
  });
});

it("races spend points twice: of two decisions on one version the second is refused", () => {
  const member = newMember();
  member.does({ id: "g", at: JAN(1), type: "grant", points: 100 });
  const spend = (id: string) =>
    ({ id, at: JAN(2), type: "redeem", redemption: id, points: 80, expectedVersion: 1 }) as const;
  const [one, other] = [spend("a"), spend("b")];
  const versions = [one, other].map((command) => {
    const decision = decide(member.engine, member.account, command);
    return decision.ok && "entry" in decision ? decision.entry.version : null;
  });
  // Both make version 2: the host's unique key lets one of them in, the other decides again.
  expect(versions).toEqual([2, 2]);
  member.does(one);
  expect(member.refused(other)).toBe("version_conflict");
  expect(member.refused({ ...other, expectedVersion: 2 })).toBe("insufficient_points");
});

describe("float errors (odoo#111670, odoo#219640)", () => {
  it.each([
    ["1.15", "100.00", 115],
    ["1", "4.35", 435],
    ["1", "19.99", 1999],
    ["1.1", "0.30", 33],
  ])("a factor of %s on %s", (factor, amount, points) => {
    const per = factor === "1.15" ? "1.00" : "0.01";
    const member = newMember(
      programWith({
        rules: [
          { id: "base", award: { type: "rate", points: 1, per } },
          { id: "more", award: { type: "multiplier", factor } },
        ],
      }),
    );
    member.does(buy("1", JAN(1), amount));
    expect(member.wallet(JAN(1)).available).toBe(points);
  });

  it("two hundred orders of 0.10 and their refunds leave nothing", () => {
    const member = newMember(
      programWith({ rules: [{ id: "base", award: { type: "rate", points: 1, per: "0.01" } }] }),
    );
    for (let index = 0; index < 200; index++) {
      const { entry } = member.does(buy(`${index}`, JAN(1), "0.10"));
      const order = `order-${index}`;
      member.does({ id: `c${index}`, at: JAN(1), type: "cancelOrder", order, entry });
    }
    expect(member.wallet(JAN(1))).toMatchObject({ available: 0, issued: 2000, revoked: 2000 });
  });
});

describe("currency rounding zeroes points (odoo#259660)", () => {
  it("of a currency without decimals", () => {
    const rules = [{ id: "base", award: { type: "rate", points: 1, per: "1000" } }] as const;
    const member = newMember(programWith({ money: { currency: "JPY", scale: 0 }, rules }));
    member.does(buy("1", JAN(1), "2500"));
    expect(member.wallet(JAN(1)).available).toBe(2);
  });

  it("of fractions of a point, kept in the smallest unit", () => {
    const rules = [{ id: "base", award: { type: "rate", points: 5, per: "1.00" } }] as const;
    const member = newMember(programWith({ currencies: { points: { scale: 2 } }, rules }));
    member.does(buy("1", JAN(1), "0.99"));
    expect(member.wallet(JAN(1)).available).toBe(4);
  });

  it("of an order in other money, converted and not rounded on the way", () => {
    const member = newMember();
    member.does({
      id: "1",
      at: JAN(1),
      type: "completeOrder",
      order: {
        id: "O",
        currency: "JPY",
        exchangeRate: "0.006",
        lines: [
          { id: "1", amount: "90" },
          { id: "2", amount: "90" },
        ],
      },
    });
    // 1.08 euro; line by line it would be 0.54 each.
    expect(member.wallet(JAN(1)).available).toBe(1);
  });
});

describe("the wrong tier at the boundary (erpnext#22167, erpnext#33550)", () => {
  const ladder = {
    metric: "spend",
    window: { type: "lifetime" },
    levels: [
      { id: "silver", threshold: "100.00" },
      { id: "gold", threshold: "500.00" },
    ],
  } as const;

  it.each([
    ["99.99", null],
    ["100.00", "silver"],
    ["499.99", "silver"],
    ["500.00", "gold"],
  ])("of %s", (amount, level) => {
    const member = newMember(programWith({ tiers: ladder }));
    member.does(buy("1", JAN(1), amount));
    expect(member.view(JAN(1)).tier?.level).toBe(level);
  });
});

describe("redeem and cancel makes points everlasting", () => {
  const EXPIRY = JAN(20);
  it.each(["lifo", "fifo", "prorata"] as const)("with %s, points keep their end", (order) => {
    const member = newMember(programWith({ policies: { reversal: { order } } }));
    member.does({ id: "g", at: JAN(1), type: "grant", points: 100, expiresAt: EXPIRY });
    for (let round = 0; round < 10; round++) {
      const redemption = `R${round}`;
      member.does({ id: `r${round}`, at: JAN(2), type: "redeem", redemption, points: 100 });
      member.does({ id: `v${round}`, at: JAN(3), type: "reverseRedemption", redemption });
    }
    expect(member.wallet(JAN(3)).available).toBe(100);
    expect(member.wallet(EXPIRY)).toMatchObject({ available: 0, expired: 100 });
  });

  it("what was spent in time and comes back too late is gone", () => {
    const member = newMember();
    member.does({ id: "g", at: JAN(1), type: "grant", points: 100, expiresAt: EXPIRY });
    member.does({ id: "r", at: JAN(19), type: "redeem", redemption: "R", points: 100 });
    member.does({ id: "v", at: JAN(21), type: "reverseRedemption", redemption: "R" });
    expect(member.wallet(JAN(21))).toMatchObject({ available: 0, expired: 100, spent: 0 });
  });

  it("neither does a hold over the end", () => {
    const member = newMember();
    member.does({ id: "g", at: JAN(1), type: "grant", points: 100, expiresAt: EXPIRY });
    member.does({ id: "h", at: JAN(19), type: "hold", hold: "H", points: 100, until: JAN(25) });
    expect(member.wallet(JAN(24))).toMatchObject({ active: 100, held: 100, available: 0 });
    expect(member.wallet(JAN(25))).toMatchObject({ active: 0, expired: 100, available: 0 });
  });

  it("nor a reversal after the balance lapsed for want of activity", () => {
    const member = newMember(programWith({ currencies: { points: { inactivity: "P10D" } } }));
    member.does({ id: "g", at: JAN(1), type: "grant", points: 100 });
    member.does({ id: "r", at: JAN(2), type: "redeem", redemption: "R", points: 60 });
    member.does({ id: "v", at: JAN(12), type: "reverseRedemption", redemption: "R" });
    expect(member.wallet(JAN(12))).toMatchObject({ available: 0, expired: 100, spent: 0 });
  });
});

describe("today's rule applied to yesterday's refund (Smile)", () => {
  const rates = [
    ["doubled", [{ id: "base", award: { type: "rate", points: 2, per: "1.00" } }]],
    ["gone", []],
  ] as const;
  it.each(rates)("takes back what was awarded where the rule is %s by now", (_name, rules) => {
    const now = programWith({ version: 2, rules });
    const member = newMember([programWith(), now]);
    // The account begins with the newest version: here it was at the older one.
    member.account = { ...member.account, programVersion: 1 };
    const { entry } = member.does(buy("1", JAN(1), "50.00"));
    member.does({ id: "m", at: JAN(2), type: "migrate", programVersion: 2 });
    member.does({
      id: "2",
      at: JAN(3),
      type: "refundOrder",
      order: "order-1",
      refund: "F",
      entry,
      lines: [{ line: "1", amount: "20.00" }],
    });
    expect(member.wallet(JAN(3))).toMatchObject({ available: 30, revoked: 20 });
    member.does({ id: "3", at: JAN(4), type: "cancelOrder", order: "order-1", entry });
    expect(member.wallet(JAN(4))).toMatchObject({ available: 0, revoked: 50 });
  });
});

describe("time zones (Kademi#4759)", () => {
  it.each([
    ["Europe/Berlin", "2026-03-31T22:00:00.000Z"],
    ["UTC", "2026-03-01T00:00:00.000Z"],
    ["America/New_York", "2026-03-01T05:00:00.000Z"],
  ])("the month of an expiry is that of %s", (timeZone, expiresAt) => {
    const currencies = { points: { life: { period: "P0M", roundUp: "month" } } } as const;
    const member = newMember(programWith({ timeZone, currencies }));
    member.does(buy("1", "2026-02-28T23:30:00Z", "10.00"));
    expect(member.wallet("2026-02-28T23:30:00Z").lots[0].expiresAt).toBe(expiresAt);
  });

  it("a cap of a day ends at the zone's midnight", () => {
    const caps = [{ id: "day", window: "day", points: 10 }] as const;
    const member = newMember(programWith({ timeZone: "Asia/Tokyo", caps }));
    member.does(buy("1", "2026-01-01T14:59:59Z", "10.00"));
    member.does(buy("2", "2026-01-01T14:59:59.999Z", "10.00"));
    expect(member.wallet("2026-01-01T14:59:59.999Z").available).toBe(10);
    member.does(buy("3", "2026-01-01T15:00:00Z", "10.00"));
    expect(member.wallet("2026-01-01T15:00:00Z").available).toBe(20);
  });
});

describe("the gift-card loop (nopCommerce#815)", () => {
  const order = { id: "O", lines: [{ id: "1", amount: "100.00", giftCard: true }] };

  it("a gift card earns nothing", () => {
    const member = newMember();
    member.does({ id: "1", at: JAN(1), type: "completeOrder", order });
    expect(member.wallet(JAN(1)).issued).toBe(0);
  });

  it("and points do not pay for one", () => {
    const gives = { type: "amount", points: 100, amount: "1.00" } as const;
    const member = newMember(
      programWith({ redemptions: [{ id: "off", gives, maxShareOfOrder: "1" }] }),
    );
    member.does({ id: "g", at: JAN(1), type: "grant", points: 10_000 });
    const quote = quoteRedemption(member.engine, member.account, {
      option: "off",
      order,
      at: JAN(1),
    });
    expect(quote.ok).toBe(false);
    const redeem = { id: "r", at: JAN(1), type: "redeem", redemption: "R", option: "off" } as const;
    expect(member.refused({ ...redeem, points: 100, order })).toBe("not_eligible");
  });
});

it("a quote takes more points than the order is worth (odoo#274951)", () => {
  const gives = { type: "amount", points: 1, amount: "10.00" } as const;
  const member = newMember(
    programWith({ redemptions: [{ id: "off", gives, minimum: 1, maxShareOfOrder: "1" }] }),
  );
  member.does({ id: "g", at: JAN(1), type: "grant", points: 30 });
  const order = { id: "O", lines: [{ id: "1", amount: "20.00" }] };
  const request = { option: "off", order, at: JAN(1) };
  expect(quoteRedemption(member.engine, member.account, request)).toMatchObject({
    ok: true,
    points: 2,
    amount: "20.00",
  });
  const redeem = { id: "r", at: JAN(1), type: "redeem", redemption: "R", option: "off" } as const;
  expect(member.refused({ ...redeem, points: 3, order })).toBe("above_maximum");
});
