import { check } from "./check.ts";
import type { RfmSegmentRule } from "./grids.ts";

/** Combinations of scores that the same rules would take: a bit for each rule. */
export interface Combinations {
  readonly mask: bigint;
  readonly count: number;
  /** Some of them. */
  readonly names: readonly string[];
}

/** Refuses rules that leave scores without a segment, and rules that can take nobody. */
export function checkUse(rules: readonly RfmSegmentRule[], all: readonly Combinations[]): void {
  const combinations = all.reduce((total, { count }) => total + count, 0);
  const gap = all.find(({ mask }) => mask === 0n);
  const catchAll = rules.findIndex(isCatchAll);
  const some = (names: readonly string[], more: boolean) => names.join(", ") + (more ? " …" : "");
  const left = gap
    ? `${gap.count} of ${combinations} combinations of scores have no segment: ${some(gap.names, gap.names.length < gap.count)}`
    : "no combination of scores is left, but that may change with the rules";
  check(
    catchAll >= 0,
    "missing_catch_all",
    ["segments"],
    `a last rule without conditions (${left})`,
    "none",
    { combinations, uncovered: gap?.count ?? 0, examples: gap?.names ?? [] },
  );
  rules.forEach(({ name }, i) => {
    const own = all.filter(({ mask }) => (mask >> BigInt(i)) & 1n);
    const takers = [...new Set(own.map(({ mask }) => firstOf(mask, rules.length)))];
    // The catch-all may stay although the rules before it leave nothing.
    if (takers.includes(i) || i === catchAll) return;
    const count = own.reduce((total, it) => total + it.count, 0);
    const names = takers.map((k) => `"${rules[k].name}"`).join(", ");
    const why =
      count > 0 ? `${count} combinations go to ${names} before` : "its ranges hold no score";
    check(false, "shadowed_segment", ["segments", i], `a rule that can match (${why})`, name, {
      name,
      combinations: count,
      takenBy: takers.map((k) => rules[k].name),
    });
  });
}

/** The first rule of a mask, -1 where there is none. */
export function firstOf(mask: bigint, rules: number): number {
  let first = 0;
  while (first < rules && ((mask >> BigInt(first)) & 1n) === 0n) first++;
  return first < rules ? first : -1;
}

function isCatchAll({ r, f, m, fm, extra = {} }: RfmSegmentRule): boolean {
  return [r, f, m, fm, ...Object.values(extra)].every((range) => range === undefined);
}
