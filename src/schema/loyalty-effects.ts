import * as z from "zod/mini";
import { count, listOf } from "./leaves.ts";
import {
  counter,
  hold,
  lot,
  lotPoints,
  openOrder,
  orderPoints,
  redemption,
  refundedLine,
  tierStanding,
  voucher,
} from "./loyalty-accounts.ts";
import { amount, attributes, counted, stamp, typed, whole } from "./loyalty-leaves.ts";
import { purchaseOrder } from "./loyalty-orders.ts";

const text = z.string();

/** A program's budget, as the host hands it in. */
export const budgetState = z.strictObject({ budget: text, version: count, remaining: whole });

const award = z.strictObject({
  programVersion: counted,
  order: purchaseOrder,
  at: stamp,
  facts: z.strictObject({
    tier: z.nullable(text),
    credit: whole,
    enrolledAt: z.nullable(stamp),
    segments: listOf(text),
    attributes,
    counters: listOf(counter),
    budgets: listOf(budgetState),
    rooms: z.exactOptional(listOf(z.readonly(z.tuple([text, count])))),
  }),
  rules: listOf(
    z.strictObject({
      rule: text,
      currency: text,
      points: whole,
      pendingFor: z.exactOptional(text),
      cut: z.exactOptional(z.strictObject({ points: whole, by: text })),
    }),
  ),
  counters: listOf(counter),
  budgets: listOf(z.strictObject({ budget: text, version: count, points: whole })),
  tierCredit: whole,
});

const value = z.strictObject({
  ok: z.literal(true),
  option: text,
  currency: text,
  points: counted,
  type: z.enum(["amount", "percentage", "product", "free_shipping", "cash", "voucher"]),
  amount: z.nullable(amount),
  product: z.exactOptional(text),
  quantity: z.exactOptional(counted),
  reward: z.exactOptional(text),
  validFor: z.exactOptional(text),
});

const lots = listOf(lotPoints);

const deadline: z.ZodMiniType<readonly [currency: string, at: string | null]> = z.tuple([
  text,
  z.nullable(stamp),
]);

const effects = [
  z.strictObject({ type: z.literal("issued"), currency: text, lot, cause: text }),
  z.strictObject({ type: z.literal("received"), currency: text, lot, from: text }),
  z.strictObject({ type: z.literal("reinstated"), currency: text, lot }),
  z.strictObject({ type: z.literal("sent"), currency: text, lots, to: text }),
  z.strictObject({
    type: z.literal("expired"),
    currency: text,
    lots,
    cause: z.enum(["life", "inactivity", "returned"]),
    at: stamp,
  }),
  z.strictObject({
    type: z.literal("activated"),
    currency: text,
    lots: listOf(count),
    at: stamp,
  }),
  z.strictObject({ type: z.literal("repaid"), currency: text, lots, at: stamp }),
  z.strictObject({
    type: z.literal("spent"),
    redemption,
    hold: z.exactOptional(text),
    value: z.exactOptional(value),
  }),
  z.strictObject({
    type: z.literal("restored"),
    redemption: text,
    currency: text,
    lots,
    reissued: z.exactOptional(listOf(lot)),
  }),
  z.strictObject({ type: z.literal("held"), hold }),
  z.strictObject({
    type: z.literal("released"),
    hold: text,
    currency: text,
    lots,
    cause: z.enum(["released", "lapsed", "captured", "expired"]),
    at: stamp,
  }),
  z.strictObject({ type: z.literal("revoked"), currency: text, lots, cause: text }),
  z.strictObject({ type: z.literal("indebted"), currency: text, points: whole }),
  z.strictObject({ type: z.literal("written_off"), currency: text, points: count }),
  z.strictObject({ type: z.literal("forgiven"), currency: text, points: count, order: text }),
  z.strictObject({ type: z.literal("redemption_sent"), redemption: text, to: text }),
  z.strictObject({ type: z.literal("redemption_received"), redemption, from: text }),
  z.strictObject({ type: z.literal("merged"), currency: text, lots: listOf(count) }),
  z.strictObject({ type: z.literal("enrolled"), at: stamp }),
  z.strictObject({
    type: z.literal("status_changed"),
    status: z.enum(["open", "frozen", "closed", "erased"]),
    into: z.exactOptional(text),
  }),
  z.strictObject({ type: z.literal("migrated"), programVersion: counted }),
  z.strictObject({
    type: z.literal("active"),
    lapsesAt: listOf(deadline),
  }),
  z.strictObject({ type: z.literal("awarded"), award }),
  z.strictObject({
    type: z.literal("order_opened"),
    order: text,
    again: z.exactOptional(z.literal(true)),
    points: listOf(orderPoints),
    until: stamp,
    print: count,
    at: z.exactOptional(stamp),
    redemption: z.exactOptional(text),
  }),
  z.strictObject({ type: z.literal("order_received"), order: openOrder, from: text }),
  z.strictObject({
    type: z.literal("refunded"),
    order: text,
    refund: z.exactOptional(text),
    award: z.exactOptional(counted),
    lines: z.exactOptional(listOf(refundedLine)),
    points: listOf(orderPoints),
    paid: z.exactOptional(z.strictObject({ money: amount, points: count })),
  }),
  z.strictObject({ type: z.literal("counted"), counters: listOf(counter) }),
  z.strictObject({
    type: z.literal("budget_used"),
    budget: text,
    version: count,
    points: whole,
  }),
  z.strictObject({
    type: z.literal("tier_credited"),
    at: stamp,
    earnedAt: z.exactOptional(stamp),
    credit: whole,
    dropBefore: z.nullable(stamp),
    tier: z.exactOptional(tierStanding),
  }),
  z.strictObject({
    type: z.literal("tier_reviewed"),
    at: stamp,
    dropBefore: z.nullable(stamp),
    tier: tierStanding,
  }),
  z.strictObject({ type: z.literal("voucher_issued"), voucher }),
  z.strictObject({
    type: z.literal("voucher_used"),
    voucher: text,
    order: z.exactOptional(text),
  }),
  z.strictObject({ type: z.literal("voucher_revoked"), voucher: text }),
  z.strictObject({
    type: z.literal("settled"),
    from: text,
    to: text,
    currency: text,
    points: whole,
  }),
] as const;

const names = effects.flatMap(({ def }) => [...def.shape.type.def.values]);

/** What an entry does. */
export const effect = z.pipe(typed(names, "unknown_effect"), z.discriminatedUnion("type", effects));
