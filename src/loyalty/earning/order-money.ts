import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { type Fraction, ONE } from "../../money/fraction.ts";
import { divide, multiply, powerOfTen, round } from "../../money/whole.ts";
import type { CompiledEarning } from "./compiled-earning.ts";
import { exchangeRate } from "./exchange-rate.ts";
import { planOf } from "./money-plan.ts";
import { orderBasis } from "./order-basis.ts";
import type { ReadLine, ReadOrder } from "./read-order.ts";
import type { OrderFacts } from "./subject.ts";

/** What an order (or what is left of it) is worth to rules. */
export interface OrderMoney {
  readonly order: ReadOrder;
  readonly lines: readonly ReadLine[];
  /** What earns points, by line and in all, in minor units of the order's money. */
  readonly basis: readonly number[];
  readonly units: number;
  /** What it costs in all. */
  readonly total: number;
  /** One unit of the order's money in the program's; `null` where none is needed or known. */
  readonly rate: Fraction | null;
}

// Half a unit can no longer be told from a whole one.
const MOST_HALVES = 2_251_799_813_685_248;

/** @throws InputError `missing_exchange_rate`, `unknown_store`, `unknown_channel` */
export function orderMoney(earning: CompiledEarning, order: ReadOrder): OrderMoney {
  const { store, channel } = order.order;
  checkPlace("store", store, earning.stores, ["order", "store"]);
  checkPlace("channel", channel, earning.channels, ["order", "channel"]);
  const rate = readRate(earning, order);
  const basis = orderBasis(order, earning.policies.basis);
  let total = order.shipping + order.tax;
  for (const line of order.lines) total += line.net + line.tax;
  return moneyOf(order, order.lines, basis, total, rate);
}

/** Of some lines, with what they count. */
export function moneyOf(
  order: ReadOrder,
  lines: readonly ReadLine[],
  basis: readonly number[],
  total: number,
  rate: Fraction | null,
): OrderMoney {
  let units = 0;
  for (let index = 0; index < basis.length; index++) units += basis[index];
  return { order, lines, basis, units, total, rate };
}

/** Minor units of the program's money; what lies between two of them is half a unit off. */
export function programUnits(
  { money }: CompiledEarning,
  { order, rate }: OrderMoney,
  units: number,
): number | undefined {
  // The program's own money.
  if (rate === ONE) return units;
  if (rate === null) return undefined;
  const num = multiply(multiply(units, rate.num), powerOfTen(money.scale));
  const den = multiply(rate.den, powerOfTen(order.scale));
  const cut = divide(num, den);
  const isExact = multiply(cut, den) === num;
  if (typeof cut === "number" && (isExact || cut <= MOST_HALVES)) return isExact ? cut : cut + 0.5;
  throw new InputError("out_of_range", "expected an order within safe integers", ["order"]);
}

/** Whole minor units of the program's money, rounded. */
export function creditOf({ money, policies }: CompiledEarning, of: OrderMoney): number {
  const { rate, units, order } = of;
  if (rate === ONE || rate === null) return units;
  const num = multiply(multiply(units, rate.num), powerOfTen(money.scale));
  const den = multiply(rate.den, powerOfTen(order.scale));
  return round(num, den, policies.rounding.mode, []);
}

/** What conditions see of it. */
export function orderFacts(earning: CompiledEarning, money: OrderMoney): OrderFacts {
  const { order, lines, basis } = money;
  const { store, channel, attributes } = order.order;
  return {
    amount: programUnits(earning, money, money.units),
    total: programUnits(earning, money, money.total),
    currency: order.currency,
    store,
    channel,
    attributes,
    lines: lines.map(({ line, quantity }, index) => {
      return { line, amount: programUnits(earning, money, basis[index]), quantity };
    }),
  };
}

function readRate(earning: CompiledEarning, { order, currency }: ReadOrder): Fraction | null {
  if (currency === earning.money.currency) return ONE;
  const isNeeded = order.exchangeRate !== undefined || planOf(earning, currency).needsExchange;
  return isNeeded ? exchangeRate(order.exchangeRate) : null;
}

export function checkPlace(
  name: "store" | "channel",
  place: string | undefined,
  known: Pick<ReadonlySet<string>, "has"> | null,
  path: ErrorPath,
): void {
  if (place === undefined || known === null || known.has(place)) return;
  const message = `expected a ${name} of the program, got ${show(place)}`;
  throw new InputError(`unknown_${name}`, message, path);
}
