import type { Account, Lot, LotPoints, Take } from "../ledger/account.ts";
import type { RulePoints } from "../ledger/award.ts";
import type { Effect } from "../ledger/effect.ts";

/** An answer taken apart, for a support agent to read. */
export interface Breakdown {
  /** What the command earned, rule by rule. */
  readonly rules: readonly RuleLine[];
  /**
   * What the entry did to lots, also what the clock alone did since the entry before: holds that lapsed,
   * points that expired or became spendable. What was earned is `issued`.
   */
  readonly lots: readonly LotLine[];
}

/** What a rule gave. */
export interface RuleLine {
  readonly rule: string;
  readonly currency: string;
  readonly points: number;
  /** What a cap or a budget cut off, and which. */
  readonly cut?: { readonly points: number; readonly by: string };
}

/** What became of points of a lot. */
export interface LotLine {
  readonly lot: number;
  readonly currency: string;
  readonly what: LotMove;
  /** Below zero where they can no longer be spent. */
  readonly points: number;
  readonly expiresAt: string | null;
}

export type LotMove =
  | "issued"
  | "received"
  | "reinstated"
  | "activated"
  | "restored"
  | "released"
  | "spent"
  | "held"
  | "expired"
  | "revoked"
  | "repaid"
  | "sent";

/** Takes the effects of an entry apart. */
export function makeBreakdown(
  effects: readonly Effect[],
  before: Account,
  after: Account,
): Breakdown {
  let rules: readonly RuleLine[] = NO_RULES;
  const lots: LotLine[] = [];
  for (const effect of effects) {
    switch (effect.type) {
      case "awarded":
        rules = linesOf(effect.award.rules);
        break;
      case "issued":
      case "received":
      case "reinstated":
        lots.push({
          lot: effect.lot.id,
          currency: effect.currency,
          what: effect.type,
          points: effect.lot.remaining,
          expiresAt: effect.lot.expiresAt,
        });
        break;
      case "sent":
      case "expired":
      case "revoked":
      case "repaid":
      case "released":
        addMoved(lots, effect.type, effect, effects, before, after);
        break;
      case "restored":
        addMoved(lots, "restored", restoredLots(effect), effects, before, after);
        break;
      case "held":
        addMoved(lots, "held", effect.hold, effects, before, after);
        break;
      case "spent":
        for (const { lot, points, expiresAt } of effect.redemption.takes) {
          const { currency } = effect.redemption;
          lots.push({ lot, currency, what: "spent", points: -points, expiresAt });
        }
        break;
      default:
    }
  }
  return { rules, lots };
}

function addMoved(
  lines: LotLine[],
  what: LotMove,
  { currency, lots }: { readonly currency: string; readonly lots: readonly LotPoints[] },
  effects: readonly Effect[],
  before: Account,
  after: Account,
): void {
  const sign = what === "restored" || what === "released" ? 1 : -1;
  for (const [lot, points] of lots) {
    const { expiresAt } =
      lotOf(before, lot) ??
      lotOf(after, lot) ??
      lotIn(effects, lot) ??
      takeOf(before, lot) ??
      NEVER;
    lines.push({ lot, currency, what, points: sign * points, expiresAt });
  }
}

/** Points of a new life are named by their new lots, which come last. */
function restoredLots({ currency, lots, reissued = [] }: Effect & { readonly type: "restored" }) {
  const anew = reissued.map(({ id, remaining }): LotPoints => [id, remaining]);
  return { currency, lots: [...lots.slice(0, lots.length - anew.length), ...anew] };
}

/** What are nothing but lines are taken as they are. */
function linesOf(given: readonly RulePoints[]): readonly RuleLine[] {
  for (const { pendingFor } of given) {
    if (pendingFor !== undefined) return given.map(({ pendingFor: _, ...line }) => line);
  }
  return given;
}

const NO_RULES: readonly RuleLine[] = [];

const NEVER = { expiresAt: null } as const;

function lotOf({ wallets }: Account, id: number): Lot | undefined {
  for (const { lots, pending } of wallets) {
    for (const lot of lots) if (lot.id === id) return lot;
    for (const lot of pending) if (lot.id === id) return lot;
  }
  return undefined;
}

/** A lot that was spent whole, as its redemption remembers it. */
function takeOf({ redemptions }: Account, id: number): Take | undefined {
  return redemptions.flatMap(({ takes }) => takes).find(({ lot }) => lot === id);
}

/** A lot that came and went within the entry. */
function lotIn(effects: readonly Effect[], id: number): { expiresAt: string | null } | undefined {
  for (const effect of effects) {
    if ("lot" in effect && effect.lot.id === id) return effect.lot;
    if (effect.type === "restored") {
      const lot = effect.reissued?.find((one) => one.id === id);
      if (lot !== undefined) return lot;
    }
  }
  return undefined;
}
