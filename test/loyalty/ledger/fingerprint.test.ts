import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashValue } from "../../../src/loyalty/ledger/fingerprint.ts";
import { printOrder } from "../../../src/loyalty/ledger/order-print.ts";

const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 6, noNullPrototype: true }),
  ),
})).value;

/** The same data with the keys of every object the other way round, as a database may hand them out. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}

describe("the fingerprint of plain data", () => {
  it("does not see the order of keys", () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(hashValue(reversed(value))).toBe(hashValue(value));
      }),
    );
  });

  it("survives JSON, and is a whole number that JSON holds", () => {
    fc.assert(
      fc.property(plain, (value) => {
        const hash = hashValue(value);
        expect(Number.isSafeInteger(hash)).toBe(true);
        expect(hashValue(JSON.parse(JSON.stringify(value)))).toBe(hash);
      }),
    );
  });

  it("tells orders apart that differ in one place", () => {
    const order = { id: "O1", lines: [{ id: "1", amount: "19.99" }], store: "a" };
    const others = [
      { ...order, id: "O2" },
      { ...order, store: "b" },
      { ...order, lines: [{ id: "1", amount: "19.98" }] },
      { ...order, lines: [{ id: "19.99", amount: "1" }] },
      { ...order, lines: [] },
      { ...order, channel: "a" },
    ];
    expect(new Set([order, ...others].map((one) => hashValue(one))).size).toBe(7);
  });

  it("tells what is within a list from what is beside it", () => {
    const values = [["a", ["b"]], [["a", "b"]], [["a"], "b"], ["a", "b"], [[], "a"], [["a"]], []];
    expect(new Set(values.map(hashValue)).size).toBe(values.length);
  });

  it("tells values of different kinds apart, whichever comes first", () => {
    const kinds = ["", "true", true, null, [], {}, 0, 0.5, "0.5"];
    const pairs = kinds.flatMap((one) => kinds.map((other) => [one, other]));
    expect(new Set(pairs.map(hashValue)).size).toBe(pairs.length);
    const lines = pairs.map(([quantity, product]) => {
      return { id: "O", lines: [{ id: "1", amount: "1.00", quantity, product }] };
    });
    const prints = lines.map((order) => Reflect.apply(printOrder, undefined, [order]));
    expect(new Set(prints).size).toBe(prints.length);
  });

  it("tells the lines of an order from its other fields", () => {
    const line = { id: "1", amount: "1.00" };
    const orders = [
      { id: "O", lines: [line, { id: 2, amount: 0.5 }] },
      { id: "O", store: 1, lines: [line] },
      { id: "O", currency: "1", lines: "1.00" },
      { id: "O", lines: [{ id: "1", amount: "1.00" }] },
    ];
    const prints = orders.map((order) => Reflect.apply(printOrder, undefined, [order]));
    expect(new Set(prints).size).toBe(prints.length);
  });
});
