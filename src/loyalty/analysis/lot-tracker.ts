import type { Lot, LotPoints } from "../ledger/account.ts";
import type { Effect } from "../ledger/effect.ts";
import { takenLots } from "./moved-lots.ts";

/** What became of points that were earned together. */
export type LotEnd = "spent" | "expired" | "open";

/** Points of one life that ended together: instants as texts. */
export interface TracedPart {
  readonly activeAt: string;
  readonly endedAt: string;
  readonly outcome: LotEnd;
  points: number;
}

interface Part {
  /** Its life began elsewhere, or it is its second: it is followed, but not told of. */
  readonly isHidden: boolean;
  readonly activeAt: string;
  readonly expiresAt: string | null;
  points: number;
}

interface Spent {
  readonly lot: number;
  readonly part: Part;
  readonly traced: TracedPart;
}

/** Follows every lot of one currency of one account through its effects. */
export interface LotTracker {
  see(effect: Effect, now: string): void;
  /** All that ended, and what is still open at an instant, by which the clock was seen too. */
  finish(at: string): readonly TracedPart[];
}

export function trackLots(): LotTracker {
  const traced: TracedPart[] = [];
  // A lot is several parts once others were merged into it.
  const lots = new Map<number, Part[]>();
  const spent = new Map<string, Spent[]>();

  function open({ id, activeAt, expiresAt, remaining }: Lot, isHidden: boolean): void {
    lots.set(id, [{ isHidden, activeAt, expiresAt, points: remaining }]);
  }

  function take(taken: readonly LotPoints[], now: string, outcome: LotEnd): Spent[] {
    const all: Spent[] = [];
    for (const [lot, points] of taken) {
      let left = points;
      for (const part of lots.get(lot) ?? []) {
        const cut = Math.min(part.points, left);
        if (cut === 0) continue;
        part.points -= cut;
        left -= cut;
        const end = { activeAt: part.activeAt, endedAt: now, points: cut };
        // Points of pending lots never lived.
        if (part.isHidden || part.activeAt > now) continue;
        const one: TracedPart = { ...end, outcome };
        traced.push(one);
        all.push({ lot, part, traced: one });
      }
    }
    return all;
  }

  function giveBack(effect: Effect & { readonly type: "restored" }): void {
    const { reissued = [] } = effect;
    const anew = effect.lots.length - reissued.length;
    effect.lots.forEach(([lot, points], index) => {
      let left = points;
      const place = index < anew ? lot : reissued[index - anew].id;
      const life = index < anew ? null : reissued[index - anew].expiresAt;
      for (const one of spent.get(effect.redemption) ?? []) {
        const cut = one.lot === lot ? Math.min(one.traced.points, left) : 0;
        if (cut === 0) continue;
        one.traced.points -= cut;
        left -= cut;
        // A lot that was merged into another since comes back under its own id.
        if (index < anew && lots.get(lot)?.includes(one.part) === true) {
          one.part.points += cut;
          continue;
        }
        const { activeAt, expiresAt } = one.part;
        const back = { isHidden: false, activeAt, expiresAt: life ?? expiresAt, points: cut };
        lots.set(place, [...(lots.get(place) ?? []), back]);
      }
    });
  }

  function see(effect: Effect, now: string): void {
    switch (effect.type) {
      case "issued":
        open(effect.lot, false);
        return;
      case "received":
      case "reinstated":
        open(effect.lot, true);
        return;
      case "spent":
        spent.set(effect.redemption.id, take(takenLots(effect.redemption), now, "spent"));
        return;
      case "restored":
        giveBack(effect);
        return;
      case "expired":
        take(effect.lots, effect.at, "expired");
        return;
      case "sent":
      case "revoked":
        take(effect.lots, now, "open");
        return;
      case "repaid":
        take(effect.lots, effect.at, "open");
        return;
      case "merged": {
        const [into, ...from] = effect.lots;
        const parts = effect.lots.flatMap((lot) => lots.get(lot) ?? []);
        lots.set(into, parts);
        for (const lot of from) lots.delete(lot);
        return;
      }
      default:
        return;
    }
  }

  function finish(at: string): readonly TracedPart[] {
    for (const { isHidden, activeAt, points } of [...lots.values()].flat()) {
      if (!isHidden && activeAt <= at) {
        traced.push({ activeAt, endedAt: at, outcome: "open", points });
      }
    }
    lots.clear();
    return traced.filter((part) => part.points > 0);
  }

  return { see, finish };
}
