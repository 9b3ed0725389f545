import { isRecord } from "../../criteria/read-own.ts";
import type { OrderLine, PurchaseOrder } from "../order.ts";
import { addNumber, addOptional, addValue, beginHash, endHash } from "./fingerprint.ts";

const LINES = 11;

/**
 * The fingerprint of an order: of the fields that `PurchaseOrder` and `OrderLine` name, each at its
 * place. What else a host sends along counts for nothing, for it is not kept either. Attributes are
 * left to the caller: an award keeps those only that rules ask of.
 *
 * @throws InputError `invalid_argument` for what is no plain data
 */
export function printOrder(order: PurchaseOrder): number {
  beginHash();
  addValue(order.id);
  addOptional(1, order.currency);
  addOptional(2, order.exchangeRate);
  addOptional(3, order.discount);
  addOptional(4, order.shipping);
  addOptional(5, order.tax);
  addOptional(6, order.pointsPaid);
  addOptional(7, order.redemption);
  addOptional(8, order.store);
  addOptional(9, order.channel);
  addOptional(10, order.referredBy);
  const { lines } = order;
  // Of a command that nobody has checked yet.
  if (!Array.isArray(lines)) addValue(lines);
  else {
    // Else their number could be that of a place.
    addNumber(LINES);
    addNumber(lines.length);
    for (let index = 0; index < lines.length; index++) {
      // No order of a hole is ever awarded, and there may be billions of them.
      if (!(index in lines)) break;
      addLine(lines[index]);
    }
  }
  return endHash();
}

function addLine(line: OrderLine): void {
  if (!isRecord(line)) {
    addValue(line);
    return;
  }
  addValue(line.id);
  addValue(line.amount);
  addOptional(1, line.quantity);
  addOptional(2, line.discount);
  addOptional(3, line.tax);
  addOptional(4, line.product);
  addOptional(5, line.categories);
  addOptional(6, line.giftCard);
}
