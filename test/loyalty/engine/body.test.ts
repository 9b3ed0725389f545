import { describe, expect, it } from "vitest";
import type { PurchaseOrder } from "../../../src/loyalty/index.ts";
import { compileProgram, createAccount, decide } from "../../../src/loyalty/index.ts";
import { programWith } from "./member.ts";

const engine = compileProgram(programWith());
const ORDER: Required<PurchaseOrder> = {
  id: "O1",
  lines: [
    { id: "1", amount: "19.99", categories: ["a"], product: "mug" },
    { id: "2", amount: "5.00", quantity: 2 },
  ],
  currency: "EUR",
  exchangeRate: "1",
  discount: "1.00",
  shipping: "4.90",
  tax: "0.50",
  pointsPaid: "0.00",
  redemption: "R1",
  store: "berlin",
  channel: "web",
  referredBy: "m-2",
  attributes: { gift: true },
};

/** What becomes of a first order, and of a second one under its id. */
function second(order: object): unknown {
  const head = { type: "completeOrder", id: "event-1", at: "2026-01-31T15:00:00Z" } as const;
  const first = decide(engine, createAccount(engine, "m-1"), { ...head, order: ORDER });
  if (!("entry" in first)) throw new Error("expected an entry");
  const again = Reflect.apply(decide, undefined, [engine, first.account, { ...head, order }]);
  return again.ok ? again.duplicate : again.reason;
}

describe("the body of an order", () => {
  it("counts each field that is named", () => {
    expect(second(structuredClone(ORDER))).toBe(true);
    for (const name of Object.keys(ORDER)) {
      expect([name, second({ ...ORDER, [name]: undefined })]).toEqual([
        name,
        "idempotency_conflict",
      ]);
    }
    for (const [line, name] of [
      [0, "amount"],
      [0, "categories"],
      [0, "product"],
      [1, "quantity"],
    ] as const) {
      const lines = ORDER.lines.with(line, { ...ORDER.lines[line], [name]: undefined });
      expect([name, second({ ...ORDER, lines })]).toEqual([name, "idempotency_conflict"]);
    }
    expect(second({ ...ORDER, lines: ORDER.lines.toReversed() })).toBe("idempotency_conflict");
  });

  it("counts nothing else that a shop sends along", () => {
    const lines = ORDER.lines.map((line) => ({ ...line, note: "wrap it" }));
    expect(second({ ...ORDER, lines, name: "Ada", print: () => 1 })).toBe(true);
  });
});
