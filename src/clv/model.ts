import type { BgBbModel } from "./bg-bb/model.ts";
import type { BgNbdModel } from "./bg-nbd/model.ts";
import type { BgCnbdKModel, MbgCnbdKModel } from "./cnbd-k/model.ts";
import type { GammaGammaModel } from "./gamma-gamma/model.ts";
import type { GgompertzNbdModel } from "./ggompertz-nbd/model.ts";
import type { MbgNbdModel } from "./mbg-nbd/model.ts";
import type { NbdModel } from "./nbd/model.ts";
import type { ParetoNbdModel } from "./pareto-nbd/model.ts";

/** Models of when customers buy and whether they have left. */
export type PurchaseModel =
  | NbdModel
  | BgNbdModel
  | MbgNbdModel
  | ParetoNbdModel
  | GgompertzNbdModel
  | BgCnbdKModel
  | MbgCnbdKModel
  | BgBbModel;

/** Models of what a purchase is worth. */
export type SpendModel = GammaGammaModel;

/** A model that carries the report of its fit. */
export type Fitted<Model extends { readonly fit?: unknown }> = Model & Required<Pick<Model, "fit">>;

/** What a customer value needs: when they buy, and what for. */
export interface ValueModels {
  readonly purchases: PurchaseModel;
  readonly spend: SpendModel;
}
