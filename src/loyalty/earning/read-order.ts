import { check, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseRatio, parseUnits } from "../../money/scaled.ts";
import { spreadUnits } from "../../money/share-out.ts";
import type { OrderLine, PurchaseOrder } from "../order.ts";
import type { ProgramMoney } from "../program/money.ts";
import { placeError } from "../program/place-error.ts";
import { checkText, wrongShape } from "../program/shape.ts";
import { currencyScale } from "./currency-scale.ts";

/** An order that has been checked, its amounts in minor units of its own currency. */
export interface ReadOrder {
  readonly order: PurchaseOrder;
  readonly currency: string;
  readonly scale: number;
  readonly lines: readonly ReadLine[];
  readonly shipping: number;
  /** Tax of the order as a whole. */
  readonly tax: number;
  readonly pointsPaid: number;
}

export interface ReadLine {
  readonly line: OrderLine;
  readonly amount: number;
  /** After its own discount and its share of the order's. */
  readonly net: number;
  readonly tax: number;
  readonly quantity: number;
}

/**
 * Reads and checks an order. A discount of the order as a whole is spread over all lines but gift
 * cards by what they cost, to the minor unit, by largest remainder; it is no more than they cost.
 *
 * @throws InputError `invalid_shape`, `invalid_id`, `duplicate_id`, `invalid_decimal`, `inexact`,
 *   `negative_value`, `out_of_range`; `path` names the place in the order
 */
export function checkOrder(
  order: PurchaseOrder,
  money: ProgramMoney,
  path: ErrorPath = ["order"],
): ReadOrder {
  try {
    return readOrder(order, money);
  } catch (error) {
    throw placeError(error, path);
  }
}

function readOrder(order: PurchaseOrder, money: ProgramMoney): ReadOrder {
  if (typeof order !== "object" || order === null) throw wrongShape("an order", order, []);
  checkText(order.id, ["id"]);
  if (!Array.isArray(order.lines) || order.lines.length === 0) {
    throw wrongShape("a list of one line or more", order.lines, ["lines"]);
  }
  const { currency = money.currency, exchangeRate, attributes } = order;
  if (typeof currency !== "string") throw wrongShape("a text", currency, ["currency"]);
  const { store, channel, referredBy, redemption } = order;
  if (store !== undefined) checkText(store, ["store"]);
  if (channel !== undefined) checkText(channel, ["channel"]);
  if (referredBy !== undefined) checkText(referredBy, ["referredBy"]);
  if (redemption !== undefined) checkText(redemption, ["redemption"]);
  // Also where none is needed: it is kept.
  if (exchangeRate !== undefined) parseRatio(exchangeRate, ["exchangeRate"]);
  if (attributes !== undefined) checkAttributes(attributes, ["attributes"]);
  const scale = scaleOf(order, money);
  const lines: MutableLine[] = [];
  const seen = order.lines.length > FEW ? new Set<string>() : null;
  let sum = 0;
  let goods = 0;
  for (let index = 0; index < order.lines.length; index++) {
    const line = readLine(order.lines[index], scale, index);
    const { id } = line.line;
    if (seen === null ? isAmong(id, lines) : seen.has(id)) {
      const message = `expected one line of the id ${show(id)}`;
      throw new InputError("duplicate_id", message, ["lines", index, "id"]);
    }
    seen?.add(id);
    sum += line.amount + line.tax;
    if (line.line.giftCard !== true) goods += line.net;
    lines.push(line);
  }
  const shipping = unitsOf(order.shipping, scale, ["shipping"]);
  const tax = unitsOf(order.tax, scale, ["tax"]);
  const pointsPaid = unitsOf(order.pointsPaid, scale, ["pointsPaid"]);
  const discount = unitsOf(order.discount, scale, ["discount"]);
  if (!(sum + shipping + tax <= Number.MAX_SAFE_INTEGER)) {
    throw new InputError("out_of_range", "expected an order within safe integers");
  }
  checkDiscount(order, discount, goods);
  if (discount > 0) {
    const weights = lines.map(({ line, net }) => (line.giftCard === true ? 0 : net));
    const parts = spreadUnits(discount, weights);
    for (let index = 0; index < lines.length; index++) lines[index].net -= parts[index];
  }
  return { order, currency, scale, lines, shipping, tax, pointsPaid };
}

