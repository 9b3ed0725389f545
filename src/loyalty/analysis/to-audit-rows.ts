import type { Effect } from "../ledger/effect.ts";
import type { Entry } from "../ledger/entry.ts";
import { rowsOf } from "./effect-rows.ts";
import type { MovedLots } from "./moved-lots.ts";

/** One line of an audit: what an effect did, to one lot where it is about lots. Every cell is plain. */
export interface AuditRow {
  readonly member: string;
  readonly version: number;
  readonly id: string;
  readonly command: string;
  readonly at: string;
  readonly recordedAt: string;
  /** Which of the entry's effects. */
  readonly effect: number;
  readonly type: Effect["type"];
  readonly currency: string | null;
  readonly lot: number | null;
  /** Points moved, by their size; `null` where none are. */
  readonly points: number | null;
  /** End of the life of a new lot. */
  readonly expiresAt: string | null;
  /** The order, redemption, hold, voucher, store or account that it is about. */
  readonly reference: string | null;
  /** Why, or what to: a cause, a status, a version, a level. */
  readonly detail: string | null;
}

const EMPTY = {
  currency: null,
  lot: null,
  points: null,
  expiresAt: null,
  reference: null,
  detail: null,
} as const;

type Cells = Partial<Pick<AuditRow, keyof typeof EMPTY>>;

/**
 * What happened, line by line, for an auditor's table?
 *
 * For exports: every effect of every entry becomes at least one row with the same columns, ready for
 * CSV or a warehouse; nothing is left out and nothing computed. For balances that prove themselves use
 * `toJournal`, for a support agent's words `explain`.
 *
 * @param entries - of any number of accounts, each account's in the order of its versions; any range
 * @returns a row for each lot that an effect moved, or one for the effect; cells are texts, whole
 *   numbers or `null`. Points carry no sign: the type says which way they went
 *
 * Edge cases: an entry without effects gives no row. What an award was made under (the order, the
 * facts) is not spread out: it stays in the entry.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, toAuditRows } from "clientele/loyalty";
 *
 * const engine = compileProgram([
 *   {
 *     id: "club",
 *     version: 1,
 *     timeZone: "UTC",
 *     money: { currency: "EUR", scale: 2 },
 *     currencies: { points: {} },
 *   },
 * ]);
 * const granted = decide(engine, createAccount(engine, "ada"), {
 *   type: "grant",
 *   id: "g1",
 *   at: "2026-03-01T09:00:00Z",
 *   points: 250,
 * });
 * const rows = toAuditRows("entry" in granted ? [granted.entry] : []);
 * const issued = rows.filter((row) => row.type === "issued");
 * issued.map(({ command, lot, points }) => [command, lot, points]); // => [["grant", 1, 250]]
 * ```
 */
export function toAuditRows(entries: readonly Entry[]): AuditRow[] {
  return rowsOf(entries, (effect, head) =>
    cellsOf(effect).map((cells): AuditRow => {
      return { ...head, type: effect.type, ...EMPTY, ...cells };
    }),
  );
}

function cellsOf(effect: Effect): readonly Cells[] {
  switch (effect.type) {
    case "issued":
    case "received":
    case "reinstated": {
      const { currency, lot } = effect;
      const { id, remaining, expiresAt, source } = lot;
      const reference = effect.type === "received" ? effect.from : source;
      const detail = effect.type === "issued" ? effect.cause : null;
      return [{ currency, lot: id, points: remaining, expiresAt, reference, detail }];
    }
    case "sent":
      return perLot(effect, effect.to, null);
    case "expired":
    case "revoked":
      return perLot(effect, null, effect.cause);
    case "repaid":
      return perLot(effect, null, null);
    case "released":
      return perLot(effect, effect.hold, effect.cause);
    case "held":
      return perLot(effect.hold, effect.hold.id, effect.hold.until);
    case "redemption_sent":
      return [{ reference: effect.redemption, detail: effect.to }];
    case "order_received":
      return [{ reference: effect.order.id, detail: effect.from }];
    case "spent":
    case "redemption_received": {
      const { id, currency, takes, order } = effect.redemption;
      const about = { currency, reference: id, detail: order ?? null };
      return perPart(takes, about, ({ lot, points, expiresAt }) => ({ lot, points, expiresAt }));
    }
    case "restored": {
      const { currency, redemption, lots, reissued = [] } = effect;
      return [
        ...perLot({ currency, lots }, redemption, null),
        ...reissued.map(({ id, remaining, expiresAt }) => {
          const life = { lot: id, points: remaining, expiresAt };
          return { currency, ...life, reference: redemption, detail: "reissued" };
        }),
      ];
    }
    case "activated":
    case "merged":
      return effect.lots.map((lot) => ({ currency: effect.currency, lot }));
    case "indebted":
    case "written_off":
      return [{ currency: effect.currency, points: effect.points }];
    case "forgiven":
      return [{ currency: effect.currency, points: effect.points, reference: effect.order }];
    case "settled": {
      const { currency, points, from, to } = effect;
      return [{ currency, points, reference: from, detail: to }];
    }
    case "status_changed":
      return [{ reference: effect.into ?? null, detail: effect.status }];
    case "migrated":
      return [{ detail: String(effect.programVersion) }];
    case "active":
      return perPart(effect.lapsesAt, {}, ([currency, at]) => ({ currency, expiresAt: at }));
    case "awarded": {
      const { order, rules } = effect.award;
      return perPart(rules, { reference: order.id }, ({ rule, currency, points }) => {
        return { currency, points, detail: rule };
      });
    }
    case "order_opened": {
      const about = { reference: effect.order, detail: effect.until };
      return perPart(effect.points, about, ([currency, points]) => ({ currency, points }));
    }
    case "refunded": {
      const about = { reference: effect.order, detail: effect.refund ?? null };
      return perPart(effect.points, about, ([currency, , points]) => ({ currency, points }));
    }
    case "counted":
      return effect.counters.map(([key, count]) => ({ reference: key, detail: String(count) }));
    case "budget_used":
      return [{ reference: effect.budget, points: effect.points }];
    case "tier_credited":
      return [{ reference: effect.tier?.level ?? null, detail: String(effect.credit) }];
    case "tier_reviewed":
      return [{ reference: effect.tier.level, detail: effect.tier.until }];
    case "voucher_issued": {
      const { id, reward, expiresAt } = effect.voucher;
      return [{ reference: id, detail: reward, expiresAt }];
    }
    case "voucher_used":
      return [{ reference: effect.voucher, detail: effect.order ?? null }];
    case "voucher_revoked":
      return [{ reference: effect.voucher }];
    case "enrolled":
      return [{}];
    default:
      effect satisfies never;
      return [];
  }
}

/** What an effect is about, with each of its parts; by itself where it has none. */
function perPart<Part>(
  parts: readonly Part[],
  about: Cells,
  cellsOfPart: (part: Part) => Cells,
): readonly Cells[] {
  return parts.length === 0 ? [about] : parts.map((part) => ({ ...about, ...cellsOfPart(part) }));
}

function perLot(
  { currency, lots }: MovedLots,
  reference: string | null,
  detail: string | null,
): readonly Cells[] {
  return lots.map(([lot, points]) => ({ currency, lot, points, reference, detail }));
}
