import { describe, expect, it, vi } from "vitest";
import type { PurchaseModel } from "../../src/clv/model.ts";
import { nextPurchaseTime } from "../../src/clv/predict/next-purchase.ts";
import { probabilityOfNoPurchase } from "../../src/clv/predict/probability-of-no-purchase.ts";

const suddenDeath: PurchaseModel = {
  kind: "ggompertz-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.553, alpha: 10.58, b: 0.05, s: 0.606, beta: 3 },
};
const donors: PurchaseModel = {
  kind: "bg-bb",
  version: 1,
  timeUnit: "year",
  params: {
    alpha: 1.2035223516,
    beta: 0.7497163582,
    gamma: 0.6567182084,
    delta: 2.7834422326,
  },
};

/** How often a function of mathematics is called. */
function callsOf(name: "log1p" | "exp", run: () => unknown): number {
  const spy = vi.spyOn(Math, name);
  try {
    run();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

describe("nextPurchaseTime", () => {
  it("sees that a purchase will not come with less work than finding when it does", () => {
    const customer = { frequency: 1, recency: 30, age: 38 };
    expect(nextPurchaseTime(suddenDeath, customer, { probability: 0.1 })).toBeGreaterThan(0);
    const found = callsOf("log1p", () =>
      nextPurchaseTime(suddenDeath, customer, { probability: 0.1 }),
    );
    for (const probability of [0.5, 0.6, 0.7]) {
      const missed = callsOf("log1p", () => {
        expect(nextPurchaseTime(suddenDeath, customer, { probability })).toBeNull();
      });
      expect(missed).toBeLessThan(found);
    }
  });

  it("does not sum a million opportunities where the first hundreds tell", () => {
    const donor = { frequency: 1, recency: 6, age: 6 };
    const options = { probability: 0.9 };
    expect(nextPurchaseTime(donors, donor, options)).toBeNull();
    expect(probabilityOfNoPurchase(donors, donor, { horizon: 1_000_000 })).toBeGreaterThan(0.1);
    // One for each horizon tried; a million is the twentieth.
    const tried = callsOf("exp", () => nextPurchaseTime(donors, donor, options));
    expect(tried).toBeLessThan(15);
  });

  it("counts whole opportunities to the one that reaches the probability", () => {
    const donor = { frequency: 2, recency: 4, age: 6 };
    expect(nextPurchaseTime(donors, donor)).toBe(7);
    expect(probabilityOfNoPurchase(donors, donor, { horizon: 7 })).toBeLessThanOrEqual(0.5);
    expect(probabilityOfNoPurchase(donors, donor, { horizon: 6 })).toBeGreaterThan(0.5);
  });
});
