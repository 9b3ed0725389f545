import type { ErrorPath } from "../core/errors.ts";
import { check } from "../core/expect.ts";
import { checkObject } from "./check.ts";
import type { RfmExtraScorer } from "./extra-types.ts";
import type { RfmScoreRange, RfmSegmentGrid, RfmSegmentRule } from "./grids.ts";
import { checkUse } from "./rule-use.ts";
import { triple } from "./settings.ts";
import type { RfmDimension, RfmSettings } from "./types.ts";

/** Scores that rules read. */
export interface RuleDimension {
  readonly name: string;
  readonly bins: number;
  /** Absent of dimensions beside R, F and M. */
  readonly main?: RfmDimension;
}

/** Which segment each combination of scores belongs to. */
export interface RuleTable {
  readonly names: readonly string[];
  readonly dimensions: readonly RuleDimension[];
  /** Positions of names, by the scores from 0 on, those of the last dimension running fastest. */
  readonly segmentOf: Uint16Array;
}

/** How far scores run: what rules need to know of a scorer. */
export interface ScoreBins {
  readonly settings: Pick<RfmSettings, "bins">;
  readonly extra?: readonly Pick<RfmExtraScorer, "name" | "bins">[];
}

const CONDITIONS = ["r", "f", "m", "fm"];
const MOST_COMBINATIONS = 1e7;

/** Tries the rules; refuses those that leave scores without a segment, and those that take none. */
export function compileRules(
  segments: RfmSegmentGrid | readonly RfmSegmentRule[],
  { settings: { bins }, extra = [] }: ScoreBins,
): RuleTable {
  checkObject(segments, ["segments"], "rules, or a grid of them");
  const rules = "rules" in segments ? segments.rules : segments;
  check(Array.isArray(rules), "invalid_shape", ["segments"], "a list of rules", rules);
  const known = extra.map(({ name }) => name);
  for (let i = 0; i < rules.length; i++) checkRule(rules[i], known, ["segments", i]);
  const main = triple((name): RuleDimension => {
    if ("rules" in segments) {
      const fits = segments.bins === bins[name];
      check(fits, "bins_mismatch", ["segments"], `${bins[name]} bins`, segments.bins);
    }
    return { name: name.toUpperCase(), bins: bins[name], main: name };
  });
  const dimensions: readonly RuleDimension[] = [
    ...[main.r, main.f, main.m],
    ...extra.filter(({ name }) => rules.some((rule) => rangeOf(rule, name))),
  ];
  const combinations = dimensions.reduce((product, dimension) => product * dimension.bins, 1);
  const expected = `rules on at most ${MOST_COMBINATIONS} combinations of scores`;
  check(combinations <= MOST_COMBINATIONS, "out_of_range", ["segments"], expected, combinations);

  const takes = (rule: RfmSegmentRule, scores: readonly number[]) => {
    const [r, f, m] = scores;
    return (
      holds(rule.r, r) &&
      holds(rule.f, f) &&
      holds(rule.m, m) &&
      holds(rule.fm, (f + m) / 2) &&
      dimensions.every((it, d) => it.main !== undefined || holds(rangeOf(rule, it.name), scores[d]))
    );
  };
  const names = [...new Set(rules.map(({ name }) => name))];
  const places = rules.map(({ name }) => names.indexOf(name));
  const segmentOf = new Uint16Array(combinations);
  // Of each rule: how many combinations it would take, and the rules that take them.
  const use = rules.map(() => ({ count: 0, takers: new Set<number>() }));
  const gaps: { count: number; examples: string[] } = { count: 0, examples: [] };
  const scores = dimensions.map(() => 1);
  for (let at = 0; at < combinations; at++) {
    let first = -1;
    for (let i = 0; i < rules.length; i++) {
      if (!takes(rules[i], scores)) continue;
      if (first < 0) first = i;
      use[i].count++;
      use[i].takers.add(first);
    }
    segmentOf[at] = places[first];
    if (first < 0 && gaps.count++ < MOST_EXAMPLES) {
      gaps.examples.push(dimensions.map(({ name }, d) => `${name} ${scores[d]}`).join(" "));
    }
    for (let d = scores.length - 1; d >= 0 && ++scores[d] > dimensions[d].bins; d--) scores[d] = 1;
  }
  checkUse(rules, use, gaps, combinations);
  return { names, dimensions, segmentOf };
}

const MOST_EXAMPLES = 9;

function rangeOf({ extra = {} }: RfmSegmentRule, name: string): RfmScoreRange | undefined {
  return Object.hasOwn(extra, name) ? extra[name] : undefined;
}

function holds(range: RfmScoreRange | undefined, score: number): boolean {
  return range === undefined || (score >= range[0] && score <= range[1]);
}

/** Refuses a rule of which some part would silently not be read. */
function checkRule(rule: RfmSegmentRule, known: readonly string[], at: ErrorPath): void {
  checkObject(rule, at, "a rule");
  const { name, extra = {}, ...conditions } = rule;
  const isName = typeof name === "string" && name !== "";
  check(isName, "invalid_shape", [...at, "name"], "a name", name);
  checkRanges(conditions, CONDITIONS, "unknown_key", at);
  checkRanges(extra, known, "unknown_dimension", [...at, "extra"]);
}

function checkRanges(
  ranges: Readonly<Record<string, RfmScoreRange | undefined>>,
  names: readonly string[],
  code: string,
  at: ErrorPath,
): void {
  checkObject(ranges, at, "ranges by dimension");
  for (const [key, range] of Object.entries(ranges)) {
    const path = [...at, key];
    check(names.includes(key), code, path, `one of ${names}`, key);
    const isList = Array.isArray(range) && range.length === 2;
    const isRange = range === undefined || (isList && range.every(Number.isFinite));
    check(isRange, "invalid_shape", path, "a range [low, high]", range);
  }
}
