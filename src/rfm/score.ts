import { checkKeys } from "../core/expect.ts";
import type { CustomerBase, CustomerBaseColumns } from "../customers/summary.ts";
import { checkDay, checkObject } from "./check.ts";
import { joinCode } from "./code.ts";
import { readExtra } from "./extra.ts";
import { readMeasures } from "./measures.ts";
import { scoreAll } from "./score-all.ts";
import { checkScorer, totalWeight } from "./scorer.ts";
import { resolveSettings, SCORE_RFM_DEFAULTS, type ScoreRfmOptions, triple } from "./settings.ts";
import { isRows } from "./table.ts";
import type { RfmScoreColumns, RfmScorer, RfmScores } from "./types.ts";

/**
 * How recently, how often and for how much did each customer buy, against the others?
 *
 * Ranks the customers of one base, the best with the highest scores: for campaigns, and as a first
 * look. It says who did well, not who will: for that fit a model of `clientele/clv`. In most shops
 * the greater part of the customers bought once and so share an F score: read the warnings first.
 *
 * Formula: a dimension of n bins has n - 1 cuts. With k the number of cuts strictly below a value
 * (one that equals a cut belongs below it), F and M score k + 1, and R scores n - k, so that few days
 * are good. Values compare as float64, without tolerance. Cuts lie, by method:
 * - `quantile` (default): at the sample quantiles of k / n;
 * - `rank`: the same by quantile type 1, each cut a value of the sample;
 * - `equalWidth`: at min + k (max - min) / n;
 * - `custom`: where you say.
 *
 * With `ties: "spread"` customers are put in order first, those who tie by the other measures in the
 * order R, F, M and then by row (the earlier is the better), and the cuts are those of the ranks. It
 * sorts, so it takes longer. With `nested: "nested"` F is cut within each R score, and M within each
 * pair of R and F scores; dimensions of `extra` are cut among all customers always. `composite` is
 * the weighted mean of all scores.
 *
 * @param base - what `summarizeOrders` returned, rows or columns; R reads its `daysSinceLast` (days)
 * @param options.frequency - F: `days` (distinct purchase days; default), `orders`, or `repeats`
 * @param options.monetary - M: `sum` (revenue; default) or `mean` (revenue per purchase day)
 * @param options.bins - n, from 2 to 99: one for all (5), or one for each dimension
 * @param options.method - `quantile`, `rank`, `equalWidth` or `custom`
 * @param options.quantileType - Hyndman and Fan's number, R's `type`; 7 unless given; 3 is not offered
 * @param options.cuts - for `custom`, which needs it: strictly ascending, the bins are one more
 * @param options.ties - `together` or `spread`; custom cuts keep ties together
 * @param options.nested - `independent` or `nested`
 * @param options.weights - of the composite, none negative, with a sum above 0; equal unless given
 * @param options.extra - dimensions beside R, F and M: `{ name, values, best, bins, cuts, weight }`,
 *   `values` a field of the customers (`recency` is the length of LRFM, from first to last purchase in
 *   the unit of the base) or a number for each; `best` is `high` unless given, `bins` 5, `weight` 1
 * @param options.scorer - the scorer of an earlier result: its settings and cuts, other customers; of
 *   the other options only the values of `extra` are read, and ties stay together
 * @returns scores from 1 to n in the order of the customers, the `scorer` (plain data, with every
 *   cut), and `warnings`: `fewer_customers_than_bins`, or `collapsed_bins` where fewer scores occur
 *   than there are bins, for ties or (`equalWidth`) for gaps; nested, one for each `cell`;
 *   `ties_kept_together` where ties were to be spread, but the cuts were given
 *
 * Edge cases: where all values are equal F and M score 1 and R its best. A nested cell without
 * customers takes the cuts of all customers. The order of customers decides nothing but full ties
 * that are spread.
 *
 * @throws InputError `invalid_shape` for what is no base, no options or no scorer; `empty` without
 *   customers; `non_finite_value` for a measure that is missing, no number or not finite;
 *   `invalid_option`, `out_of_range`, `negative_value`, `not_a_number`, `not_ascending` and
 *   `length_mismatch` for options and scorers; `unknown_dimension` and `missing_dimension` where
 *   `extra` does not give what the scorer scores
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { scoreRfm } from "clientele/rfm";
 *
 * const base = summarizeOrders(
 *   [
 *     { customerId: "ann", at: "2024-01-05", value: 20 },
 *     { customerId: "ann", at: "2024-03-25", value: 60 },
 *     { customerId: "bob", at: "2024-01-20", value: 20 },
 *     { customerId: "eve", at: "2024-03-01", value: 35 },
 *   ],
 *   { asOf: "2024-03-31" },
 * );
 * const { scores, scorer, warnings } = scoreRfm(base, { bins: 3 });
 * scores.map(({ customerId, code }) => `${customerId}: ${code}`); // => ["ann: 333", "bob: 111", "eve: 212"]
 * scorer.thresholds.m; // => [[30, 50]]
 * warnings[0].message; // => "2 of 3 f scores occur"
 * scoreRfm(base, { scorer }).scores[2].composite; // => 1.6666666666666667
 * const variety = { name: "variety", values: [2, 1, 3], bins: 3 };
 * scoreRfm(base, { bins: 3, extra: [variety] }).scores[2].extra; // => { variety: { value: 3, score: 3 } }
 * ```
 *
 * Source: Hughes (1994), Strategic Database Marketing; length: Chang and Tsay (2004), on LRFM;
 * quantiles: Hyndman and Fan (1996), The American Statistician 50.
 */
