import type { Counter } from "./account.ts";
import { checkEffects } from "./check-effects.ts";
import type { Effect } from "./effect.ts";
import type { Entry } from "./entry.ts";

/**
 * Under which keys of the business may an entry be written once only? Beside the account's version
 * and the command's id a store keeps these unique for each account, for ever: an account itself
 * remembers them only for a while.
 *
 * @param entry - of `decide` or `decideTransfer`
 * @returns such as `order:O1`, `refund:O1:R1`, `redemption:X`, `hold:H`, `voucher:V`,
 *   `payment:points:P`, and of rules that award a member once `once:birthday:2026-01-01`
 * @throws InputError `invalid_argument`; LedgerError `corrupt_entry`, `newer_format`,
 *   `unknown_effect`
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
  // What comes with a merged member was issued, and counted, before: in another account.
  const isMerger = command === "mergeMembers";
  return effects.flatMap((effect) => keysOf(effect, isMerger));
}

function keysOf(effect: Effect, isMerger: boolean): string[] {
  switch (effect.type) {
    case "order_opened":
      return effect.again === true ? [] : [`order:${effect.order}`];
    case "refunded":
      return effect.refund === undefined ? [] : [`refund:${effect.order}:${effect.refund}`];
    case "spent":
      return [`redemption:${effect.redemption.id}`];
    case "held":
      return [`hold:${effect.hold.id}`];
    case "issued": {
      const { cause, currency, lot } = effect;
      return cause === "purchase" ? [`payment:${currency}:${lot.source.slice(7)}`] : [];
    }
    case "voucher_issued":
      return isMerger ? [] : [`voucher:${effect.voucher.id}`];
    case "counted":
      return isMerger ? [] : onceKeys(effect.counters);
    default:
      return [];
  }
}

/** Rules that award a member once, ever or in a year. */
function onceKeys(counters: readonly Counter[]): string[] {
  return counters.flatMap(([key, by]) => (key.startsWith("once:") && by > 0 ? [key] : []));
}
