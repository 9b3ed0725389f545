import { checkNames } from "../../core/check-names.ts";
import { checkChoice, checkNonNegative, checkObject } from "../../core/checks.ts";
import type { MrrMovements } from "./mrr-noun.ts";

export interface QuickRatioOptions {
  /** Do customers who came back count as won? They do unless told otherwise. */
  readonly reactivation?: "include" | "exclude" | undefined;
}

/** What {@link quickRatio} does unless told otherwise. */
export const QUICK_RATIO_DEFAULTS = {
  reactivation: "include",
} as const satisfies QuickRatioOptions;

/** Recurring revenue won against recurring revenue lost. */
export interface QuickRatio {
  /** gained / lost, at least 0; `null` where nothing was lost. */
  readonly value: number | null;
  /** Minor units. */
  readonly gained: number;
  /** Minor units. */
  readonly lost: number;
}

/**
 * How many cents of recurring revenue are won for each one lost?
 *
 * To tell growth that lasts from growth that only outruns a leak: 4 is a venture capitalist's rule of
 * thumb, below 1 the business shrinks. It says nothing of size: read it beside the movements.
 *
 * (new + expansion + reactivation) / (contraction + churn)
 *
 * @param movements - of one window, from `mrrMovements` or typed in: `new`, `expansion`, `reactivation`,
 *   `contraction`, `churn`, each at least 0
 * @param options - `reactivation`: "include" (default, as ChartMogul) or "exclude"
 * @returns the ratio and what it is made of; not an estimate, so without an interval
 *
 * Edge cases: where nothing was lost the ratio is `null`, not infinite.
 *
 * @throws InputError `not_a_number`, `non_finite_value`, `negative_value`, `invalid_option`
 *
 * @example
 * ```ts
 * import { quickRatio } from "clientele/retention";
 *
 * const movements = { new: 2000, expansion: 3000, reactivation: 1000, contraction: 500, churn: 1500 };
 * quickRatio(movements); // => { value: 3, gained: 6000, lost: 2000 }
 * quickRatio(movements, { reactivation: "exclude" }).value; // => 2.5
 * quickRatio({ ...movements, contraction: 0, churn: 0 }).value; // => null
 * ```
 *
 * Source: Hadley (2015), the SaaS quick ratio; with reactivation as in ChartMogul.
 */
export function quickRatio(
  movements: Pick<MrrMovements, "new" | "expansion" | "reactivation" | "contraction" | "churn">,
  options: QuickRatioOptions = {},
): QuickRatio {
  checkNames(checkObject(options, "options"), ["reactivation"]);
  const { reactivation = QUICK_RATIO_DEFAULTS.reactivation } = options;
  const withReturns = checkChoice(reactivation, ["include", "exclude"], ["reactivation"]);
  const read = (name: keyof typeof movements) => checkNonNegative(movements?.[name], [name]);
  const returned = read("reactivation");
  const gained = read("new") + read("expansion") + (withReturns === "include" ? returned : 0);
  const lost = read("contraction") + read("churn");
  return { value: lost === 0 ? null : gained / lost, gained, lost };
}
