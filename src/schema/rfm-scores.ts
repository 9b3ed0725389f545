import * as z from "zod/mini";
import { RFM_FIELDS } from "../rfm/extra.ts";
import type { RfmExtraScorer } from "../rfm/extra-types.ts";
import type { RfmScorer, RfmScores, RfmSettings, RfmWarningCode } from "../rfm/types.ts";
import {
  count,
  customerId,
  day,
  finite,
  lawful,
  listOf,
  nonNegative,
  score,
  warningOf,
} from "./leaves.ts";
import { parseWith } from "./parse-with.ts";
import { checkScorer, checkScores } from "./rfm-checks.ts";

const bins = z.strictObject({ r: count, f: count, m: count });
const weights = z.strictObject({ r: nonNegative, f: nonNegative, m: nonNegative });

const settings = z.strictObject({
  frequency: z.enum(["days", "orders", "repeats"] satisfies RfmSettings["frequency"][]),
  monetary: z.enum(["sum", "mean"] satisfies RfmSettings["monetary"][]),
  bins,
  method: z.enum(["quantile", "equalWidth", "custom", "rank"] satisfies RfmSettings["method"][]),
  quantileType: z.literal([1, 2, 4, 5, 6, 7, 8, 9] satisfies RfmSettings["quantileType"][]),
  ties: z.enum(["together", "spread"] satisfies RfmSettings["ties"][]),
  nested: z.enum(["independent", "nested"] satisfies RfmSettings["nested"][]),
  weights,
});

const thresholds = listOf(listOf(finite));

/** What is stored of a scorer; see {@link parseRfmScorer}. */
export const rfmScorerSchema = z
  .strictObject({
    kind: z.literal("rfm-scorer"),
    version: z.literal(1),
    asOf: day,
    settings,
    thresholds: z.strictObject({ r: thresholds, f: thresholds, m: thresholds }),
    extra: z.exactOptional(
      listOf(
        z.strictObject({
          name: z.string(),
          field: z.nullable(z.enum(RFM_FIELDS)),
          best: z.enum(["high", "low"] satisfies RfmExtraScorer["best"][]),
          bins: count,
          weight: nonNegative,
          cuts: listOf(finite),
        }),
      ),
    ),
  })
  .check(lawful(checkScorer));

/** A customer's measures and scores. */
export const rfmScoreSchema = z.object({
  customerId,
  daysSinceLast: nonNegative,
  frequency: nonNegative,
  monetary: finite,
  revenue: finite,
  r: score,
  f: score,
  m: score,
  extra: z.exactOptional(z.record(z.string(), z.strictObject({ value: finite, score }))),
  code: z.string(),
  composite: nonNegative,
});

const warningCode = z.enum([
  "collapsed_bins",
  "fewer_customers_than_bins",
  "ties_kept_together",
] satisfies RfmWarningCode[]);

/** What is stored of scores; see {@link parseRfmScores}. */
export const rfmScoresSchema = z
  .strictObject({
    asOf: day,
    scorer: rfmScorerSchema,
    warnings: listOf(warningOf(warningCode)),
    scores: listOf(rfmScoreSchema),
  })
  .check(lawful(checkScores));

/**
 * Is this a scorer, as `scoreRfm` makes them?
 *
 * Its cuts must be ones to score by. Keys that a scorer does not have are refused, since they may
 * mean that another version wrote it.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the scorer, ready for `scoreRfm`
 * @throws InputError `unsupported_version`, `unknown_key`, `invalid_option`, `length_mismatch`,
 *   `not_ascending`, `out_of_range`, `negative_value`, `not_a_number`, `non_finite_value`,
 *   `invalid_time`, `invalid_shape`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseRfmScorer } from "clientele/schema";
 *
 * const scorer = {
 *   kind: "rfm-scorer",
 *   version: 1,
 *   asOf: "2026-01-31",
 *   settings: {
 *     frequency: "days",
 *     monetary: "sum",
 *     bins: { r: 2, f: 2, m: 2 },
 *     method: "quantile",
 *     quantileType: 7,
 *     ties: "together",
 *     nested: "independent",
 *     weights: { r: 1, f: 1, m: 1 },
 *   },
 *   thresholds: { r: [[30]], f: [[1]], m: [[50]] },
 * };
 * parseRfmScorer(scorer).thresholds.r; // => [[30]]
 * parseRfmScorer({ ...scorer, version: 2 }); // => throws unsupported_version
 * ```
 */
export function parseRfmScorer(data: unknown): RfmScorer {
  return parseWith(rfmScorerSchema, data);
}

/**
 * Are these scores, as `scoreRfm` makes them?
 *
 * @param data - anything; scores in rows, since columns are not for storage
 * @returns the scores with their scorer
 * @throws InputError as `parseRfmScorer` does; `out_of_range` for a score that the scorer cannot give
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { scoreRfm } from "clientele/rfm";
 * import { parseRfmScores } from "clientele/schema";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "bob", at: "2026-01-25", value: 60 },
 * ];
 * const scores = scoreRfm(summarizeOrders(orders, { asOf: "2026-01-31" }), { bins: 2 });
 * parseRfmScores(JSON.parse(JSON.stringify(scores))).scores.map((row) => row.code); // => ["111", "212"]
 * parseRfmScores({ ...scores, scores: undefined }); // => throws invalid_shape
 * ```
 */
export function parseRfmScores(data: unknown): RfmScores {
  return parseWith(rfmScoresSchema, data);
}
