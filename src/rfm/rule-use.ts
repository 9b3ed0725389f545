import { check } from "../core/expect.ts";
import type { RfmSegmentRule } from "./grids.ts";

/** How many combinations of scores a rule would take, and the first rules that take them. */
export interface RuleUse {
  readonly count: number;
  readonly takers: ReadonlySet<number>;
}

/** Combinations of scores that no rule takes, and some of them. */
export interface RuleGaps {
  readonly count: number;
  readonly examples: readonly string[];
}

/** Refuses rules that leave scores without a segment, and rules that can take nobody. */
export function checkUse(
  rules: readonly RfmSegmentRule[],
  use: readonly RuleUse[],
  { count: uncovered, examples }: RuleGaps,
  combinations: number,
): void {
  const catchAll = rules.findIndex(isCatchAll);
  const some = examples.join(", ") + (examples.length < uncovered ? " …" : "");
  const left = `${uncovered} of ${combinations} combinations of scores have no segment: ${some}`;
  const expected = `a last rule without conditions${uncovered > 0 ? ` (${left})` : ""}`;
  const details = { combinations, uncovered, examples };
  check(catchAll >= 0, "missing_catch_all", ["segments"], expected, "none", details);
  use.forEach(({ count, takers }, i) => {
    // The catch-all may stay although the rules before it leave nothing.
    if (takers.has(i) || i === catchAll) return;
    const takenBy = Array.from(takers, (k) => rules[k].name);
    const names = takenBy.map((name) => `"${name}"`).join(", ");
    const why =
      count > 0 ? `${count} combinations go to ${names} before` : "its ranges hold no score";
    const { name } = rules[i];
    const doubt = { name, combinations: count, takenBy };
    const path = ["segments", i];
    check(false, "shadowed_segment", path, `a rule that can match (${why})`, name, doubt);
  });
}

function isCatchAll({ r, f, m, fm, extra = {} }: RfmSegmentRule): boolean {
  return [r, f, m, fm, ...Object.values(extra)].every((range) => range === undefined);
}
