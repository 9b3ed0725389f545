import type { Hold, Lot, LotPoints } from "../ledger/account.ts";
import type { Effect } from "../ledger/effect.ts";
import { isPast } from "../ledger/lots.ts";
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
  /** All that ended, and what is still open at an instant. */
  finish(at: string): readonly TracedPart[];
}

export function trackLots(currency: string): LotTracker {
  const traced: TracedPart[] = [];
  // A lot is several parts once others were merged into it.
  const lots = new Map<number, Part[]>();
  const spent = new Map<string, Spent[]>();
  const holds = new Map<string, Hold>();
  let lapsesAt: string | null = null;

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
      case "spent": {
        const taken = takenLots(effect.redemption);
        spent.set(effect.redemption.id, take(taken, now, "spent"));
        if (effect.hold !== undefined) release(effect.hold, taken);
        return;
      }
      case "restored":
        giveBack(effect);
        return;
      case "expired":
        take(effect.lots, effect.at, "expired");
        if (effect.cause === "inactivity") lapsesAt = null;
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
      case "held":
        holds.set(effect.hold.id, effect.hold);
        return;
      case "released":
        release(effect.hold, effect.lots);
        return;
      case "active":
        for (const [name, at] of effect.lapsesAt) if (name === currency) lapsesAt = at;
        return;
      default:
        return;
    }
  }

  function release(id: string, freed: readonly LotPoints[]): void {
    const hold = holds.get(id);
    if (hold === undefined) return;
    const left = hold.lots.map(([lot, points]): LotPoints => {
      const part = freed.find(([one]) => one === lot);
      return [lot, points - (part?.[1] ?? 0)];
    });
    holds.set(id, { ...hold, lots: left });
  }

  function finish(at: string): readonly TracedPart[] {
    const held = new Map<number, number>();
    for (const hold of holds.values()) {
      if (hold.until <= at) continue;
      for (const [lot, points] of hold.lots) {
        // What a hold does not protect has ended with its lot.
        const end = lots.get(lot)?.[0]?.expiresAt ?? null;
        if (hold.unprotected === true && isPast(end, at)) continue;
        held.set(lot, (held.get(lot) ?? 0) + points);
      }
    }
    for (const [lot, parts] of lots) {
      let kept = held.get(lot) ?? 0;
      for (const { isHidden, activeAt, expiresAt, points } of parts) {
        if (isHidden || activeAt > at || points === 0) continue;
        const saved = Math.min(kept, points);
        kept -= saved;
        if (saved > 0) traced.push({ activeAt, endedAt: at, outcome: "open", points: saved });
        if (saved === points) continue;
        const end = endOf(activeAt, expiresAt, at);
        traced.push({
          activeAt,
          endedAt: end ?? at,
          outcome: end === null ? "open" : "expired",
          points: points - saved,
        });
      }
    }
    lots.clear();
    return traced.filter((part) => part.points > 0);
  }

  /** When points lapsed that no entry has written off yet. */
  function endOf(activeAt: string, expiresAt: string | null, at: string): string | null {
    const idle = lapsesAt !== null && activeAt < lapsesAt ? lapsesAt : null;
    const end = idle !== null && (expiresAt === null || idle < expiresAt) ? idle : expiresAt;
    return isPast(end, at) ? end : null;
  }

  return { see, finish };
}
