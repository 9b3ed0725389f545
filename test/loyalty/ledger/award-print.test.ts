import { expect, test } from "vitest";
import type { AwardSnapshot } from "../../../src/loyalty/ledger/award.ts";
import { printOf } from "../../../src/loyalty/ledger/award-print.ts";

const AWARD: AwardSnapshot = {
  programVersion: 2,
  order: {
    id: "O1",
    lines: [
      {
        id: "1",
        amount: "19.99",
        quantity: 2,
        discount: "1.00",
        tax: "3.80",
        product: "mug",
        categories: ["a", "b"],
        giftCard: false,
      },
      { id: "2", amount: "5.00" },
    ],
    currency: "USD",
    exchangeRate: "0.9",
    discount: "2.00",
    shipping: "4.90",
    tax: "0.93",
    pointsPaid: "1.00",
    redemption: "R1",
    store: "berlin",
    channel: "web",
    referredBy: "m-2",
    attributes: { gift: true },
  },
  at: "2026-01-31T15:00:00.000Z",
  facts: {
    tier: "gold",
    credit: 120,
    enrolledAt: "2025-01-01T00:00:00.000Z",
    segments: ["vip"],
    attributes: { age: 30 },
    counters: [["orders", 3, null]],
    budgets: [{ budget: "b", version: 1, remaining: 9 }],
    rooms: [["points", 500]],
  },
  rules: [
    { rule: "base", currency: "points", points: 19 },
    {
      rule: "extra",
      currency: "stars",
      points: 5,
      pendingFor: "P14D",
      cut: { points: 2, by: "cap" },
    },
  ],
  counters: [["orders", 1, "2026-02-01T00:00:00.000Z"]],
  budgets: [{ budget: "b", version: 1, points: 3 }],
  tierCredit: 24,
};

/** The same data with another value in one place each, or without it. */
function* changesOf(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) {
    yield value.slice(1);
    for (const [index, part] of value.entries()) {
      for (const other of changesOf(part)) yield value.with(index, other);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      for (const other of changesOf(part)) yield { ...value, [name]: other };
    }
  } else if (typeof value === "number") {
    yield value + 1;
    // As a store may hand it back that knows no numbers.
    yield `${value}`;
  } else if (typeof value === "boolean") yield !value;
  else if (value === null) yield "2030-01-01T00:00:00.000Z";
  else yield `${value}x`;
}

/** The same data with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([name, part]) => [name, reversed(part)]));
}

/** Nothing where there is no fingerprint. */
function printed(award: unknown): unknown {
  try {
    return print(award);
  } catch {
    return null;
  }
}

const print = (award: unknown) => Reflect.apply(printOf, undefined, [award]);

test("an award that differs in any one place has another fingerprint", () => {
  const prints = [AWARD, ...changesOf(AWARD)].map(print);
  expect(prints.length).toBeGreaterThan(60);
  expect(new Set(prints).size).toBe(prints.length);
});

test("what an award leaves out counts", () => {
  for (const name of Object.keys(AWARD.order)) {
    if (name === "id" || name === "lines") continue;
    expect(print({ ...AWARD, order: { ...AWARD.order, [name]: undefined } })).not.toBe(
      print(AWARD),
    );
  }
});

test("what is no list is not an empty one", () => {
  const bare = {
    ...AWARD,
    rules: [],
    counters: [],
    budgets: [],
    facts: { ...AWARD.facts, segments: [], counters: [], budgets: [] },
  };
  for (const other of ["", {}, undefined, 0, false]) {
    for (const name of ["rules", "counters", "budgets"]) {
      expect(printed({ ...bare, [name]: other })).not.toBe(print(bare));
    }
    for (const name of ["segments", "counters", "budgets"]) {
      const facts = { ...bare.facts, [name]: other };
      expect(printed({ ...bare, facts })).not.toBe(print(bare));
    }
  }
});

test("neither the order of keys nor the way through JSON counts", () => {
  expect(print(reversed(AWARD))).toBe(print(AWARD));
  expect(print(JSON.parse(JSON.stringify(AWARD)))).toBe(print(AWARD));
});
