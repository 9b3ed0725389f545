import { checkEffects } from "./check-effects.ts";
import type { Effect } from "./effect.ts";
import type { Entry } from "./entry.ts";

/**
 * Under which keys of the business may an entry be written once only? Beside the account's version
 * and the command's id a store keeps these unique for each account, for ever: an account itself
 * remembers them only for a while.
 *
 * @param entry - of `decide` or `decideTransfer`
 * @returns such as `order:O1`, `refund:O1:R1`, `redemption:X`, `hold:H`, `voucher:V`
 * @throws InputError `invalid_argument`
 * @example
 * ```ts
 * import { businessKeys, compileProgram, createAccount, decide } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 * });
 * const done = decide(engine, createAccount(engine, "m-1"), {
 *   type: "grant",
 *   id: "g-1",
 *   at: "2026-01-01T10:00:00Z",
 *   points: 5,
 *   order: "O1",
 * });
 * done.ok && "entry" in done ? businessKeys(done.entry) : []; // => ["order:O1"]
 * ```
 */
export function businessKeys(entry: Entry): string[] {
  const { effects, command } = checkEffects(entry);
  // Vouchers that come with a merged member were issued before, in another account.
  return effects.flatMap((effect) =>
    command === "mergeMembers" && effect.type === "voucher_issued" ? [] : (keyOf(effect) ?? []),
  );
}

function keyOf(effect: Effect): string | null {
  switch (effect.type) {
    case "order_opened":
      return effect.again === true ? null : `order:${effect.order}`;
    case "refunded":
      return effect.refund === undefined ? null : `refund:${effect.order}:${effect.refund}`;
    case "spent":
      return `redemption:${effect.redemption.id}`;
    case "held":
      return `hold:${effect.hold.id}`;
    case "voucher_issued":
      return `voucher:${effect.voucher.id}`;
    default:
      return null;
  }
}
