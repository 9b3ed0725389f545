import { InputError } from "../core/errors.ts";
import type { Warning } from "../core/warning.ts";
import { wilsonInterval } from "../numeric/intervals.ts";
import { type FindEnds, NO_INTERVAL } from "./ends.ts";
import { GROUP_NAMES, groupOf, pointsOf } from "./measure.ts";
import { finiteCorrection, type Moments, momentsOf, squaredError } from "./moments.ts";
import type { SettingsUsed } from "./settings.ts";
import type { Tally } from "./tally.ts";
import type {
  AnswerGroup,
  MeasureUsed,
  ShareEstimate,
  SurveyScore,
  SurveyWarningCode,
} from "./types.ts";

/** The score of counted answers, with all that is known of its error. */
export function estimateScore(
  measure: MeasureUsed,
  tally: Tally,
  settings: SettingsUsed,
  findEnds: FindEnds,
): SurveyScore {
  const { level, method, population, invited, effectiveSize } = settings;
  const moments = momentsOf(measure, tally, effectiveSize);
  const { n, weight, mean, effectiveN } = moments;
  if (population !== undefined && n > population) {
    throw new InputError("out_of_range", `expected at least ${n}, the answers`, ["population"]);
  }
  const correction = finiteCorrection(measure, n, population);
  const squared = mean === null ? null : squaredError(measure, moments, correction);
  const error = squared === null ? null : Math.sqrt(squared);
  // Where all were asked nothing is left to be unsure of.
  const ends =
    mean === null || correction === 0
      ? { lower: mean, upper: mean }
      : findEnds({ measure, moments: { ...moments, mean }, settings, correction, error });
  const points = pointsOf(measure);
  const share = (part: number) => shareOf(part, weight, effectiveN, correction, level);
  const group = (names: readonly string[]): Record<string, AnswerGroup> =>
    Object.fromEntries(
      names.map((name, at) => [
        name,
        {
          n: tally.answers.reduce(
            (sum, answer, cell) => sum + (groupOf(measure, answer) === at ? tally.n[cell] : 0),
            0,
          ),
          weight: moments.groups[at],
          ...share(moments.groups[at]),
        },
      ]),
    );
  return {
    measure,
    score: mean === null ? null : scaled(mean, points),
    lower: scaled(ends.lower, points),
    upper: scaled(ends.upper, points),
    standardError: scaled(error, points),
    share: measure.metric === "mean" ? null : { value: mean, ...ends, standardError: error },
    n,
    weight,
    effectiveN: mean === null ? null : effectiveN,
    designEffect: mean === null ? null : n / effectiveN,
    level,
    method,
    groups: group(GROUP_NAMES[measure.kind]),
    distribution: tally.answers.map((answer, cell) => ({
      answer,
      n: tally.n[cell],
      weight: tally.weight[cell],
      ...share(tally.weight[cell]),
    })),
    responseRate: invited === undefined ? null : responseRate(n, invited, level),
    warnings: warningsOf(measure, tally, moments),
  };
}

function scaled<Value extends number | null>(value: Value, points: number): number | Value {
  return value === null ? value : points * value;
}

/** A part of the weight as a share, with Wilson's interval. */
export function shareOf(
  part: number,
  weight: number,
  effectiveN: number,
  correction: number,
  level: number,
): Pick<AnswerGroup, "share" | "lower" | "upper"> {
  if (weight === 0) return { share: null, ...NO_INTERVAL };
  const share = Math.min(1, part / weight);
  if (correction === 0) return { share, lower: share, upper: share };
  const size = effectiveN / correction;
  return { share, ...wilsonInterval(share * size, size, level) };
}

function responseRate(
  n: number,
  invited: number,
  level: number,
): ShareEstimate & { readonly n: number } {
  if (n > invited) {
    throw new InputError("out_of_range", `expected at least ${n}, the answers, got ${invited}`, [
      "invited",
    ]);
  }
  const { share, ...interval } = shareOf(n, invited, invited, 1, level);
  return { value: share, n: invited, ...interval };
}

// A question of five points that is scored as one of eleven has no promoters at all.
const SUSPECT_FROM = 20;
const SUSPECT_UP_TO = 5;
const UNEVEN_FROM = 2;

function warningsOf(
  { kind, scale }: MeasureUsed,
  { answers, n: counts }: Tally,
  { n, weight, effectiveN }: Moments,
): Warning<SurveyWarningCode>[] {
  const given = answers.filter((_, cell) => counts[cell] > 0);
  const highest = given[given.length - 1];
  const warnings: Warning<SurveyWarningCode>[] = [];
  if (weight === 0) {
    const what = n === 0 ? "answers" : "answers of any weight";
    warnings.push({ code: "no_answers", message: `there are no ${what}, so there is no score` });
    return warnings;
  }
  if (n === 1) {
    warnings.push({ code: "one_answer", message: "one answer tells nothing of how answers vary" });
  } else if (given.length === 1) {
    warnings.push({
      code: "all_equal",
      message: `all answers are ${highest}: the standard error of 0 is that of the sample alone`,
      details: { answer: highest, n },
    });
  }
  if (kind === "nps" && n >= SUSPECT_FROM && given[0] > 0 && highest <= SUSPECT_UP_TO) {
    warnings.push({
      code: "suspected_scale",
      message: `no answer is above ${highest}: was the question asked on ${scale.min} to ${scale.max}?`,
      details: { highest, n },
    });
  }
  if (n / effectiveN > UNEVEN_FROM) {
    warnings.push({
      code: "uneven_weights",
      message: `for their weights, ${n} answers tell as much as ${effectiveN.toFixed(1)} would`,
      details: { n, effectiveN },
    });
  }
  return warnings;
}
