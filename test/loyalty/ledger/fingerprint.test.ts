import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashValue } from "../../../src/loyalty/ledger/fingerprint.ts";

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
});
