import type { ErrorPath } from "../core/errors.ts";
import { check, checkObject } from "./check.ts";
import type { RfmExtraScorer } from "./extra-types.ts";
import type { RfmScoreRange, RfmSegmentGrid, RfmSegmentRule } from "./grids.ts";
import { type Combinations, checkUse, firstOf } from "./rule-use.ts";
import { triple } from "./settings.ts";
import type { RfmSettings } from "./types.ts";

/** Scores that rules read together, as one whole number from 0 on. */
export interface Stage {
  /** `r`, `fm` for F and M together, or the name of a further dimension. */
  readonly name: string;
  readonly size: number;
  /** By the state before, then by the scores: the state after. */
  readonly table: Uint32Array;
}

/** A machine that reads a customer's scores stage by stage; its last state says which rule wins. */
export interface RuleMachine {
  readonly rules: readonly RfmSegmentRule[];
  readonly stages: readonly Stage[];
  /** By the last state: the position of the first rule that takes it. */
  readonly winner: Int32Array;
}

/** How far scores run: what rules need to know of a scorer. */
export interface ScoreBins {
  readonly settings: Pick<RfmSettings, "bins">;
  readonly extra?: readonly Pick<RfmExtraScorer, "name" | "bins">[];
}

const CONDITIONS = ["r", "f", "m", "fm"] as const;
const MOST_STATES = 1e6;
const MOST_NAMES = 9;

/** Builds the machine; refuses rules that leave scores without a segment, and rules that take none. */
export function compileRules(
  segments: RfmSegmentGrid | readonly RfmSegmentRule[],
  { settings: { bins }, extra = [] }: ScoreBins,
): RuleMachine {
  checkObject(segments, ["segments"], "rules, or a grid of them");
  const rules = "rules" in segments ? segments.rules : segments;
  check(Array.isArray(rules), "invalid_shape", ["segments"], "a list of rules", rules);
  if ("rules" in segments) {
    triple((name) => {
      const { bins: expected } = segments;
      check(expected === bins[name], "bins_mismatch", ["segments"], expected, bins[name]);
    });
  }
  const known = new Map(extra.map(({ name, bins: most }) => [name, most]));
  rules.forEach((rule, i) => {
    checkRule(rule, known, ["segments", i]);
  });

  const masksOf = (size: number, takes: (rule: RfmSegmentRule, at: number) => boolean) =>
    Array.from({ length: size }, (_, at) =>
      rules.reduce((mask, rule, i) => (takes(rule, at) ? mask | (1n << BigInt(i)) : mask), 0n),
    );
  const used = extra.filter(({ name }) => rules.some((rule) => rangeOf(rule, name)));
  const plans = [
    {
      name: "r",
      masks: masksOf(bins.r, (rule, at) => holds(rule.r, at + 1)),
      label: (at: number) => `R ${at + 1}`,
    },
    {
      name: "fm",
      masks: masksOf(bins.f * bins.m, (rule, at) => {
        const [f, m] = [Math.floor(at / bins.m) + 1, (at % bins.m) + 1];
        return holds(rule.f, f) && holds(rule.m, m) && holds(rule.fm, (f + m) / 2);
      }),
      label: (at: number) => ` F ${Math.floor(at / bins.m) + 1} M ${(at % bins.m) + 1}`,
    },
    ...used.map(({ name, bins: most }) => ({
      name,
      masks: masksOf(most, (rule, at) => holds(rangeOf(rule, name), at + 1)),
      label: (at: number) => ` ${name} ${at + 1}`,
    })),
  ];

  let states: Combinations[] = [{ mask: (1n << BigInt(rules.length)) - 1n, count: 1, names: [""] }];
  const stages = plans.map(({ name, masks, label }): Stage => {
    const size = masks.length;
    const table = new Uint32Array(states.length * size);
    const places = new Map<bigint, number>();
    const next: { mask: bigint; count: number; names: string[] }[] = [];
    states.forEach((state, from) => {
      masks.forEach((own, at) => {
        const mask = state.mask & own;
        const place = places.get(mask) ?? next.push({ mask, count: 0, names: [] }) - 1;
        places.set(mask, place);
        table[from * size + at] = place;
        const after = next[place];
        after.count += state.count;
        for (const start of state.names) {
          if (after.names.length < MOST_NAMES) after.names.push(start + label(at));
        }
      });
      const expected = `rules that tell at most ${MOST_STATES} kinds of customers apart`;
      check(next.length <= MOST_STATES, "out_of_range", ["segments"], expected, next.length);
    });
    states = next;
    return { name, size, table };
  });
  checkUse(rules, states);
  return {
    rules,
    stages,
    winner: Int32Array.from(states, ({ mask }) => firstOf(mask, rules.length)),
  };
}

function rangeOf({ extra = {} }: RfmSegmentRule, name: string): RfmScoreRange | undefined {
  return Object.hasOwn(extra, name) ? extra[name] : undefined;
}

function holds(range: RfmScoreRange | undefined, score: number): boolean {
  return range === undefined || (score >= range[0] && score <= range[1]);
}

/** Refuses a rule of which some part would silently not be read. */
function checkRule(rule: RfmSegmentRule, extra: ReadonlyMap<string, number>, at: ErrorPath): void {
  checkObject(rule, at, "a rule");
  const { name, extra: further = {}, ...conditions } = rule;
  check(typeof name === "string", "invalid_shape", [...at, "name"], "a name", name);
  checkObject(further, [...at, "extra"], "ranges by dimension");
  for (const [key, range] of Object.entries(conditions)) {
    const isKnown = CONDITIONS.some((it) => it === key);
    check(isKnown, "unknown_key", [...at, key], "r, f, m, fm or extra", key);
    checkRange(range, [...at, key]);
  }
  for (const [key, range] of Object.entries(further)) {
    check(extra.has(key), "unknown_dimension", [...at, "extra", key], "a scored dimension", key);
    checkRange(range, [...at, "extra", key]);
  }
}

function checkRange(range: RfmScoreRange | undefined, path: ErrorPath): void {
  const isRange = range === undefined || (Array.isArray(range) && range.length === 2);
  check(isRange, "invalid_shape", path, "a range [low, high]", range);
}
