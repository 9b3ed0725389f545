import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { parseRatio, type Ratio, safeNumber, scaleUnits } from "../../money/scaled.ts";
import type { CompiledEarning } from "./compiled-earning.ts";
import { orderBasis } from "./order-basis.ts";
import { planOf } from "./plan-of.ts";
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
  readonly rate: Ratio | null;
  /** Is an amount of the order's money at least that of the program's? */
  isAtLeast(units: number, minimum: number): boolean;
}

/** Of an order in the program's own money. */
export const OWN_RATE: Ratio = { num: 1n, den: 1n };
// Half a unit can no longer be told from a whole one.
const MOST_HALVES = 2_251_799_813_685_248;

/** @throws InputError `missing_exchange_rate`, `unknown_store`, `unknown_channel` */
export function orderMoney(earning: CompiledEarning, order: ReadOrder): OrderMoney {
  checkPlace(earning, order);
  const rate = readRate(earning, order);
  const basis = orderBasis(order, earning.policies.basis);
  let total = order.shipping + order.tax;
  for (const line of order.lines) total += line.net + line.tax;
  return moneyOf(earning, order, order.lines, basis, total, rate);
}

/** Of some lines, with what they count. */
export function moneyOf(
  earning: CompiledEarning,
  order: ReadOrder,
  lines: readonly ReadLine[],
  basis: readonly number[],
  total: number,
  rate: Ratio | null,
): OrderMoney {
  let units = 0;
  for (let index = 0; index < basis.length; index++) units += basis[index];
  const isAtLeast = (part: number, minimum: number): boolean => {
    if (rate === OWN_RATE) return part >= minimum;
    const found = programUnits(earning, order, part, rate);
    return found !== undefined && found >= minimum;
  };
  return { order, lines, basis, units, total, rate, isAtLeast };
}

function readRate(earning: CompiledEarning, { order, currency }: ReadOrder): Ratio | null {
  if (currency === earning.money.currency) return OWN_RATE;
  const path = ["order", "exchangeRate"];
  if (order.exchangeRate === undefined) {
    if (!planOf(earning, currency).needsExchange) return null;
    const message = `expected what one ${show(currency)} is in ${earning.money.currency}, got none`;
    throw new InputError("missing_exchange_rate", message, path);
  }
  const rate = parseRatio(order.exchangeRate, path);
  if (rate.num > 0n) return rate;
  const message = `expected a rate above 0, got ${show(order.exchangeRate)}`;
  throw new InputError("out_of_range", message, path);
}

/** Minor units of the program's money; what lies between two of them is half a unit off. */
function programUnits(
  earning: CompiledEarning,
  { scale }: ReadOrder,
  units: number,
  rate: Ratio | null,
): number | undefined {
  if (rate === OWN_RATE) return units;
  if (rate === null) return undefined;
  const num = BigInt(units) * rate.num * 10n ** BigInt(earning.money.scale);
  const den = rate.den * 10n ** BigInt(scale);
  const whole = num / den;
  if (num % den === 0n) return safeNumber(whole);
  if (whole > MOST_HALVES) {
    throw new InputError("out_of_range", "expected an order within safe integers", ["order"]);
  }
  return Number(whole) + 0.5;
}

/** Whole minor units of the program's money, rounded. */
export function creditOf(earning: CompiledEarning, money: OrderMoney): number {
  const { rate, units, order } = money;
  if (rate === OWN_RATE || rate === null) return units;
  const { mode } = earning.policies.rounding;
  const shift = earning.money.scale - order.scale;
  const up = 10n ** BigInt(Math.max(0, shift));
  const down = 10n ** BigInt(Math.max(0, -shift));
  return scaleUnits(units, rate.num * up, rate.den * down, mode);
}

/** What conditions see of it. */
export function orderFacts(earning: CompiledEarning, money: OrderMoney): OrderFacts {
  const { order, lines, basis, rate } = money;
  const { store, channel, attributes } = order.order;
  const facts = [];
  for (let index = 0; index < lines.length; index++) {
    const { line, quantity } = lines[index];
    const amount = programUnits(earning, order, basis[index], rate);
    facts.push({ line, amount, quantity });
  }
  return {
    amount: programUnits(earning, order, money.units, rate),
    total: programUnits(earning, order, money.total, rate),
    currency: order.currency,
    store,
    channel,
    attributes,
    lines: facts,
  };
}

function checkPlace({ stores, channels }: CompiledEarning, { order }: ReadOrder): void {
  const { store, channel } = order;
  if (store !== undefined && stores !== null && !stores.has(store)) {
    const message = `expected a store of the program, got ${show(store)}`;
    throw new InputError("unknown_store", message, ["order", "store"]);
  }
  if (channel !== undefined && channels !== null && !channels.has(channel)) {
    const message = `expected a channel of the program, got ${show(channel)}`;
    throw new InputError("unknown_channel", message, ["order", "channel"]);
  }
}
