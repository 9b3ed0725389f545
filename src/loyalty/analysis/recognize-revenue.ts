import { checkInteger, checkObject } from "../../core/checks.ts";
import { formatUnits, scaleUnits } from "../../money/scaled.ts";
import { readAmount, readScale } from "./read-money.ts";

/** Where the redemption of points stands, in all since they were sold. */
export interface RedemptionProgress {
  /** The part of the price that belongs to the points: `toPoints` of `allocateRevenue`. */
  readonly allocated: string;
  /** Points redeemed so far. */
  readonly redeemed: number;
  /** Points that will be redeemed in the end, as estimated now. */
  readonly expected: number;
  /** Revenue that was recognized before, by the estimates of then; none unless given. */
  readonly recognizedBefore?: string;
  /** Digits after the point of the money; 2 unless given. */
  readonly scale?: number;
}

export interface RevenueRecognition {
  /** Of this period; below zero where a higher estimate takes some back. */
  readonly revenue: string;
  /** Of all periods so far. */
  readonly recognized: string;
  /** What is left: the contract liability. */
  readonly deferred: string;
}

/** What {@link recognizeRevenue} does unless told otherwise. */
export const RECOGNIZE_REVENUE_DEFAULTS = { scale: 2, recognizedBefore: "0" } as const;

/**
 * How much of the revenue that was deferred for points is earned by now?
 *
 * Once a period, with the redemptions so far and a fresh estimate of how many there will be. A changed
 * estimate is caught up with at once, for all periods past. Breakage is in it: as fewer points are
 * expected to be redeemed, each redeemed one carries more.
 *
 * recognized = round half up(allocated × redeemed ÷ expected); revenue = recognized − recognizedBefore
 *
 * @param progress - `allocated` and `recognizedBefore` as decimal strings of at least 0; `redeemed` and
 *   `expected` whole numbers of points since the sale; `scale` (2)
 * @returns decimal strings; `recognized` and `deferred` sum to `allocated`
 *
 * Edge cases: once all that is expected is redeemed, all is recognized, also where both are 0 because
 * every point lapsed. Where more is redeemed than was expected, breakage was overestimated: what was
 * redeemed is then the estimate, and all is recognized, never more than was allocated. Expected again
 * to rise, a later call takes some of it back.
 *
 * @throws InputError `out_of_range`, `invalid_decimal`, `inexact`, `negative_value`
 *
 * @example
 * ```ts
 * import { recognizeRevenue } from "clientele/loyalty";
 *
 * const first = recognizeRevenue({ allocated: "8676", redeemed: 4500, expected: 9500, scale: 0 });
 * first.revenue; // => "4110"
 * const second = recognizeRevenue({
 *   allocated: "8676",
 *   redeemed: 8500,
 *   expected: 9700,
 *   recognizedBefore: first.recognized,
 *   scale: 0,
 * });
 * second.revenue; // => "3493"
 * second.deferred; // => "1073"
 * ```
 *
 * @see IFRS 15 (2014), illustrative example 52
 */
export function recognizeRevenue(progress: RedemptionProgress): RevenueRecognition {
  const { allocated, redeemed, expected } = checkObject(progress, "the progress of redemptions");
  const scale = readScale(progress.scale);
  const all = readAmount(allocated, scale, ["allocated"]);
  const before = readAmount(progress.recognizedBefore ?? "0", scale, ["recognizedBefore"]);
  checkInteger(expected, ["expected"]);
  checkInteger(redeemed, ["redeemed"]);
  const recognized =
    redeemed >= expected ? all : scaleUnits(all, BigInt(redeemed), BigInt(expected), "halfUp");
  return {
    revenue: formatUnits(recognized - before, scale),
    recognized: formatUnits(recognized, scale),
    deferred: formatUnits(all - recognized, scale),
  };
}
