import { checkNames } from "../../core/check-names.ts";
import { checkFinite } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { ChurnModel, ChurnSubject } from "./model.ts";
import { errorAt, logistic, openModel, uncertaintyOf } from "./open-model.ts";
import { isOne, linearPredictor, readOne } from "./score.ts";

/** What one feature does to one customer's risk. */
export interface ChurnContribution {
  readonly feature: string;
  readonly value: number;
  /** That of the customers whom the model was fitted on. */
  readonly mean: number;
  /** b (value - mean): log odds beyond those of the average customer. */
  readonly contribution: number;
  /** By what the odds of leaving are multiplied, against a customer of average value. */
  readonly oddsFactor: number;
}

/** Why a customer's risk is what it is. Plain data. */
export interface ChurnExplanation {
  readonly probability: number;
  /** `null` of a model without a fit. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Of a customer with all features at their means. */
  readonly averageProbability: number;
  /** The strongest first; they add up to the log odds beyond those of the average customer. */
  readonly contributions: readonly ChurnContribution[];
  readonly sentence: string;
}

/**
 * Why does the model think that this customer will leave?
 *
 * For the person who is to call her. It explains the model, not the customer: what goes with leaving need
 * not cause it, and features that go together share what they do arbitrarily.
 *
 * contribution_j = b_j (x_j - mean_j); log odds = log odds of the average customer + Σ contributions: for a
 * model without interactions these are its Shapley values, features taken as independent.
 *
 * @param model - of `fitChurnModel`, or typed in by hand
 * @param customer - one customer's `features`
 * @param options - `level` of the interval (that of the fit)
 * @returns her probability with interval, that of the average customer, contributions with the strongest
 *   first, and a sentence in English
 * @throws InputError as `scoreChurn` does; `invalid_shape` for more than one customer; `invalid_option`
 *
 * @example
 * ```ts
 * import { type ChurnModel, explainChurn } from "clientele/retention";
 *
 * const model: ChurnModel = {
 *   kind: "churn-logistic",
 *   version: 1,
 *   params: {
 *     intercept: -2,
 *     coefficients: { tickets: 0.5, yearly: -1 },
 *     means: { tickets: 1, yearly: 0.4 },
 *   },
 * };
 * const { sentence, contributions } = explainChurn(model, { features: { tickets: 4, yearly: false } });
 * contributions.map(({ feature, contribution }) => [feature, contribution]); // => [["tickets", 1.5], ["yearly", 0.4]]
 * sentence; // => "Leaves with a probability of 50 %, the average customer with 13 %: raised by tickets = 4 (odds × 4.5), yearly = 0 (odds × 1.5)."
 * ```
 *
 * @see Lundberg & Lee (2017), A unified approach to interpreting model predictions, NeurIPS 30
 */
export function explainChurn(
  model: ChurnModel,
  customer: ChurnSubject,
  options: { readonly level?: number } = {},
): ChurnExplanation {
  const open = openModel(model);
  checkNames(options, ["level"]);
  if (Array.isArray(customer) || !isOne(customer)) {
    throw new InputError("invalid_shape", "expected one customer, got several", ["features"]);
  }
  const x = readOne(open, customer);
  const eta = linearPredictor(open, x);
  const probability = logistic(eta);
  const averageProbability = logistic(linearPredictor(open, open.means));
  const uncertainty = uncertaintyOf(model, open, options.level);
  const margin = uncertainty && uncertainty.z * errorAt(x, uncertainty.covariance);
  const contributions = open.names
    .map((feature, j) => {
      const path = ["features", feature];
      const contribution = checkFinite(open.slopes[j] * (x[j] - open.means[j]), path);
      const oddsFactor = Math.min(Number.MAX_VALUE, Math.exp(contribution));
      return { feature, value: x[j], mean: open.means[j], contribution, oddsFactor };
    })
    .sort((one, other) => Math.abs(other.contribution) - Math.abs(one.contribution));
  return {
    probability,
    lower: margin === undefined ? null : logistic(eta - margin),
    upper: margin === undefined ? null : logistic(eta + margin),
    averageProbability,
    contributions,
    sentence: sentenceOf(probability, averageProbability, contributions),
  };
}

/** Contributions that change the odds by less than a twentieth are not worth a word. */
const WORTH_A_WORD = 0.04879016416943205;
const MOST_NAMED = 3;

function sentenceOf(
  probability: number,
  average: number,
  contributions: readonly ChurnContribution[],
): string {
  const list = (sign: number) =>
    contributions
      .filter(({ contribution }) => sign * contribution > WORTH_A_WORD)
      .slice(0, MOST_NAMED)
      .map(
        ({ feature, value, oddsFactor }) =>
          `${feature} = ${short(value)} (odds × ${short(oddsFactor)})`,
      )
      .join(", ");
  const reasons = [
    { verb: "raised", names: list(1) },
    { verb: "lowered", names: list(-1) },
  ].filter(({ names }) => names !== "");
  const why = reasons.map(({ verb, names }) => `${verb} by ${names}`).join("; ");
  const odds = `Leaves with a probability of ${percent(probability)}, the average customer with ${percent(average)}`;
  return why === "" ? `${odds}.` : `${odds}: ${why}.`;
}

/** A share as a reader wants it. */
export function percent(share: number): string {
  const points = 100 * share;
  return `${points > 0 && points < 1 ? points.toPrecision(1) : Math.round(points)} %`;
}

/** Two digits that count. */
export function short(value: number): string {
  return String(Number(value.toPrecision(Math.abs(value) >= 100 ? 4 : 2)));
}
