import { FitError } from "../../core/errors.ts";
import type { FitWarningCode } from "../../core/fit-report.ts";
import type { Warning } from "../../core/warning.ts";
import { readCovariates } from "../../customers/covariates.ts";
import type { LikelihoodProblem } from "../../numeric/likelihood.ts";
import { logPriorOf } from "../../numeric/log-prior.ts";
import { dot, total } from "../../numeric/vector.ts";
import { type Design, designOf } from "../covariates/design.ts";
import { covariateLogLikelihood } from "../covariates/likelihood.ts";
import { movesOf } from "../covariates/moves.ts";
import { covariateSearch } from "../covariates/search.ts";
import { collinearity } from "../covariates/standardize.ts";
import type { PurchaseFamily } from "./family.ts";
import type { CovariateFitOptions } from "./fit-options.ts";
import { previewOf } from "./preview.ts";
import { type PurchaseData, patternsOf, weightedHistoriesOf } from "./purchase-data.ts";
import { tooLittleData } from "./too-little-data.ts";

/** What is maximized, or drawn from, for a family and its data. */
export interface PurchaseProblem<Parameter extends string> {
  readonly likelihood: LikelihoodProblem<Parameter>;
  readonly design: Design;
  readonly warnings: readonly Warning<FitWarningCode>[];
}

/** The likelihood of a family over data, on a clock that makes every parameter of order one. */
export function purchaseProblem<Parameter extends string>(
  family: PurchaseFamily<Parameter>,
  data: PurchaseData,
  options: CovariateFitOptions<Parameter>,
): PurchaseProblem<Parameter> {
  const { label, timePowers } = family;
  const count = timePowers.length;
  const patterns = patternsOf(data);
  const histories = weightedHistoriesOf(patterns);
  const { frequency, recency, age, weight } = histories;
  // Opportunities are counted: they have no other clock.
  const isTimed = timePowers.some((power) => power !== 0);
  const scale = (isTimed ? age.reduce((longest, time) => Math.max(longest, time), 0) : 0) || 1;
  const scales = timePowers.map((power) => scale ** power);
  const onClock = {
    ...histories,
    recency: recency.map((time) => time / scale),
    age: age.map((time) => time / scale),
  };
  const customers = total(weight);
  const purchases = dot(weight, frequency);
  const exposure = dot(weight, onClock.age);
  if (purchases === 0) throw new FitError("no_repeat_purchases", "nobody bought twice");

  const moves = family.covariates ? movesOf(family.covariates) : [];
  const design = designOf(
    options.covariates ?? {},
    moves.map((move) => move.process),
  );
  const { names, terms, coefficients } = design;
  const covariates = readCovariates(patterns, names, weight.length);
  const search = covariateSearch(scales, moves, design, covariates, weight);
  const isPlain = terms.length === 0;
  const likelihood: LikelihoodProblem<Parameter> = {
    label,
    coefficients,
    logLikelihood: isPlain
      ? family.logLikelihood(onClock)
      : covariateLogLikelihood(family.historyLogLikelihood, onClock, search.parameters, count),
    logPrior: logPriorOf(
      Object.keys(label(timePowers)),
      options.priors ?? {},
      design.ridge,
      search,
    ),
    ...(isPlain && previewOf(family, onClock, customers)),
    starts: family.starts((r) => (r * exposure) / purchases),
    onOwnScale: search.onOwnScale,
    logScale: -purchases * Math.log(scale),
    customers,
    patterns: weight.length,
  };
  const buyers = total(weight.filter((_, row) => frequency[row] > 0));
  return {
    likelihood,
    design,
    warnings: [
      ...tooLittleData(buyers, count + coefficients.length),
      ...collinearity(names, search.columns, weight),
    ],
  };
}
