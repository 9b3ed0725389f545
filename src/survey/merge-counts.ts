import { check, isObject } from "../core/expect.ts";
import { checkRows } from "./check.ts";
import { checkScaleEnds, resolveMeasure } from "./measure.ts";
import { readAnswers } from "./read-answers.ts";
import type { SurveyCounts } from "./types.ts";

/**
 * How often was each answer given over several batches?
 *
 * For scores of days, shops or shards that were counted apart: the score of merged counts is the
 * score of all answers together, which no mean of scores is. Counts only: weighted answers do not
 * merge this way.
 *
 * Formula: the sum of the counts, answer by answer.
 *
 * @param batches - counts of answers to the same question on the same scale
 * @returns their sums by answer, whole answers ascending and fractions after them; with the scale, if
 *   the batches name it
 *
 * Edge cases: no batches give no counts. An answer counted 0 times stays.
 *
 * @throws InputError `mixed_scales` where batches name different scales, or only some name one;
 *   `out_of_range` for a count that is no whole number of at least 0; `not_a_number` for an answer
 *
 * @example
 * ```ts
 * import { mergeCounts, scoreNps } from "clientele/survey";
 *
 * const monday = { counts: { 6: 2, 9: 2 } };
 * const tuesday = { counts: { 9: 1, 10: 5 } };
 * const both = mergeCounts([monday, tuesday]);
 * both.counts; // => { 6: 2, 9: 3, 10: 5 }
 * scoreNps(both).score; // => 60
 * ```
 *
 * Source: none; sums.
 */
export function mergeCounts(batches: readonly SurveyCounts[]): SurveyCounts {
  checkRows(batches);
  const sums = new Map<number, number>();
  const [first] = batches;
  const scale = first?.scale;
  if (isObject(scale)) checkScaleEnds(scale, [0, "scale"]);
  for (const [index, batch] of batches.entries()) {
    check(isObject(batch) && "counts" in batch, "invalid_answers", [index], "{ counts }", batch);
    const same = batch.scale?.min === scale?.min && batch.scale?.max === scale?.max;
    check(same, "mixed_scales", [index, "scale"], "the scale of the first batch", batch.scale);
    const { score, times } = readAnswers(batch, scale ?? resolveMeasure().scale, [index]);
    for (let row = 0; row < score.length; row++) {
      sums.set(score[row], (sums.get(score[row]) ?? 0) + (times?.[row] ?? 0));
    }
  }
  const counts = Object.fromEntries([...sums].sort(([a], [b]) => a - b));
  return { counts, ...(scale && { scale }) };
}
