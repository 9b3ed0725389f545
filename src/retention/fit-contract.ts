import { checkFitOptions } from "../core/fit-options.ts";
import type { FitReport, FitWarningCode } from "../core/fit-report.ts";
import type { Warning } from "../core/warning.ts";
import type { ParameterPriors } from "../customers/parameter-priors.ts";
import { type LogLikelihood, maximizeLikelihood } from "../numeric/likelihood.ts";
import { byDifferences } from "../numeric/optimize/by-differences.ts";
import type { Lifetimes } from "./read-lifetimes.ts";

export interface FitContractOptions<Parameter extends string> {
  /** What is known of parameters beforehand: the fit is then the mode of the posterior density. */
  readonly priors?: ParameterPriors<Parameter> | undefined;
}

interface ContractProblem<Parameter extends string> {
  readonly label: <Value>(values: readonly Value[]) => Readonly<Record<Parameter, Value>>;
  readonly logLikelihood: LogLikelihood;
  readonly starts: readonly [readonly number[], ...(readonly number[])[]];
  /** The power with which survival falls in the end: up to 1 lifetimes have no mean. */
  readonly powerOf: (params: Readonly<Record<Parameter, number>>) => number;
}

/** Fits a contract model to lifetimes, which need no scale: they are counts. */
export function fitContract<Parameter extends string>(
  { powerOf, ...problem }: ContractProblem<Parameter>,
  { customers, patterns }: Lifetimes,
  options: FitContractOptions<Parameter>,
): { params: Readonly<Record<Parameter, number>>; fit: FitReport<Parameter> } {
  checkFitOptions(options, ["priors"]);
  const names = Object.keys(problem.label(problem.starts[0]));
  const { params, fit } = maximizeLikelihood<Parameter>({
    ...problem,
    logPrior: options.priors?.prepare(
      names,
      names.map(() => 1),
    ),
    method: byDifferences,
    onOwnScale: (values) => values,
    logScale: 0,
    customers,
    patterns,
  });
  const warnings = [...fit.warnings, ...doubtsOf(powerOf(params))];
  return { params, fit: { ...fit, warnings } };
}

function doubtsOf(power: number): Warning<FitWarningCode>[] {
  if (power > 1) return [];
  const message =
    "customers are so unlike that the mean lifetime is infinite: ask for it within a horizon, or discounted";
  return [{ code: "infinite_mean", message, details: { power } }];
}
