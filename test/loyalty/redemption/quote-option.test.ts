import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PurchaseOrder } from "../../../src/loyalty/order.ts";
import type { RedemptionOption } from "../../../src/loyalty/program/redemption-option.ts";
import { checkRedemption } from "../../../src/loyalty/redemption/check-redemption.ts";
import { quoteOption } from "../../../src/loyalty/redemption/quote-option.ts";
import { programOf } from "./program.ts";

const MONEY_OFF: RedemptionOption = {
  id: "money-off",
  gives: { type: "amount", points: 100, amount: "1.00" },
  minimum: 500,
  step: 100,
  maxShareOfOrder: "0.5",
};

function orderOf(amount: string, rest: Partial<PurchaseOrder> = {}): PurchaseOrder {
  return { id: "O1", lines: [{ id: "a", amount }], ...rest };
}

describe("E22: minimum, maximum share and step", () => {
  const program = programOf([MONEY_OFF]);
  const member = {
    option: "money-off",
    order: orderOf("18.00"),
    available: 1234,
    tier: null,
  };

  test("the most is half of the order, in steps of 100", () => {
    expect(quoteOption(program, member)).toMatchObject({ points: 900, amount: "9.00" });
  });

  test("what is asked for is a bound, not a demand", () => {
    const quote = quoteOption(program, { ...member, points: 950 });
    expect(quote).toMatchObject({ ok: true, points: 900, amount: "9.00" });
  });

  test("less than the minimum is refused", () => {
    const quote = quoteOption(program, { ...member, points: 450 });
    expect(quote).toMatchObject({ ok: false, reason: "below_minimum", limit: 500 });
  });

  test("a quote takes no more points than the order is worth", () => {
    const one = programOf([
      {
        id: "tenner",
        gives: { type: "amount", points: 1, amount: "10.00" },
        minimum: 1,
        step: 1,
        maxShareOfOrder: "1",
      },
    ]);
    const request = {
      option: "tenner",
      order: orderOf("20.00"),
      available: 30,
      tier: null,
    };
    expect(quoteOption(one, request)).toMatchObject({ points: 2, amount: "20.00" });
    const odd = { ...request, order: orderOf("29.99") };
    expect(quoteOption(one, odd)).toMatchObject({ points: 2, amount: "20.00" });
    expect(checkRedemption(one, { ...odd, points: 3 })).toMatchObject({
      ok: false,
      reason: "above_maximum",
      limit: 2,
    });
  });
});

test("E04: 3030 points of 0.03 are 90.90", () => {
  const program = programOf([{ id: "off", gives: { type: "amount", points: 1, amount: "0.03" } }]);
  const request = { option: "off", points: 3030, available: 3030, tier: null };
  expect(checkRedemption(program, request)).toMatchObject({ amount: "90.90" });
});

describe("what is decided", () => {
  const program = programOf([{ ...MONEY_OFF, maximum: 1050 }]);
  const member = {
    option: "money-off",
    order: orderOf("100.00"),
    available: 800,
    tier: null,
  };
  test.each([
    [450, { reason: "below_minimum", limit: 500 }],
    [1001, { reason: "above_maximum", limit: 1000 }],
    [650, { reason: "not_a_step", limit: 100 }],
    [900, { reason: "insufficient_points", short: 100 }],
  ])("%i points are refused", (points, refusal) => {
    expect(checkRedemption(program, { ...member, points })).toMatchObject({
      ok: false,
      ...refusal,
    });
  });
  test("all else is done", () => {
    expect(checkRedemption(program, { ...member, points: 800 })).toEqual({
      ok: true,
      option: "money-off",
      currency: "points",
      points: 800,
      type: "amount",
      amount: "8.00",
    });
  });
  test.each([Number.NaN, 0, -5, 1.5, 1e308, "10"])("%s points are a wrong call", (points) => {
    // @ts-expect-error points are numbers
    const request: Parameters<typeof checkRedemption>[1] = { ...member, points };
    expect(() => checkRedemption(program, request)).toThrowError(/points: expected/);
  });
});

describe("why there is no quote", () => {
  const program = programOf([MONEY_OFF]);
  const member = {
    option: "money-off",
    order: orderOf("18.00"),
    available: 1234,
    tier: null,
  };
  test.each([
    [
      "too few points",
      { ...member, available: 120 },
      { reason: "insufficient_points", short: 380 },
    ],
    ["debt", { ...member, available: -20 }, { reason: "insufficient_points", short: 520 }],
    [
      "too small an order",
      { ...member, order: orderOf("9.98") },
      { reason: "below_minimum", limit: 500 },
    ],
  ])("%s", (_, request, refusal) => {
    expect(quoteOption(program, request)).toMatchObject({ ok: false, ...refusal });
  });
  test.each(["money", "__proto__", "", 1, null])("an unknown option: %s", (option) => {
    // @ts-expect-error options are texts
    const request: Parameters<typeof quoteOption>[1] = { ...member, option };
    expect(() => quoteOption(program, request)).toThrowError(/option: expected one of money-off/);
  });
  test("a share of no order is a wrong call", () => {
    const { order: _, ...rest } = member;
    expect(() => quoteOption(program, rest)).toThrowError(/order: .* expected one/);
  });
});

