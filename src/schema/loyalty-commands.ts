import * as z from "zod/mini";
import { readHead } from "../loyalty/engine/check-command.ts";
import type { Command } from "../loyalty/engine/command.ts";
import type { TransferCommand } from "../loyalty/pair/pair-command.ts";
import { count, lawful, listOf, timeInput } from "./leaves.ts";
import { budgetState } from "./loyalty-effects.ts";
import { entrySchema } from "./loyalty-entries.ts";
import { attributes, counted, loyaltyId, loyaltyName, typed, whole } from "./loyalty-leaves.ts";
import { purchaseOrder, refundLine } from "./loyalty-orders.ts";
import { parseWith } from "./parse-with.ts";

const text = z.string();
const currency = z.exactOptional(text);
const points = counted;
const expiresAt = z.exactOptional(z.nullable(timeInput));

const base = {
  id: loyaltyId,
  at: timeInput,
  recordedAt: z.exactOptional(timeInput),
  expectedVersion: z.exactOptional(count),
};

const context = z.exactOptional(
  z.strictObject({
    segments: z.exactOptional(listOf(text)),
    attributes: z.exactOptional(attributes),
    budgets: z.exactOptional(listOf(budgetState)),
  }),
);

const commands = [
  z.strictObject({ type: z.literal("enroll"), ...base }),
  z.strictObject({ type: z.literal("completeOrder"), ...base, order: purchaseOrder, context }),
  z.strictObject({
    type: z.literal("refundOrder"),
    ...base,
    order: loyaltyId,
    refund: loyaltyId,
    entry: entrySchema,
    lines: listOf(refundLine),
  }),
  z.strictObject({
    type: z.literal("cancelOrder"),
    ...base,
    order: loyaltyId,
    entry: entrySchema,
  }),
  z.strictObject({
    type: z.literal("recordAction"),
    ...base,
    action: loyaltyId,
    attributes: z.exactOptional(attributes),
    context,
  }),
  z.strictObject({
    type: z.literal("grant"),
    ...base,
    points,
    currency,
    activeAt: z.exactOptional(timeInput),
    expiresAt,
    order: z.exactOptional(loyaltyId),
  }),
  z.strictObject({ type: z.literal("revoke"), ...base, order: loyaltyId, points, currency }),
  z.strictObject({
    type: z.literal("redeem"),
    ...base,
    redemption: loyaltyId,
    points,
    currency,
    option: z.exactOptional(text),
    order: z.exactOptional(purchaseOrder),
    store: z.exactOptional(text),
  }),
  z.strictObject({
    type: z.literal("reverseRedemption"),
    ...base,
    redemption: loyaltyName,
    points: z.exactOptional(points),
  }),
  z.strictObject({
    type: z.literal("hold"),
    ...base,
    hold: loyaltyId,
    points,
    currency,
    until: z.exactOptional(timeInput),
  }),
  z.strictObject({
    type: z.literal("captureHold"),
    ...base,
    hold: loyaltyId,
    points: z.exactOptional(points),
    redemption: z.exactOptional(loyaltyId),
    store: z.exactOptional(text),
  }),
  z.strictObject({ type: z.literal("releaseHold"), ...base, hold: loyaltyId }),
  z.strictObject({
    type: z.literal("adjust"),
    ...base,
    points: whole,
    currency,
    reason: z.exactOptional(text),
  }),
  z.strictObject({ type: z.literal("transfer"), ...base, points, to: loyaltyId, currency }),
  z.strictObject({ type: z.literal("gift"), ...base, points, to: loyaltyId, currency }),
  z.strictObject({ type: z.literal("buyPoints"), ...base, points, currency, payment: loyaltyId }),
  z.strictObject({ type: z.literal("reinstate"), ...base, points, currency, expiresAt }),
  z.strictObject({
    type: z.literal("issueVoucher"),
    ...base,
    voucher: loyaltyId,
    reward: loyaltyId,
    expiresAt,
  }),
  z.strictObject({
    type: z.literal("useVoucher"),
    ...base,
    voucher: loyaltyName,
    order: z.exactOptional(loyaltyId),
  }),
  z.strictObject({ type: z.literal("freeze"), ...base }),
  z.strictObject({ type: z.literal("unfreeze"), ...base }),
  z.strictObject({ type: z.literal("close"), ...base }),
  z.strictObject({ type: z.literal("migrate"), ...base, programVersion: counted }),
  z.strictObject({
    type: z.literal("importOpening"),
    ...base,
    lots: listOf(
      z.strictObject({
        points,
        currency,
        earnedAt: z.exactOptional(timeInput),
        activeAt: z.exactOptional(timeInput),
        expiresAt,
      }),
    ),
    tier: z.exactOptional(z.strictObject({ credit: count, at: z.exactOptional(timeInput) })),
  }),
  z.strictObject({ type: z.literal("eraseMember"), ...base }),
] as const;

const names = commands.flatMap(({ def }) => [...def.shape.type.def.values]);

/** What is sent of a command of one account; see {@link parseCommand}. */
export const commandSchema = z
  .pipe(typed(names, "unknown_command"), z.discriminatedUnion("type", commands))
  .check(lawful((command: Command) => readHead(command)));

const sent = { ...base, currency, points: z.exactOptional(points) };

const transfers = [
  z.strictObject({ type: z.enum(["transfer", "gift", "joinPool", "leavePool"]), ...sent }),
  z.strictObject({ type: z.literal("mergeMembers"), ...base }),
] as const;

/** What is sent of a command of two accounts; see {@link parseTransferCommand}. */
export const transferCommandSchema = z
  .pipe(
    typed(["transfer", "gift", "joinPool", "leavePool", "mergeMembers"], "unknown_command"),
    z.discriminatedUnion("type", transfers),
  )
  .check(lawful((command: TransferCommand) => readHead(command)));

/**
 * Is this a command that an account can be given?
 *
 * For what a webhook or a queue brings in. It checks shape, ids, times, and the entry that a refund
 * carries. What a command means depends on program and account: `decide` checks names of
 * currencies and options, and how fine money may be.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the command, ready for `decide`
 * @throws InputError `unknown_command`, `unknown_key`, `invalid_id`, `invalid_time`,
 *   `missing_offset`, `out_of_range`, `not_a_number`, `non_finite_value`, `invalid_decimal`,
 *   `negative_value`, `invalid_shape`, and of an entry what `parseEntry` throws; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseCommand } from "clientele/schema";
 *
 * const sent = { type: "redeem", id: "c-1", at: "2026-01-31T15:00:00Z", redemption: "R1", points: 50 };
 * parseCommand(sent).type; // => "redeem"
 * parseCommand({ ...sent, points: 0.5 }); // => throws out_of_range
 * parseCommand({ ...sent, type: "giveAway" }); // => throws unknown_command
 * ```
 */
export function parseCommand(data: unknown): Command {
  return parseWith(commandSchema, data);
}

/**
 * Is this a command that moves points from one account to another?
 *
 * For `decideTransfer`. Those of `decideReferral` are commands of one account: see `parseCommand`.
 *
 * @param data - anything
 * @returns the command
 * @throws InputError as `parseCommand` does
 *
 * @example
 * ```ts
 * import { parseTransferCommand } from "clientele/schema";
 *
 * const sent = { type: "gift", id: "c-1", at: "2026-01-31T15:00:00Z", points: 50 };
 * parseTransferCommand(sent).type; // => "gift"
 * parseTransferCommand({ ...sent, points: Number.NaN }); // => throws non_finite_value
 * ```
 */
export function parseTransferCommand(data: unknown): TransferCommand {
  return parseWith(transferCommandSchema, data);
}