export function scoreRfm(base: CustomerBase, options?: ScoreRfmOptions): RfmScores;
export function scoreRfm(base: CustomerBaseColumns, options?: ScoreRfmOptions): RfmScoreColumns;
export function scoreRfm(
  base: CustomerBase | CustomerBaseColumns,
  options: ScoreRfmOptions = {},
): RfmScores | RfmScoreColumns {
  const expected = "a customer base from summarizeOrders";
  checkObject(base, [], expected);
  checkObject(base.customers, ["customers"], expected);
  checkObject(options, ["options"], "options");
  checkKeys(options, [...Object.keys(SCORE_RFM_DEFAULTS), "cuts", "extra", "scorer"]);
  const { scorer: before, extra: asked = [] } = options;
  if (before !== undefined) checkScorer(before, ["scorer"]);
  const settings = before?.settings ?? resolveSettings(options);
  const measures = readMeasures(base, settings);
  const further = readExtra(asked, settings, before, measures);
  const { bins, weights } = settings;
  const weight = totalWeight(weights, further, ["weights"]);
  const scored = scoreAll(measures, settings, options, further);
  const { asOf, customers } = base;
  checkDay(asOf, []);
  const scorer: RfmScorer = before ?? {
    kind: "rfm-scorer",
    version: 1,
    asOf,
    settings,
    thresholds: triple((name) => scored[name].thresholds),
    ...(further.length > 0 && {
      extra: further.map(({ column, ...dimension }, k) => ({
        ...dimension,
        cuts: scored.extra[k].thresholds[0],
      })),
    }),
  };
  const [r, f, m] = [scored.r.scores, scored.f.scores, scored.m.scores];
  const shift = Math.max(bins.r, bins.f, bins.m) > 9 ? 100 : 10;
  const code = new Uint32Array(r.length);
  const composite = new Float64Array(r.length);
  for (let i = 0; i < r.length; i++) {
    code[i] = (r[i] * shift + f[i]) * shift + m[i];
    composite[i] = weights.r * r[i] + weights.f * f[i] + weights.m * m[i];
  }
  scored.extra.forEach(({ scores }, k) => {
    for (let i = 0; i < r.length; i++) composite[i] += further[k].weight * scores[i];
  });
  for (let i = 0; i < r.length; i++) composite[i] /= weight;
  const extraOf = <Entry>(read: (value: Float64Array, score: Uint8Array) => Entry) =>
    further.length > 0 && {
      extra: Object.fromEntries(
        further.map(({ name, column }, k) => [name, read(column, scored.extra[k].scores)]),
      ),
    };
  const { r: daysSinceLast, f: frequency, m: monetary, revenue } = measures;
  const warnings = [scored.r, scored.f, scored.m, ...scored.extra].flatMap((it) => it.warnings);
  if (isRows(customers)) {
    const scores = customers.map(({ customerId }, i) => ({
      customerId,
      daysSinceLast: daysSinceLast[i],
      frequency: frequency[i],
      monetary: monetary[i],
      revenue: revenue[i],
      r: r[i],
      f: f[i],
      m: m[i],
      ...extraOf((value, score) => ({ value: value[i], score: score[i] })),
      code: joinCode(bins, [r[i], f[i], m[i]]),
      composite: composite[i],
    }));
    return { asOf, scorer, scores, warnings };
  }
  const scores = {
    customerId: customers.customerId,
    daysSinceLast,
    frequency,
    monetary,
    revenue,
    r,
    f,
    m,
    ...extraOf((value, score) => ({ value, score })),
    code,
    composite,
  };
  return { asOf, scorer, scores, warnings };
}
