import * as z from "zod/mini";
import { listOf } from "./leaves.ts";
import { amount, attributes, counted, loyaltyId, loyaltyName, ratio } from "./loyalty-leaves.ts";

const text = z.string();

/** An order as loyalty sees it. */
export const purchaseOrder = z.strictObject({
  id: loyaltyId,
  lines: listOf(
    z.strictObject({
      id: text,
      amount,
      quantity: z.exactOptional(counted),
      discount: z.exactOptional(amount),
      tax: z.exactOptional(amount),
      product: z.exactOptional(text),
      categories: z.exactOptional(listOf(text)),
      giftCard: z.exactOptional(z.boolean()),
    }),
  ),
  currency: z.exactOptional(text),
  exchangeRate: z.exactOptional(ratio),
  discount: z.exactOptional(amount),
  shipping: z.exactOptional(amount),
  tax: z.exactOptional(amount),
  pointsPaid: z.exactOptional(amount),
  redemption: z.exactOptional(loyaltyName),
  store: z.exactOptional(text),
  channel: z.exactOptional(text),
  referredBy: z.exactOptional(loyaltyId),
  attributes: z.exactOptional(attributes),
});

/** What comes back of an order. */
export const refundLine = z.strictObject({
  line: text,
  amount,
  quantity: z.exactOptional(counted),
});
