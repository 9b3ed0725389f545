import { withDefaults } from "../core/check-names.ts";
import { checkChoice } from "../core/checks.ts";
import { check, checkOptions } from "../core/expect.ts";
import { adjustPValues } from "./adjust-p-values.ts";
import { checkFlag, checkLevel } from "./check.ts";
import { type CountedSample, readSamples } from "./compare-samples.ts";
import {
  COMPARE_SCORES_DEFAULTS,
  type CompareScoresOptions,
  type DifferenceMethod,
  type ScoreComparison,
  type ScorePair,
  type ScoreSample,
} from "./compare-types.ts";
import { type Arm, differenceOf } from "./differences.ts";
import { anyEnds } from "./ends.ts";
import { estimateScore } from "./estimate.ts";
import { testHomogeneity } from "./homogeneity.ts";
import { pointsOf, resolveMeasure } from "./measure.ts";
import { finiteCorrection, momentsOf } from "./moments.ts";
import { onScale } from "./on-scale.ts";
import { pairAnswers, pairedDifference } from "./pairing.ts";
import { resolveSettings } from "./settings.ts";
import type { MeasureUsed, SurveyColumns, SurveyResponse } from "./types.ts";

const METHODS = {
  net: ["adjusted_wald", "wald"],
  share: ["newcombe", "agresti_caffo", "wald"],
  mean: ["welch", "normal"],
} as const;
const PAIRED_METHODS = {
  net: ["paired_t"],
  share: ["score", "paired_t"],
  mean: ["paired_t"],
} as const;

/**
 * Do scores differ, or is it luck?
 *
 * For two samples, two periods, k segments, or the same people asked twice. Let the question come
 * before the numbers: whoever compares the best segment with the worst because they are such has
 * compared all. The samples must be of different people, unless `paired`.
 *
 * Formula: difference = score(sample) - score(against), so that a better sample comes out positive
 * (a worse one for `ces` v1). Tests are two-sided. Methods, the first of each kind the default:
 * - net scores: `adjusted_wald` (3/4, 3/2, 3/4 answers added to both; interval and test agree), `wald`;
 * - shares: `newcombe` (interval from Wilson's two; z of pooled shares), `agresti_caffo` (one answer
 *   of each kind added to both), `wald`;
 * - means: `welch` (t of unequal variances), `normal`;
 * - paired: the mean change within people by `paired_t`; of shares by `score`: McNemar's test with
 *   Tango's interval.
 *
 * Where answers are added, `standardError`, `statistic` and the interval are of the adjusted scores while
 * `difference` stays that of the published ones: `statistic` is not their quotient. Nor is it with
 * `newcombe`, whose z takes the standard error of pooled shares.
 *
 * `overall` asks whether all samples are alike: Pearson's chi-square with `newcombe`, Welch's F with
 * `welch`, else Cochran's chi-square by the method's own standard errors.
 *
 * Corrections: `holm` (default) and `bonferroni` bound the chance of any false claim,
 * `benjamini_hochberg` the share of false ones among claims. Under `bonferroni` intervals widen too
 * (`intervalLevel`), and hold together.
 *
 * @param samples - two or more `{ name, answers, population? }`, answers as for `scoreNps`; or one set
 *   of answers with a `segment`, or with `at` and the periods in `by`
 * @param options - `measure` (NPS unless given); `level`, default 0.95; `method`; `correction`;
 *   `reference`, the name of a sample that each other one is compared with, default every two;
 *   `paired`, for two samples with a customerId and without weights; `by`: `segment` (default) or
 *   periods `{ name, from, to }` of local days in `timeZone`, `to` exclusive
 * @returns the `samples` with their scores; `pairs` with differences on the published scale (NPS
 *   points, percentage points, points of the scale), intervals, p-values and adjusted ones; `overall`;
 *   `respondents` where paired
 *
 * Edge cases: without answers, or where no one differs from anyone (`no_variation`), there is no test:
 * null; methods that add answers have one, of p-value 1. Paired, people of one sample alone are
 * counted, not compared. Answers outside of the periods are left out.
 *
 * @throws InputError `too_few_samples`; `duplicate_name`; `invalid_option` for an unknown reference,
 *   a method of another metric, or an option that there is not; `overlapping_periods`;
 *   `invalid_segment`; `duplicate_customer`, `weights_unsupported`, `missing_field` where paired; else
 *   as the score, with the sample's name first in the path
 *
 * @example
 * ```ts
 * import { compareScores } from "clientele/survey";
 *
 * const { pairs } = compareScores([
 *   { name: "after", answers: { counts: { 3: 20, 8: 30, 10: 50 } } },
 *   { name: "before", answers: { counts: { 3: 30, 8: 30, 10: 40 } } },
 * ]);
 * pairs[0].difference?.toFixed(6); // => "20.000000"
 * pairs[0].pValue?.toFixed(4); // => "0.0832"
 * pairs[0].significant; // => false
 *
 * const visits = [5, 4, 2, 5, 5, 1].map((score, at) => ({ score, segment: at < 3 ? "web" : "shop" }));
 * compareScores(visits, { measure: { kind: "csat" } }).pairs[0].sample; // => "shop"
 * ```
 *
 * Source: Rocks (2016), The American Statistician 70(4), for net scores; Newcombe (1998), Statistics in
 * Medicine 17; Agresti and Caffo (2000), The American Statistician 54(4); Welch (1947), Biometrika 34;
 * Tango (1998), Statistics in Medicine 17; Holm (1979), Scandinavian Journal of Statistics 6.
 */
