import * as z from "zod/mini";
import type { BgNbdParameter } from "../clv/bg-nbd/model.ts";
import type { GammaGammaParameter } from "../clv/gamma-gamma/model.ts";
import type { PurchaseModel, SpendModel } from "../clv/model.ts";
import { fitReportOf } from "./fit-report.ts";
import { positive, timeUnit } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const BG_NBD_PARAMETERS = ["r", "alpha", "a", "b"] as const satisfies BgNbdParameter[];
const GAMMA_GAMMA_PARAMETERS = ["p", "q", "v"] as const satisfies GammaGammaParameter[];

/** What is stored of a BG/NBD model; see {@link parsePurchaseModel}. */
export const bgNbdModelSchema = z.strictObject({
  kind: z.literal("bg-nbd"),
  version: z.literal(1),
  params: z.record(z.enum(BG_NBD_PARAMETERS), positive),
  timeUnit,
  fit: z.exactOptional(fitReportOf(BG_NBD_PARAMETERS)),
});

/** What is stored of a Gamma-Gamma model; see {@link parseSpendModel}. */
export const gammaGammaModelSchema = z.strictObject({
  kind: z.literal("gamma-gamma"),
  version: z.literal(1),
  params: z.record(z.enum(GAMMA_GAMMA_PARAMETERS), positive),
  fit: z.exactOptional(fitReportOf(GAMMA_GAMMA_PARAMETERS)),
});

/** What is stored of a purchase model of any kind; see {@link parsePurchaseModel}. */
export const purchaseModelSchema = z.discriminatedUnion("kind", [bgNbdModelSchema]);

/** What is stored of a spend model of any kind; see {@link parseSpendModel}. */
export const spendModelSchema = z.discriminatedUnion("kind", [gammaGammaModelSchema]);

/** What is stored of a model of any kind; see {@link parseModel}. */
export const modelSchema = z.discriminatedUnion("kind", [bgNbdModelSchema, gammaGammaModelSchema]);

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
 *   `length_mismatch`, `invalid_shape`; all faults as `{ code, path, message }` in `details.issues`
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
