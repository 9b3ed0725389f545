import { readOptions } from "../../core/check-names.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { formatUnits } from "../../money/scaled.ts";
import { addDuration, type Duration, parseDuration } from "../../time/duration.ts";
import { formatInstant, parseInstant } from "../../time/instant.ts";
import { accountAt } from "../engine/clock.ts";
import type { CommandContext } from "../engine/command.ts";
import type { Refusal } from "../engine/decision.ts";
import type { CompiledProgram, Engine } from "../engine/engine.ts";
import { checkSameProgram, programOf } from "../engine/program-of.ts";
import { refuseEnded } from "../engine/refuse.ts";
import type { Account } from "../ledger/account.ts";
import type { Award, RulePoints } from "../ledger/award.ts";
import { checkUnlessSound } from "../ledger/check-account.ts";
import type { PurchaseOrder } from "../order.ts";
import { awardOrder } from "./award-order.ts";
import { gatherFacts } from "./facts.ts";
import { scaleOf } from "./read-order.ts";

/** When the cart is quoted, and what the host knows of the member. */
export interface QuoteEarningOptions {
  /** No earlier than the account's clock. */
  readonly at: TimeInput;
  readonly context?: CommandContext | undefined;
}

/** What an order would earn. */
export interface EarningQuote {
  readonly ok: true;
  readonly at: string;
  /** By currency and by when they become active; whole numbers of the smallest unit. */
  readonly points: readonly QuotedPoints[];
  /** By rule; they sum to the points. */
  readonly rules: readonly RulePoints[];
  /** What of the order earns points, in the order's money. */
  readonly basis: string;
  /** Toward the tier, in the ladder's units. */
  readonly tierCredit: number;
  readonly rewards: Award["rewards"];
  readonly referral: Award["referral"];
}

export interface QuotedPoints {
  readonly currency: string;
  readonly points: number;
  readonly activeAt: string;
}

/**
 * What would this cart earn, rule by rule? For a product page or a checkout: it decides as
 * `completeOrder` at that instant would, with tier, caps, budgets and the largest balance of a
 * wallet, and writes nothing. Whether the order was awarded already is not looked at: a cart is an
 * order to come, and may bear any id.
 *
 * @param engine - of `compileProgram`
 * @param account - as the last decision left it; it stays as it is
 * @param order - the cart
 * @param options - `at` and the member's `context`
 * @returns points by currency and by rule; or the refusal that the order would meet: `frozen`,
 *   `closed`, `self_referral`
 * @throws InputError for an order that is none (`path` says where), `missing_exchange_rate`,
 *   `unknown_store`, `unknown_channel`, `missing_budget`, `before_clock`, `invalid_time`,
 *   `wrong_program`, `unknown_version`; LedgerError `corrupt_account`, `newer_format`
 * @example
 * ```ts
 * import { compileProgram, createAccount, quoteEarning } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "UTC",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 *   rules: [
 *     { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
 *     { id: "triple", award: { type: "multiplier", factor: "3" } },
 *   ],
 * });
 * const cart = { id: "cart", lines: [{ id: "1", amount: "19.99" }] };
 * const quote = quoteEarning(engine, createAccount(engine, "m-1"), cart, { at: "2026-01-31" });
 * // 19.99 times 3, rounded once.
 * quote.ok && quote.points[0].points; // => 59
 * ```
 */
export function quoteEarning(
  engine: Engine,
  account: Account,
  order: PurchaseOrder,
  options: QuoteEarningOptions,
): EarningQuote | Refusal {
  const { at, context } = readOptions(options, ["at", "context"]);
  checkUnlessSound(account);
  checkSameProgram(engine, account);
  const program = programOf(engine, account.programVersion);
  const atMs = Math.floor(parseInstant(at, program.zone, ["at"]));
  const now = formatInstant(atMs);
  if (account.clock !== null && now < account.clock) {
    const message = `expected an instant from ${account.clock} on, got ${now}`;
    throw new InputError("before_clock", message, ["at"]);
  }
  const refusal = refuseEnded(account);
  if (refusal !== null) return refusal;
  const facts = gatherFacts(program, accountAt(program, account, now), atMs, context);
  const award = awardOrder(program, order, atMs, facts, account.id);
  if ("ok" in award) return award;
  const { rules, tierCredit, rewards, referral } = award;
  const basis = formatUnits(award.basis, scaleOf(order, program.earning.money));
  const points = pointsByLife(program, rules, atMs, now);
  return { ok: true, at: now, points, rules, basis, tierCredit, rewards, referral };
}

function pointsByLife(
  { currencies, zone }: CompiledProgram,
  rules: readonly RulePoints[],
  atMs: number,
  now: string,
): QuotedPoints[] {
  const found: { currency: string; points: number; activeAt: string }[] = [];
  const after = (wait: Duration | null) =>
    wait === null ? now : formatInstant(addDuration(atMs, wait, zone));
  let usual: (typeof found)[number] | null = null;
  for (let index = 0; index < rules.length; index++) {
    const { currency, points, pendingFor } = rules[index];
    if (pendingFor === undefined && usual?.currency === currency) {
      usual.points += points;
      continue;
    }
    const wait =
      pendingFor === undefined
        ? (currencies.get(currency)?.pendingFor ?? null)
        : parseDuration(pendingFor, ["pendingFor"]);
    const activeAt = after(wait);
    let place = 0;
    while (place < found.length && !isSame(found[place], currency, activeAt)) place++;
    if (place < found.length) found[place].points += points;
    else found.push({ currency, points, activeAt });
    if (pendingFor === undefined) usual = found[place];
  }
  return found;
}

function isSame(one: QuotedPoints, currency: string, activeAt: string): boolean {
  return one.currency === currency && one.activeAt === activeAt;
}
