import * as z from "zod/mini";
import type { LifetimeModel } from "../retention/survival/lifetime/model.ts";
import { fitReportOf } from "./fit-report.ts";
import { positive, timeUnit } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

function lifetimeModel<Kind extends string, Parameter extends string>(
  kind: Kind,
  names: readonly Parameter[],
) {
  return z.strictObject({
    kind: z.literal(kind),
    version: z.literal(1),
    params: z.record(z.enum(names), positive),
    timeUnit,
    fit: z.exactOptional(fitReportOf(names)),
  });
}

/** What is stored of an exponential lifetime; see {@link parseLifetimeModel}. */
export const exponentialModelSchema = lifetimeModel("exponential", ["scale"]);
/** What is stored of a Weibull lifetime; see {@link parseLifetimeModel}. */
export const weibullModelSchema = lifetimeModel("weibull", ["shape", "scale"]);
/** What is stored of a log-normal lifetime; see {@link parseLifetimeModel}. */
export const logNormalModelSchema = lifetimeModel("log-normal", ["median", "sigma"]);
/** What is stored of a log-logistic lifetime; see {@link parseLifetimeModel}. */
export const logLogisticModelSchema = lifetimeModel("log-logistic", ["median", "shape"]);

/** What is stored of a lifetime of any kind; see {@link parseLifetimeModel}. */
export const lifetimeModelSchema = z.discriminatedUnion("kind", [
  exponentialModelSchema,
  weibullModelSchema,
  logNormalModelSchema,
  logLogisticModelSchema,
]);

/**
 * Is this a model of how long customers stay?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the model, ready for `predictLifetime`
 * @throws InputError as `parseModel` does; `unknown_model` for a model of another sort
 *
 * @example
 * ```ts
 * import { predictLifetime } from "clientele/retention";
 * import { parseLifetimeModel } from "clientele/schema";
 *
 * const model = parseLifetimeModel({
 *   kind: "weibull",
 *   version: 1,
 *   timeUnit: "month",
 *   params: { shape: 1, scale: 12 },
 * });
 * predictLifetime(model, { times: [12] }).survival[0].survival.toFixed(3); // => "0.368"
 * ```
 */
export function parseLifetimeModel(data: unknown): LifetimeModel {
  return parseWith(lifetimeModelSchema, data);
}
