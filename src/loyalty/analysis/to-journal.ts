import type { ErrorPath } from "../../core/errors.ts";
import type { Effect } from "../ledger/effect.ts";
import type { Entry } from "../ledger/entry.ts";
import { fault } from "../ledger/fault.ts";
import { rowsOf } from "./effect-rows.ts";
import { movedLots } from "./moved-lots.ts";

/** Where points come from, are, and go to. */
export type JournalAccount =
  | "issued"
  | "received"
  /** In lots: pending, active or held. */
  | "outstanding"
  | "spent"
  | "expired"
  | "revoked"
  | "sent"
  /** Clawed back, to be taken from points to come. */
  | "debt"
  /** Clawed back, and given up. */
  | "written_off"
  /** What was clawed back and no lot could give: the other side of debt and of what is given up. */
  | "claims";

/** One side of a posting. */
export interface JournalRow {
  readonly member: string;
  /** Of the entry, and its command. */
  readonly version: number;
  readonly id: string;
  readonly command: string;
  /** When it happened, by the clock or by the command. */
  readonly at: string;
  readonly recordedAt: string;
  /** Which of the entry's effects it is of. */
  readonly effect: number;
  readonly currency: string;
  readonly account: JournalAccount;
  /** Above zero a debit: points that come to the account. Below zero a credit. */
  readonly points: number;
}

/** Points that redemptions took and did not give back. */
type OpenRedemptions = Map<string, Moved>;

interface Moved {
  readonly currency: string;
  readonly points: number;
}

/**
 * What moved, as double entry: from which account to which?
 *
 * For bookkeeping and for proof: points are neither made nor lost. A projection of entries, computed
 * when it is wanted and stored nowhere. To read what a member did, see `toAuditRows`.
 *
 * Each effect that moves points gives two rows of opposite sign. What is still in lots is debited to
 * `outstanding`; where it came from (`issued`, `received`) is credited, where it went (`spent`,
 * `expired`, `revoked`, `sent`) debited. Points clawed back that no lot could give are `debt` (or
 * `written_off`) against `claims`; what is repaid later turns from `outstanding` to `revoked`, and from
 * `debt` back to `claims`. Holding, releasing, activating and merging lots move nothing.
 *
 * @param entries - of any number of accounts, each account's in the order of its versions; any range, but where a
 *   merger of members sends a redemption away, its own entry must be among them
 * @returns rows in the order of effects; points are whole numbers, and sum to 0 within each effect, and
 *   so within each entry and over all. Over all entries of a member the balance of each account is
 *   the total that `viewAccount` shows (those credited with their sign turned)
 *
 * Edge cases: no entries, or none that moves points, give no rows.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, toJournal } from "clientele/loyalty";
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
 * const entries = "entry" in granted ? [granted.entry] : [];
 * toJournal(entries).map(({ account, points }) => [account, points]); // => [["issued", -250], ["outstanding", 250]]
 * ```
 */
export function toJournal(entries: readonly Entry[]): JournalRow[] {
  const redemptions = new Map<string, OpenRedemptions>();
  return rowsOf(entries, (effect, head, path) => {
    const flows = FLOWS[effect.type] ?? [];
    if (flows.length === 0) return [];
    const open: OpenRedemptions = redemptions.get(head.member) ?? new Map();
    redemptions.set(head.member, open);
    const { currency, points } = pointsOf(effect, open, path);
    return flows.flatMap(([from, to]): JournalRow[] => [
      { ...head, currency, account: from, points: 0 - points },
      { ...head, currency, account: to, points },
    ]);
  });
}

/** From where to where an effect moves points; nothing of one that leaves them where they are. */
const FLOWS: {
  readonly [Type in Effect["type"]]?: readonly (readonly [JournalAccount, JournalAccount])[];
} = {
  issued: [["issued", "outstanding"]],
  received: [["received", "outstanding"]],
  reinstated: [["expired", "outstanding"]],
  sent: [["outstanding", "sent"]],
  expired: [["outstanding", "expired"]],
  revoked: [["outstanding", "revoked"]],
  repaid: [
    ["outstanding", "revoked"],
    ["debt", "claims"],
  ],
  spent: [["outstanding", "spent"]],
  restored: [["spent", "outstanding"]],
  redemption_received: [["received", "spent"]],
  redemption_sent: [["spent", "sent"]],
  indebted: [["claims", "debt"]],
  written_off: [["claims", "written_off"]],
};

/** How many points an effect moves. What redemptions took is kept for whom they are sent to. */
function pointsOf(effect: Effect, open: OpenRedemptions, path: ErrorPath): Moved {
  if (effect.type === "redemption_sent") {
    const known = open.get(effect.redemption);
    if (known === undefined) {
      const wanted = "a redemption of an entry before";
      throw fault("corrupt_entry", wanted, effect.redemption, ...path, "redemption");
    }
    open.delete(effect.redemption);
    return known;
  }
  if (effect.type === "indebted" || effect.type === "written_off") return effect;
  const { currency, lots } = movedLots(effect) ?? { currency: "", lots: [] };
  const points = lots.reduce((sum, [, part]) => sum + part, 0);
  if (effect.type === "spent" || effect.type === "redemption_received") {
    open.set(effect.redemption.id, { currency, points });
  } else if (effect.type === "restored") {
    const known = open.get(effect.redemption);
    if (known !== undefined) {
      open.set(effect.redemption, { currency, points: known.points - points });
    }
  }
  return { currency, points };
}
