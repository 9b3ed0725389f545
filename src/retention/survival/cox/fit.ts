import { checkNames } from "../../../core/check-names.ts";
import { checkChoice, checkObject } from "../../../core/checks.ts";
import { FitError, InputError } from "../../../core/errors.ts";
import { criticalValue } from "../../../numeric/intervals.ts";
import { concordanceOf } from "../concordance.ts";
import { countConcordance } from "../count-concordance.ts";
import { type Arranged, arrange } from "./arrange.ts";
import { baselineOf } from "./baseline.ts";
import { type CoxData, type CoxInput, readCoxData } from "./cox-data.ts";
import { checkExactCost, exactLikelihood } from "./exact-likelihood.ts";
import { tabulateHazard } from "./hazard-table.ts";
import { type Maximum, maximize, type Problem } from "./maximize.ts";
import type { CoxModel, CoxTies } from "./model.ts";
import { areEventsAhead, groupScores, partStrata, scoresAlong } from "./part-strata.ts";
import { partialLikelihood } from "./partial-likelihood.ts";
import { describeCoefficients, ownScale, testsOf, warningsOf } from "./report.ts";
import { robustCovariance } from "./robust.ts";
import { linearPredictors } from "./walk-risk.ts";

export interface FitCoxOptions {
  /** How events at the same time are taken; `efron` unless given. */
  readonly ties?: CoxTies | undefined;
  /** Errors that hold where rows are not independent; true just where clusters are named unless given. */
  readonly robust?: boolean | undefined;
  /** Count concordant pairs, in n log n; true unless given. */
  readonly concordance?: boolean | undefined;
  /** Keep the baseline hazard, which `predictCox` needs for survival; true unless given. */
  readonly baseline?: boolean | undefined;
  /** Of the intervals, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link fitCox} does unless told otherwise. */
export const FIT_COX_DEFAULTS = {
  ties: "efron",
  concordance: true,
  baseline: true,
  level: 0.95,
} as const satisfies FitCoxOptions;

/**
 * What makes customers leave sooner or later, and by how much?
 *
 * For effects of several things at once on the risk of leaving, without any assumption on how that risk
 * runs with age. It assumes that a thing multiplies the risk by the same factor at every age: ask
 * `testProportionalHazards`; put what does not into `stratum`. For lifetimes beyond the ages watched
 * take a model with a shape, such as `fitWeibull`.
 *
 * The hazard of a customer is h(t|x) = h_s(t) exp(x'β), h_s of the stratum left open. β maximizes the
 * partial likelihood Π w-weighted exp(x_i'β)/Σ_{j at risk} exp(x_j'β) over the events. Ties: `efron`
 * takes tied events as untied ones in unknown order, to good approximation; `breslow` more crudely;
 * `exact` takes time as truly discrete: the odds of just these of all choices. Weights are counts.
 * The baseline is Σ d/Σ exp(x'β), with denominators as the ties have them.
 *
 * @param data - durations with `covariates` by name (rows or columns), `stratum`, and `cluster`, the
 *   customer that rows belong to. What changes with time goes into start-stop rows: one row for each
 *   stretch (`entry`, `time`] with the covariates of that stretch, the event in the last one
 * @param options - `ties`; `robust` (Lin-Wei sandwich by cluster); `concordance`; `baseline`; `level`
 * @returns a model, plain data: `params` with coefficients by name, covariate means and baseline; `fit`
 *   with a table of coefficients, hazard ratios, errors, intervals, Wald p-values; tests; concordance
 *
 * Edge cases: where some covariate separates events from the rest its coefficient has no bound (monotone
 * likelihood): it is `null`, the verdict `boundary`, warning `monotone_likelihood`; the others and the
 * likelihood stand at their limit, where only those compete whom it does not separate. Exact ties have no robust errors and no baseline, and take no weights.
 *
 * @throws InputError as `kaplanMeier` does; `invalid_shape`, `invalid_label`; `empty` without a
 *   covariate; `out_of_range` where exact ties would take too long. FitError `no_events`;
 *   `collinear_covariates` naming covariates that are constant or sums of one another; `no_convergence`
 *
 * @example
 * ```ts
 * import { fitCox } from "clientele/retention";
 *
 * const model = fitCox({
 *   time: [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45],
 *   event: [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1],
 *   covariates: { monthly: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] },
 * });
 * const [monthly] = model.fit.coefficients;
 * Math.round((monthly.estimate ?? 0) * 1e6) / 1e6; // => 0.915533
 * Math.round((monthly.hazardRatio ?? 0) * 100) / 100; // => 2.5
 * ```
 *
 * @see Cox (1972), Regression models and life-tables, JRSS B 34; Efron (1977), JASA 72; Therneau &
 * Grambsch (2000), Modeling Survival Data
 */
export function fitCox(data: CoxInput, options: FitCoxOptions = {}): CoxModel {
  checkNames(checkObject(options, "options"), [
    "ties",
    "robust",
    "concordance",
    "baseline",
    "level",
  ]);
  const ties = checkChoice(options.ties ?? "efron", ["efron", "breslow", "exact"], ["ties"]);
  const level = options.level ?? FIT_COX_DEFAULTS.level;
  const z = criticalValue(level);
  const read = readCoxData(data);
  const { names, strata, clusters } = read;
  if (names.length === 0) {
    throw new InputError("empty", "expected at least one covariate", ["covariates"]);
  }
  const arranged = arrange(read);
  const events = arranged.event.reduce((sum, event) => sum + event, 0);
  if (events === 0)
    throw new FitError("no_events", "nobody has the event: there is nothing to fit");
  if (ties === "exact") checkExactCost(arranged);
  const maximum = maximize(problemOf(read, arranged, ties), names);
  const eta = linearPredictors(maximum.arranged, maximum.beta);
  const isBounded = !maximum.diverging.some((sign) => sign !== 0);
  const table = ties === "exact" ? undefined : tabulateHazard(maximum.arranged, eta, ties);
  const wantsRobust = options.robust ?? clusters !== undefined;
  if (wantsRobust && table === undefined) {
    throw new InputError("invalid_option", "exact ties have no robust errors", ["robust"]);
  }
  const robust =
    wantsRobust && table !== undefined
      ? robustCovariance(maximum.arranged, eta, table, maximum.covariance, clusters)
      : undefined;
  const wantsBaseline = options.baseline ?? FIT_COX_DEFAULTS.baseline;
  const wantsPairs = options.concordance ?? FIT_COX_DEFAULTS.concordance;
  const baseline =
    wantsBaseline && isBounded && table !== undefined
      ? baselineOf(arranged, maximum.beta, table, strata)
      : [];
  const coefficients = describeCoefficients(names, arranged, maximum, robust, z);
  return {
    kind: "cox",
    version: 1,
    params: {
      coefficients: byName(names, (j) => coefficients[j].estimate),
      means: byName(names, (j) => arranged.means[j]),
      // Of hazards beyond any number there is nothing to keep.
      baseline: baseline.every(({ variance }) => variance.every(Number.isFinite)) ? baseline : [],
    },
    fit: {
      ties,
      n: arranged.length,
      events,
      level,
      verdict: isBounded ? "optimum" : "boundary",
      iterations: maximum.iterations,
      logLikelihood: maximum.likelihood.value,
      nullLogLikelihood: maximum.null.value,
      coefficients,
      covariance: ownScale(maximum.covariance, arranged, maximum.diverging),
      robustCovariance: robust ? ownScale(robust, arranged, maximum.diverging) : null,
      ...testsOf(maximum, robust),
      concordance: wantsPairs
        ? concordanceOf(countConcordance(arranged, scoresOf(arranged, maximum)), z)
        : null,
      warnings: warningsOf(names, maximum),
    },
  };
}

function problemOf(data: CoxData, arranged: Arranged, ties: CoxTies): Problem {
  return {
    arranged,
    evaluate: (beta) =>
      ties === "exact" ? exactLikelihood(arranged, beta) : partialLikelihood(arranged, beta, ties),
    part: (direction, share) => {
      const groups = groupScores(scoresAlong(arranged, direction), share);
      const parted = partStrata(data, arranged, groups);
      return {
        isEndless: areEventsAhead(arranged, groups, ties),
        problem: problemOf(parted, arrange(parted), ties),
      };
    },
  };
}

/** x'β, strata side by side; without bound, what has none decides: strata were parted in its order. */
function scoresOf(arranged: Arranged, { arranged: parted, beta }: Maximum): Float64Array {
  const own = scoresAlong(parted, beta);
  if (parted === arranged) return own;
  const range = own.reduce((most, score) => Math.max(most, Math.abs(score)), 1);
  const byRow = new Float64Array(own.length);
  for (let stratum = 0; stratum + 1 < parted.starts.length; stratum++) {
    for (let at = parted.starts[stratum]; at < parted.starts[stratum + 1]; at++) {
      byRow[parted.rows[at]] = own[at] + 3 * range * stratum;
    }
  }
  return Float64Array.from(arranged.rows, (row) => byRow[row]);
}

function byName<Value>(names: readonly string[], at: (j: number) => Value) {
  return Object.fromEntries(names.map((name, j) => [name, at(j)]));
}
