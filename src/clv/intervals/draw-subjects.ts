import { checkInteger, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { sampleNormal } from "../../numeric/random/normal.ts";
import { seedRandom } from "../../numeric/random/seed.ts";
import { rootOf } from "../../numeric/sampler/covariance.ts";
import type { PurchaseModel, SpendModel } from "../model.ts";
import { drawEstimates } from "../posterior/draw-model.ts";
import type { Posterior } from "../posterior/posterior.ts";
import { withEstimates } from "../posterior/with-estimates.ts";
import { type Estimates, estimatesOf, type Subject, uncertaintyOfFit } from "./estimates.ts";
import { evenlyOf, required } from "./interval-options.ts";

export interface DrawOptions {
  readonly posterior?: Posterior | undefined;
  readonly draws?: number | undefined;
  readonly seed?: number | string | undefined;
}

const MOST_DRAWS = 1e7;

/**
 * The subject at draws of its parameters: those of purchases from a posterior where one is given, all
 * others normal by the covariance of the fit.
 */
export function drawSubjects<Of extends Subject>(subject: Of, options: DrawOptions): Of[];
export function drawSubjects(subject: Subject, { posterior, draws, seed }: DrawOptions): Subject[] {
  checkObject(subject, "a model");
  if (draws !== undefined) checkInteger(draws, ["draws"], 1, MOST_DRAWS);
  if (posterior === undefined) {
    const at = normalDraws(estimatesOf(subject, uncertaintyOfFit), seed);
    return Array.from({ length: required(draws, "draws") }, at);
  }
  const count = checkObject(posterior.logLikelihood, "draws of a posterior").length;
  const indices = evenlyOf(count, draws ?? count);
  if (!("purchases" in subject)) return indices.map(drawerFrom(posterior, subject));
  const purchasesAt = drawerFrom(posterior, subject.purchases);
  const spendAt = normalDraws(estimatesOf(subject.spend, uncertaintyOfFit), seed);
  return indices.map((index) => ({ purchases: purchasesAt(index), spend: spendAt() }));
}

function normalDraws<Of>(
  { point, covariance, at }: Estimates<Of>,
  seed: number | string | undefined,
): () => Of {
  const random = seedRandom(required(seed, "seed"));
  const n = point.length;
  const root = rootOf(Float64Array.from(covariance.flat()), n);
  return () => {
    const away = point.map(() => sampleNormal(random));
    return at(
      point.map((center, i) => away.reduce((sum, z, j) => sum + root[i * n + j] * z, center)),
    );
  };
}

function drawerFrom<Model extends PurchaseModel | SpendModel>(
  posterior: Posterior,
  model: Model,
): (index: number) => Model {
  const { kind, timeUnit } = checkObject(posterior.model, "the model of a posterior");
  const unit = "timeUnit" in model ? model.timeUnit : undefined;
  if (model.kind !== kind || unit !== timeUnit) {
    const message = `expected a posterior of this ${show(model.kind)} in ${show(unit)}, got ${show(kind)} in ${show(timeUnit)}`;
    throw new InputError("invalid_option", message, ["posterior"]);
  }
  return (index) => withEstimates(model, drawEstimates(posterior, index));
}