export function compareScores(
  samples: readonly ScoreSample[] | readonly SurveyResponse[] | SurveyColumns,
  options: CompareScoresOptions = {},
): ScoreComparison {
  checkOptions(options, [
    ...["measure", "level", "method", "correction"],
    ...["reference", "paired", "by", "timeZone"],
  ]);
  const { paired, by, timeZone, ...given } = withDefaults(options, COMPARE_SCORES_DEFAULTS);
  checkFlag(paired, ["paired"]);
  const measure = resolveMeasure(given.measure);
  const level = checkLevel(given.level);
  const corrections = ["holm", "bonferroni", "benjamini_hochberg", "none"] as const;
  const correction = checkChoice(given.correction, corrections, ["correction"]);
  const method = methodOf(measure, paired, options.method);
  const counted = readSamples(samples, measure, by, timeZone);
  const indices = pairUp(counted, options.reference, paired);
  const settings = resolveSettings(measure, { level });
  const scores = counted.map(({ name, tally, population }) => ({
    name,
    ...estimateScore(measure, tally, { ...settings, population }, anyEnds),
  }));
  const arms = counted.map(({ tally, population }): Arm => {
    const moments = momentsOf(measure, tally, settings.effectiveSize);
    return { moments, correction: finiteCorrection(measure, moments.n, population) };
  });
  const intervalLevel = correction === "bonferroni" ? 1 - (1 - level) / indices.length : level;
  const people = paired ? pairedPeople(counted) : undefined;
  const differences = indices.map(([one, two]) =>
    people === undefined
      ? differenceOf(measure, arms[one], arms[two], method, intervalLevel)
      : pairedDifference(measure, people, method, intervalLevel),
  );
  const adjusted = adjustPValues(
    differences.map(({ pValue }) => pValue),
    correction,
  );
  const points = pointsOf(measure);
  const pairs = indices.map(([one, two], at): ScorePair => {
    const p = adjusted[at];
    return {
      sample: counted[one].name,
      against: counted[two].name,
      ...onScale(differences[at], points),
      adjustedPValue: p,
      significant: p === null ? null : p < 1 - level,
    };
  });
  return {
    measure,
    level,
    intervalLevel,
    method,
    correction,
    samples: scores,
    overall: paired ? null : testHomogeneity(measure, arms, method),
    pairs,
    respondents:
      people === undefined
        ? null
        : {
            both: people.ids.length,
            sampleOnly: people.firstOnly,
            againstOnly: people.secondOnly,
          },
    warnings: warningsOf(pairs),
  };
}

function methodOf(
  measure: MeasureUsed,
  paired: boolean,
  method: DifferenceMethod | undefined,
): DifferenceMethod {
  const { metric } = measure;
  const choices: readonly DifferenceMethod[] = (paired ? PAIRED_METHODS : METHODS)[metric];
  const defaults = COMPARE_SCORES_DEFAULTS[paired ? "pairedMethod" : "method"];
  return checkChoice(method ?? defaults[metric], choices, ["method"]);
}

function pairUp(
  samples: readonly CountedSample[],
  reference: string | undefined,
  paired: boolean,
): [number, number][] {
  const names = samples.map(({ name }) => name);
  check(names.length > 1, "too_few_samples", ["samples"], "at least two samples", names.length);
  for (const [at, name] of names.entries()) {
    check(names.indexOf(name) === at, "duplicate_name", ["samples", at], "another name", name);
  }
  const two = !paired || names.length === 2;
  check(two, "invalid_option", ["paired"], "two samples", names.length);
  if (reference !== undefined) {
    const base = names.indexOf(reference);
    check(base >= 0, "invalid_option", ["reference"], `one of ${names.join(", ")}`, reference);
    return names.flatMap((_, at): [number, number][] => (at === base ? [] : [[at, base]]));
  }
  return names.flatMap((_, one) =>
    names.slice(one + 1).map((_, more): [number, number] => [one, one + 1 + more]),
  );
}

function pairedPeople([first, second]: readonly CountedSample[]) {
  check(
    first.table !== undefined && second.table !== undefined,
    "invalid_option",
    ["paired"],
    "two samples { name, answers }",
    "one set of answers",
  );
  if (first.table === undefined || second.table === undefined) return undefined;
  return pairAnswers(first.table, second.table, [first.name, second.name]);
}

function warningsOf(pairs: readonly ScorePair[]): ScoreComparison["warnings"] {
  return pairs.flatMap(({ sample, against, difference, pValue }) => {
    if (pValue !== null) return [];
    const code = difference === null ? "no_answers" : "no_variation";
    const what = difference === null ? "has no answers to compare" : "does not vary enough to test";
    return [
      {
        code,
        message: `${sample} against ${against} ${what}`,
        details: { sample, against },
      } as const,
    ];
  });
}