// For so many, to compare is faster than to keep a set.
const FEW = 8;

interface MutableLine extends ReadLine {
  net: number;
}

function readLine(line: OrderLine, scale: number, index: number): MutableLine {
  try {
    if (typeof line !== "object" || line === null) throw wrongShape("a line", line, []);
    const { product, categories, giftCard, quantity = 1 } = line;
    checkText(line.id, ["id"]);
    const amount = unitsOf(line.amount ?? "", scale, ["amount"]);
    const discount = unitsOf(line.discount, scale, ["discount"]);
    checkDiscount(line, discount, amount);
    if (product !== undefined && typeof product !== "string") {
      throw wrongShape("a text", product, ["product"]);
    }
    if (giftCard !== undefined && typeof giftCard !== "boolean") {
      throw wrongShape("true or false", giftCard, ["giftCard"]);
    }
    if (categories !== undefined) checkTexts(categories, ["categories"]);
    checkInteger(quantity, ["quantity"], 1);
    const tax = unitsOf(line.tax, scale, ["tax"]);
    return { line, amount, net: amount - discount, tax, quantity };
  } catch (error) {
    throw placeError(error, ["lines", index]);
  }
}

/** Of a line it is at most its amount, of an order what its goods cost after theirs. */
function checkDiscount(of: Pick<OrderLine, "discount">, units: number, most: number): void {
  if (units <= most) return;
  const message = `expected at most what it is taken off, got ${show(of.discount)}`;
  throw new InputError("out_of_range", message, ["discount"]);
}

/** An amount; 0 where it is left out. */
function unitsOf(text: string | undefined, scale: number, path: ErrorPath): number {
  if (text === undefined) return 0;
  const units = parseUnits(text, scale, path);
  check(units >= 0, "negative_value", path, "at least 0", text);
  return units;
}

function isAmong(id: string, lines: readonly ReadLine[]): boolean {
  for (let index = 0; index < lines.length; index++) if (lines[index].line.id === id) return true;
  return false;
}

/** Refuses what JSON could not hold. */
export function checkAttributes(attributes: unknown, path: ErrorPath): void {
  if (attributes === undefined) return;
  if (typeof attributes !== "object" || attributes === null || Array.isArray(attributes)) {
    throw wrongShape("an object", attributes, path);
  }
  for (const [name, value] of Object.entries(attributes)) {
    const isPlain = typeof value === "string" || typeof value === "boolean";
    if (!isPlain && !(typeof value === "number" && Number.isFinite(value))) {
      throw wrongShape("a text, a finite number, true or false", value, [...path, name]);
    }
  }
}

export function checkTexts(texts: unknown, path: ErrorPath): void {
  if (!Array.isArray(texts)) throw wrongShape("a list of texts", texts, path);
  for (let index = 0; index < texts.length; index++) {
    if (typeof texts[index] === "string") continue;
    throw wrongShape("a text", texts[index], [...path, index]);
  }
}

/**
 * Digits after the point of an order's money: the program's, or of another currency what ISO 4217
 * says, and more where amounts are written so.
 */
export function scaleOf(order: PurchaseOrder, money: ProgramMoney): number {
  const currency = order.currency ?? money.currency;
  return currency === money.currency ? money.scale : placesOf(order, currency);
}

function placesOf(order: PurchaseOrder, currency: string): number {
  let most = currencyScale(currency);
  const see = (text: unknown): void => {
    if (typeof text !== "string") return;
    const point = text.indexOf(".");
    if (point >= 0) most = Math.max(most, text.length - point - 1);
  };
  for (const text of [order.discount, order.shipping, order.tax, order.pointsPaid]) see(text);
  for (const line of order.lines) {
    // A hole, after which there may be billions more: it is refused when lines are read.
    if (typeof line !== "object" || line === null) break;
    for (const text of [line.amount, line.discount, line.tax]) see(text);
  }
  return Math.min(most, 30);
}
