import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "../../src/numeric/intervals.ts";
import { tabulateChoices } from "../../src/survey/index.ts";
import { codeOf } from "./code-of.ts";

const options = ["price", "speed", "looks"];

describe("tabulateChoices", () => {
  it("counts people, each option by its own proportion", () => {
    const choices = fc.uniqueArray(fc.constantFrom(...options));
    fc.assert(
      fc.property(fc.array(choices, { maxLength: 30 }), (answers) => {
        const table = tabulateChoices(
          answers.map((choices) => ({ choices })),
          { several: true, options },
        );
        expect(table.choices.map(({ choice }) => choice)).toEqual(options);
        expect(table.nothing).toBe(answers.filter((chosen) => chosen.length === 0).length);
        for (const { choice, n, share, lower, upper } of table.choices) {
          const count = answers.filter((chosen) => chosen.includes(choice)).length;
          expect(n).toBe(count);
          if (answers.length === 0) {
            expect([share, lower, upper]).toEqual([null, null, null]);
            continue;
          }
          const interval = wilsonInterval(count, answers.length, 0.95);
          expect(share).toBe(count / answers.length);
          expect(lower).toBeCloseTo(interval.lower, 12);
          expect(upper).toBeCloseTo(interval.upper, 12);
        }
      }),
    );
  });

  it("takes one choice as a text; shares then add up to 1", () => {
    const rows = ["price", "speed", "price", "price"].map((choices) => ({ choices }));
    const { choices } = tabulateChoices(rows);
    expect(choices.map(({ choice, share }) => [choice, share])).toEqual([
      ["price", 0.75],
      ["speed", 0.25],
    ]);
  });

  it("weighs people", () => {
    const rows = [
      { choices: "price", weight: 3 },
      { choices: "speed", weight: 1 },
    ];
    const table = tabulateChoices(rows);
    expect(table.effectiveN).toBeCloseTo(1.6, 12);
    expect(table.choices[0].share).toBe(0.75);
    const interval = wilsonInterval(1.2, 1.6, 0.95);
    expect(table.choices[0].lower).toBeCloseTo(interval.lower, 12);
  });

  it("widens all intervals for all options at once", () => {
    const rows = ["price", "speed", "price", "price"].map((choices) => ({ choices }));
    const table = tabulateChoices(rows, { options, correction: "bonferroni" });
    expect(table.choices[0].lower).toBeCloseTo(wilsonInterval(3, 4, 1 - 0.05 / 3).lower, 12);
  });

  it.each([
    [() => tabulateChoices([{ choices: ["price", "speed"] }]), "several_choices", [0, "choices"]],
    [
      () => tabulateChoices([{ choices: "style" }], { options }),
      "unknown_choice",
      [0, "choices", 0],
    ],
    [
      () => tabulateChoices([{ choices: ["a", "a"] }], { several: true }),
      "duplicate_choice",
      [0, "choices", 1],
    ],
    [() => tabulateChoices([{ choices: "a", weight: -1 }]), "negative_value", [0, "weight"]],
    [() => tabulateChoices([JSON.parse('{"choices": 3}')]), "invalid_row", [0, "choices"]],
  ])("%s", (work, code, path) => {
    expect(codeOf(work)).toEqual({ code, path });
  });
});
