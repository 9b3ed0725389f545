import * as z from "zod/mini";
import { LedgerError } from "../core/errors.ts";
import { printIn, printOf } from "../loyalty/ledger/award-print.ts";
import type { Entry } from "../loyalty/ledger/entry.ts";
import { count, day, lawful, listOf } from "./leaves.ts";
import { effect } from "./loyalty-effects.ts";
import { counted, format, loyaltyId, stamp } from "./loyalty-leaves.ts";
import { parseWith } from "./parse-with.ts";

/** What is stored of an accepted command; see {@link parseEntry}. */
export const entrySchema = z
  .strictObject({
    kind: z.literal("loyalty_entry"),
    format,
    account: loyaltyId,
    program: loyaltyId,
    programVersion: counted,
    version: counted,
    id: loyaltyId,
    command: z.string(),
    at: stamp,
    recordedAt: stamp,
    print: count,
    until: day,
    effects: listOf(effect),
  })
  .check(lawful(checkPrints));

/**
 * Is this an entry, as `decide` makes them?
 *
 * For entries out of a database, before `replay`, and for the entry that a refund brings along. Keys
 * and effects that an entry does not have are refused, since a newer version may have written them.
 * An award must be the one of which the entry keeps the fingerprint.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the entry
 * @throws InputError `newer_format`, `unknown_effect`, `corrupt_entry` for an award that was altered,
 *   `unknown_key`, `invalid_time`, `out_of_range`, `not_a_number`, `invalid_id`, `invalid_option`,
 *   `invalid_shape`, `invalid_decimal`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide } from "clientele/loyalty";
 * import { parseEntry } from "clientele/schema";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 * });
 * const done = decide(engine, createAccount(engine, "ada"), {
 *   type: "grant",
 *   id: "welcome",
 *   at: "2026-01-31T15:00:00Z",
 *   points: 100,
 * });
 * const stored = JSON.stringify("entry" in done ? done.entry : null);
 * parseEntry(JSON.parse(stored)).effects[0].type; // => "issued"
 * parseEntry({ ...JSON.parse(stored), effects: [{ type: "doubled" }] }); // => throws unknown_effect
 * ```
 */
export function parseEntry(data: unknown): Entry {
  return parseWith(entrySchema, data);
}

function checkPrints({ account, effects }: Entry): void {
  const prints = new Map<string, number>();
  for (const one of effects) if (one.type === "order_opened") prints.set(one.order, one.print);
  effects.forEach((one, index) => {
    if (one.type !== "awarded") return;
    const print = prints.get(one.award.order.id);
    if (print === undefined || print === printIn(account, printOf(one.award))) return;
    const message = `expected the award of order ${one.award.order.id} as it was written`;
    throw new LedgerError("corrupt_entry", message, ["effects", index, "award"]);
  });
}
