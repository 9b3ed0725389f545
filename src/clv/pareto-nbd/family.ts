import { afterPreview } from "../../numeric/optimize/after-preview.ts";
import { byHessian } from "../../numeric/optimize/by-hessian.ts";
import { PARETO_ROLES } from "../covariates/roles.ts";
import type { PurchaseFamily } from "../fitting/family.ts";
import { previewOf } from "../fitting/preview.ts";
import { tallyHistories } from "../fitting/tally.ts";
import { paretoNbdLogLikelihood } from "./likelihood.ts";
import type { ParetoNbdParameter } from "./model.ts";

export const paretoNbdFamily: PurchaseFamily<ParetoNbdParameter> = {
  label: ([r, alpha, s, beta]) => ({ r, alpha, s, beta }),
  timePowers: [0, 1, 0, 1],
  logLikelihood: (histories) => paretoNbdLogLikelihood(tallyHistories(histories)),
  ofTally: paretoNbdLogLikelihood,
  method: /* @__PURE__ */ afterPreview(byHessian),
  preview: previewOf,
  starts: (alphaFor) => [
    [0.5, alphaFor(0.5) / 2, 0.5, 0.3],
    [2, alphaFor(2), 0.2, 1],
    [0.2, alphaFor(0.2) / 3, 2, 1],
    // Most left at once, and the others stay.
    [2, alphaFor(2) / 3, 0.08, 1e-4],
    [20, alphaFor(20) / 3, 0.2, 1e-5],
  ],
  covariates: PARETO_ROLES,
};
