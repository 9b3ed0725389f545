import { check } from "./check.ts";
import type { RfmSegmentGrid, RfmSegmentRule } from "./grids.ts";
import { triple } from "./settings.ts";
import type { RfmTriple } from "./types.ts";

/** The position of the first rule that takes a customer of these scores. */
export type FindRule = (r: number, f: number, m: number) => number;

/** Tries the rules on every combination of scores; refuses lists with gaps or dead rules. */
export function ruleFinder(
  segments: RfmSegmentGrid | readonly RfmSegmentRule[],
  bins: RfmTriple,
): [rules: readonly RfmSegmentRule[], findRule: FindRule] {
  const rules = "rules" in segments ? segments.rules : segments;
  if ("rules" in segments) {
    triple((name) => {
      const { bins: expected } = segments;
      check(expected === bins[name], "bins_mismatch", ["segments"], expected, bins[name]);
    });
  }
  const findRule: FindRule = (r, f, m) =>
    rules.findIndex((rule) =>
      (
        [
          [rule.r, r],
          [rule.f, f],
          [rule.m, m],
          [rule.fm, (f + m) / 2],
        ] as const
      ).every(([range, score]) => !range || (score >= range[0] && score <= range[1])),
    );
  // No range takes a NaN, so that only a rule without conditions does.
  const used = new Set([findRule(NaN, NaN, NaN)]);
  check(!used.has(-1), "missing_catch_all", ["segments"], "a last rule without conditions", "none");
  for (let r = 1; r <= bins.r; r++) {
    for (let f = 1; f <= bins.f; f++) {
      for (let m = 1; m <= bins.m; m++) used.add(findRule(r, f, m));
    }
  }
  rules.forEach(({ name }, i) => {
    check(used.has(i), "shadowed_segment", ["segments", i], "a rule that can match", name);
  });
  return [rules, findRule];
}
