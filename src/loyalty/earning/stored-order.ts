import type { OrderLine, PurchaseOrder } from "../order.ts";
import type { CompiledEarning } from "./compiled-earning.ts";

/**
 * An order as an entry keeps it: what rules can ask of it and nothing else, so that what a host
 * sends along (a name, an address) is not written down.
 */
export function storedOrder({ asked }: CompiledEarning, order: PurchaseOrder): PurchaseOrder {
  const stored: { -readonly [Name in keyof PurchaseOrder]: PurchaseOrder[Name] } = {
    id: order.id,
    lines: order.lines.map(storedLine),
  };
  if (order.currency !== undefined) stored.currency = order.currency;
  if (order.exchangeRate !== undefined) stored.exchangeRate = order.exchangeRate;
  if (order.discount !== undefined) stored.discount = order.discount;
  if (order.shipping !== undefined) stored.shipping = order.shipping;
  if (order.tax !== undefined) stored.tax = order.tax;
  if (order.pointsPaid !== undefined) stored.pointsPaid = order.pointsPaid;
  if (order.redemption !== undefined) stored.redemption = order.redemption;
  if (order.store !== undefined) stored.store = order.store;
  if (order.channel !== undefined) stored.channel = order.channel;
  if (order.referredBy !== undefined) stored.referredBy = order.referredBy;
  const { attributes } = order;
  if (attributes !== undefined && asked.order.size > 0) {
    stored.attributes = Object.fromEntries(
      Object.entries(attributes).filter(([name]) => asked.order.has(name)),
    );
  }
  return stored;
}

function storedLine(line: OrderLine): OrderLine {
  const stored: { -readonly [Name in keyof OrderLine]: OrderLine[Name] } = {
    id: line.id,
    amount: line.amount,
  };
  if (line.quantity !== undefined) stored.quantity = line.quantity;
  if (line.discount !== undefined) stored.discount = line.discount;
  if (line.tax !== undefined) stored.tax = line.tax;
  if (line.product !== undefined) stored.product = line.product;
  if (line.categories !== undefined) stored.categories = [...line.categories];
  if (line.giftCard !== undefined) stored.giftCard = line.giftCard;
  return stored;
}
