import type { BgNbdModel } from "../clv/bg-nbd/model.ts";
import type { GammaGammaModel } from "../clv/gamma-gamma/model.ts";
import type { PurchaseModel, SpendModel } from "../clv/model.ts";
import { checkPositive, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { FitReport } from "../core/fit-report.ts";
import { count, doubts, say } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959963984540054;

export function describeModel(model: PurchaseModel | SpendModel): SummaryTable {
  const { kind } = model;
  switch (kind) {
    case "bg-nbd":
      return modelTable("BG/NBD model of purchases", model, ["r", "alpha", "a", "b"], meansOfBgNbd);
    case "gamma-gamma":
      return modelTable("Gamma-Gamma model of spend", model, ["p", "q", "v"], meanOfGammaGamma);
    default: {
      kind satisfies never;
      throw new InputError("unknown_model", `expected a model, got ${show(kind)}`, ["kind"]);
    }
  }
}

interface ModelOf<Parameter extends string> {
  readonly params: Readonly<Record<Parameter, number>>;
  readonly fit?: FitReport<Parameter>;
}

function modelTable<Parameter extends string, Model extends ModelOf<Parameter>>(
  title: string,
  model: Model,
  names: readonly Parameter[],
  meaning: (model: Model) => string[],
): SummaryTable {
  const { params, fit } = model;
  const estimates = names.map((name) => {
    const value = checkPositive(params?.[name], ["params", name]);
    const error = fit?.standardErrors[name] ?? null;
    return { name, value, error, ...intervalOf(value, error) };
  });
  const format = { significant: 4 } as const;
  return toTable(estimates, {
    title,
    columns: [
      { name: "Parameter", cell: (estimate) => estimate.name },
      { name: "Estimate", cell: (estimate) => estimate.value, format },
      { name: "Std. error", cell: (estimate) => estimate.error, format },
      { name: "Lower 95%", cell: (estimate) => estimate.lower, format },
      { name: "Upper 95%", cell: (estimate) => estimate.upper, format },
    ],
    notes: [...meaning(model), ...fitNotes(fit)],
  });
}

/** On the log scale, where the likelihood is nearer to normal and no bound falls below zero. */
function intervalOf(value: number, error: number | null) {
  if (error === null) return { lower: null, upper: null };
  const factor = Math.exp((Z * error) / value);
  return Number.isFinite(value * factor)
    ? { lower: value / factor, upper: value * factor }
    : { lower: null, upper: null };
}

function meansOfBgNbd({ params: { r, alpha, a, b }, timeUnit }: BgNbdModel): string[] {
  const rate = say(r / alpha, { significant: 4 });
  const leaving = say(a / (a + b), { percent: 1 });
  return [
    `Time in ${timeUnit}s. Means: ${rate} purchases a ${timeUnit} while alive; ${leaving} leave after a repeat purchase.`,
  ];
}

function meanOfGammaGamma({ params: { p, q, v } }: GammaGammaModel): string[] {
  const mean = q > 1 ? say((p * v) / (q - 1), { decimals: 2 }) : "infinite";
  return [`The mean spend over new customers is ${mean}.`];
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
