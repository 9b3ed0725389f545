import type { PurchaseModel, SpendModel } from "../clv/model.ts";
import { checkObject, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { ContractModel } from "../retention/contract-model.ts";
import { DESCRIBABLE } from "./describable.ts";
import { say } from "./sentences.ts";

/** Models of any kind. */
export type AnyModel = PurchaseModel | SpendModel | ContractModel;

/** How a kind of model is presented. */
interface Meaning {
  readonly title: string;
  /** In the order of the paper. */
  readonly parameters: readonly string[];
  /** What the parameters say, in plain words. */
  readonly notes: () => readonly string[];
}

/** The words for a model of any kind. */
export function meaningOf(model: AnyModel): Meaning {
  const kind = model?.kind;
  switch (kind) {
    case "nbd":
      return {
        title: "NBD model of purchases",
        parameters: ["r", "alpha"],
        notes: () => [`${buying(model)}; nobody leaves.`],
      };
    case "bg-nbd":
    case "mbg-nbd": {
      const { a, b } = paramsOf(model);
      const when = kind === "bg-nbd" ? "a repeat purchase" : "a purchase";
      return {
        title: `${kind === "bg-nbd" ? "BG/NBD" : "MBG/NBD"} model of purchases`,
        parameters: ["r", "alpha", "a", "b"],
        notes: () => [`${buying(model)} while alive; ${percent(a / (a + b))} leave after ${when}.`],
      };
    }
    case "pareto-nbd":
      return {
        title: "Pareto/NBD model of purchases",
        parameters: ["r", "alpha", "s", "beta"],
        notes: () => [
          `${buying(model)} while alive; ${percent(leftAfterOne(model.params))} of new customers leave within a ${model.timeUnit}.`,
        ],
      };
    case "ggompertz-nbd":
      return {
        title: "GGompertz/NBD model of purchases",
        parameters: ["r", "alpha", "b", "s", "beta"],
        notes: () => [
          `${buying(model)} while alive; ${percent(goneAfterOne(model.params))} of new customers leave within a ${model.timeUnit}.`,
        ],
      };
    case "bg-cnbd-k":
    case "mbg-cnbd-k": {
      const { k, a, b, r, alpha } = paramsOf(model);
      const rate = say(r / alpha / k, { significant: 4 });
      const when = kind === "bg-cnbd-k" ? "a repeat purchase" : "a purchase";
      return {
        title: `${kind === "bg-cnbd-k" ? "BG/CNBD-k" : "MBG/CNBD-k"} model of purchases, k = ${k}`,
        parameters: ["r", "alpha", "a", "b"],
        notes: () => [
          `Time in ${model.timeUnit}s. Means: about ${rate} purchases a ${model.timeUnit} while alive; ${percent(a / (a + b))} leave after ${when}.`,
        ],
      };
    }
    case "bg-bb": {
      const { alpha, beta, gamma, delta } = paramsOf(model);
      return {
        title: "BG/BB model of purchases",
        parameters: ["alpha", "beta", "gamma", "delta"],
        notes: () => [
          `At each opportunity, a ${model.timeUnit}: ${percent(gamma / (gamma + delta))} leave, and of those who stay ${percent(alpha / (alpha + beta))} buy.`,
        ],
      };
    }
    case "gamma-gamma": {
      const { p, q, v } = paramsOf(model);
      const mean = q > 1 ? say((p * v) / (q - 1), { decimals: 2 }) : "infinite";
      return {
        title: "Gamma-Gamma model of spend",
        parameters: ["p", "q", "v"],
        notes: () => [`The mean spend over new customers is ${mean}.`],
      };
    }
    case "shifted-beta-geometric":
    case "beta-discrete-weibull": {
      const { alpha, beta } = paramsOf(model);
      const isGeometric = kind === "shifted-beta-geometric";
      return {
        title: `${isGeometric ? "Shifted beta geometric" : "Beta discrete Weibull"} model of renewals`,
        parameters: isGeometric ? ["alpha", "beta"] : ["alpha", "beta", "c"],
        notes: () => [
          `${percent(alpha / (alpha + beta))} of new customers leave at the first renewal, a ${model.timeUnit} on.`,
        ],
      };
    }
    default: {
      kind satisfies never;
      throw new InputError("unknown_model", `expected ${DESCRIBABLE}, got ${show(kind)}`, ["kind"]);
    }
  }
}

/** A model typed in may lack what it is made of. */
function paramsOf<Model extends AnyModel>({ params }: Model): Model["params"] {
  return checkObject(params, "params");
}

interface Buying {
  readonly params: { readonly r: number; readonly alpha: number };
  readonly timeUnit: string;
}

function buying({ params: { r, alpha }, timeUnit }: Buying): string {
  const rate = say(r / alpha, { significant: 4 });
  return `Time in ${timeUnit}s. Means: ${rate} purchases a ${timeUnit}`;
}

function percent(share: number): string {
  return say(share, { percent: 1 });
}

/** 1 - (β/(β+1))^s. */
function leftAfterOne({ s, beta }: { readonly s: number; readonly beta: number }): number {
  return -Math.expm1(-s * Math.log1p(1 / beta));
}

/** 1 - (β/(β+e^b-1))^s. */
function goneAfterOne(params: {
  readonly b: number;
  readonly s: number;
  readonly beta: number;
}): number {
  const { b, s, beta } = params;
  return -Math.expm1(-s * Math.log1p(Math.expm1(b) / beta));
}
