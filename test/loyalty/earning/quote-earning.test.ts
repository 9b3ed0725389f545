import { describe, expect, it } from "vitest";
import { quoteEarning } from "../../../src/loyalty/earning/quote-earning.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { orderOf, programOf } from "./support.ts";

describe("quoteEarning", () => {
  const engine = compileProgram(
    programOf({
      currencies: { points: { pendingFor: "P14D" }, miles: { spendable: false } },
      rules: [
        { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
        { id: "miles", currency: "miles", award: { type: "rate", points: 2, per: "1.00" } },
        { id: "now", award: { type: "fixed", points: 3 }, pendingFor: "PT0S" },
      ],
      caps: [{ id: "day", window: "day", points: 25 }],
    }),
  );
  const order = orderOf(["19.99"]);

  it("tells points by currency and by when they become active", () => {
    const quote = quoteEarning(engine, createAccount(engine, "m"), order, {
      at: "2026-01-31T10:00:00Z",
    });
    expect(quote).toMatchObject({
      ok: true,
      points: [
        { currency: "points", points: 19, activeAt: "2026-02-14T10:00:00.000Z" },
        { currency: "miles", points: 39, activeAt: "2026-01-31T10:00:00.000Z" },
        { currency: "points", points: 3, activeAt: "2026-01-31T10:00:00.000Z" },
      ],
    });
  });

  it("knows what caps have left, and leaves the account alone", () => {
    const at = "2026-01-31T10:00:00Z";
    const done = decide(engine, createAccount(engine, "m"), {
      type: "completeOrder",
      id: "1",
      at,
      order,
    });
    if (!done.ok || !("entry" in done)) throw new Error("refused");
    const before = JSON.stringify(done.account);
    const quote = quoteEarning(engine, done.account, { ...order, id: "O2" }, { at });
    const points = quote.ok ? quote.points.filter(({ currency }) => currency === "points") : [];
    expect(points.reduce((sum, part) => sum + part.points, 0)).toBe(3);
    expect(JSON.stringify(done.account)).toBe(before);
    expect(() => quoteEarning(engine, done.account, order, { at: "2026-01-30" })).toThrow(
      expect.objectContaining({ code: "before_clock" }),
    );
  });
});
