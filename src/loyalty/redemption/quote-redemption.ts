import { checkObject } from "../../core/checks.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { parseInstant } from "../../time/instant.ts";
import type { Refusal } from "../engine/decision.ts";
import type { Engine } from "../engine/engine.ts";
import { checkEngine, programOf } from "../engine/program-of.ts";
import { refuseEnded } from "../engine/refuse.ts";
import { viewAccount } from "../engine/view-account.ts";
import type { Account } from "../ledger/account.ts";
import type { PurchaseOrder } from "../order.ts";
import { findOption } from "./check-redemption.ts";
import { quoteOption } from "./quote-option.ts";
import type { RedemptionValue } from "./redemption-value.ts";

/** What a quote is asked for. */
export interface QuoteRedemptionRequest {
  /** The id of a redemption option of the account's program. */
  readonly option: string;
  readonly at: TimeInput;
  /** The cart; options that pay a share of an order need one. */
  readonly order?: PurchaseOrder;
  /** No more than these. */
  readonly points?: number;
}

/** The largest valid redemption, and what the member could spend. */
export interface RedemptionQuote extends RedemptionValue {
  readonly available: number;
}

/**
 * How many points can this member spend on this cart, and what do they bring?
 *
 * For the line at the checkout that says "pay 9.00 with 900 points". A quote writes nothing and holds
 * nothing: `hold` the points, or `redeem` at once; what `redeem` accepts is checked by the same rules,
 * at the time of the command. To see all of an account use `viewAccount`.
 *
 * points = the largest multiple of the step within: the option's minimum and maximum, what the member
 * has available, what is asked for, and what the order is worth: ⌊(what points may pay × share −
 * paid already with points) × points of the rate ÷ amount of the rate⌋. Money off is rounded down to
 * the currency's minor unit, and points that would add nothing to it are left with the member; a
 * percentage is rounded half up. What points may pay: goods less discounts, tax and shipping, but no
 * gift cards, unless the option's `covers` says otherwise; of a percentage it is goods alone.
 *
 * @param engine - of the account's program
 * @param account - it stays as it is
 * @param request - `option`; `at`, no earlier than the account's clock; `order`; `points`, a whole
 *   number of at least 1 in the smallest unit of the option's currency
 * @returns points, with `amount` as a decimal string of the program's money (`null` for what has none),
 *   the product and its quantity, or the voucher and how long it is valid; or why the smallest valid redemption
 *   is refused: `below_minimum` (fewer asked for, or the order takes fewer), `insufficient_points` with
 *   how many are `short`, `not_eligible` (the tier, or an order with nothing that points may pay),
 *   `frozen` or `closed`
 *
 * Edge cases: points pending, held or owed are not available. An order in other money than the
 * program's needs its `exchangeRate`, and `amount` stays in the program's money. `pointsPaid` of the
 * order counts as paid already.
 *
 * @throws InputError `unknown_option`, `missing_field` (a share of no order), `before_clock`,
 *   `wrong_program`, `unknown_version`, `out_of_range`, and what is wrong with the order:
 *   `invalid_shape`, `invalid_id`, `duplicate_id`, `invalid_decimal`, `inexact`, `negative_value`,
 *   `missing_exchange_rate`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, quoteRedemption } from "clientele/loyalty";
 *
 * const engine = compileProgram([
 *   {
 *     id: "club",
 *     version: 1,
 *     timeZone: "Europe/Berlin",
 *     money: { currency: "EUR", scale: 2 },
 *     currencies: { points: {} },
 *     redemptions: [
 *       {
 *         id: "money-off",
 *         gives: { type: "amount", points: 100, amount: "1.00" },
 *         minimum: 500,
 *         step: 100,
 *         maxShareOfOrder: "0.5",
 *       },
 *     ],
 *   },
 * ]);
 * const granted = decide(engine, createAccount(engine, "ada"), {
 *   type: "grant",
 *   id: "g1",
 *   at: "2026-03-01T09:00:00Z",
 *   points: 1234,
 * });
 * const account = "account" in granted ? granted.account : createAccount(engine, "ada");
 * const order = { id: "O1", lines: [{ id: "shoes", amount: "18.00" }] };
 * const quote = quoteRedemption(engine, account, {
 *   option: "money-off",
 *   order,
 *   at: "2026-03-02T09:00:00Z",
 * });
 * quote.ok && quote.points; // => 900
 * quote.ok && quote.amount; // => "9.00"
 * ```
 */
export function quoteRedemption(
  engine: Engine,
  account: Account,
  request: QuoteRedemptionRequest,
): RedemptionQuote | Refusal {
  const { option, order, points } = checkObject(request, "a request");
  const program = programOf(checkEngine(engine), checkObject(account, "an account").programVersion);
  const at = parseInstant(request.at, program.zone, ["at"]);
  const view = viewAccount(engine, account, at);
  const refusal = refuseEnded(view);
  if (refusal !== null) return refusal;
  const { currency } = findOption(program, option);
  const available =
    view.wallets.find((wallet) => wallet.currency === currency.name)?.available ?? 0;
  const value = quoteOption(program, {
    option,
    available,
    tier: view.tier?.level ?? null,
    ...(order === undefined ? {} : { order }),
    ...(points === undefined ? {} : { points }),
  });
  return value.ok ? { ...value, available } : value;
}
