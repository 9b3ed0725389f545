import type { CustomerId } from "../core/columns.ts";
import { checkOptions } from "../core/expect.ts";
import { checkLevel } from "./check.ts";
import { COMPARE_SCORES_DEFAULTS, type ScoreDifference } from "./compare-types.ts";
import { GROUP_NAMES, groupOf, pointsOf, resolveMeasure } from "./measure.ts";
import { onScale } from "./on-scale.ts";
import { type PairedAnswers, pairAnswers, pairedDifference } from "./pairing.ts";
import { readAnswers } from "./read-answers.ts";
import { tallyAnswers } from "./tally.ts";
import type { MeasureUsed, SurveyColumns, SurveyMeasure, SurveyResponse } from "./types.ts";

export interface CompareWavesOptions {
  readonly measure?: SurveyMeasure | undefined;
  /** Confidence level, between 0 and 1. */
  readonly level?: number | undefined;
}

/** What {@link compareWaves} does unless told otherwise. */
export const COMPARE_WAVES_DEFAULTS = {
  measure: { kind: "nps" },
  level: 0.95,
} as const satisfies CompareWavesOptions;

/** People who moved from one group to another, or stayed. */
export interface WaveMove {
  readonly from: string;
  readonly to: string;
  readonly n: number;
  /** Of those who were in `from` and answered again; null where there are none. */
  readonly share: number | null;
}

export interface WaveGain {
  readonly n: number;
  readonly customerIds: readonly CustomerId[];
}

export interface WaveComparison {
  readonly measure: MeasureUsed;
  readonly level: number;
  /** People who answered both waves. */
  readonly n: number;
  /** Who answered only the first wave, only the second. */
  readonly dropped: number;
  readonly joined: number;
  /** Every pair of groups, best first. */
  readonly moves: readonly WaveMove[];
  /** Who came into the best group, and who left it: of NPS, the promoters. */
  readonly won: WaveGain;
  readonly lost: WaveGain;
  /** Second wave minus first, on the published scale, for the people of both. */
  readonly change: ScoreDifference;
}

/**
 * Who changed their mind between two waves of a survey?
 *
 * For the same people asked twice: which promoters were lost, who was won, and whether the balance is
 * more than luck. Two equal scores may hide that half of the people moved. Says nothing of those who
 * answered once: `dropped` and `joined` count them.
 *
 * Formula: people by group in the first and in the second wave; share = n / people of the first
 * group. `change` is the mean change within people, tested as `compareScores` does when `paired`.
 *
 * @param before - rows `{ score, customerId }` or columns of the first wave, one answer of each person
 * @param after - those of the second wave
 * @param options - `measure` (NPS unless given), `level`, default 0.95
 * @returns `moves` for every pair of groups; `won` and `lost`, with the ids, in the order of the first
 *   wave; `change` on the published scale with its interval and p-value; `n`, `dropped`, `joined`
 *
 * Edge cases: without common people counts are 0 and shares and change null; with one, or where nobody
 * or everybody moved alike, there is no test.
 *
 * @throws InputError `missing_field`, `invalid_id`, `duplicate_customer`, `weights_unsupported`; else
 *   as the score, with `before` or `after` first in the path
 *
 * @example
 * ```ts
 * import { compareWaves } from "clientele/survey";
 *
 * const before = [
 *   { customerId: "ann", score: 10 },
 *   { customerId: "bob", score: 8 },
 *   { customerId: "cyd", score: 9 },
 * ];
 * const after = [
 *   { customerId: "ann", score: 6 },
 *   { customerId: "bob", score: 9 },
 *   { customerId: "dan", score: 3 },
 * ];
 * const waves = compareWaves(before, after);
 * waves.lost; // => { n: 1, customerIds: ["ann"] }
 * waves.won; // => { n: 1, customerIds: ["bob"] }
 * [waves.n, waves.dropped, waves.joined]; // => [2, 1, 1]
 * waves.change.difference; // => -50
 * waves.moves[2]; // => { from: "promoters", to: "detractors", n: 1, share: 1 }
 * ```
 *
 * Source: as `compareScores`.
 */
export function compareWaves(
  before: readonly SurveyResponse[] | SurveyColumns,
  after: readonly SurveyResponse[] | SurveyColumns,
  options: CompareWavesOptions = {},
): WaveComparison {
  checkOptions(options, ["measure", "level"]);
  const measure = resolveMeasure(options.measure);
  const level = checkLevel(options.level ?? COMPARE_WAVES_DEFAULTS.level);
  const tables = [
    readAnswers(before, measure.scale, ["before"]),
    readAnswers(after, measure.scale, ["after"]),
  ] as const;
  // Counted for its checks of every answer.
  for (const table of tables) tallyAnswers(table, measure);
  const people = pairAnswers(tables[1], tables[0], ["after", "before"]);
  const groups = (answers: Float64Array) =>
    Array.from(answers, (answer) => groupOf(measure, answer));
  const [from, to] = [groups(people.second), groups(people.first)];
  const method = COMPARE_SCORES_DEFAULTS.pairedMethod[measure.metric];
  const change = pairedDifference(measure, people, method, level);
  return {
    measure,
    level,
    n: people.ids.length,
    dropped: people.secondOnly,
    joined: people.firstOnly,
    moves: movesOf(GROUP_NAMES[measure.kind], from, to),
    won: gainOf(people, (at) => from[at] !== 0 && to[at] === 0),
    lost: gainOf(people, (at) => from[at] === 0 && to[at] !== 0),
    change: onScale(change, pointsOf(measure)),
  };
}

function movesOf(
  names: readonly string[],
  from: readonly number[],
  to: readonly number[],
): WaveMove[] {
  return names.flatMap((name, group) => {
    const all = from.filter((start) => start === group).length;
    return names.map((goal, end) => {
      const n = from.filter((start, at) => start === group && to[at] === end).length;
      return { from: name, to: goal, n, share: all === 0 ? null : n / all };
    });
  });
}

function gainOf({ ids }: PairedAnswers, counts: (at: number) => boolean): WaveGain {
  const customerIds = ids.filter((_, at) => counts(at));
  return { n: customerIds.length, customerIds };
}
