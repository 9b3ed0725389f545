import { withDefaults } from "../core/check-names.ts";
import { checkInteger } from "../core/checks.ts";
import { checkOptions } from "../core/expect.ts";
import type { Warning } from "../core/warning.ts";
import { criticalValue } from "../numeric/intervals.ts";
import { quantile } from "../numeric/quantile.ts";
import { type Random, seedRandom } from "../numeric/random/seed.ts";
import { sum } from "../numeric/sum.ts";
import { checkLevel } from "./check.ts";
import {
  type DriverColumns,
  type DriverResponse,
  type DriverTable,
  readDrivers,
} from "./driver-rows.ts";
import {
  DRIVER_ANALYSIS_DEFAULTS,
  type Driver,
  type DriverAnalysis,
  type DriverAnalysisOptions,
  type DriverEstimate,
  type DriverWarningCode,
} from "./driver-types.ts";
import { correlate, relativeWeights } from "./relative-weights.ts";

/**
 * Which sub-scores move the overall score?
 *
 * For surveys that ask an overall score and several of its parts. Sub-scores go together, so that
 * coefficients of a regression jump and change sign; relative weights share the explained variance
 * out among them. They say what goes with the score, not what would happen if a part got better.
 *
 * Formula: correlation r is Pearson's, its interval tanh(atanh r ± z / √(effectiveN - 3)). Relative
 * weights: with the correlations of the drivers R = P Δ P', Λ = P Δ^½ P' and β = Λ⁻¹ r, driver j has
 * ε_j = Σ_k Λ²_jk β²_k. All ε are 0 or more and add up to R². Their intervals are percentiles (type
 * 7) over resamples of the answers; being never negative, they cannot tell a weight from 0.
 *
 * @param responses - rows `{ score, drivers: { price: 4, support: null }, weight? }`, or columns with
 *   NaN for what was not answered; any scale
 * @param options - `seed`, required; `drivers`, their names; `level`, default 0.95; `resamples`,
 *   default 1000, 0 for no intervals of weights
 * @returns `drivers` by falling weight: `mean`, `correlation` (-1 to 1), `relativeWeight` (0 to R²),
 *   `importance` (0 to 1, adding up to 1); `rSquared`; `n`, `incomplete`; `warnings`
 *
 * Edge cases: answers that lack a driver are left out and counted (`incomplete_answers`). A driver
 * that does not vary has null for a correlation and a weight of 0 (`constant_driver`); where the score
 * does not, all is null (`constant_score`). Drivers that repeat each other share alike
 * (`collinear_drivers`). With no more answers than drivers R² is 1 whatever they say
 * (`too_few_answers`, from fewer than 10 a driver).
 *
 * @throws InputError `missing_field` without drivers, or for one that no answer has; `not_a_number`,
 *   `non_finite_value`, `invalid_row`, `length_mismatch` for responses; `out_of_range` and
 *   `invalid_option` for options; `duplicate_name` for a driver named twice
 *
 * @example
 * ```ts
 * import { driverAnalysis } from "clientele/survey";
 *
 * const responses = [
 *   [9, 5, 3], [10, 5, 4], [4, 2, 3], [7, 4, 5], [2, 1, 2], [6, 3, 1], [8, 4, 4], [5, 3, 5],
 * ].map(([score, support, price]) => ({ score, drivers: { price, support } }));
 * const { drivers, rSquared } = driverAnalysis(responses, { seed: 7, resamples: 200 });
 * drivers.map(({ driver }) => driver); // => ["support", "price"]
 * drivers[0].importance.value?.toFixed(2); // => "0.94"
 * rSquared?.toFixed(2); // => "0.98"
 * ```
 *
 * Source: Johnson (2000), A heuristic method for estimating the relative weight of predictor variables
 * in multiple regression, Multivariate Behavioral Research 35(1); Johnson (2004), Psychometrika 69(2),
 * for the resamples; Fisher (1921), Metron 1.
 */
