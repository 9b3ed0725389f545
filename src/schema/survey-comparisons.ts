import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type {
  ComparisonCorrection,
  DifferenceMethod,
  HomogeneityTest,
  ScoreComparison,
} from "../survey/compare-types.ts";
import type { WaveComparison } from "../survey/compare-waves.ts";
import { count, customerId, finite, lawful, listOf, share, warningOf } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";
import { checkCounts, difference, level, measureUsed, scoreFields } from "./survey-leaves.ts";

export const correction = z.enum([
  "holm",
  "bonferroni",
  "benjamini_hochberg",
  "none",
] satisfies ComparisonCorrection[]);

const method = z.enum([
  ...(["adjusted_wald", "wald", "newcombe", "agresti_caffo"] satisfies DifferenceMethod[]),
  ...(["welch", "normal", "paired_t", "score"] satisfies DifferenceMethod[]),
]);

/** What is stored of a comparison of scores; see {@link parseScoreComparison}. */
export const scoreComparisonSchema = z
  .strictObject({
    measure: measureUsed,
    level,
    intervalLevel: level,
    method,
    correction,
    samples: listOf(
      z.strictObject({ name: z.string(), ...scoreFields }).check(lawful(checkCounts)),
    ),
    overall: z.nullable(
      z.strictObject({
        test: z.enum(["chi_square", "welch_f"] satisfies HomogeneityTest["test"][]),
        statistic: finite,
        degreesOfFreedom: listOf(finite),
        pValue: share,
      }),
    ),
    pairs: listOf(
      z.strictObject({
        sample: z.string(),
        against: z.string(),
        ...difference,
        adjustedPValue: z.nullable(share),
        significant: z.nullable(z.boolean()),
      }),
    ),
    respondents: z.nullable(z.strictObject({ both: count, sampleOnly: count, againstOnly: count })),
    warnings: listOf(warningOf(z.enum(["no_variation", "no_answers"]))),
  })
  .check(lawful(checkPairs));

const gain = z.strictObject({ n: count, customerIds: listOf(customerId) });

/** What is stored of a comparison of waves; see {@link parseWaveComparison}. */
export const waveComparisonSchema = z
  .strictObject({
    measure: measureUsed,
    level,
    n: count,
    dropped: count,
    joined: count,
    moves: listOf(
      z.strictObject({ from: z.string(), to: z.string(), n: count, share: z.nullable(share) }),
    ),
    won: gain,
    lost: gain,
    change: z.strictObject(difference),
  })
  .check(lawful(checkMoves));

/**
 * Is this a comparison of scores, as `compareScores` makes them?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the comparison
 * @throws InputError `unknown_segment` for a pair of samples that are not there; else as
 *   `parseSurveyScore` does
 *
 * @example
 * ```ts
 * import { parseScoreComparison } from "clientele/schema";
 * import { compareScores } from "clientele/survey";
 *
 * const compared = compareScores([
 *   { name: "after", answers: { counts: { 3: 20, 8: 30, 10: 50 } } },
 *   { name: "before", answers: { counts: { 3: 30, 8: 30, 10: 40 } } },
 * ]);
 * parseScoreComparison(JSON.parse(JSON.stringify(compared))).pairs[0].against; // => "before"
 * parseScoreComparison({ ...compared, correction: "some" }); // => throws invalid_option
 * ```
 */
export function parseScoreComparison(data: unknown): ScoreComparison {
  return parseWith(scoreComparisonSchema, data);
}

/**
 * Is this a comparison of two waves, as `compareWaves` makes them?
 *
 * @param data - anything
 * @returns the comparison
 * @throws InputError `length_mismatch` where moves do not add up to the people, or ids to their
 *   number; `missing_id`, `invalid_id`; else as `parseSurveyScore` does
 *
 * @example
 * ```ts
 * import { parseWaveComparison } from "clientele/schema";
 * import { compareWaves } from "clientele/survey";
 *
 * const ann = (score: number) => [{ customerId: "ann", score }];
 * const waves = compareWaves(ann(10), ann(6));
 * parseWaveComparison(JSON.parse(JSON.stringify(waves))).lost.customerIds; // => ["ann"]
 * parseWaveComparison({ ...waves, n: 2 }); // => throws length_mismatch
 * ```
 */
export function parseWaveComparison(data: unknown): WaveComparison {
  return parseWith(waveComparisonSchema, data);
}

function checkPairs({ samples, pairs }: ScoreComparison): void {
  const names = new Set(samples.map(({ name }) => name));
  for (const [at, { sample, against }] of pairs.entries()) {
    if (names.has(sample) && names.has(against)) continue;
    const message = `expected two of the samples, got "${sample}" and "${against}"`;
    throw new InputError("unknown_segment", message, ["pairs", at]);
  }
}

function checkMoves({ n, moves, won, lost }: WaveComparison): void {
  const moved = moves.reduce((sum, move) => sum + move.n, 0);
  for (const [name, expected, got] of [
    ["moves", n, moved],
    ["won", won.n, won.customerIds.length],
    ["lost", lost.n, lost.customerIds.length],
  ] as const) {
    if (expected === got) continue;
    throw new InputError("length_mismatch", `expected ${expected} people, got ${got}`, [name]);
  }
}
