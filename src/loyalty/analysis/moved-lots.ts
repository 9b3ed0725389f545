import type { LotPoints, Redemption } from "../ledger/account.ts";
import type { Effect } from "../ledger/effect.ts";

/** Points of one currency, lot by lot. */
export interface MovedLots {
  readonly currency: string;
  readonly lots: readonly LotPoints[];
}

/** The points that an effect makes, takes, reserves or gives back; `null` of one that does neither. */
export function movedLots(effect: Effect): MovedLots | null {
  switch (effect.type) {
    case "issued":
    case "received":
    case "reinstated":
      return { currency: effect.currency, lots: [[effect.lot.id, effect.lot.remaining]] };
    case "sent":
    case "expired":
    case "revoked":
    case "repaid":
    case "restored":
    case "released":
      return effect;
    case "held":
      return effect.hold;
    case "spent":
    case "redemption_received":
      return { currency: effect.redemption.currency, lots: takenLots(effect.redemption) };
    default:
      return null;
  }
}

/** What a redemption took. */
export function takenLots({ takes }: Redemption): readonly LotPoints[] {
  return takes.map(({ lot, points }) => [lot, points]);
}
