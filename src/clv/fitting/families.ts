import { bgBbFamily } from "../bg-bb/family.ts";
import { bgNbdFamily } from "../bg-nbd/family.ts";
import { bgCnbdKFamily, mbgCnbdKFamily } from "../cnbd-k/family.ts";
import { ggompertzNbdFamily } from "../ggompertz-nbd/family.ts";
import { mbgNbdFamily } from "../mbg-nbd/family.ts";
import type { PurchaseModel } from "../model.ts";
import { nbdFamily } from "../nbd/family.ts";
import { paretoNbdFamily } from "../pareto-nbd/family.ts";
import { parametersOf } from "../predict/kinds.ts";
import type { PurchaseFamily } from "./family.ts";

/** The family of a model's kind, once the model is found to be one. */
export function familyOf(model: PurchaseModel): PurchaseFamily<string> {
  parametersOf(model);
  switch (model.kind) {
    case "nbd":
      return nbdFamily;
    case "bg-nbd":
      return bgNbdFamily;
    case "mbg-nbd":
      return mbgNbdFamily;
    case "pareto-nbd":
      return paretoNbdFamily;
    case "ggompertz-nbd":
      return ggompertzNbdFamily;
    case "bg-cnbd-k":
      return bgCnbdKFamily(model.params.k);
    case "mbg-cnbd-k":
      return mbgCnbdKFamily(model.params.k);
    case "bg-bb":
      return bgBbFamily;
  }
}
