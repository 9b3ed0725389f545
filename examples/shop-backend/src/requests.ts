import { z } from "zod";

// What comes in. The shape is checked here; what it means is the engine's to check.

const id = z.string().min(1).max(150);
const money = z.string();
const instant = z.iso.datetime({ offset: true });
const points = z.int().positive();
const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const orderLine = z.strictObject({
  id,
  amount: money,
  quantity: z.int().optional(),
  discount: money.optional(),
  tax: money.optional(),
  product: z.string().optional(),
  categories: z.array(z.string()).optional(),
  giftCard: z.boolean().optional(),
});

const order = z.strictObject({
  id,
  lines: z.array(orderLine).min(1),
  currency: z.string().optional(),
  exchangeRate: z.string().optional(),
  discount: money.optional(),
  shipping: money.optional(),
  tax: money.optional(),
  pointsPaid: money.optional(),
  redemption: id.optional(),
  store: z.string().optional(),
  channel: z.string().optional(),
  referredBy: id.optional(),
  attributes: attributes.optional(),
});

const event = { id, at: instant, member: id };
const refundLine = z.strictObject({ line: id, amount: money, quantity: z.int().optional() });

export const shopEvent = z.discriminatedUnion("type", [
  z.strictObject({ ...event, type: z.literal("order.completed"), order }),
  z.strictObject({
    ...event,
    type: z.literal("order.refunded"),
    order: id,
    refund: id,
    lines: z.array(refundLine).min(1),
  }),
  z.strictObject({ ...event, type: z.literal("order.cancelled"), order: id }),
]);
export type ShopEvent = z.infer<typeof shopEvent>;
export type OrderCompleted = ShopEvent & { readonly type: "order.completed" };
export type OrderReturned = Exclude<ShopEvent, OrderCompleted>;

export const membership = z.strictObject({ id, email: z.email() });
export const redemption = z.strictObject({
  id,
  points,
  option: id.optional(),
  order: order.optional(),
});
export const reversal = z.strictObject({ id, points: points.optional() });
export const hold = z.strictObject({ id, points, until: instant.optional() });
export const capture = z.strictObject({ points: points.optional() });
export const earningQuote = z.strictObject({ order });
export const redemptionQuote = z.strictObject({
  option: id,
  order: order.optional(),
  points: points.optional(),
});
export const transfer = z.strictObject({
  id,
  type: z.enum(["transfer", "gift", "mergeMembers"]),
  from: id,
  to: id,
  points: points.optional(),
});
export const moment = z.strictObject({ at: instant.optional() });
