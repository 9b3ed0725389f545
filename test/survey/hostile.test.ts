import { describe, expect, it } from "vitest";
import * as survey from "../../src/survey/index.ts";
import { codeOf } from "./code-of.ts";

const verbs = Object.entries(survey).flatMap(([name, verb]) =>
  typeof verb === "function" ? [[name, verb] as const] : [],
);
const day = { asOf: "2026-01-31", seed: 1, margins: { a: { b: 1 } } };
const rubbish = [null, undefined, 7, "nine", true, {}, [null], [7], [undefined], ["nine"]];

describe("rubbish meets an error of the package, whatever the verb", () => {
  it.each(verbs)("%s", (_, verb) => {
    for (const given of rubbish) {
      for (const options of [day, undefined, null]) {
        // Anything but an error of the package is thrown on.
        codeOf(() => Reflect.apply(verb, undefined, [given, options]));
        codeOf(() => Reflect.apply(verb, undefined, [given, given, options]));
      }
    }
  });

  it("is refused, not read", () => {
    for (const given of [null, 7, "nine", {}, [null], [7]]) {
      for (const verb of [survey.scoreNps, survey.scoreCsat, survey.scoreCes, survey.mergeCounts]) {
        expect(codeOf(() => Reflect.apply(verb, undefined, [given]))).toBeDefined();
      }
    }
    const texts = { score: ["9", "10"], weight: [1, 1] };
    expect(codeOf(() => Reflect.apply(survey.scoreNps, undefined, [texts]))).toEqual({
      code: "not_a_number",
      path: ["score", 0],
    });
    const weights = { score: [9, 10], weight: ["1", "1"] };
    expect(codeOf(() => Reflect.apply(survey.scoreNps, undefined, [weights]))).toEqual({
      code: "not_a_number",
      path: ["weight", 0],
    });
  });
});