describe("what points may pay", () => {
  const open: RedemptionOption = {
    id: "off",
    gives: { type: "amount", points: 1, amount: "0.01" },
  };
  const order: PurchaseOrder = {
    id: "O1",
    lines: [
      { id: "shoes", amount: "50.00", discount: "5.00", tax: "4.50" },
      { id: "card", amount: "25.00", giftCard: true, tax: "0.50" },
    ],
    discount: "5.00",
    shipping: "4.00",
    tax: "1.00",
  };
  const request = { option: "off", order, available: 100_000, tier: null };
  test.each([
    ["goods, shipping and tax, no gift cards", undefined, 4950],
    ["gift cards where the option says so", { giftCards: true }, 7500],
    ["no shipping", { shipping: false }, 4550],
    ["no tax", { tax: false }, 4400],
    ["gift cards without tax", { giftCards: true, tax: false, shipping: false }, 6500],
  ])("%s", (_, covers, points) => {
    const program = programOf([{ ...open, ...(covers === undefined ? {} : { covers }) }]);
    expect(quoteOption(program, request)).toMatchObject({ ok: true, points });
  });

  test("gift-card loop (nopCommerce#815): gift cards alone cannot be bought with points", () => {
    const cards = { id: "O2", lines: [{ id: "card", amount: "25.00", giftCard: true }] };
    const program = programOf([open]);
    expect(quoteOption(program, { ...request, order: cards })).toMatchObject({
      ok: false,
      reason: "not_eligible",
    });
  });

  test("what another redemption paid is not paid again", () => {
    const program = programOf([{ ...open, maxShareOfOrder: "0.5" }]);
    const paid = orderOf("20.00", { pointsPaid: "8.00", redemption: "R1" });
    const asked = { ...request, order: paid };
    expect(quoteOption(program, { ...asked, redemption: "R2" })).toMatchObject({ points: 200 });
    expect(quoteOption(program, { ...asked, redemption: "R1" })).toMatchObject({ points: 1000 });
  });

  test("an order in other money counts by its rate", () => {
    const program = programOf([{ ...open, maxShareOfOrder: "0.5" }]);
    const yen = orderOf("1500", { currency: "JPY", exchangeRate: "0.0061" });
    expect(quoteOption(program, { ...request, order: yen })).toMatchObject({ points: 457 });
    const lost = orderOf("1500", { currency: "JPY" });
    expect(() => quoteOption(program, { ...request, order: lost })).toThrowError(/exchangeRate/);
  });

  test("a minor unit is the least: points that add nothing are left with the member", () => {
    const fine: RedemptionOption = {
      id: "off",
      gives: { type: "amount", points: 1000, amount: "1.00" },
    };
    const program = programOf([fine]);
    expect(quoteOption(program, { ...request, available: 1234 })).toMatchObject({
      points: 1230,
      amount: "1.23",
    });
    expect(quoteOption(program, { ...request, available: 9 })).toMatchObject({
      reason: "insufficient_points",
      short: 1,
    });
    expect(checkRedemption(program, { ...request, points: 9 })).toMatchObject({
      reason: "below_minimum",
      limit: 10,
    });
  });

  test("sums beyond what numbers hold are exact all the same", () => {
    const coarse: RedemptionOption = {
      id: "off",
      gives: { type: "amount", points: 999_983, amount: "9999.91" },
      maxShareOfOrder: "1/3",
    };
    const huge = orderOf("90000000000000.01");
    const quote = quoteOption(programOf([coarse]), {
      ...request,
      order: huge,
      available: Number.MAX_SAFE_INTEGER,
    });
    const most = (9_000_000_000_000_001n * 999_983n) / (3n * 999_991n);
    const cents = (most * 999_991n) / 999_983n;
    const fewest = (cents * 999_983n + 999_990n) / 999_991n;
    expect(quote).toMatchObject({ points: Number(fewest) });
  });

  test("yen have no minor units", () => {
    const program = programOf([{ id: "off", gives: { type: "amount", points: 3, amount: "10" } }], {
      currency: "JPY",
      scale: 0,
    });
    expect(
      quoteOption(program, { ...request, order: orderOf("100"), available: 40 }),
    ).toMatchObject({
      points: 30,
      amount: "100",
    });
  });
});

