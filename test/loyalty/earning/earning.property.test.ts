import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awardOrder } from "../../../src/loyalty/earning/award-order.ts";
import { keepAward } from "../../../src/loyalty/earning/keep-award.ts";
import { formatUnits } from "../../../src/money/scaled.ts";
import { add } from "../../money/oracle/decimal.ts";
import { orderOfCase, programOfCase, slowCases } from "./random-case.ts";
import { slowBasis, slowPoints } from "./slow-earning.ts";
import {
  accepted,
  awardOf,
  byRule,
  compiled,
  NOBODY,
  NOON,
  pointsOf,
  snapshotOf,
} from "./support.ts";

const GOLD = { ...NOBODY, tier: "gold" };

describe("random programs and orders", () => {
  it("earn what the slow way says, rule by rule", () => {
    fc.assert(
      fc.property(slowCases, (of) => {
        const award = awardOf(programOfCase(of), orderOfCase(of), GOLD);
        const found = Object.entries(byRule(award)).filter(([, points]) => points !== 0);
        expect(Object.fromEntries(found)).toEqual(slowPoints(of));
        expect(add(formatUnits(award.basis, 2), "0")).toBe(slowBasis(of).reduce(add, "0"));
      }),
      { numRuns: 600 },
    );
  });

  it("earn the same whatever the order of rules and caps", () => {
    fc.assert(
      fc.property(slowCases, fc.infiniteStream(fc.nat()), (of, dice) => {
        const shuffled = <Item>(items: readonly Item[]) =>
          items
            .map((item) => ({ item, key: dice.next().value ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item);
        const program = programOfCase(of);
        const award = awardOf(program, orderOfCase(of), GOLD);
        const turned = {
          ...program,
          rules: shuffled(program.rules ?? []),
          caps: shuffled(program.caps ?? []),
        };
        expect(awardOf(turned, orderOfCase(of), GOLD)).toEqual(award);
      }),
      { numRuns: 100 },
    );
  });

  it("earn the same whatever the order of lines, where no cent is spread", () => {
    fc.assert(
      fc.property(slowCases, (given) => {
        const of = {
          ...given,
          discount: "0.00",
          pointsPaid: "0.00",
          shipping: "0.00",
          tax: "0.00",
        };
        const order = orderOfCase(of);
        const turned = { ...order, lines: [...order.lines].reverse() };
        const award = awardOf(programOfCase(of), order, GOLD);
        expect(awardOf(programOfCase(of), turned, GOLD)).toEqual(award);
      }),
      { numRuns: 100 },
    );
  });

  it("keep after refunds what the slow way says of the rest, where nothing but lines is to be shared", () => {
    const share = fc.constantFrom(0, 0, 0.3, 0.5, 1);
    fc.assert(
      fc.property(slowCases, fc.array(share, { minLength: 4, maxLength: 4 }), (given, shares) => {
        const none = { discount: "0.00", tax: "0.00" };
        const lines = given.lines.map(({ amount, ...line }) => {
          return { ...line, ...none, amount: amount === "0.00" ? "1.00" : amount };
        });
        const of = { ...given, ...none, shipping: "0.00", pointsPaid: "0.00", lines };
        const program = compiled(programOfCase(of));
        const order = orderOfCase(of);
        const award = accepted(awardOrder(program, order, NOON, GOLD));
        const sold = lines.map(({ amount }) => Math.round(Number(amount) * 100));
        const back = sold.map((units, index) => Math.floor(units * shares[index]));
        const kept = keepAward(
          program,
          snapshotOf(award, order, GOLD),
          new Map(order.lines.map(({ id }, index) => [id, back[index]])),
        );
        const rest = lines
          .map((line, index) => ({ ...line, amount: formatUnits(sold[index] - back[index], 2) }))
          .filter(({ amount }) => amount !== "0.00");
        const would = Object.values(rest.length === 0 ? {} : slowPoints({ ...of, lines: rest }));
        const points = would.reduce((left, right) => left + right, 0);
        expect(pointsOf(kept)).toBe(Math.min(pointsOf(award), points));
      }),
      { numRuns: 300 },
    );
  });

  it("keep no more than was awarded, all of it before refunds, nothing after all came back", () => {
    fc.assert(
      fc.property(
        slowCases,
        fc.constantFrom("recompute", "proportional"),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (of, basis, shares) => {
          const given = programOfCase(of);
          const program = compiled({
            ...given,
            policies: { ...given.policies, clawback: { basis } },
          });
          const order = orderOfCase(of);
          const award = accepted(awardOrder(program, order, NOON, GOLD));
          const snapshot = snapshotOf(award, order, GOLD);
          const sold = new Map(
            order.lines.map(({ id, amount }) => [id, Math.round(Number(amount) * 100)]),
          );
          const some = new Map(
            [...sold].map(([id, units], index) => [id, Math.floor(units * shares[index])]),
          );
          const all = [...sold.values()].reduce((left, right) => left + right, 0);
          if (all > 0)
            expect(pointsOf(keepAward(program, snapshot, new Map()))).toBe(pointsOf(award));
          const left = keepAward(program, snapshot, some);
          expect(pointsOf(left)).toBeLessThanOrEqual(pointsOf(award));
          expect(pointsOf(left)).toBeGreaterThanOrEqual(0);
          const nothing = keepAward(program, snapshot, sold);
          expect([pointsOf(nothing), nothing.tierCredit]).toEqual([0, 0]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
