import { checkFinite, checkPositive, checkVersion, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { SpendColumns, SpendHistory } from "../../customers/summary.ts";
import { covariatesAt, covariatesOf } from "../covariates/own-parameters.ts";
import type { GammaGammaParams } from "../gamma-gamma/model.ts";
import { gammaGammaSpend } from "../gamma-gamma/predict.ts";
import type { SpendModel } from "../model.ts";
import { checkSpend, type SpendBase, spendColumnsOf } from "../targets.ts";

/** Expected spend of one checked customer; `null` where it is infinite. */
type SpendPredictor = (frequency: number, monetaryValue: number) => number | null;

interface SpendParameters {
  /** The covariates that the model reads. */
  readonly names: readonly string[];
  readonly of: (covariates: ArrayLike<number>) => GammaGammaParams;
}

/** The parameters of a spend model, checked, and what covariates make of them. */
export function spendParametersOf(model: SpendModel): SpendParameters {
  const kind = model?.kind;
  switch (kind) {
    case "gamma-gamma": {
      checkVersion(model.version);
      const { p, q, v } = model.params ?? {};
      checkPositive(p, ["params", "p"]);
      checkPositive(q, ["params", "q"]);
      checkPositive(v, ["params", "v"]);
      const effects = Object.entries(model.covariates?.spend ?? {});
      const names = effects.map(([name]) => name);
      const gammas = effects.map(([name, gamma]) => checkFinite(gamma, ["covariates", name]));
      return {
        names,
        of: (covariates) => {
          const eta = gammas.reduce((sum, gamma, k) => sum + gamma * covariates[k], 0);
          return { p, q, v: v * Math.exp(eta) };
        },
      };
    }
    default: {
      kind satisfies never;
      throw new InputError("unknown_model", `expected a spend model, got ${show(kind)}`, ["kind"]);
    }
  }
}

/** Checks a spend model, fitted or typed in, and makes it ready to predict. */
function spendPredictorsOf(model: SpendModel) {
  const { names, of } = spendParametersOf(model);
  const predictorOf = (covariates: ArrayLike<number>): SpendPredictor => {
    const params = of(covariates);
    return (frequency, monetaryValue) => gammaGammaSpend(params, frequency, monetaryValue);
  };
  return { names, of: predictorOf };
}

/** The expected spend of one customer, checked. */
export function readSpend(model: SpendModel, customer: SpendHistory): number | null {
  const { names, of } = spendPredictorsOf(model);
  const { frequency, monetaryValue } = customer;
  const spend = checkSpend(frequency, monetaryValue, []);
  return of(covariatesOf(customer, names))(frequency, spend);
}

/** The expected spend of many customers, by their rows. */
export function readSpends(
  model: SpendModel,
  many: SpendColumns | SpendBase,
): { readonly length: number; readonly at: (row: number) => number | null } {
  const { names, of } = spendPredictorsOf(model);
  const { frequency, monetaryValue } = spendColumnsOf(many);
  const { length } = frequency;
  const customers = "customers" in many ? many.customers : many;
  const rowOf = covariatesAt(customers, names, length);
  const shared = names.length === 0 ? of([]) : undefined;
  return {
    length,
    at: (row) => {
      const predictor = shared ?? of(rowOf(row));
      return predictor(frequency[row], monetaryValue[row]);
    },
  };
}
