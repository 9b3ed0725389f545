import type { Coefficients } from "../clv/covariates/covariate-effects.ts";
import { checkPositive } from "../core/checks.ts";
import type { FitReport } from "../core/fit-report.ts";
import { type AnyModel, meaningOf } from "./model-meaning.ts";
import { count, doubts, say } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959963984540054;

interface Estimate {
  readonly name: string;
  readonly value: number;
  readonly error: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export function describeModel(model: AnyModel): SummaryTable {
  const { title, parameters, notes } = meaningOf(model);
  const { fit } = model;
  const format = { significant: 4 } as const;
  // The notes say what checked parameters mean.
  const estimates = [...estimatesOf(model, parameters), ...coefficientsOf(model)];
  return toTable(estimates, {
    title,
    columns: [
      { name: "Parameter", cell: (estimate) => estimate.name },
      { name: "Estimate", cell: (estimate) => estimate.value, format },
      { name: "Std. error", cell: (estimate) => estimate.error, format },
      { name: "Lower 95%", cell: (estimate) => estimate.lower, format },
      { name: "Upper 95%", cell: (estimate) => estimate.upper, format },
    ],
    notes: [...notes(), ...fitNotes(fit)],
  });
}

function estimatesOf({ params, fit }: AnyModel, parameters: readonly string[]): Estimate[] {
  const values: Readonly<Record<string, number>> = params;
  const errors: Readonly<Record<string, number | null>> = fit?.standardErrors ?? {};
  return parameters.map((name) => {
    const value = checkPositive(values?.[name], ["params", name]);
    const error = errors[name] ?? null;
    return { name, value, error, ...intervalOf(value, error) };
  });
}

/** Effects of covariates, which may have either sign: an interval on their own scale. */
function coefficientsOf(model: AnyModel): Estimate[] {
  const effects: { readonly [process: string]: Coefficients } =
    "covariates" in model ? { ...model.covariates } : {};
  return Object.entries(effects).flatMap(([process, coefficients]) =>
    Object.entries(coefficients).map(([covariate, value]) => {
      const error = model.fit?.covariateErrors?.[process]?.[covariate] ?? null;
      return {
        name: `${process}.${covariate}`,
        value,
        error,
        lower: error === null ? null : value - Z * error,
        upper: error === null ? null : value + Z * error,
      };
    }),
  );
}

/** On the log scale, where the likelihood is nearer to normal and no bound falls below zero. */
function intervalOf(value: number, error: number | null) {
  if (error === null) return { lower: null, upper: null };
  const factor = Math.exp((Z * error) / value);
  return Number.isFinite(value * factor)
    ? { lower: value / factor, upper: value * factor }
    : { lower: null, upper: null };
}

function fitNotes(fit: FitReport | undefined): string[] {
  if (fit === undefined) return ["Parameters as given, not fitted."];
  const likelihood = say(fit.logLikelihood, { decimals: 3 });
  return [
    `Log-likelihood ${likelihood} over ${count(fit.customers, "customer")}.`,
    `Verdict after ${count(fit.iterations, "iteration")}: ${fit.verdict}.`,
    ...doubts(fit.warnings),
  ];
}
