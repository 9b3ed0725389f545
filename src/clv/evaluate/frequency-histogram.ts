import { readOptions } from "../../core/check-names.ts";
import { checkInteger, checkObject } from "../../core/checks.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { chiSquareTail } from "../../numeric/distributions/chi-square.ts";
import { total } from "../../numeric/vector.ts";
import { type PurchaseData, patternsOf } from "../fitting/purchase-data.ts";
import type { PurchaseModel } from "../model.ts";
import { checkAhead } from "../predict/horizon.ts";
import { countReader } from "../predict/purchase-probabilities.ts";
import { readMany } from "../predict/read-customers.ts";
import { checkUnit, readWeights } from "../targets.ts";

export interface FrequencyHistogramOptions {
  /** Frequencies from here on share the last bin. */
  readonly maximum?: number | undefined;
}

export const FREQUENCY_HISTOGRAM_DEFAULTS = { maximum: 7 } as const;

/** Customers with so many repeat purchases. */
export interface HistogramBin {
  /** `"0"`, `"1"` … and `"7+"` for the last. */
  readonly frequency: string;
  readonly actual: number;
  readonly expected: number;
}

export interface FrequencyHistogram {
  readonly customers: number;
  readonly timeUnit: TimeUnit;
  readonly bins: readonly HistogramBin[];
  /** Σ (actual - expected)² / expected; `null` where a bin has customers and none expected. */
  readonly chiSquare: number | null;
  /** Bins - 1 - parameters estimated; `null` where that leaves none. */
  readonly degreesOfFreedom: number | null;
  /** P(as large a chiSquare or larger) were the model true; `null` where either is. */
  readonly pValue: number | null;
}

/**
 * Does the model make the right number of customers who never came back, came back once, twice …?
 *
 * The first thing to look at after a fit, on the very customers it was fitted to. It tells whether the
 * spread of customers is right, not whether the forecast is: for that see `evaluateHoldout`.
 *
 * expected(n) = Σ over customers of P(X(T) = n), where T is the customer's own age: what a new
 * customer does in so much time. The last bin has all the rest.
 *
 * @param model - a purchase model
 * @param data - a customer base or patterns with weights; for a model with covariates, with these
 * @param options - `maximum`: frequencies from here on share a bin, whole, 1 to 1000, default 7
 * @returns a bin for each frequency, empty ones too, in customers; and the chi-square statistic as
 *   information: where ages differ, and where a bin expects less than about 5, its distribution is
 *   only nearly chi-square. Parameters count where the model carries a `fit`, which is then taken to
 *   be one to these data
 *
 * Edge cases: no customers make bins of 0. Under BG/BB nobody buys more often than there were
 * opportunities: the bins beyond are empty, and no degree of freedom.
 *
 * @throws InputError `unit_mismatch`, `invalid_summary`, `unknown_model`, `out_of_range`,
 *   `missing_covariate`
 *
 * @example
 * ```ts
 * import { fitBgNbd, frequencyHistogram } from "clientele/clv";
 *
 * const patterns = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const { bins } = frequencyHistogram(fitBgNbd(patterns), patterns, { maximum: 3 });
 * bins.map((bin) => bin.frequency); // => ["0", "1", "2", "3+"]
 * bins.map((bin) => bin.actual); // => [600, 160, 40, 65]
 * bins.reduce((sum, bin) => sum + bin.expected, 0).toFixed(6); // => "865.000000"
 * ```
 *
 * @see Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2),
 *   figure 1, eq. 8
 */
export function frequencyHistogram(
  model: PurchaseModel,
  data: PurchaseData,
  options: FrequencyHistogramOptions = {},
): FrequencyHistogram {
  const { maximum = FREQUENCY_HISTOGRAM_DEFAULTS.maximum } = readOptions(options, ["maximum"]);
  checkInteger(maximum, ["maximum"], 1, 1000);
  const patterns = patternsOf(data);
  checkUnit(patterns.timeUnit, model?.timeUnit, ["timeUnit"]);
  const { frequency } = patterns;
  const weight = readWeights(patterns.weight, checkObject(frequency, "frequency").length);
  const actual = new Float64Array(maximum + 1);
  const expected = new Float64Array(maximum + 1);
  const { at } = readMany(model, patterns, (predictor) => {
    const byAge = new Map<number, Float64Array>();
    return (_frequency, _recency, age) => {
      const known =
        byAge.get(age) ??
        countReader(predictor, checkAhead(model.kind, age, ["age"]), maximum - 1)(0, 0, 0);
      byAge.set(age, known);
      return known;
    };
  });
  for (let row = 0; row < weight.length; row++) {
    const chances = at(row);
    actual[Math.min(frequency[row], maximum)] += weight[row];
    for (let n = 0; n < maximum; n++) expected[n] += weight[row] * chances[n];
    // What rounding leaves to 1 would be a bin of its own to the degrees of freedom.
    if (model.kind === "bg-bb" && patterns.age[row] < maximum) continue;
    expected[maximum] += weight[row] * Math.max(0, 1 - total(chances));
  }
  return {
    customers: total(weight),
    timeUnit: model.timeUnit,
    bins: Array.from(actual, (customers, n) => ({
      frequency: n === maximum ? `${n}+` : `${n}`,
      actual: customers,
      expected: expected[n],
    })),
    ...testOfFit(
      actual,
      expected,
      model.fit ? checkObject(model.fit.estimates, "estimates").length : 0,
    ),
  };
}

function testOfFit(actual: Float64Array, expected: Float64Array, parameters: number) {
  const terms = actual.map((seen, n) =>
    seen === expected[n] ? 0 : (seen - expected[n]) ** 2 / expected[n],
  );
  const statistic = total(terms);
  const chiSquare = Number.isFinite(statistic) ? statistic : null;
  const left = expected.filter((customers) => customers > 0).length - 1 - parameters;
  const degreesOfFreedom = left > 0 ? left : null;
  return {
    chiSquare,
    degreesOfFreedom,
    pValue:
      chiSquare === null || degreesOfFreedom === null
        ? null
        : chiSquareTail(chiSquare, degreesOfFreedom),
  };
}
