import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { postStratifyWeights, rakeWeights, scoreCsat, scoreNps } from "../../src/survey/index.ts";
import { expectRelative } from "../expect-relative.ts";
import { codeOf } from "./code-of.ts";
import { golden } from "./golden.ts";

/** The table of golden.R, column by column. */
const cells = [10, 4, 6, 12, 3, 5];
const people = cells.flatMap((n, cell) =>
  Array.from({ length: n }, () => ({ row: `r${cell % 2}`, column: `c${Math.floor(cell / 2)}` })),
);
const margins = {
  row: { r0: 0.55, r1: 0.45 },
  column: { c0: 0.2, c1: 0.5, c2: 0.3 },
};

describe("rakeWeights", () => {
  it("agrees with R's loglin", () => {
    const { people: weighted } = rakeWeights(people, { margins });
    const first = cells.map((_, cell) => cells.slice(0, cell).reduce((sum, n) => sum + n, 0));
    for (const [cell, row] of first.entries()) {
      expectRelative(weighted[row].weight, golden.raked[cell], 1e-10);
    }
  });

  it("meets every margin, with weights of 1 on average", () => {
    const person = fc.record({
      row: fc.constantFrom("r0", "r1"),
      column: fc.constantFrom("c0", "c1", "c2"),
      weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 30 }), (more) => {
        const {
          people: weighted,
          n,
          effectiveN,
          designEffect,
        } = rakeWeights([...people, ...more], {
          margins,
        });
        const weigh = (ok: (person: (typeof weighted)[number]) => boolean) =>
          weighted.reduce((sum, person) => sum + (ok(person) ? person.weight : 0), 0);
        expect(weigh(() => true)).toBeCloseTo(n, 8);
        for (const [value, target] of Object.entries(margins.row)) {
          expect(weigh(({ row }) => row === value) / n).toBeCloseTo(target, 10);
        }
        for (const [value, target] of Object.entries(margins.column)) {
          expect(weigh(({ column }) => column === value) / n).toBeCloseTo(target, 10);
        }
        expect((effectiveN ?? 0) * (designEffect ?? 0)).toBeCloseTo(n, 8);
        expect(effectiveN).toBeLessThanOrEqual(n + 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it("refuses what cannot be met", () => {
    const rake = (given: Record<string, Record<string, number>>) => () =>
      rakeWeights(people, { margins: given });
    expect(codeOf(rake({ row: { r0: 1 } }))?.code).toBe("missing_target");
    expect(codeOf(rake({ row: { r0: 0.5, r1: 0.4, r2: 0.1 } }))).toEqual({
      code: "empty_cell",
      path: ["margins", "row", "r2"],
    });
    expect(codeOf(rake({ row: { r0: 0.5, r1: 0.4 } }))?.code).toBe("invalid_shares");
    expect(codeOf(rake({ age: { r0: 0.5, r1: 0.5 } }))).toEqual({
      code: "missing_field",
      path: [0, "age"],
    });
    const bound = [
      { row: "r0", column: "c0" },
      { row: "r1", column: "c1" },
    ];
    const apart = { row: { r0: 0.5, r1: 0.5 }, column: { c0: 0.9, c1: 0.1 } };
    expect(codeOf(() => rakeWeights(bound, { margins: apart }))?.code).toBe("no_convergence");
  });

  it("refuses people none of whom has any weight, rather than to divide by it", () => {
    const weightless = people.map((person) => ({ ...person, weight: 0 }));
    expect(codeOf(() => rakeWeights(weightless, { margins }))?.code).toBe("empty_cell");
  });

  it("has nothing to say of nobody", () => {
    expect(rakeWeights([], { margins })).toMatchObject({ people: [], n: 0, effectiveN: null });
  });
});

describe("postStratifyWeights", () => {
  it("gives each kind its share, so that the score is the mean of the kinds' scores", () => {
    const answers = [10, 9, 3, 8, 2, 9].map((score, at) => ({
      score,
      plan: at < 4 ? "free" : "paid",
      region: at % 2 === 0 ? "north" : "south",
    }));
    const share = { "free north": 0.3, "free south": 0.3, "paid north": 0.1, "paid south": 0.3 };
    const { people: weighted } = postStratifyWeights(answers, {
      cells: Object.entries(share).map(([kind, share]) => ({
        cell: { plan: kind.slice(0, 4), region: kind.slice(5) },
        share,
      })),
    });
    // Scores of the kinds: 0, 50, -100, 100.
    expect(scoreNps(weighted).score).toBeCloseTo(0.3 * 0 + 0.3 * 50 - 0.1 * 100 + 0.3 * 100, 10);
    expect(scoreNps(weighted).n).toBe(6);
  });

  it("equals raking by one attribute", () => {
    const raked = rakeWeights(people, { margins: { row: margins.row } });
    const { people: same } = postStratifyWeights(people, {
      cells: Object.entries(margins.row).map(([row, share]) => ({ cell: { row }, share })),
    });
    expect(same).toEqual(raked.people);
  });

  it("points to the cell or the person at fault", () => {
    const cellsOf = (...shares: number[]) => ({
      cells: shares.map((share, at) => ({ cell: { row: `${9 - at}` }, share })),
    });
    const faultOf = (rows: readonly object[], ...shares: number[]) =>
      codeOf(() => postStratifyWeights(rows, cellsOf(...shares)));
    const nine = { row: "9" };
    expect(faultOf([nine], 0.5, 0.5)).toEqual({ code: "empty_cell", path: ["cells", 1] });
    expect(faultOf([nine], 0.5, 0.4)).toEqual({ code: "invalid_shares", path: ["cells"] });
    expect(faultOf([nine], -1)).toEqual({ code: "negative_value", path: ["cells", 0, "share"] });
    expect(faultOf([nine, { row: "1" }], 1)).toEqual({ code: "missing_target", path: [1, "row"] });
    expect(faultOf([{ ...nine, weight: 0 }], 1)).toEqual({
      code: "empty_cell",
      path: ["cells", 0],
    });
  });

  it("refuses cells of different attributes, and the same cell twice", () => {
    const plan = { cell: { row: "r0" }, share: 0.5 };
    expect(codeOf(() => postStratifyWeights(people, { cells: [plan, plan] }))).toEqual({
      code: "duplicate_cell",
      path: ["cells", 1],
    });
    const other = { cell: { column: "c0" }, share: 0.5 };
    expect(codeOf(() => postStratifyWeights(people, { cells: [plan, other] }))?.code).toBe(
      "invalid_option",
    );
    expect(codeOf(() => postStratifyWeights(people, { cells: [] }))?.code).toBe("invalid_option");
  });
});

it("weights of whole numbers weigh means like repeated answers", () => {
  const rows = [
    { score: 5, weight: 2 },
    { score: 3, weight: 1 },
  ];
  const weighted = scoreCsat(rows, { metric: "mean" });
  expect(weighted.score).toBeCloseTo(13 / 3, 12);
  expect(weighted.effectiveN).toBeCloseTo(9 / 5, 12);
});
