import { checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseUnits, spreadUnits } from "../../money/scaled.ts";
import type { OrderLine, PurchaseOrder } from "../order.ts";
import type { ProgramMoney } from "../program/money.ts";
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
 * cards by what they cost, to the minor unit, by largest remainder; what exceeds them is no discount.
 *
 * @throws InputError `invalid_shape`, `invalid_id`, `duplicate_id`, `invalid_decimal`, `inexact`,
 *   `negative_value`, `out_of_range`; `path` names the place in the order
 */
export function checkOrder(
  order: PurchaseOrder,
  money: ProgramMoney,
  path: ErrorPath = ["order"],
): ReadOrder {
  if (typeof order !== "object" || order === null) throw badShape("an order", order, path);
  checkName(order.id, path, "id");
  if (!Array.isArray(order.lines) || order.lines.length === 0) {
    throw badShape("a list of one line or more", order.lines, [...path, "lines"]);
  }
  const currency = order.currency ?? money.currency;
  if (typeof currency !== "string") throw badShape("a text", currency, [...path, "currency"]);
  for (const name of ["store", "channel", "referredBy", "redemption"] as const) {
    if (order[name] !== undefined) checkName(order[name], path, name);
  }
  checkAttributes(order.attributes, [...path, "attributes"]);
  const scale = scaleOf(order, money);
  const lines: MutableLine[] = [];
  let sum = 0;
  let goods = 0;
  for (let index = 0; index < order.lines.length; index++) {
    const line = readLine(order.lines[index], scale, path, index);
    sum += line.amount + line.tax;
    if (line.line.giftCard !== true) goods += line.net;
    lines.push(line);
  }
  checkUnique(lines, path);
  const shipping = readAmount(order.shipping, scale, path, "shipping");
  const tax = readAmount(order.tax, scale, path, "tax");
  const pointsPaid = readAmount(order.pointsPaid, scale, path, "pointsPaid");
  const discount = readAmount(order.discount, scale, path, "discount");
  if (!(sum + shipping + tax <= Number.MAX_SAFE_INTEGER)) {
    throw new InputError("out_of_range", "expected an order within safe integers", path);
  }
  if (discount > 0 && goods > 0) {
    const weights = lines.map(({ line, net }) => (line.giftCard === true ? 0 : net));
    const parts = spreadUnits(Math.min(discount, goods), weights);
    for (let index = 0; index < lines.length; index++) lines[index].net -= parts[index];
  }
  return { order, currency, scale, lines, shipping, tax, pointsPaid };
}

interface MutableLine extends ReadLine {
  net: number;
}

function readLine(line: OrderLine, scale: number, path: ErrorPath, index: number): MutableLine {
  if (typeof line !== "object" || line === null) {
    throw badShape("a line", line, [...path, "lines", index]);
  }
  const { id, amount: text, discount: off, tax: extra, quantity, product, categories } = line;
  // Paths are made where something is at fault, not for every line of every order.
  const at = (name: string): ErrorPath => [...path, "lines", index, name];
  if (typeof id !== "string" || id === "") throw badShape("a text", id, at("id"), "invalid_id");
  const amount = readUnits(text, scale, at, "amount");
  const discount = off === undefined ? 0 : readUnits(off, scale, at, "discount");
  if (discount > amount) {
    const message = `expected at most the line's amount, got ${show(off)}`;
    throw new InputError("out_of_range", message, at("discount"));
  }
  if (product !== undefined && typeof product !== "string") {
    throw badShape("a text", product, at("product"));
  }
  if (line.giftCard !== undefined && typeof line.giftCard !== "boolean") {
    throw badShape("true or false", line.giftCard, at("giftCard"));
  }
  if (categories !== undefined) checkTexts(categories, at("categories"));
  return {
    line,
    amount,
    net: amount - discount,
    tax: extra === undefined ? 0 : readUnits(extra, scale, at, "tax"),
    quantity: quantity === undefined ? 1 : checkInteger(quantity, at("quantity"), 1),
  };
}

const NOWHERE: ErrorPath = [];

function readUnits(
  text: unknown,
  scale: number,
  at: (name: string) => ErrorPath,
  name: string,
): number {
  let units: number;
  try {
    units = parseUnits(text, scale, NOWHERE);
  } catch {
    // Once more, to say where.
    units = parseUnits(text, scale, at(name));
  }
  if (units >= 0) return units;
  throw new InputError("negative_value", `expected at least 0, got ${show(text)}`, at(name));
}

function readAmount(
  text: string | undefined,
  scale: number,
  path: ErrorPath,
  name: string,
): number {
  return text === undefined ? 0 : readUnits(text, scale, (field) => [...path, field], name);
}

// For so many, to compare is faster than to keep a set.
const FEW = 8;

function isAmong(id: string, lines: readonly ReadLine[], end: number): boolean {
  for (let index = 0; index < end; index++) if (lines[index].line.id === id) return true;
  return false;
}

function checkUnique(lines: readonly ReadLine[], path: ErrorPath): void {
  const seen = lines.length > FEW ? new Set<string>() : null;
  for (let index = 1; index < lines.length; index++) {
    const { id } = lines[index].line;
    seen?.add(lines[index - 1].line.id);
    if (seen === null ? !isAmong(id, lines, index) : !seen.has(id)) continue;
    const message = `expected one line of the id ${show(id)}`;
    throw new InputError("duplicate_id", message, [...path, "lines", index, "id"]);
  }
}

/** Refuses what JSON could not hold. */
export function checkAttributes(attributes: unknown, path: ErrorPath): void {
  if (attributes === undefined) return;
  if (typeof attributes !== "object" || attributes === null || Array.isArray(attributes)) {
    throw badShape("an object", attributes, path);
  }
  for (const [name, value] of Object.entries(attributes)) {
    const isPlain = typeof value === "string" || typeof value === "boolean";
    if (!isPlain && !(typeof value === "number" && Number.isFinite(value))) {
      throw badShape("a text, a finite number, true or false", value, [...path, name]);
    }
  }
}

export function checkTexts(texts: unknown, path: ErrorPath): void {
  if (!Array.isArray(texts)) throw badShape("a list of texts", texts, path);
  for (let index = 0; index < texts.length; index++) {
    if (typeof texts[index] !== "string") throw badShape("a text", texts[index], [...path, index]);
  }
}

function checkName(value: unknown, path: ErrorPath, name: string): void {
  if (typeof value === "string" && value !== "") return;
  throw badShape("a text", value, [...path, name], "invalid_id");
}

function badShape(
  expected: string,
  got: unknown,
  path: ErrorPath,
  code = "invalid_shape",
): InputError {
  return new InputError(code, `expected ${expected}, got ${show(got)}`, path);
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
    for (const text of [line?.amount, line?.discount, line?.tax]) see(text);
  }
  return Math.min(most, 30);
}
