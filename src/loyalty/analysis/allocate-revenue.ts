import { checkInteger, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { formatUnits, parseRatio } from "../../money/scaled.ts";
import { round } from "../../money/whole.ts";
import { readAmount, readFraction, readScale } from "./read-money.ts";

/** A sale that earned points. */
export interface PointsSale {
  /** What was paid for goods and points together. */
  readonly sale: string;
  /** What the goods cost without points; the sale unless given. */
  readonly goodsValue?: string;
  /** Points that the sale earned. */
  readonly points: number;
  /** What one point is worth to who redeems it. */
  readonly pointValue: string;
  /** The share of points that will be redeemed, as a fraction. */
  readonly redemptionRate: string;
  /** Digits after the point of the money; 2 unless given. */
  readonly scale?: number;
}

/** A transaction price in its two parts. */
export interface RevenueAllocation {
  /** To be deferred until points are redeemed. */
  readonly toPoints: string;
  /** Revenue at once. */
  readonly toGoods: string;
  /** The stand-alone prices that the price was split by. */
  readonly standAlonePoints: string;
  readonly standAloneGoods: string;
}

/** What {@link allocateRevenue} does unless told otherwise. */
export const ALLOCATE_REVENUE_DEFAULTS = { scale: 2 } as const;

/**
 * What part of a sale is revenue now, and what part belongs to the points that it earned?
 *
 * For the books: points that are a material right are sold along with the goods (IFRS 15, ASC 606),
 * so that part of the price is deferred until they are redeemed (`recognizeRevenue`) or lapse. What the
 * points of all members are worth on a day is `pointsLiability`.
 *
 * toPoints = round half up(sale × P ÷ (P + G)), P = points × pointValue × redemptionRate, G = goodsValue;
 * toGoods = sale − toPoints. All exact but for that one rounding.
 *
 * @param sale - `sale`, `goodsValue` (default: `sale`) and `pointValue` as decimal strings of one money,
 *   at least 0 (`pointValue` may be finer than a minor unit); `points` a whole number of at least 0;
 *   `redemptionRate` from 0 to 1, a string such as `"0.85"` (see `estimateBreakage`); `scale` of the
 *   money (2)
 * @returns decimal strings; `toPoints` and `toGoods` sum to `sale`. Stand-alone prices are rounded half
 *   up too, for reading only
 *
 * Edge cases: a sale that earns no points, or points that nobody will redeem, is all goods; goods given
 * away for nothing leave all to the points; where both are worth nothing all is goods.
 *
 * @throws InputError `invalid_decimal`, `inexact`, `negative_value`, `out_of_range`
 *
 * @example
 * ```ts
 * import { allocateRevenue } from "clientele/loyalty";
 *
 * const parts = allocateRevenue({
 *   sale: "2000.00",
 *   points: 2000,
 *   pointValue: "0.10",
 *   redemptionRate: "0.85",
 * });
 * parts.toPoints; // => "156.68"
 * parts.toGoods; // => "1843.32"
 * ```
 *
 * @see IFRS 15 (2014), paragraphs 74-80 and B39-B43, illustrative example 52
 */
export function allocateRevenue(sale: PointsSale): RevenueAllocation {
  const { points, pointValue, redemptionRate } = checkObject(sale, "a sale");
  const scale = readScale(sale.scale);
  const price = readAmount(sale.sale, scale, ["sale"]);
  const goods =
    sale.goodsValue === undefined ? price : readAmount(sale.goodsValue, scale, ["goodsValue"]);
  checkInteger(points, ["points"]);
  const value = parseRatio(pointValue, ["pointValue"]);
  if (value.num < 0n) {
    const message = `expected at least 0, got ${show(pointValue)}`;
    throw new InputError("negative_value", message, ["pointValue"]);
  }
  const rate = readFraction(redemptionRate, ["redemptionRate"]);
  // Both stand-alone prices in the same fractions of a minor unit.
  const parts = value.den * rate.den;
  const ofPoints = BigInt(points) * value.num * rate.num * 10n ** BigInt(scale);
  const ofBoth = ofPoints + BigInt(goods) * parts;
  const toPoints = ofBoth === 0n ? 0 : round(BigInt(price) * ofPoints, ofBoth, "halfUp");
  return {
    toPoints: formatUnits(toPoints, scale),
    toGoods: formatUnits(price - toPoints, scale),
    standAlonePoints: formatUnits(round(ofPoints, parts, "halfUp"), scale),
    standAloneGoods: formatUnits(goods, scale),
  };
}
