import * as z from "zod/mini";
import type { BetaDiscreteWeibullParameter } from "../retention/beta-discrete-weibull/model.ts";
import type { ContractModel } from "../retention/contract-model.ts";
import type { ShiftedBetaGeometricParameter } from "../retention/shifted-beta-geometric/model.ts";
import { fitReportOf } from "./fit-report.ts";
import { positive, timeUnit } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const SHIFTED_BETA_GEOMETRIC = ["alpha", "beta"] as const satisfies ShiftedBetaGeometricParameter[];
const BETA_DISCRETE_WEIBULL = [
  "alpha",
  "beta",
  "c",
] as const satisfies BetaDiscreteWeibullParameter[];

/** What is stored of a shifted beta geometric model; see {@link parseContractModel}. */
export const shiftedBetaGeometricModelSchema = z.strictObject({
  kind: z.literal("shifted-beta-geometric"),
  version: z.literal(1),
  params: z.record(z.enum(SHIFTED_BETA_GEOMETRIC), positive),
  timeUnit,
  fit: z.exactOptional(fitReportOf(SHIFTED_BETA_GEOMETRIC)),
});

/** What is stored of a beta discrete Weibull model; see {@link parseContractModel}. */
export const betaDiscreteWeibullModelSchema = z.strictObject({
  kind: z.literal("beta-discrete-weibull"),
  version: z.literal(1),
  params: z.record(z.enum(BETA_DISCRETE_WEIBULL), positive),
  timeUnit,
  fit: z.exactOptional(fitReportOf(BETA_DISCRETE_WEIBULL)),
});

/** What is stored of a contract model of any kind; see {@link parseContractModel}. */
export const contractModelSchema = z.discriminatedUnion("kind", [
  shiftedBetaGeometricModelSchema,
  betaDiscreteWeibullModelSchema,
]);

/**
 * Is this a model of when contracts end?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the model, ready for `survivalCurve` and its like
 * @throws InputError as `parseModel` does; `unknown_model` for a model of another sort
 *
 * @example
 * ```ts
 * import { survivalCurve } from "clientele/retention";
 * import { parseContractModel } from "clientele/schema";
 *
 * const model = parseContractModel({
 *   kind: "shifted-beta-geometric",
 *   version: 1,
 *   timeUnit: "year",
 *   params: { alpha: 0.668, beta: 3.806 },
 * });
 * survivalCurve(model, { periods: 1 })[1].survival.toFixed(3); // => "0.851"
 * ```
 */
export function parseContractModel(data: unknown): ContractModel {
  return parseWith(contractModelSchema, data);
}
