import * as z from "zod/mini";
import type { BgBbParameter } from "../clv/bg-bb/model.ts";
import type { CnbdKParameter } from "../clv/cnbd-k/model.ts";
import type { GammaGammaParameter } from "../clv/gamma-gamma/model.ts";
import type { GgompertzNbdParameter } from "../clv/ggompertz-nbd/model.ts";
import type { PurchaseModel, SpendModel } from "../clv/model.ts";
import type { NbdParameter } from "../clv/nbd/model.ts";
import type { ParetoNbdParameter } from "../clv/pareto-nbd/model.ts";
import { fitReportOf } from "./fit-report.ts";
import { count, finite, listOf, positive, timeUnit } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const NBD = ["r", "alpha"] as const satisfies NbdParameter[];
const BETA_GEOMETRIC = ["r", "alpha", "a", "b"] as const satisfies CnbdKParameter[];
const PARETO = ["r", "alpha", "s", "beta"] as const satisfies ParetoNbdParameter[];
const GGOMPERTZ = ["r", "alpha", "b", "s", "beta"] as const satisfies GgompertzNbdParameter[];
const BG_BB = ["alpha", "beta", "gamma", "delta"] as const satisfies BgBbParameter[];
const GAMMA_GAMMA = ["p", "q", "v"] as const satisfies GammaGammaParameter[];

const coefficients = z.record(z.string(), finite);

const effects = z.strictObject({
  transaction: z.exactOptional(coefficients),
  lifetime: z.exactOptional(coefficients),
  lifetimeA: z.exactOptional(coefficients),
  lifetimeB: z.exactOptional(coefficients),
});

const params = <Parameter extends string>(names: readonly Parameter[]) =>
  z.record(z.enum(names), positive);

/** What is stored of a purchase model without covariates. */
function timedModel<Kind extends string, Parameter extends string>(
  kind: Kind,
  names: readonly Parameter[],
) {
  return z.strictObject({
    kind: z.literal(kind),
    version: z.literal(1),
    params: params(names),
    timeUnit,
    fit: z.exactOptional(fitReportOf(names)),
  });
}

/** What is stored of a purchase model whose parameters covariates may move. */
function movedModel<Kind extends string, Parameter extends string>(
  kind: Kind,
  names: readonly Parameter[],
) {
  return z.strictObject({
    kind: z.literal(kind),
    version: z.literal(1),
    params: params(names),
    timeUnit,
    covariates: z.exactOptional(effects),
    fit: z.exactOptional(fitReportOf(names)),
  });
}

/** What is stored of a purchase model of stages. */
function stagedModel<Kind extends string>(kind: Kind) {
  return z.strictObject({
    kind: z.literal(kind),
    version: z.literal(1),
    params: params([...BETA_GEOMETRIC, "k"]),
    timeUnit,
    covariates: z.exactOptional(effects),
    fit: z.exactOptional(fitReportOf(BETA_GEOMETRIC)),
    choice: z.exactOptional(listOf(z.strictObject({ k: count, logLikelihood: finite }))),
  });
}

/** What is stored of a Gamma-Gamma model; see {@link parseSpendModel}. */
export const gammaGammaModelSchema = z.strictObject({
  kind: z.literal("gamma-gamma"),
  version: z.literal(1),
  params: params(GAMMA_GAMMA),
  covariates: z.exactOptional(z.strictObject({ spend: coefficients })),
  fit: z.exactOptional(fitReportOf(GAMMA_GAMMA)),
});

/** What is stored of an NBD model; see {@link parsePurchaseModel}. */
export const nbdModelSchema = timedModel("nbd", NBD);

/** What is stored of a BG/NBD model; see {@link parsePurchaseModel}. */
export const bgNbdModelSchema = movedModel("bg-nbd", BETA_GEOMETRIC);

/** What is stored of an MBG/NBD model; see {@link parsePurchaseModel}. */
export const mbgNbdModelSchema = movedModel("mbg-nbd", BETA_GEOMETRIC);

/** What is stored of a Pareto/NBD model; see {@link parsePurchaseModel}. */
export const paretoNbdModelSchema = movedModel("pareto-nbd", PARETO);