export function driverAnalysis(
  responses: readonly DriverResponse[] | DriverColumns,
  options: DriverAnalysisOptions,
): DriverAnalysis {
  checkOptions(options, ["seed", "drivers", "level", "resamples"]);
  const given = withDefaults(options, DRIVER_ANALYSIS_DEFAULTS);
  const level = checkLevel(given.level);
  const resamples = checkInteger(given.resamples, ["resamples"], 0, 1_000_000);
  const random = seedRandom(options.seed);
  const table = readDrivers(responses, options.drivers);
  const { names, n, incomplete, weight } = table;
  const total = sum(weight);
  const effectiveN = total > 0 ? total ** 2 / sum(weight.map((own) => own * own)) : null;
  const width = names.length + 1;
  const { data, means, varies } = standardize(table, total);
  const scored = n > 1 && total > 0 && varies[names.length];
  const everyRow = Int32Array.from({ length: n }, (_, row) => row);
  const moment = correlate(data, width, everyRow, weight);
  const { parts, collinear } = relativeWeights(moment);
  const rSquared = scored ? Math.min(1, sum(parts)) : null;
  const draws = scored ? resample(data, width, weight, resamples, random) : [];
  const z = criticalValue(level);
  const drivers = names.map((driver, at): Driver => {
    const known = scored && varies[at];
    const r = moment.correlations[at * width + names.length];
    return {
      driver,
      mean: total > 0 ? means[at] : null,
      correlation: known ? correlationEstimate(r, effectiveN, z) : NO_ESTIMATE,
      relativeWeight: scored
        ? {
            value: parts[at],
            ...percentiles(
              draws.map((draw) => draw[at]),
              level,
            ),
          }
        : NO_ESTIMATE,
      importance:
        rSquared !== null && rSquared > 0
          ? {
              value: parts[at] / sum(parts),
              ...percentiles(
                draws.map((draw) => draw[at] / sum(draw) || 0),
                level,
              ),
            }
          : NO_ESTIMATE,
    };
  });
  drivers.sort((a, b) => (b.relativeWeight.value ?? 0) - (a.relativeWeight.value ?? 0));
  return {
    n,
    effectiveN,
    incomplete,
    rSquared,
    level,
    resamples,
    drivers,
    warnings: warningsOf(table, varies, scored, collinear),
  };
}

const NO_ESTIMATE: DriverEstimate = { value: null, lower: null, upper: null };

/** Columns less their means, over their largest deviation: squares then neither vanish nor overflow. */
function standardize({ names, data, weight, n }: DriverTable, total: number) {
  const width = names.length + 1;
  const result = data.slice();
  const means = new Float64Array(width);
  const varies: boolean[] = [];
  for (let column = 0; column < width; column++) {
    const first = data[column];
    let shifted = 0;
    for (let row = 0; row < n; row++) shifted += weight[row] * (data[row * width + column] - first);
    means[column] = first + (total > 0 ? shifted / total : 0);
    let largest = 0;
    for (let row = 0; row < n; row++) {
      result[row * width + column] -= means[column];
      if (weight[row] > 0 && data[row * width + column] !== first) {
        largest = Math.max(largest, Math.abs(result[row * width + column]));
      }
    }
    varies.push(largest > 0);
    for (let row = 0; row < n; row++) {
      result[row * width + column] = largest > 0 ? result[row * width + column] / largest : 0;
    }
  }
  return { data: result, means, varies };
}

function resample(
  data: Float64Array,
  width: number,
  weight: Float64Array,
  resamples: number,
  random: Random,
): Float64Array[] {
  const n = weight.length;
  const rows = new Int32Array(n);
  return Array.from({ length: resamples }, () => {
    for (let at = 0; at < n; at++) rows[at] = Math.floor(random.next() * n);
    return relativeWeights(correlate(data, width, rows, weight)).parts;
  });
}

function percentiles(values: readonly number[], level: number) {
  if (values.length === 0) return { lower: null, upper: null };
  const sorted = Float64Array.from(values).sort();
  return {
    lower: quantile(sorted, (1 - level) / 2),
    upper: quantile(sorted, 1 - (1 - level) / 2),
  };
}

/** Fisher's z; no interval from three answers or fewer. */
function correlationEstimate(r: number, effectiveN: number | null, z: number): DriverEstimate {
  if (effectiveN === null || effectiveN <= 3) return { value: r, lower: null, upper: null };
  if (Math.abs(r) === 1) return { value: r, lower: r, upper: r };
  const reach = z / Math.sqrt(effectiveN - 3);
  return {
    value: r,
    lower: Math.tanh(Math.atanh(r) - reach),
    upper: Math.tanh(Math.atanh(r) + reach),
  };
}

const ENOUGH_FOR_A_DRIVER = 10;

function warningsOf(
  { names, n, incomplete }: DriverTable,
  varies: readonly boolean[],
  scored: boolean,
  collinear: boolean,
): Warning<DriverWarningCode>[] {
  const warnings: Warning<DriverWarningCode>[] = [];
  if (incomplete > 0) {
    const message = `${incomplete} answers that lack a driver were left out`;
    warnings.push({ code: "incomplete_answers", message, details: { incomplete } });
  }
  if (n < ENOUGH_FOR_A_DRIVER * names.length) {
    const message = `${n} answers are few for ${names.length} drivers`;
    warnings.push({ code: "too_few_answers", message, details: { n, drivers: names.length } });
  }
  if (!scored) {
    warnings.push({ code: "constant_score", message: "the score does not vary" });
    return warnings;
  }
  for (const [at, driver] of names.entries()) {
    if (varies[at]) continue;
    const message = `${driver} does not vary`;
    warnings.push({ code: "constant_driver", message, details: { driver } });
  }
  if (collinear) {
    const message = "drivers repeat each other: what they share is split between them";
    warnings.push({ code: "collinear_drivers", message });
  }
  return warnings;
}
