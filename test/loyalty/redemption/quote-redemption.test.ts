import { describe, expect, test } from "vitest";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { quoteRedemption } from "../../../src/loyalty/redemption/quote-redemption.ts";
import { clubOf, day, play } from "../analysis/club.ts";

const engine = clubOf();
const { account } = play(engine, "ada", [
  { type: "grant", points: 1234, at: day(0) },
  { type: "hold", hold: "H1", points: 200, until: day(10), at: day(1) },
]);
const order = { id: "O1", lines: [{ id: "a", amount: "30.00" }] };

describe("quoteRedemption", () => {
  test("is of what is available then", () => {
    const request = { option: "money-off", order, at: day(2) };
    expect(quoteRedemption(engine, account, request)).toMatchObject({
      ok: true,
      points: 1000,
      amount: "10.00",
      available: 1034,
    });
    expect(quoteRedemption(engine, account, { ...request, at: day(12) })).toMatchObject({
      points: 1200,
      available: 1234,
    });
    expect(quoteRedemption(engine, account, { ...request, at: day(30) })).toMatchObject({
      ok: false,
      reason: "insufficient_points",
      short: 500,
    });
  });
  test("what is quoted is accepted, what is more is not", () => {
    const quote = quoteRedemption(engine, account, { option: "money-off", order, at: day(2) });
    if (!quote.ok) return expect.unreachable();
    const redeem = {
      type: "redeem",
      id: "c9",
      redemption: "R1",
      option: "money-off",
      order,
      at: day(2),
    } as const;
    expect(decide(engine, account, { ...redeem, points: quote.points }).ok).toBe(true);
    expect(decide(engine, account, { ...redeem, points: quote.points + 100 })).toMatchObject({
      ok: false,
      reason: "insufficient_points",
    });
    expect(decide(engine, account, { ...redeem, points: quote.points + 1 })).toMatchObject({
      ok: false,
      reason: "not_a_step",
    });
  });
  test("writes nothing", () => {
    const before = JSON.stringify(account);
    quoteRedemption(engine, account, { option: "money-off", order, at: day(29) });
    expect(JSON.stringify(account)).toBe(before);
  });
  test("refuses the past, and what is no request", () => {
    const request = { option: "money-off", order, at: day(0) };
    expect(() => quoteRedemption(engine, account, request)).toThrowError(/at:/);
    // @ts-expect-error no request
    expect(() => quoteRedemption(engine, account, null)).toThrowError(/request/);
    // @ts-expect-error no account
    expect(() => quoteRedemption(engine, undefined, request)).toThrowError(/account/);
    const unknown = { ...request, option: "__proto__", at: day(3) };
    expect(() => quoteRedemption(engine, account, unknown)).toThrowError(/option/);
  });
});