/** What is stored of a GGompertz/NBD model; see {@link parsePurchaseModel}. */
export const ggompertzNbdModelSchema = movedModel("ggompertz-nbd", GGOMPERTZ);

/** What is stored of a BG/CNBD-k model; see {@link parsePurchaseModel}. */
export const bgCnbdKModelSchema = stagedModel("bg-cnbd-k");

/** What is stored of an MBG/CNBD-k model; see {@link parsePurchaseModel}. */
export const mbgCnbdKModelSchema = stagedModel("mbg-cnbd-k");

/** What is stored of a BG/BB model; see {@link parsePurchaseModel}. */
export const bgBbModelSchema = timedModel("bg-bb", BG_BB);

const purchaseModels = [
  nbdModelSchema,
  bgNbdModelSchema,
  mbgNbdModelSchema,
  paretoNbdModelSchema,
  ggompertzNbdModelSchema,
  bgCnbdKModelSchema,
  mbgCnbdKModelSchema,
  bgBbModelSchema,
] as const;

/** What is stored of a purchase model of any kind; see {@link parsePurchaseModel}. */
export const purchaseModelSchema = z.discriminatedUnion("kind", purchaseModels);

/** What is stored of a spend model of any kind; see {@link parseSpendModel}. */
export const spendModelSchema = z.discriminatedUnion("kind", [gammaGammaModelSchema]);

/** What is stored of a model of any kind; see {@link parseModel}. */
export const modelSchema = z.discriminatedUnion("kind", [...purchaseModels, gammaGammaModelSchema]);

/**
 * Is this a model, of whatever kind?
 *
 * For models that were stored: the model that comes back is the one that went. Keys that a model does
 * not have are refused, since they may mean that another version wrote it. Where only one sort will
 * do, see `parsePurchaseModel` and `parseSpendModel`.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the model, fitted or typed in
 * @throws InputError `unknown_model` for another kind, `unsupported_version`, `unknown_key`,
 *   `out_of_range` for a parameter not above 0, `not_a_number`, `non_finite_value`, `invalid_option`,
 *   `length_mismatch`, `invalid_shape`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseModel } from "clientele/schema";
 *
 * const stored = `{ "kind": "gamma-gamma", "version": 1, "params": { "p": 6.25, "q": 3.74, "v": 15.44 } }`;
 * parseModel(JSON.parse(stored)).kind; // => "gamma-gamma"
 * parseModel({ kind: "gamma-gamma", version: 2 }); // => throws unsupported_version
 * ```
 */
export function parseModel(data: unknown): PurchaseModel | SpendModel {
  return parseWith(modelSchema, data);
}

/**
 * Is this a model of when customers buy?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the model, ready for `expectedPurchases` and its like
 * @throws InputError as `parseModel` does; `unknown_model` for a spend model
 *
 * @example
 * ```ts
 * import { expectedPurchases } from "clientele/clv";
 * import { parsePurchaseModel } from "clientele/schema";
 *
 * const model = parsePurchaseModel({
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * });
 * const newcomer = { frequency: 0, recency: 0, age: 0 };
 * expectedPurchases(model, newcomer, { horizon: 52 }).toFixed(1); // => "1.4"
 * ```
 */
export function parsePurchaseModel(data: unknown): PurchaseModel {
  return parseWith(purchaseModelSchema, data);
}

/**
 * Is this a model of what a purchase is worth?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the model, ready for `expectedSpend` and `lifetimeValue`
 * @throws InputError as `parseModel` does; `unknown_model` for a purchase model
 *
 * @example
 * ```ts
 * import { expectedSpend } from "clientele/clv";
 * import { parseSpendModel } from "clientele/schema";
 *
 * const model = parseSpendModel({
 *   kind: "gamma-gamma",
 *   version: 1,
 *   params: { p: 6.25, q: 3.74, v: 15.44 },
 * });
 * expectedSpend(model, { frequency: 0, monetaryValue: 0 })?.toFixed(2); // => "35.22"
 * ```
 */
export function parseSpendModel(data: unknown): SpendModel {
  return parseWith(spendModelSchema, data);
}