describe("options of a fixed price", () => {
  const program = programOf([
    { id: "tenth", gives: { type: "percentage", points: 300, share: "0.10" } },
    { id: "mug", gives: { type: "product", points: 200, product: "mug" }, maximum: 650 },
    { id: "post", gives: { type: "free_shipping", points: 150 } },
    { id: "gift", gives: { type: "voucher", points: 400, reward: "cinema", validFor: "P1M" } },
    { id: "lounge", gives: { type: "voucher", points: 1, reward: "lounge" }, tiers: ["gold"] },
    { id: "cash", gives: { type: "cash", points: 200, amount: "1.00" }, minimum: 1000 },
    { id: "far", currency: "miles", gives: { type: "free_shipping", points: 1 } },
  ]);
  const member = { available: 5000, tier: "silver" } as const;

  test("a percentage is of goods alone, rounded half up", () => {
    const order = orderOf("20.05", { shipping: "5.00", tax: "3.00" });
    const request = { ...member, option: "tenth", order };
    expect(quoteOption(program, request)).toMatchObject({ points: 300, amount: "2.01" });
    expect(checkRedemption(program, { ...request, points: 400 })).toMatchObject({
      reason: "above_maximum",
      limit: 300,
    });
    const none = orderOf("0.04");
    expect(quoteOption(program, { ...request, order: none })).toMatchObject({
      reason: "not_eligible",
    });
  });
  test("a percentage is never more than is left to pay", () => {
    const order = orderOf("20.00", { pointsPaid: "19.00" });
    expect(quoteOption(program, { ...member, option: "tenth", order })).toMatchObject({
      amount: "1.00",
    });
  });
  test("without an order it has no amount yet", () => {
    expect(quoteOption(program, { ...member, option: "tenth" })).toMatchObject({ amount: null });
  });
  test("products come in pieces", () => {
    const mug = { ...member, option: "mug" };
    expect(quoteOption(program, mug)).toMatchObject({ points: 600, quantity: 3, product: "mug" });
    expect(quoteOption(program, { ...mug, points: 399 })).toMatchObject({
      points: 200,
      quantity: 1,
    });
    expect(checkRedemption(program, { ...mug, points: 300 })).toMatchObject({
      reason: "not_a_step",
    });
  });
  test("free shipping needs shipping to pay", () => {
    const post = { ...member, option: "post" };
    const order = orderOf("20.00", { shipping: "4.90" });
    expect(quoteOption(program, { ...post, order })).toMatchObject({ points: 150, amount: "4.90" });
    expect(quoteOption(program, { ...post, order: orderOf("20.00") })).toMatchObject({
      reason: "not_eligible",
    });
    expect(quoteOption(program, post)).toMatchObject({ points: 150, amount: null });
  });
  test("a voucher says what it is and how long it is valid", () => {
    expect(quoteOption(program, { ...member, option: "gift" })).toEqual({
      ok: true,
      option: "gift",
      currency: "points",
      points: 400,
      type: "voucher",
      amount: null,
      reward: "cinema",
      validFor: "P1M",
    });
  });
  test("a tier's own option is for that tier", () => {
    const lounge = { ...member, option: "lounge" };
    expect(quoteOption(program, lounge)).toMatchObject({ ok: false, reason: "not_eligible" });
    expect(quoteOption(program, { ...lounge, tier: null })).toMatchObject({ ok: false });
    expect(quoteOption(program, { ...lounge, tier: "gold" })).toMatchObject({ ok: true });
  });
  test("cash is paid at its rate", () => {
    const cash = { ...member, option: "cash" };
    expect(quoteOption(program, cash)).toMatchObject({ points: 5000, amount: "25.00" });
    expect(quoteOption(program, { ...cash, available: 999 })).toMatchObject({
      reason: "insufficient_points",
      short: 1,
    });
  });
  test("each option has its own points", () => {
    expect(quoteOption(program, { ...member, option: "far" })).toMatchObject({ currency: "miles" });
  });
});

test("a quote is the largest amount that is valid, for the fewest points", () => {
  const count = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(
      fc.record({
        points: count,
        units: count,
        step: fc.integer({ min: 1, max: 12 }),
        minimum: fc.integer({ min: 1, max: 40 }),
        share: fc.constantFrom("1", "0.5", "1/3"),
        order: fc.integer({ min: 1, max: 300 }),
        available: fc.integer({ min: -5, max: 120 }),
        wanted: fc.option(fc.integer({ min: 1, max: 150 }), { nil: undefined }),
      }),
      ({ points, units, step, minimum, share, order, available, wanted }) => {
        const cents = (amount: number) => (amount / 100).toFixed(2);
        const program = programOf([
          {
            id: "off",
            gives: { type: "amount", points, amount: cents(units) },
            step,
            minimum,
            maxShareOfOrder: share,
          },
        ]);
        const request = {
          option: "off",
          order: orderOf(cents(order)),
          available,
          tier: null,
        };
        const most = wanted ?? 150;
        let best: { amount: number; points: number } | undefined;
        for (let tried = 1; tried <= most; tried++) {
          const value = checkRedemption(program, { ...request, points: tried });
          if (!value.ok) continue;
          const amount = Math.round(100 * Number(value.amount));
          expect(amount * points).toBeLessThanOrEqual(tried * units);
          const shares = { "1": 1, "0.5": 2, "1/3": 3 } as const;
          expect(tried * units * shares[share]).toBeLessThanOrEqual(order * points);
          if (best === undefined || amount > best.amount) best = { amount, points: tried };
        }
        const quote = quoteOption(program, {
          ...request,
          ...(wanted === undefined ? {} : { points: wanted }),
        });
        expect(quote.ok).toBe(best !== undefined);
        if (quote.ok && best !== undefined) {
          expect(quote).toMatchObject({ points: best.points, amount: cents(best.amount) });
        }
      },
    ),
    { numRuns: 500 },
  );
});
