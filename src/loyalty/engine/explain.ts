import type { LotPoints } from "../ledger/account.ts";
import { checkEffects } from "../ledger/check-effects.ts";
import type { Effect } from "../ledger/effect.ts";
import type { Entry } from "../ledger/entry.ts";
import type { RedemptionValue } from "../redemption/redemption-value.ts";

/** A sentence on one effect. */
export interface ExplanationLine {
  readonly type: Effect["type"];
  readonly text: string;
}

export interface Explanation {
  readonly version: number;
  readonly command: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly lines: readonly ExplanationLine[];
}

/**
 * What did an entry do, in words? For a support agent: one sentence an effect, rules and lots named.
 *
 * @param entry - of `decide`, or out of the store
 * @returns the entry's head and its sentences, in the order in which it did them
 * @throws InputError `invalid_argument`; LedgerError `corrupt_entry`, `newer_format`, `unknown_effect`
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, explain } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P12M" } } },
 *   rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
 * });
 * const done = decide(engine, createAccount(engine, "m-1"), {
 *   type: "grant",
 *   id: "welcome",
 *   at: "2026-01-31T15:00:00Z",
 *   points: 100,
 * });
 * const lines = done.ok && "entry" in done ? explain(done.entry).lines : [];
 * lines[0].type; // => "issued"
 * ```
 */
export function explain(entry: Entry): Explanation {
  const { version, command, at, recordedAt, effects } = checkEffects(entry);
  return { version, command, at, recordedAt, lines: effects.flatMap(linesOf) };
}

function linesOf(effect: Effect): ExplanationLine[] {
  const { type } = effect;
  return [sentencesOf(effect)].flat().map((text) => ({ type, text }));
}

function sentencesOf(effect: Effect): string | readonly string[] {
  switch (effect.type) {
    case "awarded":
      return effect.award.rules.map(({ rule, currency, points, cut }) => {
        const less = cut === undefined ? "" : `, after ${cut.by} cut off ${cut.points}`;
        return `Rule ${rule} gives ${amountOf(points, currency)}${less}.`;
      });
    case "issued":
    case "received":
    case "reinstated": {
      const { lot, currency } = effect;
      const end = lot.expiresAt === null ? "never expire" : `expire at ${lot.expiresAt}`;
      const points = amountOf(lot.remaining, currency);
      const what = `${points} as lot ${lot.id}, active from ${lot.activeAt}`;
      const from = effect.type === "received" ? ` from ${effect.from}` : "";
      return `${capital(effect.type)} ${what}${from}; they ${end}.`;
    }
    case "sent":
      return `Sent ${parts(effect)} to ${effect.to}.`;
    case "expired":
      return `Expired at ${effect.at} (${effect.cause}): ${parts(effect)}.`;
    case "activated":
      return `Active from ${effect.at}: ${effect.currency} of lot ${effect.lots.join(", lot ")}.`;
    case "repaid":
      return `Repaid debt at ${effect.at} with ${parts(effect)}.`;
    case "spent": {
      const { id, currency, takes } = effect.redemption;
      const lots = takes.map(({ lot, points }): LotPoints => [lot, points]);
      return `Spent ${parts({ currency, lots })} on redemption ${id}${gives(effect.value)}.`;
    }
    case "restored":
      return `Gave back ${parts(effect)} of redemption ${effect.redemption}.`;
    case "held": {
      const { id, until } = effect.hold;
      return `Held ${parts(effect.hold)} until ${until} for hold ${id}.`;
    }
    case "released":
      return `Released ${parts(effect)} of hold ${effect.hold} (${effect.cause}).`;
    case "revoked":
      return `Took back ${parts(effect)} (${effect.cause}).`;
    case "indebted":
      return effect.points < 0
        ? `Debt of ${amountOf(-effect.points, effect.currency)} goes to another account.`
        : `No lot could give ${amountOf(effect.points, effect.currency)}: owed from now on.`;
    case "written_off":
      return `No lot could give ${amountOf(effect.points, effect.currency)}: written off.`;
    case "forgiven":
      return `${amountOf(effect.points, effect.currency)} of order ${effect.order} had lapsed unspent: forgiven.`;
    case "merged":
      return `Lots ${effect.lots.join(", ")} of equal life became one.`;
    case "enrolled":
      return `Enrolled at ${effect.at}.`;
    case "status_changed":
      return effect.into === undefined
        ? `The account is ${effect.status} from now on.`
        : `All of the account went to ${effect.into}; it is ${effect.status} from now on.`;
    case "migrated":
      return `Version ${effect.programVersion} of the program decides from now on.`;
    case "active":
      return effect.lapsesAt.map(
        ([currency, at]) =>
          `${currency} lapse at ${at ?? "no time"} unless the member is active before.`,
      );
    case "order_opened":
      return `Order ${effect.order} can be refunded until ${effect.until}.`;
    case "order_received":
      return `Order ${effect.order.id} was taken over from ${effect.from}.`;
    case "redemption_sent":
      return `Redemption ${effect.redemption} goes to ${effect.to}.`;
    case "redemption_received":
      return `Redemption ${effect.redemption.id} was taken over from ${effect.from}.`;
    case "refunded": {
      const kept = effect.points
        .map(([currency, , points]) => amountOf(points, currency))
        .join(", ");
      const paid = effect.paid;
      const back =
        paid === undefined
          ? ""
          : ` ${paid.money} are paid back in money, ${paid.points} in points.`;
      return `Order ${effect.order} keeps ${kept || "nothing"}.${back}`;
    }
    case "counted":
      return effect.counters.map(([key, by]) => `Counter ${key} moves by ${by}.`);
    case "budget_used":
      return `Budget ${effect.budget} gives ${effect.points}.`;
    case "tier_credited": {
      const { credit, at, earnedAt = at, tier } = effect;
      const level = tier === undefined ? "" : ` The tier is ${tier.level ?? "none"} from now on.`;
      return `Credit toward a tier moves by ${credit}, as of ${earnedAt}.${level}`;
    }
    case "tier_reviewed":
      return `Reviewed at ${effect.at}: the tier is ${effect.tier.level ?? "none"}.`;
    case "voucher_issued": {
      const { id, reward, expiresAt } = effect.voucher;
      return `Issued voucher ${id} for ${reward}, valid until ${expiresAt ?? "used"}.`;
    }
    case "voucher_used":
      return `Used voucher ${effect.voucher}.`;
    case "voucher_revoked":
      return `Took back voucher ${effect.voucher}.`;
    case "settled":
      return `${effect.from} owes ${effect.to} for ${amountOf(effect.points, effect.currency)}.`;
    default:
      effect satisfies never;
      return [];
  }
}

function parts({
  lots,
  currency,
}: {
  readonly lots: readonly LotPoints[];
  readonly currency: string;
}): string {
  const sum = lots.reduce((before, [, points]) => before + points, 0);
  const of = lots.map(([lot, points]) => `${points} of lot ${lot}`).join(", ");
  return `${amountOf(sum, currency)} (${of})`;
}

/** One of what is named in the plural is told in the singular; other names stay as they are. */
function amountOf(points: number, currency: string): string {
  return `${points} ${points === 1 && currency === "points" ? "point" : currency}`;
}

/** What a redemption brings, by the program's option. */
function gives(value: RedemptionValue | undefined): string {
  if (value === undefined) return "";
  const { option, amount, product, quantity, reward } = value;
  const what = amount === null ? (product ?? reward ?? value.type) : `worth ${amount}`;
  const times = quantity === undefined || quantity === 1 ? "" : `${quantity} times `;
  return `, option ${option}: ${times}${what}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
