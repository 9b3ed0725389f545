import * as z from "zod/mini";
import type {
  Account,
  Counter,
  LotPoints,
  OrderPoints,
  RecentKey,
  RefundedLine,
} from "../loyalty/ledger/account.ts";
import { checkAccount } from "../loyalty/ledger/check-account.ts";
import type { TierCredit } from "../loyalty/tiers/record.ts";
import { count, day, lawful, listOf } from "./leaves.ts";
import { counted, format, loyaltyId, stamp, whole } from "./loyalty-leaves.ts";
import { parseWith } from "./parse-with.ts";

const text = z.string();

export const lot = z.strictObject({
  id: count,
  earnedAt: z.exactOptional(stamp),
  activeAt: stamp,
  expiresAt: z.nullable(stamp),
  remaining: count,
  held: count,
  source: text,
  store: z.exactOptional(text),
});

export const lotPoints: z.ZodMiniType<LotPoints> = z.tuple([count, count]);

export const hold = z.strictObject({
  id: text,
  currency: text,
  until: stamp,
  lots: listOf(lotPoints),
  unprotected: z.exactOptional(z.literal(true)),
});

export const redemption = z.strictObject({
  id: text,
  currency: text,
  until: stamp,
  points: count,
  takes: listOf(
    z.strictObject({
      lot: count,
      points: count,
      earnedAt: z.exactOptional(stamp),
      activeAt: stamp,
      expiresAt: z.nullable(stamp),
      source: text,
      store: z.exactOptional(text),
    }),
  ),
  order: z.exactOptional(text),
  store: z.exactOptional(text),
});

export const refundedLine: z.ZodMiniType<RefundedLine> = z.tuple([
  text,
  count,
  z.exactOptional(counted),
]);
export const orderPoints: z.ZodMiniType<OrderPoints> = z.tuple([text, count, count, count]);

export const openOrder = z.strictObject({
  id: text,
  version: counted,
  at: z.exactOptional(stamp),
  until: stamp,
  print: count,
  points: listOf(orderPoints),
  refunded: z.exactOptional(listOf(refundedLine)),
  refunds: z.exactOptional(listOf(text)),
  again: z.exactOptional(
    listOf(
      z.strictObject({
        version: counted,
        print: count,
        refunded: z.exactOptional(listOf(refundedLine)),
      }),
    ),
  ),
});

export const counter: z.ZodMiniType<Counter> = z.tuple([text, whole, z.nullable(stamp)]);

const recentKey: z.ZodMiniType<RecentKey> = z.tuple([text, count, counted, day]);

export const voucher = z.strictObject({
  id: text,
  reward: text,
  expiresAt: z.nullable(stamp),
});

const tierCredit: z.ZodMiniType<TierCredit> = z.tuple([stamp, whole]);

const standing = {
  level: z.nullable(text),
  since: z.nullable(stamp),
  until: z.nullable(stamp),
  reviewAt: z.nullable(stamp),
  kept: z.exactOptional(text),
  unlowered: z.exactOptional(text),
  grace: z.exactOptional(tierCredit),
  anchor: z.exactOptional(stamp),
};

export const tierStanding = z.strictObject(standing);

const tierRecord = z.strictObject({ ...standing, credits: listOf(tierCredit) });

const wallet = z.strictObject({
  currency: text,
  lots: listOf(lot),
  pending: listOf(lot),
  debt: count,
  totals: z.strictObject({
    issued: count,
    received: count,
    spent: count,
    expired: count,
    revoked: count,
    sent: count,
    writtenOff: count,
  }),
  lapsesAt: z.nullable(stamp),
});

/** What is stored of a member's account; see {@link parseAccount}. */
export const accountSchema = z
  .strictObject({
    kind: z.literal("loyalty_account"),
    format,
    id: loyaltyId,
    program: loyaltyId,
    programVersion: counted,
    version: count,
    clock: z.nullable(stamp),
    status: z.enum(["open", "frozen", "closed", "erased"]),
    enrolledAt: z.nullable(stamp),
    nextLot: count,
    wallets: listOf(wallet),
    holds: listOf(hold),
    redemptions: listOf(redemption),
    orders: listOf(openOrder),
    counters: listOf(counter),
    vouchers: listOf(voucher),
    keys: listOf(recentKey),
    tier: z.nullable(tierRecord),
    mergedInto: z.exactOptional(loyaltyId),
  })
  .check(lawful((account: Account) => checkAccount(account)));

/**
 * Is this an account, as the last decision left it?
 *
 * For snapshots out of a database. Its shape is checked first, then its sums, as every verb checks
 * them: issued + received = remaining + spent + expired + revoked + sent, and what holds reserve is
 * what lots have reserved. Whether it is the account that its entries make, only `replay` tells.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the account
 * @throws InputError `corrupt_account` for sums that disagree, `newer_format`, `unknown_key`,
 *   `invalid_time`, `out_of_range`, `not_a_number`, `invalid_id`, `invalid_option`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount } from "clientele/loyalty";
 * import { parseAccount } from "clientele/schema";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 * });
 * const stored = JSON.stringify(createAccount(engine, "ada"));
 * parseAccount(JSON.parse(stored)).id; // => "ada"
 * parseAccount({ ...JSON.parse(stored), format: 2 }); // => throws newer_format
 * ```
 */
export function parseAccount(data: unknown): Account {
  return parseWith(accountSchema, data);
}
