import { checkInteger } from "../../core/checks.ts";
import { checkFitOptions } from "../../core/fit-options.ts";
import type { PurchaseFamily } from "../fitting/family.ts";
import type { CovariateFitOptions } from "../fitting/fit-options.ts";
import { fitPurchaseModel } from "../fitting/fit-purchase-model.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { CnbdKParameter, KChoice } from "./model.ts";

/** Beyond this customers buy by the calendar, and k is not to be told any more. */
const LARGEST_K = 12;

/** How a BG/CNBD-k or MBG/CNBD-k is fitted. */
export interface CnbdKFitOptions extends CovariateFitOptions<CnbdKParameter> {
  /** How many hidden events make a purchase, a whole number from 1 to 12; chosen unless given. */
  readonly k?: number | undefined;
}

/**
 * The fit of the given k; else those of k = 1, 2, 3 … until the log-likelihood falls, at most to 12, of
 * which the one before the fall is kept.
 */
export function fitChoosingK(
  familyOf: (k: number) => PurchaseFamily<CnbdKParameter>,
  data: PurchaseData,
  settings: CnbdKFitOptions,
) {
  checkFitOptions(settings, ["k", "priors", "covariates"]);
  const { k, ...options } = settings;
  const fitWith = (events: number) => {
    const fitted = fitPurchaseModel(familyOf(events), data, options);
    return { ...fitted, params: { k: events, ...fitted.params } };
  };
  if (k !== undefined) return fitWith(checkInteger(k, ["k"], 1, LARGEST_K));
  let best = fitWith(1);
  const choice: KChoice[] = [{ k: 1, logLikelihood: best.fit.logLikelihood }];
  for (let next = 2; next <= LARGEST_K; next++) {
    const fitted = fitWith(next);
    choice.push({ k: next, logLikelihood: fitted.fit.logLikelihood });
    if (!(fitted.fit.logLikelihood > best.fit.logLikelihood)) break;
    best = fitted;
  }
  return { ...best, choice };
}
